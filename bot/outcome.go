package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"dateline/bot/show"
	"dateline/retrieval"
)

// refusal is an error that the member can do something about: the text that
// they are told, and what it has places for.
type refusal struct {
	id    string
	pairs []any
}

func refuse(id string, pairs ...any) error { return &refusal{id, pairs} }

func (r *refusal) Error() string { return fmt.Sprint(append([]any{r.id}, r.pairs...)...) }

// produce runs a plan when its turn comes in a queue. There is always something
// to show: an apology when the task fails or panics. The secret is kept out of
// the log.
func (b *Bot) produce(ctx context.Context, log *slog.Logger, turns *queue, p plan, secret string) (m show.Message) {
	var err error
	start := time.Now()
	defer func() {
		if r := recover(); r != nil {
			log, err = log.With("stack", string(debug.Stack())), fmt.Errorf("panic: %v", r)
		}
		if err != nil {
			m = b.failed(log, p.say, secret, err)
		}
		b.cfg.Observer.Answered(p.kind, outcomeOf(err), time.Since(start))
	}()
	release, err := turns.enter(ctx)
	if err != nil {
		return m
	}
	defer release()
	m, err = p.run(ctx)
	return m
}

// failed returns what a member is told of an error, by itself.
func (b *Bot) failed(log *slog.Logger, v show.Voice, secret string, err error) show.Message {
	m := b.tell(log, v, secret, err)
	m.Alone = true
	return m
}

// tell puts an error into words. What a member cannot mend is logged, under the
// reference that they are given.
func (b *Bot) tell(log *slog.Logger, v show.Voice, secret string, err error) show.Message {
	var told *refusal
	switch {
	case errors.As(err, &told):
		return show.Notice(v.Say(told.id, told.pairs...))
	case errors.Is(err, retrieval.ErrNoArticle):
		return show.Notice(v.Say("no_article"))
	case errors.Is(err, context.Canceled):
		log.Info("stopped before an answer was there", "error", b.scrub(err.Error(), secret))
		return show.Notice(v.Say("stopped"))
	case errors.Is(err, context.DeadlineExceeded):
		log.Warn("gave up on an answer", "error", b.scrub(err.Error(), secret))
		return show.Notice(v.Say("took_too_long"))
	default:
		ref := rand.Text()[:8]
		log.Error("failed to answer", "ref", ref, "error", b.scrub(err.Error(), secret))
		return show.Notice(v.Say("apology", "Reference", ref))
	}
}
