package bot

import (
	"context"
	"fmt"
	"slices"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/show"
)

// receipt compares what an answer quoted with the library of today.
func (b *Bot) receipt(ctx context.Context, r *request) (show.Message, error) {
	q, err := b.recall(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	checked, err := lib.Recheck(ctx, q.Quoted())
	if err != nil {
		return show.Message{}, fmt.Errorf("check the answer to question %s again: %w", q.ID, err)
	}
	m := renderReceipt(r.say, q.ID, checked)
	m.Private = true
	return m, nil
}

// renderReceipt shows what became of an answer's quotations.
func renderReceipt(v show.Voice, id string, checked []answers.Rechecked) show.Message {
	if !slices.ContainsFunc(checked, func(c answers.Rechecked) bool { return c.Excerpt == nil || c.State == answers.Changed }) {
		return show.Message{Content: v.Say("receipt_same", "Receipt", id, "Count", len(checked))}
	}
	m := show.Message{Head: v.Say("receipt", "Receipt", id)}
	var embeds []*discordgo.MessageEmbed
	for _, c := range checked {
		if c.Excerpt == nil {
			embeds = append(embeds, &discordgo.MessageEmbed{Title: v.Say("receipt_today"), Description: v.Say("receipt_" + became(c)), Color: show.ColourNearest})
			continue
		}
		then := show.Excerpts(v, []answers.Excerpt{*c.Excerpt})[0]
		then.Fields = []*discordgo.MessageEmbedField{{Name: v.Say("receipt_today"), Value: v.Say("receipt_" + became(c))}}
		embeds = append(embeds, then)
		if c.State != answers.Changed {
			continue
		}
		for _, match := range c.Now {
			now := show.Excerpts(v, []answers.Excerpt{match.Excerpt})[0]
			now.Fields = []*discordgo.MessageEmbedField{{Name: v.Say("receipt_today"), Value: v.Say("receipt_now")}}
			embeds = append(embeds, now)
		}
	}
	return m.With(v, embeds, "excerpts_left")
}

// became returns what became of a quotation.
func became(c answers.Rechecked) string {
	if c.State == answers.Changed && len(c.Now) == 0 {
		return "gone"
	}
	return string(c.State)
}
