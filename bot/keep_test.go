package bot

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/bot/discordtest"
	"dateline/retrieval"
)

// put gives the server's library articles, as a load from the terminal.
func (h house) put(t *testing.T, articles ...retrieval.Article) *retrieval.Library {
	t.Helper()
	lib, err := h.libraries.Make(t.Context(), discordtest.Guild)
	if err != nil {
		t.Fatal(err)
	}
	of := retrieval.NewLoad(retrieval.Actor{Kind: retrieval.ByTerminal, ID: "ada"}, "articles/")
	if _, err := lib.Add(t.Context(), of, articles...); err != nil {
		t.Fatal(err)
	}
	return lib
}

func ferry(id string) retrieval.Article {
	return retrieval.Article{Meta: retrieval.Meta{
		ID: id, Title: "Ferry " + id, Outlet: "Post", Published: "2017-11-13", PublishedInferred: true, URL: "https://example.org/" + id, Authors: []string{"Vane, Joan"},
	}, Body: ferryText + " " + id}
}

func TestEdit(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	h.put(t, ferry("a"), ferry("b"))
	edit := discordtest.Command{Name: "library edit", Options: map[string]any{"article": "a"}}
	form := r.Use(edit).Form()
	want := map[string]string{"title": "Ferry a", "outlet": "Post", "authors": "Vane, Joan", "date": "2017-11-13", "link": "https://example.org/a"}
	if diff := cmp.Diff(want, form.Values); diff != "" {
		t.Errorf("the form (-want +got):\n%s", diff)
	}
	m := r.FillIn(member, nil, form, map[string]string{"outlet": "The *Island* Post", "date": "soon"}).Answer()
	for _, want := range []string{"1 field was changed.", `outlet: Post → The \*Island\* Post`, "“soon” is not a day", "13 November 2017 (inferred)", "by Vane, Joan"} {
		if !strings.Contains(m.Text(), want) {
			t.Errorf("it lacks %q:\n%s", want, m.Text())
		}
	}
	if again := r.FillIn(other, nil, form, map[string]string{"title": "Other"}).Answer(); again.Content != english.Say("changed_meanwhile") {
		t.Errorf("a form that shows what is no longer so: %s", again.Text())
	}
	second := r.Press(other, m, "Correct").Form()
	if taken := r.FillIn(other, &m, second, map[string]string{"link": "https://example.org/b"}).Answer(); taken.Content != english.Say("link_taken") {
		t.Errorf("the link of another article: %s", taken.Text())
	}
	it := r.FillIn(other, &m, second, map[string]string{"authors": "", "date": "2017-11-14"})
	if m := it.Answer(); !it.Replaced() || !strings.Contains(m.Text(), "14 November 2017 · 61 words") {
		t.Errorf("replaced %t:\n%s", it.Replaced(), m.Text())
	}
	log := r.Use(discordtest.Command{Name: "library log", Options: map[string]any{"article": "a"}}).Answer()
	for _, want := range []string{
		"<@" + other.User + "> · **edited** · 1 changed", "authors: Vane, Joan → —", `date: 2017\-11-13 (inferred) → 2017\-11-14`,
		"<@" + discordtest.User + "> · **edited**", "terminal ada · **loaded** · 2 added", "articles/",
	} {
		if !strings.Contains(log.Text(), want) {
			t.Errorf("the log lacks %q:\n%s", want, log.Text())
		}
	}
	if !log.Private {
		t.Error("the log is shown to all")
	}
}

func TestLogPages(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	if m := r.Use(discordtest.Command{Name: "library log"}).Answer(); m.Content != english.Say("log_empty") {
		t.Errorf("got %s", m.Text())
	}
	for i := range actsOnPage + 2 {
		h.put(t, ferry(fmt.Sprint(i)))
	}
	m := r.Use(discordtest.Command{Name: "library log"}).Answer()
	older := r.Press(member, m, "Older ▶").Answer()
	if n := strings.Count(m.Text(), "**loaded**"); n != actsOnPage || strings.Count(older.Text(), "**loaded**") != 2 {
		t.Errorf("%d acts on the first page; the second:\n%s", n, older.Text())
	}
	if newest := r.Press(member, older, "◀ Newest").Answer(); newest.Text() != m.Text() {
		t.Errorf("back at the newest:\n%s", newest.Text())
	}
}

func TestFeeds(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/feed" {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(`<rss version="2.0"><channel><title>The *Post*</title><link>https://example.org</link><description>d</description>
			<item><title>Ferry</title><guid>1</guid><description>The ferry stays in port, the office said on Monday.</description></item></channel></rss>`))
	}))
	t.Cleanup(server.Close)
	feed := func(name string, options map[string]any) discordtest.Message {
		return r.Use(discordtest.Command{Name: "feed " + name, Options: options}).Answer()
	}
	if m := feed("list", nil); m.Content != english.Say("no_feeds") || !m.Private {
		t.Errorf("got %s", m.Text())
	}
	link := server.URL + "/feed"
	if m := feed("add", map[string]any{"link": link}); !strings.HasPrefix(m.Content, `Subscribed to **The \*Post\*** <http`) || !m.Private {
		t.Errorf("got %s", m.Text())
	}
	if m := feed("add", map[string]any{"link": link}); !strings.HasPrefix(m.Content, "The library was subscribed") {
		t.Errorf("got %s", m.Text())
	}
	if m := feed("add", map[string]any{"link": server.URL + "/none"}); !strings.Contains(m.Content, "404") {
		t.Errorf("got %s", m.Text())
	}
	if m := feed("add", map[string]any{"link": "feed"}); m.Content != english.Say("bad_link", "Value", "feed") {
		t.Errorf("got %s", m.Text())
	}
	if m := feed("list", nil); !strings.Contains(m.Text(), "not polled yet") || !strings.Contains(m.Text(), "1 feed") {
		t.Errorf("got %s", m.Text())
	}
	typing := discordtest.Command{Name: "feed remove", Typing: "feed", Options: map[string]any{"feed": "pos"}}
	choices := r.Use(typing).Choices()
	if len(choices) != 1 || choices[0].Value != link {
		t.Fatalf("suggested: %+v", choices)
	}
	typing.Member = noModerator
	if got := r.Use(typing).Choices(); len(got) != 0 {
		t.Errorf("suggested to somebody who may not: %+v", got)
	}
	if m := feed("remove", map[string]any{"feed": choices[0].Value}); !strings.HasPrefix(m.Content, "No longer subscribed") {
		t.Errorf("got %s", m.Text())
	}
	if m := feed("remove", map[string]any{"feed": link}); m.Content != english.Say("no_feed") {
		t.Errorf("got %s", m.Text())
	}
}

func TestHistory(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	h.put(t, ferry("a"))
	changed := ferry("a")
	changed.Body = strings.Replace(changed.Body, "two fishing boats", "three *fishing* boats", 1)
	h.put(t, changed)
	for i := range 4 {
		changed.Title = fmt.Sprintf("Ferry, %d", i)
		h.put(t, changed)
	}
	m := r.Use(discordtest.Command{Name: "library history", Options: map[string]any{"article": "a"}}).Answer()
	if len(m.Embeds) != stepsOnPage || !m.Private || !strings.Contains(m.Text(), "headline: Ferry, 2 → Ferry, 3") {
		t.Errorf("private %t:\n%s", m.Private, m.Text())
	}
	older := r.Press(member, m, "Older ▶").Answer()
	for _, want := range []string{
		"revision 2 in the place of 1", "➖ “Passengers were brought to the mainland by two fishing boats.”",
		`➕ “Passengers were brought to the mainland by three \*fishing\* boats.”`, "came in as revision 1",
	} {
		if !strings.Contains(older.Text(), want) {
			t.Errorf("the history lacks %q:\n%s", want, older.Text())
		}
	}
	shown := r.Use(discordtest.Command{Name: "library show", Options: map[string]any{"article": "a"}}).Answer()
	if again := r.Press(other, shown, "History").Answer(); !again.Private || len(again.Embeds) != stepsOnPage {
		t.Errorf("private %t:\n%s", again.Private, again.Text())
	}
}

func TestUndo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	h.put(t, ferry("a"))
	file := map[string]discordtest.File{"file": {Name: "ferries.jsonl", Data: []byte(`{"id":"b","title":"B","body":"The bridge held."}
{"id":"c","title":"C","body":"The crane fell."}
`)}}
	added := r.Press(member, r.Use(discordtest.Command{Name: "library add", Files: file}).Answer(), "Add").Answer()
	if diff := cmp.Diff([]string{"B", "C", "Ferry a"}, h.headlines(t)); diff != "" {
		t.Fatalf("articles (-want +got):\n%s", diff)
	}
	typing := discordtest.Command{Name: "library undo", Typing: "act", Options: map[string]any{"act": "ferries"}}
	choices := r.Use(typing).Choices()
	if len(choices) != 1 || !strings.Contains(choices[0].Name, "loaded · 2 added · ferries.jsonl") {
		t.Fatalf("suggested: %+v", choices)
	}
	confirm := r.Press(other, added, "Undo").Answer()
	if byCommand := r.Use(discordtest.Command{Name: "library undo", Options: map[string]any{"act": choices[0].Value}}).Answer(); byCommand.Text() != confirm.Text() {
		t.Errorf("by the command:\n%s\nby the button:\n%s", byCommand.Text(), confirm.Text())
	}
	if m := r.Press(other, confirm, "Cancel").Answer(); m.Content != english.Say("undo_cancelled") || len(h.headlines(t)) != 3 {
		t.Errorf("got %s", m.Text())
	}
	if m := r.Press(other, confirm, "Yes, undo it").Answer(); m.Content != english.Say("undone_removed", "Count", 2) {
		t.Errorf("got %s", m.Text())
	}
	if diff := cmp.Diff([]string{"Ferry a"}, h.headlines(t)); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
	if m := r.Press(member, confirm, "Yes, undo it").Answer(); m.Content != english.Say("not_undoable") {
		t.Errorf("undone twice: %s", m.Text())
	}
	if m := r.Use(discordtest.Command{Name: "library undo", Options: map[string]any{"act": "nonsense"}}).Answer(); m.Content != english.Say("no_act") {
		t.Errorf("got %s", m.Text())
	}
}

// TestWithin asks within an outlet and some days: what is shown says so, and an
// outlet that the library does not have is named.
func TestWithin(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	h.put(t, ferry("a"))
	for command, text := range map[string]string{"ask": "question", "search": "query", "compare": "topic", "timeline": "topic", "summary": "topic"} {
		use := func(outlet string) discordtest.Message {
			return r.Use(discordtest.Command{Name: command, Options: map[string]any{text: "Why was the ferry taken out of service?", "outlet": outlet, "since": "2017-11-01"}}).Answer()
		}
		if m := use("The Post"); !strings.Contains(m.Text(), `service? · The Post · 1 November 2017 – …`) {
			t.Errorf("%s: %s", command, m.Text())
		}
		if m := use("Nobody"); m.Content != english.Say("no_such_outlet", "Outlet", "Nobody") || !m.Private {
			t.Errorf("%s of an unknown outlet: %s", command, m.Text())
		}
	}
}

// TestModeratorsData gives a moderator what stands of them in the logs.
func TestModeratorsData(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	h.put(t, ferry("a"))
	edit := discordtest.Command{Name: "library edit", Options: map[string]any{"article": "a"}}
	r.FillIn(member, nil, r.Use(edit).Form(), map[string]string{"outlet": "Herald"}).Answer()
	r.Use(discordtest.Command{Name: "watch add", Options: map[string]any{"question": "Where is the ferry?"}}).Answer()
	m := r.Use(discordtest.Command{Name: "privacy"}).Answer()
	if want := english.Say("privacy_deeds", "Count", 3); !strings.Contains(m.Text(), want) {
		t.Errorf("it lacks %q:\n%s", want, m.Text())
	}
	exported := func() string {
		it := r.Press(member, m, "Export my data")
		r.Wait("the file", func() bool { return len(it.Answer().Files) == 1 })
		return it.Answer().Files["dateline-export.json"]
	}
	const name = `"name": "member"`
	if file := exported(); !strings.Contains(file, `"what": "edit"`) || !strings.Contains(file, name) || !strings.Contains(file, `"text": "Where is the ferry?"`) {
		t.Errorf("the export is:\n%s", file)
	}
	confirm := r.Press(member, m, "Delete my data").Answer()
	if again := r.Press(member, confirm, "Cancel").Answer(); again.Text() != m.Text() {
		t.Errorf("cancelled: %s", again.Text())
	}
	r.Press(member, confirm, "Yes, delete it").Answer()
	if file := exported(); !strings.Contains(file, `"what": "edit"`) || strings.Contains(file, name) || strings.Contains(file, "Where is the ferry?") {
		t.Errorf("the export after all was deleted is:\n%s", file)
	}
}

// TestKin tells a moderator who loads a copy of what is there already.
func TestKin(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	h.put(t, ferry("a"))
	copied := strings.Replace(ferryText, "Monday", "Tuesday", 1)
	file := map[string]discordtest.File{"file": {Name: "b.md", Data: []byte("---\ntitle: Ferry again\noutlet: The Herald\n---\n" + copied)}}
	m := r.Press(member, r.Use(discordtest.Command{Name: "library add", Files: file}).Answer(), "Add").Answer()
	want := "Shares text: 1 independent text in all\n• **Ferry a** · Post · the same text\n"
	if !strings.Contains(m.Text(), want) {
		t.Errorf("got:\n%s", m.Text())
	}
	if m := r.Use(discordtest.Command{Name: "library show", Options: map[string]any{"article": "a"}}).Answer(); !strings.Contains(m.Text(), "• **Ferry again** · The Herald · the same text\n") {
		t.Errorf("got:\n%s", m.Text())
	}
}
