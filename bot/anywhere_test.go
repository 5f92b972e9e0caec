package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"dateline/answers"
	"dateline/bot/command"
	"dateline/bot/discordtest"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// TestDayChoices suggests days in the member's language, all of which the option
// takes.
func TestDayChoices(t *testing.T) {
	t.Parallel()
	today := time.Date(2017, 11, 16, 12, 0, 0, 0, time.UTC)
	for tag, v := range testVoices {
		if got := dayChoices(v, "", today); len(got) != 8 {
			t.Errorf("%s: %d days are suggested: %v", tag, len(got), got)
		}
	}
	for typed, want := range map[string][]string{
		"gest":        {"gestern · 15. November 2017"},
		"letzte W":    {"letzte Woche · 6. November 2017 – 12. November 2017"},
		"2017-10":     {"2017-10 · 1. Oktober 2017 – 31. Oktober 2017"},
		"1 Nov 2017":  {"1 Nov 2017 · 1. November 2017"},
		"gestern":     {"gestern · 15. November 2017"},
		"irgendwann":  nil,
		"\"; DROP TA": nil,
	} {
		var got []string
		for _, c := range dayChoices(testVoices.In("de"), typed, today) {
			got = append(got, c.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", typed, got, want)
		}
	}
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), nil)
	c := question("?", "since", "ay")
	c.Typing, c.Locale = "since", "es-ES"
	if got := r.Use(c).Choices(); len(got) != 1 || !strings.HasPrefix(got[0].Name, "ayer · ") || got[0].Value != "ayer" {
		t.Errorf("suggested %v", got)
	}
}

// TestPrivacyAnywhere shows, exports and deletes what is kept in direct messages,
// of which no library is asked, and where the bot is not set up.
func TestPrivacyAnywhere(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(6), func(c *Config) { c.Guilds = []string{discordtest.Guild} })
	r.Use(question("What of the summit?")).Answer()
	r.Wait("the question to be kept", func() bool { return len(kept(t, r)) == 1 })
	direct := discordtest.Member{Direct: true}
	for _, m := range []discordtest.Member{direct, {Guild: "2200000000000000077"}} {
		shown := r.Use(discordtest.Command{Name: "privacy", Member: m}).Answer()
		if !strings.Contains(shown.Text(), english.Say("privacy_count", "Count", 1)) {
			t.Errorf("%+v: got\n%s", m, shown.Text())
		}
	}
	shown := r.Use(discordtest.Command{Name: "privacy", Member: direct}).Answer()
	if !strings.Contains(shown.Text(), "in all servers, also in those that you have left") {
		t.Errorf("got\n%s", shown.Text())
	}
	export := r.Press(direct, shown, "Export my data")
	r.Wait("the file", func() bool { return len(export.Answer().Files) == 1 })
	confirm := r.Press(direct, shown, "Delete my data").Answer()
	if m := r.Press(direct, confirm, "Yes, delete it").Answer(); m.Content != english.Say("forgotten", "Count", 1) {
		t.Errorf("got %q", m.Text())
	}
	if m := r.Use(discordtest.Command{Name: "help", Member: direct}).Answer(); m.Content != english.Say("no_direct") {
		t.Errorf("got %q", m.Text())
	}
}

// TestExamples gives questions that people ask, about those whom headlines name.
func TestExamples(t *testing.T) {
	t.Parallel()
	const title = "Ana Reyes Finds Wreck of the Lumora Off Gannet Point"
	r, _ := onWreck(t, func(a *retrieval.Article) { a.Title = title })
	m := r.Use(discordtest.Command{Name: "help"}).Answer()
	if !strings.Contains(m.Text(), "Ana Reyes") || strings.Contains(m.Text(), title) {
		t.Errorf("got\n%s", m.Text())
	}
}

// TestFewTried bounds what help asks a library that answers nothing: it is opened
// once, and few questions are tried.
func TestFewTried(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	lib := library{
		ask: func(context.Context, answers.Question) (answers.Answer, error) {
			asked.Add(1)
			return answers.Answer{}, nil
		},
		search: func(_ context.Context, q retrieval.Query) (res retrieval.Result, _ error) {
			for _, token := range text.NewAnalyzer().Tokens(q.Text, "en") {
				res.Terms = append(res.Terms, retrieval.QueryTerm{Token: token, Name: token.Exact == "reyes"})
			}
			return res, nil
		},
	}
	for i := range maxTried - 2 {
		lib.articles = append(lib.articles, retrieval.Meta{ID: fmt.Sprint(i), Title: "Found by Reyes", Language: "en"})
	}
	r := connected(t, discordtest.Start(t, discordtest.Options{}), lib, nil)
	r.Use(discordtest.Command{Name: "help"}).Answer()
	if n := asked.Load(); n != maxTried || len(r.opened()) != 1 {
		t.Errorf("asked %d questions, opened the library %d times", n, len(r.opened()))
	}
}

// TestWhatChanged tells what a setting was and is, and that nothing changed.
func TestWhatChanged(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), nil)
	for _, step := range []struct {
		c    discordtest.Command
		want string
	}{
		{set("excerpts", "excerpts", 5), "Changed:\nExcerpts: 3 (default) → **5**"},
		{set("excerpts", "excerpts", 5), english.Say("settings_same")},
		{set("channel", "answers", "off", "channel", "99"), "Changed:\nChannels: … → **<#99>: not at all**"},
		{set("channel", "answers", "private", "channel", "99"), "Changed:\nChannels: <#99>: not at all → **<#99>: privately**"},
		{set("language", "language", "de"), "Geändert:\nSprache: die der fragenden Person → **Deutsch**"},
		{set("threshold", "confidence", 0.25), "Geändert:\nSchwelle: 0,5 (Vorgabe) → **0,25**"},
	} {
		if m := r.Use(step.c).Answer(); !strings.HasPrefix(m.Text(), step.want+"\n") {
			t.Errorf("got %q, want %q", m.Text(), step.want)
		}
	}
}

// TestNumbers writes numbers as each language writes them.
func TestNumbers(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]string{
		"en": "12,345 articles · 0.5", "de": "12.345 Artikel · 0,5", "es": "12.345 artículos · 0,5",
		"fr": "12\u00a0345 articles · 0,5", "pt": "12.345 artigos · 0,5",
	} {
		v := testVoices.In(tag)
		if got := v.Say("articles", "Count", 12345) + " · " + v.Decimal(0.5); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

// TestInstalledByMembers asks in a server that has not installed the bot: that
// server is not taken for one that the bot is in, and nobody moderates there.
func TestInstalledByMembers(t *testing.T) {
	t.Parallel()
	alone := discordtest.Member{Alone: true, Guild: "2200000000000000009"}
	ask := question("What of the summit?")
	ask.Member = alone
	shared := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), func(c *Config) { c.SharedLibrary = "world" })
	if m := shared.Use(ask).Answer(); m.Quotations() != 2 {
		t.Errorf("got:\n%s", m.Text())
	}
	if diff := cmp.Diff([]string{"world"}, shared.opened()); diff != "" {
		t.Errorf("libraries opened (-want +got):\n%s", diff)
	}
	if m := shared.Use(discordtest.Command{Name: "library list", Member: alone}).Answer(); m.Content != english.Say("moderators_only") {
		t.Errorf("a moderator of elsewhere got:\n%s", m.Text())
	}
	if shared.bot.settings.met[alone.Guild] {
		t.Error("the server counts as one that the bot is in")
	}
	own := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), nil)
	if m := own.Use(ask).Answer(); m.Content != english.Say("no_direct") {
		t.Errorf("without a shared library:\n%s", m.Text())
	}
	named := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), func(c *Config) { c.SharedLibrary, c.Guilds = "world", []string{discordtest.Guild} })
	if m := named.Use(ask).Answer(); m.Content != english.Say("not_served") {
		t.Errorf("where servers are named:\n%s", m.Text())
	}
	for _, c := range command.All(testVoices, true, true) {
		want := c.Name == "ask" || c.Name == command.FindName || c.Name == command.CheckName || c.Name == command.PrivacyName
		if got := slices.Contains(*c.IntegrationTypes, discordgo.ApplicationIntegrationUserInstall); got != want {
			t.Errorf("%s for members alone: %t", c.Name, got)
		}
	}
}
