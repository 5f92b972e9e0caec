package bot

import (
	"context"
	"fmt"

	"dateline/bot/command"
	"dateline/bot/show"
)

// defaultSentences is how long a summary is when nothing else is asked for.
const defaultSentences = 5

// summary shows the sentences that carry an article, or the main points of
// several.
func (b *Bot) summary(ctx context.Context, r *request) (show.Message, error) {
	if r.given.Text("article") == "" {
		return b.digest(ctx, r)
	}
	for _, name := range []string{"topic", "outlet", "since", "until"} {
		if r.given.Text(name) != "" {
			return show.Message{}, refuse("article_alone")
		}
	}
	lib, articles, err := b.articlesFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	article, ok := find(articles, r.given.Text("article"))
	if !ok {
		return show.Message{}, refuse("no_article")
	}
	n := r.given.Number("sentences")
	if n <= 0 {
		n = defaultSentences
	}
	s, err := lib.Summarize(ctx, article.ID, min(n, command.MaxSentences))
	if err != nil {
		return show.Message{}, fmt.Errorf("summarize article %s: %w", article.ID, err)
	}
	return show.Summary(r.say, s), nil
}
