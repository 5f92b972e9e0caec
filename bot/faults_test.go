package bot

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/discordtest"
	"dateline/bot/memory"
)

// TestServers tells of servers of all kinds: none keeps the bot from answering.
func TestServers(t *testing.T) {
	t.Parallel()
	channels := make([]map[string]any, 1000)
	for i := range channels {
		channels[i] = map[string]any{"id": fmt.Sprint(7700000 + i), "type": 0, "name": strings.Repeat("c", 90), "topic": strings.Repeat("t", 1000)}
	}
	tests := map[string]struct {
		event string
		data  map[string]any
	}{
		"1,000 channels":      {"GUILD_CREATE", map[string]any{"id": discordtest.Guild, "channels": channels}},
		"unavailable":         {"GUILD_CREATE", map[string]any{"id": discordtest.Guild, "unavailable": true}},
		"becomes unavailable": {"GUILD_DELETE", map[string]any{"id": discordtest.Guild, "unavailable": true}},
		"deleted":             {"GUILD_DELETE", map[string]any{"id": discordtest.Guild}},
		"no id":               {"GUILD_DELETE", map[string]any{}},
		"an id of a kind":     {"GUILD_CREATE", map[string]any{"id": 7}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d := discordtest.Start(t, discordtest.Options{})
			r := connected(t, d, answering(meeting()), nil)
			d.Emit(test.event, test.data)
			if m := r.Use(when).Answer(); m.Quotations() != 1 {
				t.Errorf("got %q, want the answer", m.Text())
			}
		})
	}
}

// TestClockSkew has Discord's clock be hours off: its waits are spans, and those
// are kept.
func TestClockSkew(t *testing.T) {
	t.Parallel()
	for name, off := range map[string]time.Duration{"ahead": 3 * time.Hour, "behind": -3 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			d := discordtest.Start(t, discordtest.Options{})
			r := connected(t, d, answering(meeting()), nil)
			then := time.Now().Add(off)
			d.Fault(discordtest.RouteMessage, discordtest.Fault{
				Status: http.StatusTooManyRequests, Body: `{"retry_after": 0.01, "global": false}`,
				Header: map[string]string{
					"Date": then.UTC().Format(http.TimeFormat), "Retry-After": "1", "X-RateLimit-Remaining": "0",
					"X-RateLimit-Reset": fmt.Sprint(then.Unix()), "X-RateLimit-Reset-After": "0.01",
				},
			})
			for range 2 {
				if m := r.Reply(r.Say(discordtest.Post{Content: "<@" + discordtest.BotID + "> when?"})); m.Quotations() != 1 {
					t.Errorf("got %q, want the answer", m.Text())
				}
			}
		})
	}
}

// TestAskedWhileStarting asks in the moment in which the bot is let in, while it
// registers its commands.
func TestAskedWhileStarting(t *testing.T) {
	t.Parallel()
	d := discordtest.Start(t, discordtest.Options{})
	d.Fault(discordtest.RouteCommands, discordtest.Fault{Hang: true})
	r := start(t, d, answering(meeting()), nil)
	d.WaitReady()
	if m := r.Use(when).Answer(); m.Quotations() != 1 {
		t.Errorf("got %q, want the answer", m.Text())
	}
}

// TestUnknownComponents uses components that the bot does not know, or whose ids
// it did not make.
func TestUnknownComponents(t *testing.T) {
	t.Parallel()
	tests := map[string]map[string]any{
		"a select menu":     {"custom_id": "more:1:0", "component_type": 3, "values": []string{"x"}},
		"a new type":        {"custom_id": "x", "component_type": 99},
		"no id":             {"component_type": 2},
		"no arguments":      {"custom_id": "context", "component_type": 2},
		"other arguments":   {"custom_id": "more:1:x", "component_type": 2},
		"a page before all": {"custom_id": "turn-sources:-1", "component_type": 2},
		"another question":  {"custom_id": "share:12", "component_type": 2},
		"an id of a kind":   {"custom_id": 7, "component_type": 2},
	}
	for name, data := range tests {
		t.Run(name, func(t *testing.T) {
			r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), nil)
			it := r.Interact(map[string]any{
				"type": discordgo.InteractionMessageComponent, "guild_id": discordtest.Guild, "data": data,
				"message": map[string]any{"id": "1", "flags": 64},
			})
			if m := it.Answer(); m.Content == "" {
				t.Errorf("got %q, want to be told", m.Text())
			}
		})
	}
}

// TestPageThatFails turns to a page that cannot be shown: the one that is there
// stays.
func TestPageThatFails(t *testing.T) {
	t.Parallel()
	for _, deferAfter := range []time.Duration{0, MaxDeferAfter} {
		t.Run(deferAfter.String(), func(t *testing.T) {
			lib := quoting(6)
			r := connected(t, discordtest.Start(t, discordtest.Options{}), lib, func(c *Config) { c.DeferAfter = deferAfter })
			context := r.Press(member, r.Use(question("What of the summit?")).Answer(), "More context").Answer()
			if err := r.bot.journal.Flush(t.Context()); err != nil { // what comes later would be remembered
				t.Fatal(err)
			}
			if _, err := r.records.ForgetUser(t.Context(), discordtest.User); err != nil {
				t.Fatal(err)
			}
			r.bot.memory = memory.New()
			it := r.Press(member, context, "Next ▶")
			told := func() string {
				if asides := it.Asides(); len(asides) > 0 {
					return asides[0].Content
				}
				return ""
			}
			if deferAfter > 0 {
				told = func() string { return it.Answer().Content }
			}
			r.Wait("to be told", func() bool { return told() == english.Say("question_forgotten") })
			if it.Replaced() != (deferAfter == 0) {
				t.Error("the page is gone")
			}
		})
	}
}
