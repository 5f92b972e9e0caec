package bot

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"dateline/bot/discord"
	"dateline/bot/show"
)

// Long work is told of by editing the answer. An interaction takes edits for
// fifteen minutes; what is done later goes by a message of its own.
const longWithin = 2 * time.Hour

// errExpired says that an interaction takes no more edits.
var errExpired = errors.New("the interaction is too old to be answered")

// unknownToken reports whether Discord does not take edits of an interaction any
// more.
func unknownToken(err error) bool {
	s := discord.Status(err)
	return s == http.StatusNotFound || s == http.StatusUnauthorized
}

// progress is how far long work has come, told by who does it and taken by who
// shows it. Nil takes what it is told and shows nothing.
type progress struct{ text atomic.Pointer[string] }

func (p *progress) tell(text string) {
	if p != nil {
		p.text.Store(&text)
	}
}

// take returns what was told last, "" when nothing was since it was last taken.
func (p *progress) take() string {
	if p == nil {
		return ""
	}
	if text := p.text.Swap(nil); text != nil {
		return *text
	}
	return ""
}

// await waits for the answer, and shows meanwhile how far the work has come.
func (b *Bot) await(work context.Context, log *slog.Logger, it *discord.Interaction, p plan, ready <-chan show.Message) show.Message {
	var told *progress
	if p.request != nil {
		told = p.request.progress
	}
	tick := time.NewTicker(b.timing.progress)
	defer tick.Stop()
	for {
		select {
		case m := <-ready:
			return m
		case <-work.Done():
			return b.failed(log, p.say, it.Token, work.Err())
		case <-tick.C:
			text := told.take()
			if text == "" || it.Expired() {
				continue
			}
			if err := b.rest.Edit(work, it, p.placed(show.Notice(text)).Edit()); err != nil {
				log.Debug("progress was not shown", "error", err)
			}
		}
	}
}

// late sends an answer by a message. One for a member alone goes to them
// directly, but for one with buttons: those do their work only in the server,
// where it is known who presses them.
func (b *Bot) late(ctx context.Context, m show.Message, p plan) error {
	r, nonce := p.request, "l"+p.request.id
	if p.private && len(m.Rows) == 0 {
		err := b.rest.Direct(ctx, r.user, nonce, m.Post())
		if discord.Status(err) != http.StatusForbidden {
			return err
		}
		m = show.Message{Content: p.say.Say("late_elsewhere", "Member", "<@"+r.user+">")}
	}
	err := b.rest.Post(ctx, r.channel, nonce, m.Post())
	if discord.Status(err) != http.StatusForbidden {
		return err
	}
	m.Rows = nil
	return b.rest.Direct(ctx, r.user, nonce, m.Post())
}
