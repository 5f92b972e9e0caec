package bot

import (
	"context"
	"fmt"
	"time"

	"dateline/answers"
	"dateline/answers/followup"
	"dateline/answers/manner"
	"dateline/bot/command"
	"dateline/bot/discord"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// followForm asks for a follow-up question.
func (b *Bot) followForm(_ context.Context, r *request) (*show.Form, error) {
	return &show.Form{
		ID: show.JoinID("follow", r.args...), Title: r.say.Say("button_follow"),
		Fields: []show.Field{{
			Name: "question", Label: r.say.Say("form_question"), Placeholder: r.say.Say("form_placeholder"),
			Long: true, Required: true, Most: command.MaxQuestion,
		}},
	}, nil
}

// followUp answers the question that a member filled in below an answer.
func (b *Bot) followUp(ctx context.Context, r *request) (show.Message, error) {
	before, err := b.recall(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	return b.converse(ctx, r, r.given.Text("question"), before, true)
}

// converse answers a question in the light of one asked before.
func (b *Bot) converse(ctx context.Context, r *request, question string, before record.Question, meant bool) (show.Message, error) {
	said := answers.Said(question, b.names())
	if said.Kind != manner.Question && said.Kind != manner.Unclear {
		return b.courtesy(ctx, r, said.Kind)
	}
	if r.message && r.locale == "" { // few words may tell no language
		r.locale = languageOf(before.Text+" "+question, nil)
		r.say = b.voices.In(r.locale)
	}
	in := inquiry(record.Ask, question, retrieval.Filter{})
	if !said.Topic { // whose lead may be what goes on: "what about …"
		question = said.Question
	}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	isName, err := namesOf(ctx, r, lib, before.Sought()+" "+question)
	if err != nil {
		return show.Message{}, err
	}
	meant = meant || said.Kind == manner.Unclear // by itself
	if understood := followup.Understand(b.analyzer, before.Sought(), question, meant, isName); understood != question {
		in.Understood = show.ClipText(understood, command.MaxQuestion)
	}
	if meant || in.Understood != "" {
		in.Outlets, in.Since, in.Until = before.Outlets, before.Since, before.Until
		in.AsOf, in.LoadedBy = before.AsOf, before.LoadedBy
	}
	return b.inquire(ctx, r, in)
}

// namesOf returns what tells which words of a text name something, by how the
// library writes them; nil where it tells nothing.
func namesOf(ctx context.Context, r *request, lib Articles, content string) (func(text.Term) bool, error) {
	res, err := lib.Search(ctx, retrieval.Query{Text: content, Limit: 1, Locale: r.locale})
	if err != nil {
		return nil, fmt.Errorf("look for names: %w", err)
	}
	if len(res.Terms) == 0 {
		return nil, nil
	}
	names := map[text.Term]bool{}
	for _, t := range res.Terms {
		names[t.Exact] = names[t.Exact] || t.Name
	}
	return func(t text.Term) bool { return names[t] }, nil
}

// before returns the question that a message goes on from: that of the answer
// it replies to, else the last of the member's conversation in the channel.
func (b *Bot) before(ctx context.Context, r *request, p discord.Message) (q record.Question, meant, ok bool) {
	for _, id := range p.Answered() {
		at := *r
		at.args = []string{id}
		if q, err := b.recall(ctx, &at); err == nil && q.Channel == r.channel {
			return q, true, true
		}
	}
	q, ok = b.memory.Conversation(r.channel, r.user, time.Now())
	return q, false, ok && q.Guild == r.guild
}
