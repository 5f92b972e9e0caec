package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"dateline/answers"
	"dateline/bot/discord"
	"dateline/bot/discordtest"
)

var when = discordtest.Command{Name: "ask", Options: map[string]any{"question": "When?"}}

// TestBackAgain loses the connection, with and without its session: questions are
// answered on the next one, and the commands are not looked at again.
func TestBackAgain(t *testing.T) {
	t.Parallel()
	for _, code := range []int{4000, 4009} {
		t.Run(fmt.Sprint("close code ", code), func(t *testing.T) {
			d := discordtest.Start(t, discordtest.Options{})
			r := connected(t, d, answering(meeting()), nil)
			d.Wait("the commands", func() bool { return len(d.Requests(discordtest.RouteCommands)) > 0 })
			d.CloseWith(code)
			d.Wait("a new connection", func() bool { return d.Resumed() > 0 || d.Identified() > 1 })
			if m := r.Use(when).Answer(); m.Quotations() != 1 {
				t.Errorf("got %q, want the answer", m.Text())
			}
			if n := len(d.Requests(discordtest.RouteCommands)); n != 1 {
				t.Errorf("looked at the commands %d times, want 1", n)
			}
		})
	}
}

// TestManyShards registers the commands once, whatever the number of shards.
func TestManyShards(t *testing.T) {
	t.Parallel()
	d := discordtest.Start(t, discordtest.Options{Shards: 3, MaxConcurrency: 2})
	r := connected(t, d, answering(meeting()), nil)
	if m := r.Use(when).Answer(); m.Quotations() != 1 {
		t.Errorf("got %q, want the answer", m.Text())
	}
	if n := len(d.Requests(discordtest.RouteSetCommands)); n > 1 {
		t.Errorf("registered %d times", n)
	}
}

// TestRefusedToken ends the run with one line, and tells the token to nobody.
func TestRefusedToken(t *testing.T) {
	t.Parallel()
	const wrong = "not-the-token"
	d := discordtest.Start(t, discordtest.Options{})
	r := start(t, d, answering(meeting()), func(c *Config) { c.Token = wrong })
	<-r.ended
	if !errors.Is(r.err, discord.ErrToken) || strings.Contains(r.err.Error(), "\n") {
		t.Fatalf("got error %v, want one line that wraps %v", r.err, discord.ErrToken)
	}
	if text := r.err.Error() + r.log.String(); strings.Contains(text, wrong) {
		t.Errorf("the token is told:\n%s", text)
	}
}

// TestStop stops while a question is worked on.
func TestStop(t *testing.T) {
	t.Parallel()
	d := discordtest.Start(t, discordtest.Options{})
	asked, release := make(chan struct{}), make(chan struct{})
	lib := library{ask: func(context.Context, answers.Question) (answers.Answer, error) {
		close(asked)
		<-release
		return meeting(), nil
	}}
	r := connected(t, d, lib, nil)
	it := r.Use(when)
	<-asked
	r.stop()
	d.Wait("a goodbye", func() bool { return len(d.Closes()) == 1 })
	close(release)
	if m := it.Answer(); m.Quotations() != 1 {
		t.Errorf("got %q, want the answer", m.Text())
	}
	<-r.ended
	if r.err != nil {
		t.Errorf("got error %v", r.err)
	}
}

// FuzzGateway reads what the gateway may send, as the events that a bot handles.
func FuzzGateway(f *testing.F) {
	f.Add("READY", `{"session_id": "s", "resume_gateway_url": "wss://gateway.discord.gg", "user": {"id": "1"}}`)
	f.Add("INTERACTION_CREATE", `{"id": "1", "type": 2, "data": {"name": "ask", "options": [null]}}`)
	f.Add("INTERACTION_CREATE", `{"id": "1", "type": 3, "guild_id": "2", "member": {"permissions": "8"}, "data": {"custom_id": "draft-add:../1"}}`)
	f.Add("INTERACTION_CREATE", `{"id": "1", "type": 3, "guild_id": "2", "member": {"permissions": "8"}, "data": {"custom_id": "turn-log"}}`)
	f.Add("INTERACTION_CREATE", `{"id": "1", "type": 5, "guild_id": "2", "member": {"permissions": "8"}, "data": {"custom_id": "edit:x", "components": [{"components": [{"custom_id": "title", "value": "t"}]}]}}`)
	f.Add("MESSAGE_CREATE", `{"id": "1", "content": "<@1>", "author": {"id": "2"}}`)
	kept := records(f)
	drafts := intake(f, f.TempDir())
	f.Fuzz(func(t *testing.T, name, data string) {
		if !json.Valid([]byte(data)) {
			return
		}
		b, err := New(slog.New(slog.DiscardHandler), &libraries{}, kept, drafts, Config{Token: "t", APIURL: "http://127.0.0.1:1"})
		if err != nil {
			t.Fatal(err)
		}
		e := discord.Event{Name: name, Data: json.RawMessage(data)}
		b.ready(e)
		it := &discord.Interaction{}
		_ = json.Unmarshal(e.Data, it)
		if p := b.plan(t.Context(), it); p.run != nil {
			_ = b.produce(t.Context(), b.log, b.queue, p, "")
		}
		var p discord.Message
		_ = json.Unmarshal(e.Data, &p)
		_, _ = questionIn(p, "1")
		b.tasks.Wait()
	})
}
