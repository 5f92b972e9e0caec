package bot

import (
	"context"
	"log/slog"
)

// intoThread starts a thread at a message and puts the answer there. The
// member's conversation goes on in it.
func (b *Bot) intoThread(ctx context.Context, r *request, messageID string, m message) error {
	thread, err := b.rest.startThread(ctx, r.channel, messageID, m.thread)
	if err != nil {
		return err
	}
	b.memory.link(thread, r.user, r.id)
	return b.rest.post(ctx, thread, r.id, m)
}

// answerInThread answers an interaction with what was asked, and in a thread
// below that with the rest. Where there can be no thread, all goes together.
func (b *Bot) answerInThread(ctx context.Context, log *slog.Logger, it *interaction, m message, r *request) {
	messageID, err := b.rest.original(ctx, it)
	if err == nil {
		body := m
		body.head = ""
		err = b.intoThread(ctx, r, messageID, body)
	}
	if err != nil {
		log.Info("no thread for an answer", "channel", r.channel, "error", err)
		b.report(log, it, "edit", b.rest.edit(ctx, it, m))
	}
}
