package bot

import (
	"context"
	"errors"
	"time"

	"dateline/bot/discord"
	"dateline/retrieval"
)

// Observer is told what the bot does, for whoever counts. Its methods are called
// from several goroutines at once, and return at once.
type Observer interface {
	discord.Observer
	// Answered tells what came of an interaction or a message, and how long that took
	// from when its turn came on: kind names the command, the button or the form, and
	// outcome is "answered", "refused", "failed", "late" or "stopped".
	Answered(kind, outcome string, took time.Duration)
	// Undelivered tells that Discord may not have taken what the bot had to say.
	Undelivered(step string)
}

// nobody counts nothing.
type nobody struct{ discord.Nobody }

// Answered implements Observer.
func (nobody) Answered(string, string, time.Duration) {}

// Undelivered implements Observer.
func (nobody) Undelivered(string) {}

// outcomeOf names what came of a request, by its error.
func outcomeOf(err error) string {
	switch {
	case err == nil:
		return "answered"
	case errors.As(err, new(*refusal)), errors.Is(err, retrieval.ErrNoArticle):
		return "refused"
	case errors.Is(err, context.Canceled):
		return "stopped"
	case errors.Is(err, context.DeadlineExceeded):
		return "late"
	}
	return "failed"
}

// Backlog is what waits for the bot.
type Backlog struct {
	// Questions and Loads are in hand or wait for their turn; Writes wait for the store.
	Questions, Loads, Writes int
}

// Backlog returns what waits now.
func (b *Bot) Backlog() Backlog {
	return Backlog{Questions: len(b.queue.waiting), Loads: len(b.loads.waiting), Writes: b.journal.Waiting()}
}
