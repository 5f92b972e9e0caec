package discord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"dateline/bot/discordtest"
)

// TestConnectionFaults breaks the connection in a way each, and then asks.
func TestConnectionFaults(t *testing.T) {
	const (
		reconnect, invalid = 7, 9
		unacknowledged     = "no heartbeat acknowledged"
	)
	breakAfter := func(greetings ...discordtest.Greeting) func(*discordtest.Server) {
		return func(d *discordtest.Server) {
			d.Greet(greetings...)
			d.Drop()
		}
	}
	tests := map[string]struct {
		fault      func(d *discordtest.Server)
		identified int // how often the bot began anew, the first time included
	}{
		"cut":                        {func(d *discordtest.Server) { d.Drop() }, 1},
		"reconnect":                  {func(d *discordtest.Server) { d.Send(reconnect, nil) }, 1},
		"reconnect before the hello": {breakAfter(discordtest.Greeting{Hello: true, Op: reconnect}), 1},
		"reconnect, to a resume":     {breakAfter(discordtest.Greeting{Op: reconnect}), 1},
		"invalid session":            {func(d *discordtest.Server) { d.Send(invalid, false) }, 2},
		"invalid, may be resumed":    {func(d *discordtest.Server) { d.Send(invalid, true) }, 1},
		"invalid, to a resume":       {breakAfter(discordtest.Greeting{Op: invalid, Data: false}), 2},
		"unknown operation":          {func(d *discordtest.Server) { d.Send(77, "?"); d.Drop() }, 1},
		"no hello but something":     {breakAfter(discordtest.Greeting{Hello: true, Op: 3}), 1},
		unacknowledged:               {func(d *discordtest.Server) { d.Acknowledge(false); waitGone(d); d.Acknowledge(true) }, 1},
	}
	for _, code := range []int{1000, 1001, 1012, 4000, 4001, 4002, 4005, 4008} {
		tests[fmt.Sprint("close code ", code)] = struct {
			fault      func(d *discordtest.Server)
			identified int
		}{func(d *discordtest.Server) { d.CloseWith(code) }, 1}
	}
	for _, code := range []int{4003, 4007, 4009} {
		tests[fmt.Sprint("close code ", code)] = struct {
			fault      func(d *discordtest.Server)
			identified int
		}{func(d *discordtest.Server) { d.CloseWith(code) }, 2}
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var opts discordtest.Options
			if name == unacknowledged { // elsewhere a slow machine must not look like a dead link
				opts.Heartbeat = 100 * time.Millisecond
			}
			d := discordtest.Start(t, opts)
			r := connected(t, d)
			r.ask(t, when)
			test.fault(d)
			d.Wait("a new connection", func() bool { return d.Resumed() > 0 || d.Identified() > 1 })
			d.WaitReady()
			r.ask(t, when)
			if n := d.Identified(); n != test.identified {
				t.Errorf("identified %d times, want %d", n, test.identified)
			}
		})
	}
}

// waitGone waits until the bot has left of its own accord.
func waitGone(d *discordtest.Server) {
	d.Wait("the bot to notice", func() bool { return len(d.Closes()) > 0 })
}

// TestAskedWhileAway asks while the connection is down.
func TestAskedWhileAway(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	r := connected(t, d)
	d.Drop()
	r.ask(t, when)
}

// TestFinal is what no new connection would mend: the end is one clear line.
func TestFinal(t *testing.T) {
	const wrong = "not-the-token"
	tests := map[string]struct {
		token string
		code  int
		want  string
	}{
		"REST refuses the token": {token: wrong, want: "set discord.token"},
		"gateway refuses it":     {code: 4004, want: "set discord.token"},
		"invalid shard":          {code: 4010, want: "shards"},
		"sharding required":      {code: 4011, want: "shards"},
		"invalid version":        {code: 4012, want: "newer Dateline"},
		"invalid intents":        {code: 4013, want: "newer Dateline"},
		"disallowed intents":     {code: 4014, want: "newer Dateline"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d := discordtest.Start(t, discordtest.Options{})
			if test.code != 0 {
				d.Greet(discordtest.Greeting{Close: test.code})
			}
			r := start(t, d, cmp.Or(test.token, discordtest.Token))
			<-r.ended
			if r.err == nil || !strings.Contains(r.err.Error(), test.want) || strings.Contains(r.err.Error(), "\n") {
				t.Fatalf("got error %v, want one line that says %q", r.err, test.want)
			}
			if text := r.err.Error() + r.log.String(); strings.Contains(text, wrong) || strings.Contains(text, discordtest.Token) {
				t.Errorf("the token is told:\n%s", text)
			}
		})
	}
}

// TestFinalLater revokes the token while the bot is connected.
func TestFinalLater(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	r := connected(t, d)
	d.CloseWith(4004)
	<-r.ended
	if !errors.Is(r.err, ErrToken) {
		t.Errorf("got error %v, want %v", r.err, ErrToken)
	}
}

func TestGatewayAddressFaults(t *testing.T) {
	tests := map[string]discordtest.Fault{
		"server error":           {Status: http.StatusInternalServerError, Body: "<html>"},
		"not Discord":            {Status: http.StatusOK, Body: "<html>"},
		"no address":             {Status: http.StatusOK, Body: "{}"},
		"an address of no kind":  {Status: http.StatusOK, Body: `{"url": "gopher://x"}`},
		"an address of nowhere":  {Status: http.StatusOK, Body: `{"url": "ws://127.0.0.1:1"}`},
		"connections used up":    {Status: http.StatusOK, Body: `{"url": "ws://127.0.0.1:1", "session_start_limit": {"total": 1000, "remaining": 0, "reset_after": 50}}`},
		"limited":                {Status: http.StatusTooManyRequests, Body: `{"retry_after": 0.1}`},
		"cut":                    {},
		"no such path (a proxy)": {Status: http.StatusNotFound, Body: "404"},
	}
	for name, fault := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := discordtest.Start(t, discordtest.Options{})
			d.Fault(discordtest.RouteGateway, fault)
			r := start(t, d, discordtest.Token)
			d.WaitReady()
			r.ask(t, when)
		})
	}
}

// TestSilentGateway reaches a gateway that says nothing, at first or after the
// hello.
func TestSilentGateway(t *testing.T) {
	for _, hello := range []bool{true, false} {
		t.Run(fmt.Sprint("hello ", hello), func(t *testing.T) {
			t.Parallel()
			d := discordtest.Start(t, discordtest.Options{})
			d.Greet(discordtest.Greeting{Hello: hello, Silent: true})
			client, err := NewClient(discordtest.Token, d.APIURL())
			if err != nil {
				t.Fatal(err)
			}
			defer client.Close()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			s := &shard{
				log: slog.New(slog.DiscardHandler), client: client, number: [2]int{0, 1}, turns: &turns{},
				handle: func(Event) { cancel() },
				timing: quick(),
			}
			s.timing.LetIn = 50 * time.Millisecond
			if ready, err := s.connect(ctx); ready || !errors.Is(err, errSilent) {
				t.Fatalf("ready %t, error %v; want %v", ready, err, errSilent)
			}
			s.timing.LetIn = patience
			if err := s.run(ctx); err != nil {
				t.Errorf("the next connection: %v", err)
			}
		})
	}
}

// TestStop stops while nothing happens, and while Discord cannot be
// reached.
func TestStop(t *testing.T) {
	t.Run("idle", func(t *testing.T) {
		d := discordtest.Start(t, discordtest.Options{})
		r := connected(t, d)
		r.stop()
		<-r.ended
		d.Wait("a goodbye", func() bool { return len(d.Closes()) == 1 && d.Closes()[0] == 1000 })
		if r.err != nil {
			t.Errorf("got error %v", r.err)
		}
	})
	t.Run("connecting", func(t *testing.T) {
		d := discordtest.Start(t, discordtest.Options{})
		d.Fault(discordtest.RouteGateway, discordtest.Fault{Hang: true})
		r := start(t, d, discordtest.Token)
		d.Wait("a call", func() bool { return len(d.Requests(discordtest.RouteGateway)) == 1 })
		r.stop()
		<-r.ended
		if r.err != nil {
			t.Errorf("got error %v", r.err)
		}
	})
	t.Run("not let in", func(t *testing.T) {
		d := discordtest.Start(t, discordtest.Options{})
		d.Greet(discordtest.Greeting{Silent: true})
		r := start(t, d, discordtest.Token)
		d.Wait("a bot", func() bool { return d.Identified() == 1 })
		r.stop()
		<-r.ended
		if r.err != nil {
			t.Errorf("got error %v", r.err)
		}
	})
}

func TestSameSite(t *testing.T) {
	tests := []struct {
		gateway, resume string
		want            bool
	}{
		{"wss://gateway.discord.gg", "wss://gateway-us-east1-b.discord.gg", true},
		{"wss://gateway.discord.gg/", "wss://gateway.discord.gg", true},
		{"ws://127.0.0.1:5000/", "ws://127.0.0.1:5000", true},
		{"ws://127.0.0.1:5000/", "ws://127.0.0.2:5000", false},
		{"ws://10.0.0.1", "ws://11.0.0.1", false},
		{"ws://127.0.0.1:5000/", "wss://gateway.discord.gg", false},
		{"wss://discord-proxy.example.org", "wss://gateway.discord.gg", false},
		{"wss://gateway.discord.gg", "ws://gateway.discord.gg", false},
		{"wss://gateway.discord.gg", "", false},
		{"", "", false},
	}
	for _, test := range tests {
		if got := sameSite(test.gateway, test.resume); got != test.want {
			t.Errorf("sameSite(%q, %q) = %t", test.gateway, test.resume, got)
		}
	}
}
