package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"dateline/bot/discordtest"
	"dateline/bot/record"
	"dateline/retrieval"
)

// digested waits until the digests know all that their library holds.
func (p press) digested(t *testing.T) {
	t.Helper()
	lib := p.put(t)
	awaitIn(t, func() bool {
		news, err := lib.News(t.Context(), 0)
		all, unread := p.house.records.AllDigests(t.Context())
		for _, d := range all {
			if d.Seq < news.Seq {
				return false
			}
		}
		return err == nil && unread == nil
	})
}

// TestDigest posts the main points of what is new, by the server's clock, and
// nothing when nothing is.
func TestDigest(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	p.clock.at = time.Date(2024, 5, 9, 5, 0, 0, 0, time.UTC)
	old := report("1", "Old news", "The old bridge over the river was closed in the autumn of that year.")
	p.put(t, old)
	if m := p.Use(discordtest.Command{Name: "settings timezone", Options: map[string]any{"zone": "Europe/Berlin"}}).Answer(); !strings.Contains(m.Text(), "**Europe/Berlin**") {
		t.Fatalf("settings timezone: %s", m.Text())
	}
	add := discordtest.Command{Name: "digest add", Options: map[string]any{"every": "day", "at": "9:30", "channel": to(newsChannel, discordgo.ChannelTypeGuildNews)}}
	if m := p.Use(add).Answer(); !strings.Contains(m.Content, "**1** <#"+newsChannel+"> · every day, 09:30 Europe/Berlin") || !m.Private {
		t.Fatalf("digest add: %s", m.Text())
	}
	posted := func() []discordtest.Message { return p.Messages(newsChannel) }
	p.clock.pass(3 * time.Hour) // 10:00 in Berlin, and nothing new
	awaitIn(t, func() bool {
		all, err := p.house.records.AllDigests(t.Context())
		return err == nil && len(all) == 1 && all[0].Last.Equal(p.clock.now())
	})
	if got := posted(); len(got) > 0 {
		t.Fatalf("posted without news: %+v", got)
	}
	p.put(t, wreck(), oneMore())
	p.clock.pass(23 * time.Hour) // 09:00
	p.Use(discordtest.Command{Name: "digest list"}).Answer()
	if got := posted(); len(got) > 0 {
		t.Fatalf("posted before its time: %+v", got)
	}
	p.clock.pass(time.Hour)
	p.digested(t)
	got := posted()
	if len(got) != 1 || !strings.Contains(got[0].Text(), "Digest of 10 May 2024") || !strings.Contains(got[0].Text(), "wreck of the Lumora") || strings.Contains(got[0].Text(), "old bridge") {
		t.Fatalf("posted %+v", got)
	}
	remove := discordtest.Command{Name: "digest remove", Options: map[string]any{"number": 1}}
	for _, want := range []string{english.Say("digest_removed", "Number", 1), english.Say("digest_unknown", "Number", 1)} {
		if m := p.Use(remove).Answer(); m.Content != want {
			t.Errorf("digest remove: %s", m.Content)
		}
	}
	if log := p.Use(discordtest.Command{Name: "library log"}).Answer().Text(); !strings.Contains(log, "**set up a digest**") || !strings.Contains(log, "**ended a digest**") {
		t.Errorf("the log:\n%s", log)
	}
}

// TestDigestOf posts what is on a topic, of some outlets, in a forum; the rest is
// no news of it.
func TestDigestOf(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	p.put(t, ferry("a"), oneMore())
	for _, options := range []map[string]any{
		{"topic": "wreck of the Lumora"}, {"outlets": "Post"}, {"outlets": "Herald, Post", "topic": "ferry between the islands"},
	} {
		options["every"], options["channel"] = "friday", to(forumChannel, discordgo.ChannelTypeGuildForum)
		if m := p.Use(discordtest.Command{Name: "digest add", Options: options}).Answer(); !strings.Contains(m.Content, "every Friday, 08:00 UTC") {
			t.Fatalf("digest add: %s", m.Text())
		}
	}
	p.put(t, aMuseum(), ferryAgain())
	p.clock.pass(8 * 24 * time.Hour)
	p.digested(t)
	var heads []string
	for _, thread := range p.Threads(forumChannel) {
		for _, m := range p.Messages(thread) {
			text := m.Text()
			heads = append(heads, strings.Join([]string{m.Title[:6], has(text, "wreck of the Lumora"), has(text, "second ferry")}, " "))
		}
	}
	if diff := cmp.Diff([]string{"Digest wreck of the Lumora ", "Digest  second ferry", "Digest  second ferry"}, heads); diff != "" {
		t.Errorf("posted (-want +got):\n%s", diff)
	}
}

// has returns what a text has, "" where it has not.
func has(text, part string) string {
	if strings.Contains(strings.ReplaceAll(text, "**", ""), part) {
		return part
	}
	return ""
}

// ferryAgain tells more of the ferry.
func ferryAgain() retrieval.Article {
	a := report("7", "A second ferry between the islands", "A second ferry between the islands will sail from June on, the harbour office said. It was bought in the north.")
	a.Outlet = "Post"
	return a
}

// TestDigestRefused asks for what is no digest.
func TestDigestRefused(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	p.put(t, ferry("a"))
	for _, test := range []struct {
		options map[string]any
		want    string
	}{
		{map[string]any{"at": "noon"}, english.Say("bad_time", "Value", "noon")},
		{map[string]any{"every": "year"}, english.Say("unknown")},
		{map[string]any{"outlets": "Nobody"}, english.Say("no_such_outlet", "Outlet", "Nobody")},
		{map[string]any{"channel": discordtest.ChannelOption{ID: "31", Permissions: "1024"}}, english.Say("channel_not_yours", "Channel", "31")},
	} {
		if test.options["every"] == nil {
			test.options["every"] = record.Daily
		}
		m := p.Use(discordtest.Command{Name: "digest add", Options: test.options, Member: discordtest.Member{Permissions: "11264"}}).Answer()
		if m.Content != test.want || !m.Private {
			t.Errorf("%v: %s", test.options, m.Text())
		}
	}
	if m := p.Use(discordtest.Command{Name: "settings timezone", Options: map[string]any{"zone": "Mars/Olympus"}}).Answer(); m.Content != english.Say("bad_zone", "Value", "Mars/Olympus") {
		t.Errorf("settings timezone: %s", m.Content)
	}
	typed := discordtest.Command{Name: "settings timezone", Options: map[string]any{"zone": "new y"}, Typing: "zone"}
	if got := p.Use(typed).Choices(); len(got) != 1 || got[0].Value != "America/New_York" {
		t.Errorf("suggested %v", got)
	}
}
