package bot

import (
	"context"
	"fmt"
	"slices"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
)

// receipt compares what an answer quoted with the library of today.
func (b *Bot) receipt(ctx context.Context, r *request) (message, error) {
	q, err := b.recall(ctx, r)
	if err != nil {
		return message{}, err
	}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return message{}, err
	}
	checked, err := lib.Recheck(ctx, q.Quoted())
	if err != nil {
		return message{}, fmt.Errorf("check the answer to question %s again: %w", q.ID, err)
	}
	m := renderReceipt(r.say, q.ID, checked)
	m.private = true
	return m, nil
}

// renderReceipt shows what became of an answer's quotations.
func renderReceipt(v voice, id string, checked []answers.Rechecked) message {
	if !slices.ContainsFunc(checked, func(c answers.Rechecked) bool { return c.Excerpt == nil || c.State == answers.Changed }) {
		return message{content: v.say("receipt_same", "Receipt", id, "Count", len(checked))}
	}
	m := message{head: v.say("receipt", "Receipt", id)}
	var embeds []*discordgo.MessageEmbed
	for _, c := range checked {
		if c.Excerpt == nil {
			embeds = append(embeds, &discordgo.MessageEmbed{Title: v.say("receipt_today"), Description: v.say("receipt_" + became(c)), Color: colourNearest})
			continue
		}
		then := renderExcerpts(v, []answers.Excerpt{*c.Excerpt})[0]
		then.Fields = []*discordgo.MessageEmbedField{{Name: v.say("receipt_today"), Value: v.say("receipt_" + became(c))}}
		embeds = append(embeds, then)
		if c.State != answers.Changed {
			continue
		}
		for _, match := range c.Now {
			now := renderExcerpts(v, []answers.Excerpt{match.Excerpt})[0]
			now.Fields = []*discordgo.MessageEmbedField{{Name: v.say("receipt_today"), Value: v.say("receipt_now")}}
			embeds = append(embeds, now)
		}
	}
	return m.with(v, embeds, "excerpts_left")
}

// became returns what became of a quotation.
func became(c answers.Rechecked) string {
	if c.State == answers.Changed && len(c.Now) == 0 {
		return "gone"
	}
	return string(c.State)
}
