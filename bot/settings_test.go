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
	"dateline/bot/discordtest"
	"dateline/bot/record"
	"dateline/retrieval"
)

func set(name string, pairs ...any) discordtest.Command {
	c := question("", pairs...)
	delete(c.Options, "question")
	c.Name = "settings " + name
	return c
}

// TestPermissions uses what is for admins and moderators as all kinds of members:
// the command's menu is no guard.
func TestPermissions(t *testing.T) {
	t.Parallel()
	const manageGuild, manageMessages, role = "32", "8192", "5500000000000000077"
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), nil)
	r.Use(set("moderators", "role", role)).Answer()
	gaps := discordtest.Command{Name: "library gaps"}
	for _, test := range []struct {
		name    string
		member  discordtest.Member
		command discordtest.Command
		refused string
	}{
		{"anybody, settings", discordtest.Member{Permissions: "2048"}, set("show"), "admins_only"},
		{"a moderator, settings", discordtest.Member{Permissions: manageMessages}, set("quota", "quota", 5), "admins_only"},
		{"an admin, settings", discordtest.Member{Permissions: manageGuild}, set("show"), ""},
		{"anybody, gaps", discordtest.Member{Permissions: "2048"}, gaps, "moderators_only"},
		{"a moderator, gaps", discordtest.Member{Permissions: manageMessages}, gaps, ""},
		{"a moderator by role, gaps", discordtest.Member{Permissions: "0", Roles: []string{role}}, gaps, ""},
		{"an admin, gaps", discordtest.Member{Permissions: manageGuild}, gaps, ""},
		{"permissions that cannot be read", discordtest.Member{Permissions: "all"}, set("show"), "admins_only"},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.command.Member = test.member
			m := r.Use(test.command).Answer()
			if got := m.Content == english.Say("admins_only") || m.Content == english.Say("moderators_only"); got != (test.refused != "") || !m.Private {
				t.Errorf("got %q", m.Text())
			}
			if test.refused != "" && m.Content != english.Say(test.refused) {
				t.Errorf("got %q, want %s", m.Content, test.refused)
			}
		})
	}
}

// TestSettings changes everything, looks at it, and has it hold in another run.
func TestSettings(t *testing.T) {
	t.Parallel()
	var asked answers.Question
	lib := quoting(3)
	answer := lib.ask
	lib.ask = func(ctx context.Context, q answers.Question) (answers.Answer, error) {
		asked = q
		return answer(ctx, q)
	}
	lib.starters = new(bool)
	*lib.starters = true
	r := connected(t, discordtest.Start(t, discordtest.Options{}), lib, nil)
	for _, c := range []discordtest.Command{
		set("moderators", "role", "77"), set("channel", "answers", "off", "channel", "99"), set("channel", "answers", "private"),
		set("excerpts", "excerpts", 1), set("threshold", "confidence", 0.25), set("starter", "articles", false),
		set("keep", "days", 7), set("limits", "member", 3, "server", 5), set("quota", "quota", 100),
	} {
		if m := r.Use(c).Answer(); !strings.HasPrefix(m.Text(), english.Say("settings_changed")+"\n") || !m.Private {
			t.Fatalf("%s: got %q", c.Name, m.Text())
		}
	}
	shown := r.Use(set("show")).Answer().Text()
	for _, want := range []string{"<@&77>", "<#99>: not at all", "elsewhere: privately", "**1**", "**0.25**", "**off**", "**7 days**", "a member: 3 a minute · the server: 5 a minute", "1 of 100"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the settings do not show %q:\n%s", want, shown)
		}
	}
	if m := r.Use(question("What?")).Answer(); !m.Private || asked.Excerpts != 1 || *r.libraries.tuned.Threshold != 0.25 || *lib.starters {
		t.Errorf("private %t, %d excerpts, threshold %v, starters %t", m.Private, asked.Excerpts, r.libraries.tuned.Threshold, *lib.starters)
	}
	kept, err := r.records.Settings(t.Context(), discordtest.Guild)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r.bot.settings.known[discordtest.Guild], kept); diff != "" {
		t.Errorf("at hand and kept (-hand +kept):\n%s", diff)
	}
	if m := r.Use(set("language", "language", "es")).Answer(); !strings.HasPrefix(m.Text(), "Cambios:\nIdioma: el de quien pregunta → **Español**") {
		t.Errorf("got %q, want Spanish", m.Text())
	}
	if m := r.Use(question("What?")).Answer(); !strings.HasPrefix(m.Text(), "**Pregunta:**") {
		t.Errorf("got %q, want Spanish", m.Text())
	}
	// Without their options they go back.
	for _, c := range []discordtest.Command{set("moderators"), set("language"), set("excerpts"), set("threshold"), set("keep"), set("limits"), set("quota")} {
		r.Use(c).Answer()
	}
	off := false
	want := record.Settings{Channels: map[string]record.Mode{"99": record.Off}, Elsewhere: record.Private, Starter: &off}
	if got, err := r.records.Settings(t.Context(), discordtest.Guild); err != nil || !cmp.Equal(want, got) {
		t.Errorf("%v: %s", err, cmp.Diff(want, got))
	}
}

func TestLocale(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), nil)
	for locale, want := range map[string]string{"es-419": "**Pregunta:**", "fr": "**Question :**", "de": "**Gefragt:**", "pt-BR": "**Pergunta:**", "ja": "**Asked:**"} {
		c := question("What?")
		c.Locale = locale
		if m := r.Use(c).Answer(); !strings.HasPrefix(m.Text(), want) {
			t.Errorf("%s: got %q", locale, m.Text())
		}
	}
}

func TestModes(t *testing.T) {
	t.Parallel()
	const channel, thread = "3300000000000000055", "3300000000000000056"
	at := discordtest.Member{Channel: channel}
	mention := "<@" + discordtest.BotID + "> What?"
	for _, mode := range []record.Mode{record.Public, record.Private, record.Thread, record.Off} {
		t.Run(string(mode), func(t *testing.T) {
			r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), nil)
			r.Use(set("channel", "answers", string(mode), "channel", channel)).Answer()
			ask := question("What?")
			ask.Member = at
			m := r.Use(ask).Answer()
			id := r.Say(discordtest.Post{Content: mention, Channel: channel})
			switch mode {
			case record.Public:
				if m.Private || m.Quotations() == 0 || r.Reply(id).Channel != channel {
					t.Errorf("private %t: %s", m.Private, m.Text())
				}
			case record.Private:
				if !m.Private || strings.Contains(m.Text(), "Share") {
					t.Errorf("private %t: %s", m.Private, m.Text())
				}
				r.Wait("a direct message", func() bool { return len(r.Messages(discordtest.User)) == 1 })
			case record.Off:
				if m.Content != english.Say("channel_off") || !m.Private {
					t.Errorf("got %q", m.Text())
				}
				r.Wait("a direct message", func() bool { return len(r.Messages(discordtest.User)) == 1 })
			case record.Thread:
				if m.Content != "**Asked:** What?\n"+english.Say("in_thread") || m.Quotations() > 0 {
					t.Errorf("got %q", m.Text())
				}
				for _, start := range []string{m.ID, id} {
					r.Wait("the answer in a thread", func() bool { return len(r.Messages(start)) == 1 })
				}
			}
			ask.Channel, ask.Parent = thread, channel
			if m := r.Use(ask).Answer(); m.Private != (mode == record.Private || mode == record.Off) || mode == record.Thread && m.Quotations() == 0 {
				t.Errorf("in a thread of the channel: private %t: %s", m.Private, m.Text())
			}
			ask.Channel, ask.Parent = discordtest.Channel, ""
			if m := r.Use(ask).Answer(); m.Private {
				t.Errorf("elsewhere: %s", m.Text())
			}
		})
	}
}

// TestConversationInThread goes on in the thread that an answer was put into.
func TestConversationInThread(t *testing.T) {
	t.Parallel()
	var asked []string
	r := connected(t, discordtest.Start(t, discordtest.Options{}), asking(&asked), nil)
	r.Use(set("channel", "answers", "thread")).Answer()
	m := r.Use(question("What did Trump say about Syria?")).Answer()
	r.Wait("the answer in a thread", func() bool { return len(r.Messages(m.ID)) == 1 })
	r.Reply(r.Say(discordtest.Post{Content: "<@" + discordtest.BotID + "> and about Ukraine?", Channel: m.ID}))
	if got := asked[len(asked)-1]; got != "What did Trump say about Ukraine?" {
		t.Errorf("asked %q", got)
	}
}

// TestDeferredInThread puts an answer that took its time into a thread, and the
// private one of a member there alone.
func TestDeferredInThread(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), func(c *Config) { c.DeferAfter = 0 })
	r.Use(set("channel", "answers", "thread")).Answer()
	it := r.Use(question("What?"))
	m := it.Answer()
	if !it.Deferred() || m.Private || m.Content != "**Asked:** What?\n"+english.Say("in_thread") {
		t.Errorf("deferred %t, private %t: %s", it.Deferred(), m.Private, m.Text())
	}
	r.Wait("the answer in a thread", func() bool { return len(r.Messages(m.ID)) == 1 })
	if in := r.Messages(m.ID)[0]; in.Quotations() != 2 || len(in.Buttons) == 0 {
		t.Errorf("in the thread:\n%s", in.Text())
	}
	alone := r.Use(question("What?", "private", true)).Answer()
	if !alone.Private || alone.Quotations() != 2 {
		t.Errorf("private %t:\n%s", alone.Private, alone.Text())
	}
}

// TestDeferredFile gives a file with an answer that took its time.
func TestDeferredFile(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), func(c *Config) { c.DeferAfter = 0 })
	it := r.Press(member, r.Use(discordtest.Command{Name: "privacy"}).Answer(), "Export my data")
	m := it.Answer()
	if !it.Deferred() || !m.Private || !strings.Contains(m.Files["dateline-export.json"], `"questions": []`) {
		t.Errorf("deferred %t, private %t, files %q", it.Deferred(), m.Private, m.Files)
	}
	if n := len(r.Requests(discordtest.RouteEdit)); n != 2 {
		t.Errorf("%d edits, want one for each answer", n)
	}
}

// TestMayNot answers where the bot lacks permissions.
func TestMayNot(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), nil)
	c := question("What?")
	c.Own = fmt.Sprint(1<<11 | 1<<10) // send messages, view the channel
	it := r.Use(c)
	m := it.Answer()
	if m.Private || len(m.Parts)+len(m.Embeds) > 0 || !strings.Contains(m.Content, "“Paragraph 2 tells of the summit.”") || !strings.Contains(m.Content, "<https://example.org/da-nang>") {
		t.Errorf("got:\n%s", m.Text())
	}
	r.Wait("an explanation", func() bool { return len(it.Asides()) == 1 })
	if aside := it.Asides()[0]; !aside.Private || aside.Content != english.Say("may_not_embed") {
		t.Errorf("said aside: %s", aside.Text())
	}
	c.Own = fmt.Sprint(1<<14 | 1<<10) // embed links, view the channel
	it = r.Use(c)
	if m := it.Answer(); !m.Private || m.Quotations() == 0 {
		t.Errorf("private %t: %s", m.Private, m.Text())
	}
	r.Wait("an explanation", func() bool { return len(it.Asides()) == 1 })
	if aside := it.Asides()[0]; aside.Content != english.Say("may_not_speak") {
		t.Errorf("said aside: %s", aside.Text())
	}
}

// TestMayNotReply mentions the bot where it may not embed, or not write at all.
func TestMayNotReply(t *testing.T) {
	t.Parallel()
	for name, refusals := range map[string]int{"no embeds": 1, "nothing": 2} {
		t.Run(name, func(t *testing.T) {
			r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), nil)
			r.Fault(discordtest.RouteMessage, discordtest.Fault{Times: refusals, Status: 403, Body: `{"code": 50013, "message": "Missing Permissions"}`})
			id := r.Say(discordtest.Post{Content: "<@" + discordtest.BotID + "> What?"})
			r.Wait("a direct message", func() bool { return len(r.Messages(discordtest.User)) == 1 })
			direct := r.Messages(discordtest.User)[0]
			if refusals == 1 {
				if m := r.Reply(id); len(m.Parts)+len(m.Embeds) > 0 || !strings.Contains(m.Content, "Paragraph 2") || direct.Content != english.Say("may_not_embed") {
					t.Errorf("got %q and %q", m.Text(), direct.Text())
				}
				return
			}
			if !strings.HasPrefix(direct.Text(), english.Say("may_not_speak")) || direct.Quotations() == 0 {
				t.Errorf("got:\n%s", direct.Text())
			}
		})
	}
}

func TestRates(t *testing.T) {
	t.Parallel()
	three, five, none := 3, 5, 0
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	take := func(l *rates, s record.Settings, user string, at time.Duration) bool {
		return l.takeAt(s, "1", user, now.Add(at)) == nil
	}
	t.Run("a member, by default", func(t *testing.T) {
		l := newRates()
		for i := range 10 {
			if !take(l, record.Settings{}, "a", 0) {
				t.Fatalf("question %d was refused", i+1)
			}
		}
		if take(l, record.Settings{}, "a", 0) || take(l, record.Settings{}, "a", 5*time.Second) {
			t.Error("an eleventh question was taken")
		}
		if !take(l, record.Settings{}, "b", 0) || !take(l, record.Settings{}, "a", 6*time.Second) {
			t.Error("another member, or a question in time, was refused")
		}
	})
	t.Run("a change holds at once", func(t *testing.T) {
		l := newRates()
		for range 3 {
			take(l, record.Settings{MemberRate: &three}, "a", 0)
		}
		if take(l, record.Settings{MemberRate: &three}, "a", 0) || !take(l, record.Settings{MemberRate: &none}, "a", 0) {
			t.Error("the limits do not hold")
		}
	})
	t.Run("a server", func(t *testing.T) {
		l, s := newRates(), record.Settings{ServerRate: &five}
		for i := range 5 {
			if !take(l, s, fmt.Sprint(i), 0) {
				t.Fatalf("question %d was refused", i+1)
			}
		}
		if take(l, s, "x", 0) || !take(l, s, "x", 12*time.Second) {
			t.Error("the server's limit does not hold")
		}
	})
	t.Run("told when", func(t *testing.T) {
		r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), nil)
		r.Use(set("limits", "member", 1)).Answer()
		r.Use(question("What?")).Answer()
		m := r.Use(question("What?")).Answer()
		if !m.Private || !strings.Contains(m.Content, "1 question a minute") || !strings.Contains(m.Content, "<t:") {
			t.Errorf("got %q", m.Text())
		}
	})
}

func TestGaps(t *testing.T) {
	t.Parallel()
	lib := library{ask: func(context.Context, answers.Question) (answers.Answer, error) { return answers.Answer{}, nil }}
	r := connected(t, discordtest.Start(t, discordtest.Options{}), lib, nil)
	for i, q := range []string{"Who won the cup?", "When is the election?", "who was it that won the Cups"} {
		c := question(q)
		c.User = fmt.Sprint(880 + i)
		r.Use(c).Answer()
	}
	r.Wait("the questions to be kept", func() bool {
		all, err := r.records.Gaps(t.Context(), discordtest.Guild, 10)
		return err == nil && len(all) == 3
	})
	m := r.Use(discordtest.Command{Name: "library gaps"}).Answer()
	if len(m.Embeds) != 1 || len(m.Embeds[0].Fields) != 2 || m.Embeds[0].Fields[0].Value != "2 times without an answer" || strings.Contains(m.Text(), "88") {
		t.Errorf("got:\n%s", m.Text())
	}
}

// TestRetention keeps questions for as long as is set, and none where that is.
func TestRetention(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), nil)
	now := time.Now()
	for i, age := range []time.Duration{0, 8 * aDay, 31 * aDay} {
		q := record.Question{ID: fmt.Sprint(i), Guild: discordtest.Guild, User: discordtest.User, Asked: now.Add(-age), Inquiry: record.Inquiry{Text: age.String()}}
		if err := r.records.AddQuestion(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	r.bot.purgeAll(t.Context(), now)
	if got := kept(t, r); len(got) != 2 {
		t.Errorf("kept %q, want those of 30 days", got)
	}
	r.Use(set("keep", "days", 7)).Answer()
	if got := kept(t, r); len(got) != 1 {
		t.Errorf("kept %q, want those of 7 days", got)
	}
	r.Use(set("keep", "days", 0)).Answer()
	m := r.Use(question("What?")).Answer()
	if got := kept(t, r); len(got) != 0 || strings.Contains(m.Text(), "Helpful") {
		t.Errorf("kept %q, shown:\n%s", got, m.Text())
	}
	if m := r.Press(member, m, "More context").Answer(); m.Quotations() == 0 {
		t.Errorf("got %q, want the context all the same", m.Text())
	}
}

// TestRemovedFromServer removes the bot from a server: its data is kept while
// the bot may come back, and then deleted with the library.
func TestRemovedFromServer(t *testing.T) {
	t.Parallel()
	d := discordtest.Start(t, discordtest.Options{})
	r := connected(t, d, quoting(3), nil)
	known := func() []string {
		ids, err := r.records.Guilds(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	guild := map[string]any{"id": discordtest.Guild}
	d.Emit("GUILD_CREATE", guild)
	awaitIn(t, func() bool { return len(known()) == 1 })
	r.Use(set("quota", "quota", 5)).Answer()
	d.Emit("GUILD_DELETE", map[string]any{"id": discordtest.Guild, "unavailable": true})
	d.Emit("GUILD_DELETE", guild)
	awaitIn(t, func() bool { return len(known()) == 0 })
	r.bot.purgeAll(t.Context(), time.Now().Add(29*aDay))
	d.Emit("GUILD_CREATE", guild)
	awaitIn(t, func() bool { return len(known()) == 1 })
	r.bot.purgeAll(t.Context(), time.Now().Add(90*aDay))
	if m := r.Use(set("show")).Answer(); !strings.Contains(m.Text(), "of 5") || len(r.libraries.deleted) > 0 {
		t.Errorf("deleted %q, settings:\n%s", r.libraries.deleted, m.Text())
	}
	d.Emit("GUILD_DELETE", guild)
	awaitIn(t, func() bool { return len(known()) == 0 })
	r.bot.purgeAll(t.Context(), time.Now().Add(31*aDay))
	if diff := cmp.Diff([]string{discordtest.Guild}, r.libraries.deleted); diff != "" {
		t.Errorf("libraries deleted (-want +got):\n%s", diff)
	}
	if m := r.Use(set("show")).Answer(); strings.Contains(m.Text(), "of 5") {
		t.Errorf("the settings are still there:\n%s", m.Text())
	}
}

// TestRemovedLongAgo starts the bot when the data of a server is due to go: that
// it looks after what was asked there does not bring it back.
func TestRemovedLongAgo(t *testing.T) {
	t.Parallel()
	const left = "2200000000000000009"
	now := time.Now()
	recs := records(t)
	// Noted before the bot connects, which itself notes that it has left a server
	// that Discord does not name.
	j := record.NewJournal(slog.New(slog.DiscardHandler), recs)
	j.Arrive(left, nil)
	j.Depart(left, now.Add(-31*aDay))
	if err := errors.Join(recs.AddQuestion(t.Context(), record.Question{ID: "1", Guild: left, Asked: now}), j.Flush(t.Context())); err != nil {
		t.Fatal(err)
	}
	libs := &libraries{lib: quoting(3)}
	startWith(t, discordtest.Start(t, discordtest.Options{}), libs, recs, intake(t, t.TempDir()), nil)
	deleted := func() []string {
		libs.mu.Lock()
		defer libs.mu.Unlock()
		return slices.Clone(libs.deleted)
	}
	awaitIn(t, func() bool { return len(deleted()) > 0 })
	if diff := cmp.Diff([]string{left}, deleted()); diff != "" {
		t.Errorf("libraries deleted (-want +got):\n%s", diff)
	}
	awaitIn(t, func() bool {
		gone, err := recs.Departed(t.Context(), now)
		return err == nil && len(gone) == 0
	})
}

// meanwhile is a context within which something happens as soon as it is used.
type meanwhile struct {
	context.Context
	happens func()
}

func (m meanwhile) Done() <-chan struct{} {
	m.happens()
	return m.Context.Done()
}

// TestForgottenMeanwhile forgets a server while its settings are read, and reads
// them while it is forgotten: what was deleted does not stay in memory.
func TestForgottenMeanwhile(t *testing.T) {
	t.Parallel()
	const guild = "2200000000000000009"
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), nil)
	all := r.bot.settings
	for name, forget := range map[string]func(){
		"while they are read": func() {
			_, err := all.of(meanwhile{t.Context(), sync.OnceFunc(func() { all.forget(guild) })}, guild)
			if err := errors.Join(err, r.records.ForgetGuild(t.Context(), guild)); err != nil {
				t.Error(err)
			}
		},
		"and read meanwhile": func() {
			release, done := hold(t, r.records), make(chan error, 1)
			go func() { done <- r.bot.forgetGuild(t.Context(), guild) }()
			awaitIn(t, func() bool {
				r.libraries.mu.Lock()
				defer r.libraries.mu.Unlock()
				return slices.Contains(r.libraries.deleted, guild)
			})
			time.Sleep(10 * time.Millisecond) // until it waits to delete the rest
			_, err := all.of(t.Context(), guild)
			release()
			if err := errors.Join(err, <-done); err != nil {
				t.Error(err)
			}
		},
	} {
		if _, err := r.records.ChangeSettings(t.Context(), guild, func(s *record.Settings) error { s.Quota = 5; return nil }); err != nil {
			t.Fatal(err)
		}
		all.forget(guild)
		forget()
		if set, err := all.of(t.Context(), guild); err != nil || set.Quota != 0 {
			t.Errorf("%s: %v, a quota of %d", name, err, set.Quota)
		}
	}
}

// TestArrivalIsLost has a server be met anew, when it was not kept that the bot is
// in it.
func TestArrivalIsLost(t *testing.T) {
	t.Parallel()
	const guild = "1"
	log := slog.New(slog.DiscardHandler)
	b := &Bot{settings: newSettings(nil), journal: record.NewJournal(log, nil)}
	for range 1 << 17 { // more than ever waits
		b.journal.Share("1")
	}
	if !b.settings.meet(guild) || b.settings.meet(guild) {
		t.Error("a server is met once")
	}
	if b.arrive(guild); !b.settings.meet(guild) {
		t.Error("it is not met anew")
	}
}

// awaitIn waits for what nobody tells of.
func awaitIn(t *testing.T, condition func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !condition(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("waited in vain")
		}
	}
}

func BenchmarkSuggestions(b *testing.B) {
	articles := make([]retrieval.Meta, 10_000)
	for i := range articles {
		articles[i] = retrieval.Meta{ID: fmt.Sprint(i), Title: fmt.Sprintf("Minister %d announces reform number %d of the élections in district %d", i%97, i, i%1013)}
	}
	for name, typed := range map[string]string{"words": "reform district 10", "typos": "minster reforn"} {
		b.Run(name, func(b *testing.B) {
			bot := &Bot{headlines: newHeadlines()}
			for b.Loop() {
				if len(bot.articleChoices(english, "x", articles, typed)) == 0 {
					b.Fatal("no suggestions")
				}
			}
		})
	}
}
