package bot

import (
	"context"
	"fmt"

	"dateline/answers"
)

// ask answers the question of a slash command.
func ask(ctx context.Context, lib Library, given options) (message, error) {
	question := given.text("question")
	if question == "" {
		return message{}, refusal(textAskSomething)
	}
	filter, err := given.filter()
	if err != nil {
		return message{}, err
	}
	a, err := lib.Ask(ctx, answers.Question{Text: question, Filter: filter})
	if err != nil {
		return message{}, fmt.Errorf("ask: %w", err)
	}
	return echo(renderAnswer(a), question), nil
}
