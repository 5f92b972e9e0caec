package bot

import (
	"context"
	"log/slog"

	"dateline/bot/discord"
	"dateline/bot/show"
)

// intoThread starts a thread at a message and puts the answer there. The
// member's conversation goes on in it.
func (b *Bot) intoThread(ctx context.Context, r *request, messageID string, m show.Message) error {
	thread, err := b.rest.StartThread(ctx, r.channel, messageID, m.Thread)
	if err != nil {
		return err
	}
	b.memory.Link(thread, r.user, r.id)
	return b.rest.Post(ctx, thread, r.id, m.Post())
}

// answerInThread answers an interaction with what was asked, and in a thread
// below that with the rest. Where there can be no thread, all goes together.
func (b *Bot) answerInThread(ctx context.Context, log *slog.Logger, it *discord.Interaction, m show.Message, r *request) {
	messageID, err := b.rest.Original(ctx, it)
	if err == nil {
		body := m
		body.Head = ""
		err = b.intoThread(ctx, r, messageID, body)
	}
	if err != nil {
		log.Info("no thread for an answer", "channel", r.channel, "error", err)
		b.report(log, it, "edit", b.rest.Edit(ctx, it, m.Edit()))
	}
}
