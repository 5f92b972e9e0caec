package discord

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/bot/discordtest"
)

// heard notes what an observer is told.
type heard struct {
	Nobody
	mu    sync.Mutex
	notes []string
}

func (h *heard) note(format string, args ...any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.notes = append(h.notes, fmt.Sprintf(format, args...))
}

func (h *heard) Called(_ context.Context, call string, status int, took, waited time.Duration) {
	if took <= 0 || waited < 0 {
		h.note("took %s, waited %s", took, waited)
	}
	h.note("%s: %d", call, status)
}
func (h *heard) Connected(shard int, resumed bool) { h.note("shard %d up, resumed %t", shard, resumed) }
func (h *heard) Lost(shard int)                    { h.note("shard %d down", shard) }

func TestObserver(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	d.Fault(discordtest.RouteRespond, discordtest.Fault{Status: 500})
	h := &heard{}
	r := startWith(t, d, discordtest.Token, h)
	d.WaitReady()
	r.ask(t, when)
	d.Drop()
	for range 1000 {
		if d.Resumed() == 1 && r.gateway.Connected() {
			break
		}
		time.Sleep(time.Millisecond)
	}
	r.stop()
	<-r.ended
	want := []string{
		"ask for the gateway: 200", "shard 0 up, resumed false",
		"respond to an interaction: 500", "respond to an interaction: 204",
		"shard 0 down", "shard 0 up, resumed true", "shard 0 down",
	}
	slices.Sort(want)
	slices.Sort(h.notes)
	if diff := cmp.Diff(want, h.notes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What is logged for an interaction has its id, and what is not has none.
func TestTraced(t *testing.T) {
	var b bytes.Buffer
	log := slog.New(Traced(slog.NewTextHandler(&b, nil))).With("library", "local")
	log.InfoContext(For(t.Context(), "17"), "dropped")
	log.InfoContext(t.Context(), "opened")
	lines := strings.Split(b.String(), "\n")
	if !strings.HasSuffix(lines[0], "msg=dropped library=local request=17") || !strings.HasSuffix(lines[1], "msg=opened library=local") {
		t.Errorf("the log is %q", lines)
	}
}
