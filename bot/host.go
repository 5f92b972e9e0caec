package bot

import (
	"context"
	"time"

	"dateline/bot/posts"
	"dateline/bot/record"
	"dateline/bot/show"
)

// host is the bot, for what it posts unasked.
type host struct{ *Bot }

// Serves implements posts.Host.
func (h host) Serves(guild string) bool { return h.serves(guild) }

// Settings implements posts.Host.
func (h host) Settings(ctx context.Context, guild string) (record.Settings, show.Voice, error) {
	set, err := h.settings.of(ctx, guild)
	return set, h.voices.In(set.Language), err
}

// LibraryOf implements posts.Host.
func (h host) LibraryOf(guild string) (string, error) { return h.library(guild) }

// Library implements posts.Host.
func (h host) Library(ctx context.Context, name, guild string) (posts.Library, error) {
	set, err := h.settings.of(ctx, guild)
	if err != nil {
		return nil, err
	}
	return h.openFor(ctx, &request{guild: guild, library: name, settings: set})
}

// Guard implements posts.Host.
func (h host) Guard(name string, task func()) { h.guard(name, task) }

// Now implements posts.Host.
func (h host) Now() time.Time { return h.timing.now() }

// postDue posts what is due, until ctx ends.
func (b *Bot) postDue(ctx, work context.Context) {
	every(ctx, b.timing.watch, func(time.Time) {
		b.guard("post what is due", func() { b.posts.Round(ctx, work) })
	})
}
