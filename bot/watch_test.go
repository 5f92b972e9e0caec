package bot

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"dateline/bot/command"
	"dateline/bot/discordtest"
	"dateline/bot/record"
	"dateline/retrieval"
)

const divers = "How many divers found the wreck of the Lumora?"

// oneMore tells of the wreck what is new.
func oneMore() retrieval.Article {
	return retrieval.Article{Meta: retrieval.Meta{ID: "later", Title: "One more", Outlet: "Herald", Published: "2024-05-09"},
		Body: "It was three divers who found the wreck of the Lumora, the coast guard said on Thursday: one of them had stayed in the boat."}
}

// aMuseum tells something of it that nobody else does.
func aMuseum() retrieval.Article {
	return retrieval.Article{Meta: retrieval.Meta{ID: "museum", Title: "Museum to show bell", Outlet: "Courier", Published: "2024-05-20"},
		Body: "The museum of Norsund will show the bell in June. A team of seven divers found the wreck of the Lumora and brought the bell up, its director said."}
}

// plain is what a message says without what is bold in it.
func plain(m discordtest.Message) string { return strings.ReplaceAll(m.Text(), "**", "") }

// allAsked waits until no standing question is due, of which nothing in Discord
// tells.
func (h house) allAsked(t *testing.T) {
	t.Helper()
	awaitIn(t, func() bool {
		due, err := h.records.DueWatches(t.Context())
		return err == nil && len(due) == 0
	})
}

func watchAdd(question string) discordtest.Command {
	return discordtest.Command{Name: "watch add", Options: map[string]any{"question": question}}
}

func TestWatch(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	found := wreck()
	found.Body += "\n\n" + ferryText // long enough that a copy of it is known for one
	lib := h.put(t, found)
	if m := r.Use(watchAdd(divers)).Answer(); !m.Private || !strings.Contains(m.Text(), "as number 1") {
		t.Fatalf("watch add: %s", m.Text())
	}
	if m := r.Use(discordtest.Command{Name: "watch list"}).Answer(); !strings.Contains(m.Text(), "How many divers") {
		t.Errorf("watch list: %s", m.Text())
	}
	if m := r.Use(discordtest.Command{Name: "watch list", Member: discordtest.Member{Permissions: "0"}}).Answer(); strings.Contains(m.Text(), "How many divers") {
		t.Errorf("a member who does not moderate sees the list: %s", m.Text())
	}

	asked := func() { t.Helper(); h.allAsked(t) }
	posted := func() []discordtest.Message { return r.Messages(discordtest.Channel) }
	before := len(posted())
	reprint := found
	reprint.ID, reprint.Outlet = "reprint", "Mirror"
	h.put(t, reprint)
	asked()
	if got := posted(); len(got) != before {
		t.Fatalf("a copy is told: %+v", got)
	}

	h.put(t, oneMore())
	r.Wait("the new evidence is told", func() bool { return len(posted()) > before })
	news := posted()[len(posted())-1]
	for _, want := range []string{"New on question 1:", "three divers who found the wreck", "Herald"} {
		if !strings.Contains(plain(news), want) {
			t.Errorf("it lacks %q:\n%s", want, news.Text())
		}
	}
	asked()

	remove := discordtest.Command{Name: "watch remove", Options: map[string]any{"number": 1}}
	if m := r.Use(remove).Answer(); !strings.Contains(m.Text(), "is ended") {
		t.Errorf("watch remove: %s", m.Text())
	}
	if m := r.Use(remove).Answer(); !strings.Contains(m.Text(), "There is no standing question 1") {
		t.Errorf("watch remove again: %s", m.Text())
	}
	if kept, err := h.records.Watches(t.Context(), lib.Name(), discordtest.Guild); err != nil || len(kept) > 0 {
		t.Errorf("kept: %+v, %v", kept, err)
	}
}

// TestWatchRefused adds what is not kept.
func TestWatchRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	h.put(t, wreck())
	r.Use(discordtest.Command{Name: "settings channel", Options: map[string]any{"answers": "off", "channel": "31"}}).Answer()
	r.Use(discordtest.Command{Name: "settings channel", Options: map[string]any{"answers": "private", "channel": "32"}}).Answer()
	r.Use(watchAdd(divers)).Answer()
	for _, test := range []struct {
		name, question string
		by             discordtest.Member
		want           string
	}{
		{"again", divers, discordtest.Member{}, english.Say("watch_known", "Number", 1)},
		{"by another member, in other letters", "  how many DIVERS found\nthe wreck of the Lumora?", other, english.Say("watch_known", "Number", 1)},
		{"too long", strings.Repeat("why ", 300) + "?", discordtest.Member{}, english.Say("question_too_long", "Count", command.MaxQuestion)},
		{"nothing", " ", discordtest.Member{}, english.Say("ask_something")},
		{"where the bot does not answer", divers, discordtest.Member{Channel: "31"}, english.Say("channel_off")},
		{"in a thread there", divers, discordtest.Member{Channel: "33", Parent: "31"}, english.Say("channel_off")},
		{"where it answers privately", divers, discordtest.Member{Channel: "32"}, english.Say("may_not_share")},
		{"where it may not speak", divers, discordtest.Member{Channel: "34", Own: "1024"}, english.Say("may_not_speak")},
	} {
		c := watchAdd(test.question)
		c.Member = test.by
		if m := r.Use(c).Answer(); m.Content != test.want || !m.Private {
			t.Errorf("%s: %s", test.name, m.Text())
		}
	}
	elsewhere := watchAdd(divers)
	elsewhere.Channel = "35"
	if m := r.Use(elsewhere).Answer(); !strings.Contains(m.Text(), "as number 2") {
		t.Errorf("in another channel: %s", m.Text())
	}
}

// TestWatchFull adds more standing questions at once than a server may have.
func TestWatchFull(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	h.put(t, wreck())
	var refused atomic.Int32
	var all sync.WaitGroup
	for i := range maxWatches + 3 {
		it := r.Use(watchAdd(fmt.Sprintf("Who found wreck %d?", i)))
		all.Go(func() {
			if it.Answer().Content == english.Say("watch_full", "Count", maxWatches) {
				refused.Add(1)
			}
		})
	}
	all.Wait()
	if n := refused.Load(); n != 3 {
		t.Errorf("%d refused, want 3", n)
	}
	m := r.Use(discordtest.Command{Name: "watch list"}).Answer()
	if n := strings.Count(m.Text(), "Who found wreck"); n != maxWatches {
		t.Errorf("%d listed, want %d:\n%s", n, maxWatches, m.Text())
	}
}

// TestWatchWithoutChannel ends a standing question whose channel is gone.
func TestWatchWithoutChannel(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	lib := h.put(t, wreck())
	r.Use(watchAdd(divers)).Answer()
	r.Fault(discordtest.RouteMessage, discordtest.Fault{Status: http.StatusNotFound, Body: `{"code": 10003, "message": "Unknown Channel"}`})
	h.put(t, oneMore())
	awaitIn(t, func() bool {
		kept, err := h.records.Watches(t.Context(), lib.Name(), discordtest.Guild)
		return err == nil && len(kept) == 0
	})
	if got := r.Messages(discordtest.Channel); len(got) > 0 {
		t.Errorf("told %+v", got)
	}
}

// TestWatchMuted has a standing question in a channel where the bot may not
// speak for a while: moderators see it, and what came meanwhile is told after.
func TestWatchMuted(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	h.put(t, wreck())
	r.Use(watchAdd(divers)).Answer()
	answer := func(mode string) {
		r.Use(discordtest.Command{Name: "settings channel", Options: map[string]any{"answers": mode, "channel": discordtest.Channel}}).Answer()
	}
	listed := func() string { return r.Use(discordtest.Command{Name: "watch list"}).Answer().Text() }
	answer("off")
	h.put(t, oneMore())
	awaitIn(t, func() bool {
		return strings.Contains(listed(), english.Say("watch_muted", "Command", "/settings channel"))
	})
	h.put(t, aMuseum())
	if got := r.Messages(discordtest.Channel); len(got) > 0 {
		t.Fatalf("told %+v where it may not", got)
	}
	answer("public")
	h.allAsked(t)
	got := r.Messages(discordtest.Channel)
	if len(got) != 1 || !strings.Contains(plain(got[0]), "three divers") || !strings.Contains(plain(got[0]), "seven divers") {
		t.Errorf("told %+v, want both at once", got)
	}
	if text := listed(); strings.Contains(text, "⚠") {
		t.Errorf("listed:\n%s", text)
	}
}

// TestWatchUnknownParent has a standing question in what may be a thread of a
// channel where the bot does not answer: until that is known it says nothing.
func TestWatchUnknownParent(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		status int
		logged string
	}{
		{"for a moment", http.StatusBadRequest, "a standing question was not asked"},
		{"for want of a permission", http.StatusForbidden, "a standing question may not be answered in its channel"},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := newHouse(t)
			r := moderated(t, h, nil)
			h.put(t, wreck())
			r.Use(discordtest.Command{Name: "settings channel", Options: map[string]any{"answers": "off", "channel": "31"}}).Answer()
			r.Use(watchAdd(divers)).Answer()
			r.Fault(discordtest.RouteChannel, discordtest.Fault{Status: test.status, Body: `{"code": 0, "message": "Not now"}`})
			h.put(t, oneMore())
			h.allAsked(t)
			if got := r.Messages(discordtest.Channel); len(got) != 1 {
				t.Errorf("told %+v", got)
			}
			if log := r.log.String(); strings.Count(log, test.logged) != 1 {
				t.Errorf("the log does not say once that %s:\n%s", test.logged, log)
			}
		})
	}
}

// TestWatchForbidden tells as much as the bot's permissions allow.
func TestWatchForbidden(t *testing.T) {
	t.Parallel()
	forbidden := discordtest.Fault{Status: http.StatusForbidden, Body: `{"code": 50013, "message": "Missing Permissions"}`}
	for _, test := range []struct {
		name    string
		refused int // calls
		by      discordtest.Fault
		parts   bool
	}{
		{"no embeds", 1, forbidden, false},
		{"nothing for a while", 2, forbidden, true},
		{"embeds that do not fit", 1, discordtest.Fault{Status: http.StatusBadRequest, Body: `{"code": 50035, "message": "Invalid Form Body"}`}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := newHouse(t)
			r := moderated(t, h, nil)
			h.put(t, wreck())
			r.Use(watchAdd(divers)).Answer()
			test.by.Times = test.refused
			r.Fault(discordtest.RouteMessage, test.by)
			h.put(t, oneMore())
			h.allAsked(t)
			got := r.Messages(discordtest.Channel)
			if len(got) != 1 || (len(got[0].Parts) > 0) != test.parts || !strings.Contains(plain(got[0]), "three divers") {
				t.Errorf("told %+v", got)
			}
		})
	}
}

// TestWatchAfterRestart stops the bot before it knows that its news came, and
// while it is away more comes: nothing is told twice, nothing is lost.
func TestWatchAfterRestart(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	d := discordtest.Start(t, discordtest.Options{})
	start := func() *run {
		r := startWith(t, d, h.libraries, h.records, h.intake, nil)
		d.WaitReady()
		return r
	}
	told := func() []discordtest.Message { return d.Messages(discordtest.Channel) }
	first := start()
	h.put(t, wreck())
	first.Use(watchAdd(divers)).Answer()
	d.Fault(discordtest.RouteMessage, discordtest.Fault{TakesEffect: true, Hang: true})
	h.put(t, oneMore())
	d.Wait("the news", func() bool { return len(told()) == 1 })
	first.stop()
	<-first.ended

	second := start()
	h.allAsked(t)
	if got := told(); len(got) != 1 {
		t.Errorf("told %d times: %+v", len(got), got)
	}
	second.stop()
	<-second.ended

	h.put(t, aMuseum())
	start()
	h.allAsked(t)
	got := told()
	if len(got) != 2 || !strings.Contains(plain(got[1]), "seven divers") || strings.Contains(plain(got[1]), "three divers") {
		t.Errorf("told %+v", got)
	}
}

// shaky libraries panic when they are opened for the first time.
type shaky struct {
	Libraries
	opened atomic.Int32
}

func (s *shaky) Open(ctx context.Context, name string, t Tuning) (Library, error) {
	if s.opened.Add(1) == 1 {
		panic("the shelf gave way")
	}
	return s.Libraries.Open(ctx, name, t)
}

// TestWatchThatFails goes on to the other standing questions, and asks the one
// that failed again.
func TestWatchThatFails(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.put(t, wreck())
	for _, channel := range []string{"41", "42"} {
		w := record.Watch{Library: discordtest.Guild, Guild: discordtest.Guild, Channel: channel, Inquiry: record.Inquiry{Kind: record.Ask, Text: divers}}
		if _, err := h.records.AddWatch(t.Context(), w); err != nil {
			t.Fatal(err)
		}
	}
	h.put(t, oneMore())
	d := discordtest.Start(t, discordtest.Options{})
	r := startWith(t, d, &shaky{Libraries: h.libraries}, h.records, h.intake, nil)
	d.WaitReady()
	h.allAsked(t)
	for _, channel := range []string{"41", "42"} {
		if got := r.Messages(channel); len(got) != 1 {
			t.Errorf("channel %s is told %+v", channel, got)
		}
	}
	if !slices.Contains(strings.Fields(r.log.String()), "level=ERROR") {
		t.Error("the panic is not in the log")
	}
}
