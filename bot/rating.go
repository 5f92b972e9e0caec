package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dateline/bot/record"
	"dateline/bot/show"
)

// rateHelpful keeps that a member found an answer helpful.
func (b *Bot) rateHelpful(ctx context.Context, r *request) (show.Message, error) {
	return b.rate(ctx, r, true)
}

// unhelpfulForm asks a member why an answer was not helpful. That it was not is
// kept at once, whatever becomes of the form, which does not wait for that.
func (b *Bot) unhelpfulForm(ctx context.Context, r *request) (*show.Form, error) {
	if _, err := b.rated(ctx, r); err != nil {
		return nil, err
	}
	later, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerWithin)
	b.spawn("keep that an answer was not helpful", func() {
		defer cancel()
		if _, err := b.rate(later, r, false); err != nil {
			b.log.Error("what a member thinks of an answer was not kept", "error", err)
		}
	})
	why := show.Field{Name: "reason", Label: r.say.Say("reason_ask"), Hint: r.say.Say("reason_hint")}
	for _, reason := range record.Reasons() {
		why.Options = append(why.Options, show.Button{Label: r.say.Say("reason_" + reason), ID: reason})
	}
	return &show.Form{ID: show.JoinID("unhelpful", r.args...), Title: r.say.Say("button_unhelpful"), Fields: []show.Field{why}}, nil
}

// rateUnhelpful keeps that a member found an answer not helpful, and why, if they
// said so.
func (b *Bot) rateUnhelpful(ctx context.Context, r *request) (show.Message, error) {
	m, err := b.rate(ctx, r, false)
	if reason := r.given.Text("reason"); err == nil && slices.Contains(record.Reasons(), reason) {
		err = b.records.GiveReason(ctx, r.args[0], r.user, reason)
	}
	return m, err
}

// rated returns the question whose answer is rated, or refuses to keep that.
func (b *Bot) rated(ctx context.Context, r *request) (record.Question, error) {
	q, err := b.recall(ctx, r)
	if err == nil && keepDays(r.settings) == 0 {
		err = refuse("nothing_kept")
	}
	return q, err
}

func (b *Bot) rate(ctx context.Context, r *request, helpful bool) (show.Message, error) {
	q, err := b.rated(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	// The question may not have reached the store yet.
	if err := b.records.AddQuestion(ctx, q); err != nil {
		return show.Message{}, err
	}
	switch err := b.records.Rate(ctx, q.ID, r.user, helpful); {
	case errors.Is(err, record.ErrNone):
		return show.Message{}, refuse("question_forgotten")
	case err != nil:
		return show.Message{}, fmt.Errorf("rate: %w", err)
	case helpful:
		return show.Notice(r.say.Say("rated_helpful")), nil
	}
	return show.Notice(r.say.Say("rated_unhelpful")), nil
}
