package discord

import (
	"context"
	"log/slog"
	"time"
)

// Observer is told what goes on between the bot and Discord, for whoever counts.
// Its methods are called from several goroutines at once, and return at once.
type Observer interface {
	// Called tells of one attempt at a REST call: which, by its name; the status of
	// the response, 0 when there was none; how long it took; and how long it had to
	// wait for its turn before that.
	Called(ctx context.Context, call string, status int, took, waited time.Duration)
	// Connected tells that a shard hears of events, in a session that is new or
	// resumed, and Lost that it does so no more.
	Connected(shard int, resumed bool)
	Lost(shard int)
	// Heard tells of an event by its name, which is Discord's.
	Heard(shard int, event string)
}

// Nobody is an Observer that counts nothing.
type Nobody struct{}

// Called implements Observer.
func (Nobody) Called(context.Context, string, int, time.Duration, time.Duration) {}

// Connected implements Observer.
func (Nobody) Connected(int, bool) {}

// Lost implements Observer.
func (Nobody) Lost(int) {}

// Heard implements Observer.
func (Nobody) Heard(int, string) {}

// originKey is where a context keeps what its work is for.
type originKey struct{}

// For returns a context for the work on an interaction or a message, by its id.
func For(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, originKey{}, id)
}

// Traced returns a handler of log records that adds to each the id of the
// interaction or the message that it is written for, where its context has one.
func Traced(h slog.Handler) slog.Handler { return traced{h} }

type traced struct{ slog.Handler }

// Handle implements slog.Handler.
func (t traced) Handle(ctx context.Context, r slog.Record) error {
	if id, ok := ctx.Value(originKey{}).(string); ok {
		r.AddAttrs(slog.String("request", id))
	}
	return t.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (t traced) WithAttrs(attrs []slog.Attr) slog.Handler { return traced{t.Handler.WithAttrs(attrs)} }

// WithGroup implements slog.Handler.
func (t traced) WithGroup(name string) slog.Handler { return traced{t.Handler.WithGroup(name)} }
