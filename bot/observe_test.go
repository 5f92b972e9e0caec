package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/answers"
	"dateline/bot/discord"
	"dateline/bot/discordtest"
)

// counted notes what came of interactions.
type counted struct {
	discord.Nobody
	mu    sync.Mutex
	notes []string
}

func (c *counted) note(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.notes = append(c.notes, text)
}

func (c *counted) Answered(kind, outcome string, _ time.Duration) { c.note(kind + ": " + outcome) }
func (c *counted) Undelivered(step string)                        { c.note("undelivered: " + step) }

// What comes of interactions is counted, and what is logged on the way to an answer
// has the interaction's id.
func TestObserver(t *testing.T) {
	c := &counted{}
	lib := quoting(6)
	ask := lib.ask
	var log func(context.Context)
	lib.ask = func(ctx context.Context, q answers.Question) (answers.Answer, error) {
		log(ctx)
		if strings.Contains(q.Text, "wreck") {
			return answers.Answer{}, errors.New("no luck")
		}
		return ask(ctx, q)
	}
	var ids []string
	log = func(ctx context.Context) {
		var b strings.Builder
		slog.New(discord.Traced(slog.NewTextHandler(&b, nil))).InfoContext(ctx, "asked")
		ids = append(ids, b.String())
	}
	d := discordtest.Start(t, discordtest.Options{})
	r := connected(t, d, lib, func(cfg *Config) { cfg.Observer = c })
	it := r.Use(question("What of the summit?"))
	answer := it.Answer()
	if want := fmt.Sprintf(" request=%s\n", it.ID); len(ids) == 0 || !strings.HasSuffix(ids[0], want) {
		t.Errorf("logged %q, want the id in it: %q", ids, want)
	}
	r.Press(member, answer, "More excerpts").Answer()
	r.Use(question("What of the wreck?")).Answer()
	r.Use(question(" ")).Answer()
	d.Fault(discordtest.RouteRespond, discordtest.Fault{Status: 400})
	r.Use(discordtest.Command{Name: "sources"})
	for tries := 0; tries < 1000 && !strings.Contains(r.log.String(), "may not have been answered"); tries++ {
		time.Sleep(10 * time.Millisecond)
	}
	r.stop()
	<-r.ended
	want := []string{"ask: answered", "ask: failed", "ask: refused", "button more: answered", "sources: answered", "undelivered: respond"}
	slices.Sort(c.notes)
	if diff := cmp.Diff(want, c.notes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
