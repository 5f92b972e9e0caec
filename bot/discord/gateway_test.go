package discord

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/bot/discordtest"
)

// TestShards connects with as many shards as are recommended, and answers on
// each of them; one that is cut comes back alone.
func TestShards(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{Shards: 3, MaxConcurrency: 2})
	r := connected(t, d)
	ask := func() {
		t.Helper()
		for _, guild := range []string{"4194304", "8388608", "12582912"} { // of shards 1, 2 and 0
			c := when
			c.Guild, c.User = guild, guild
			r.ask(t, c)
		}
	}
	ask()
	if n := d.Identified(); n != 3 || !r.gateway.Connected() {
		t.Errorf("%d shards, connected %t", n, r.gateway.Connected())
	}
	d.Drop()
	d.WaitReady()
	ask()
	if d.Identified() != 3 || d.Resumed() != 3 {
		t.Errorf("identified %d times, resumed %d", d.Identified(), d.Resumed())
	}
}

// TestResharding has the gateway want more shards than it recommended.
func TestResharding(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{Shards: 2})
	d.Fault(discordtest.RouteGateway, discordtest.Fault{
		Status: 200, Body: `{"url": "` + strings.Replace(strings.TrimSuffix(d.APIURL(), "/api"), "http", "ws", 1) + `/gateway/", "shards": 1}`,
	})
	r := start(t, d, discordtest.Token)
	d.WaitReady()
	r.ask(t, when)
	if n := d.Identified(); n != 2 {
		t.Errorf("%d shards, want 2", n)
	}
}

// TestTurns spaces the beginnings of sessions: two at a time, five seconds apart.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := &turns{spacing: 5 * time.Second, concurrency: 2}
		begin := time.Now()
		var got []time.Duration
		for shard := range 5 {
			if !turns.wait(t.Context(), shard) {
				t.Fatal("no turn came")
			}
			got = append(got, time.Since(begin))
		}
		want := []time.Duration{0, 0, 5 * time.Second, 5 * time.Second, 10 * time.Second}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("turns (-want +got):\n%s", diff)
		}
	})
}
