package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/answers"
	"dateline/bot/command"
	"dateline/bot/discordtest"
	"dateline/bot/draft"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
	"dateline/retrieval/load"
	"dateline/retrieval/reuse"
	"dateline/retrieval/store"
)

// kept libraries are real ones, which begin empty.
type keptLibraries struct{ *retrieval.Libraries }

type keptLibrary struct {
	*retrieval.Library
	*answers.Answerer
}

func (l keptLibrary) SetStarters(context.Context, retrieval.Actor, bool) error { return nil }

func (l keptLibraries) Open(ctx context.Context, name string, _ Tuning) (Library, error) {
	lib, err := l.Make(ctx, name)
	if err != nil {
		return Library{}, err
	}
	cfg := answers.Config{Threshold: answers.DefaultThreshold, Excerpts: 3}
	return allOf(keptLibrary{lib, answers.New(slog.New(slog.DiscardHandler), lib, cfg)}), nil
}

// house is where a bot with real libraries keeps all it has.
type house struct {
	libraries keptLibraries
	store     *store.Store
	records   *record.Store
	intake    Intake
}

func newHouse(t *testing.T) house {
	t.Helper()
	dir := t.TempDir()
	st := openStore(t)
	libs := retrieval.New(slog.New(slog.DiscardHandler), st, retrieval.Config{Dir: dir})
	t.Cleanup(func() {
		if err := libs.Close(); err != nil {
			t.Error(err)
		}
	})
	h := house{keptLibraries{libs}, st, record.In(st), intake(t, dir+"/drafts")}
	loader, ok := h.intake.Loader.(*load.Loader)
	if !ok {
		t.Fatal("no loader")
	}
	h.intake.Feeds = load.NewFeeds(slog.New(slog.DiscardHandler), loader, st, load.FeedConfig{
		Library: func(ctx context.Context, name string) (load.FeedLibrary, error) { return libs.Library(ctx, name) },
	})
	return h
}

// moderated runs a bot on a house, and waits until it can be asked.
func moderated(t *testing.T, h house, change func(*Config)) *run {
	t.Helper()
	d := discordtest.Start(t, discordtest.Options{})
	r := startWith(t, d, h.libraries, h.records, h.intake, change)
	d.WaitReady()
	return r
}

// articles are the ids and headlines of what the server's library holds.
func (h house) articles(t *testing.T) []retrieval.Meta {
	t.Helper()
	lib, err := h.libraries.Make(t.Context(), discordtest.Guild)
	if err != nil {
		t.Fatal(err)
	}
	all, err := lib.List(t.Context(), retrieval.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (h house) headlines(t *testing.T) []string {
	t.Helper()
	out := []string{}
	for _, m := range h.articles(t) {
		out = append(out, m.Title)
	}
	slices.Sort(out)
	return out
}

const ferryText = `The ferry between the islands was taken out of service on Monday after its engine failed twice in a week, the harbour office said.

Passengers were brought to the mainland by two fishing boats. "We will not put anybody at risk," said the harbour master, Ana Roelofs.

A replacement is expected to arrive from the north coast within ten days.`

// newsSite serves pages of news, by their paths.
func newsSite(t *testing.T, pages map[string]string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(text))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// newsPage is a page as outlets make them, with what belongs to no article.
func newsPage(title, text string) string {
	var body strings.Builder
	for _, p := range strings.Split(text, "\n\n") {
		body.WriteString("<p>" + p + "</p>\n")
	}
	return `<!doctype html><html lang="en"><head><title>` + title + ` | The Island Post</title>
<meta property="og:site_name" content="The Island Post"><meta property="og:title" content="` + title + `">
<meta property="article:published_time" content="2017-11-13T09:00:00Z"><meta name="author" content="Joan Vane"></head>
<body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
<main><article><h1>` + title + `</h1>` + body.String() + `</article></main>
<footer>Copyright The Island Post. All rights reserved.</footer></body></html>`
}

var noModerator = discordtest.Member{User: "4400000000000000003", Permissions: "1024"}

func addLink(link string) discordtest.Command {
	return discordtest.Command{Name: "library add", Options: map[string]any{"link": link}}
}

func TestAddLink(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	link := newsSite(t, map[string]string{"/ferry": newsPage("Ferry stays in port", ferryText)}) + "/ferry"
	m := r.Use(addLink("<" + link + ">")).Answer()
	for _, want := range []string{
		"Nothing is stored yet", "The Island Post", "Ferry stays in port", link, "13 November 2017", "by Joan Vane", "60 words",
		"“The ferry between the islands", "within ten days.”", "[Add] [Correct] [Cancel]",
	} {
		if !strings.Contains(m.Text(), want) {
			t.Errorf("the preview lacks %q", want)
		}
	}
	if !m.Private || t.Failed() {
		t.Errorf("private %t:\n%s", m.Private, m.Text())
	}
	if got := h.headlines(t); len(got) != 0 {
		t.Fatalf("stored before it was decided on: %q", got)
	}
	it := r.Press(other, m, "Add")
	added := it.Answer()
	if !it.Replaced() || !strings.HasPrefix(added.Content, "1 article was added.") || !strings.Contains(added.Text(), "[Undo]") {
		t.Errorf("replaced %t:\n%s", it.Replaced(), added.Text())
	}
	if diff := cmp.Diff([]string{"Ferry stays in port"}, h.headlines(t)); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
	again := r.Use(addLink(link)).Answer()
	if !strings.HasPrefix(again.Content, "1 was in the library already.") || len(again.Buttons) > 0 {
		t.Errorf("the same link again:\n%s", again.Text())
	}
	gone := r.Press(member, m, "Add").Answer()
	if gone.Content != english.Say("draft_gone", "Count", 24) {
		t.Errorf("the preview pressed again: %q", gone.Text())
	}
}

// TestAddTwice has two moderators load the same link, and both add it, one of
// them after the bot was started anew.
func TestAddTwice(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	link := newsSite(t, map[string]string{"/ferry": newsPage("Ferry stays in port", ferryText)}) + "/ferry"
	r := moderated(t, h, nil)
	one, two := r.Use(addLink(link)).Answer(), r.Use(addLink(link+"?utm_source=feed")).Answer()
	r.stop()
	<-r.ended
	r = moderated(t, h, nil)
	first, second := r.Press(member, one, "Add"), r.Press(other, two, "Add")
	said := []string{first.Answer().Content, second.Answer().Content}
	slices.Sort(said)
	want := []string{english.Say("count_added", "Count", 1), english.Say("count_duplicate", "Count", 1)}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("the moderators hear (-want +got):\n%s", diff)
	}
	if got := h.headlines(t); len(got) != 1 {
		t.Errorf("articles %q, want one", got)
	}
}

func TestAddFiles(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	file := func(f discordtest.File) discordtest.Message {
		return r.Use(discordtest.Command{Name: "library add", Files: map[string]discordtest.File{"file": f}}).Answer()
	}
	m := file(discordtest.File{Name: "ferry.md", Data: []byte("---\ntitle: Ferry\noutlet: The Post\n---\n" + ferryText)})
	if !strings.Contains(m.Text(), "The Post\nFerry") {
		t.Errorf("got:\n%s", m.Text())
	}
	r.Press(member, m, "Add").Answer()
	lines := ""
	for i := range 12 {
		lines += fmt.Sprintf(`{"id": "a%d", "title": "Report %d", "outlet": "Wire", "body": "The council met for the %d. time."}`+"\n", i, i, i)
	}
	m = file(discordtest.File{Name: "all.jsonl", Data: []byte(lines + `{"id": "bad", "body": 7}` + "\n")})
	for _, want := range []string{"12 articles", "**Report 0** · Wire · date not stated · new", "and 2 more articles", "1 cannot be loaded", "all.jsonl", "line 13"} {
		if !strings.Contains(m.Text(), want) {
			t.Errorf("the preview lacks %q:\n%s", want, m.Text())
		}
	}
	if done := r.Press(member, m, "Add").Answer(); !strings.HasPrefix(done.Content, "12 articles were added. 1 was not loaded.") {
		t.Errorf("got:\n%s", done.Text())
	}
	if got := h.headlines(t); len(got) != 13 {
		t.Errorf("%d articles, want 13: %q", len(got), got)
	}
	for name, test := range map[string]struct {
		file discordtest.File
		want string
	}{
		"gone":    {discordtest.File{Name: "a.txt", Data: []byte("x"), Gone: true}, "404"},
		"large":   {discordtest.File{Name: "a.txt", Data: []byte("x"), Size: 26 << 20}, "26 MB"},
		"empty":   {discordtest.File{Name: "a.txt"}, "empty"},
		"image":   {discordtest.File{Name: "a.txt", Data: []byte("\x89PNG\r\n\x1a\n0000IHDR")}, "not text"},
		"hostile": {discordtest.File{Name: "../@everyone`**.txt", Data: []byte(" ")}, `\@everyone\`},
	} {
		t.Run(name, func(t *testing.T) {
			m := file(test.file)
			if !strings.Contains(m.Text(), test.want) || len(m.Buttons) > 0 || !strings.HasPrefix(m.Content, "1 was not loaded.") {
				t.Errorf("want %q in:\n%s", test.want, m.Text())
			}
		})
	}
}

func TestAddText(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	form := r.Use(discordtest.Command{Name: "library add"}).Form()
	if diff := cmp.Diff([]string{"title", "outlet", "date", "link", "text"}, form.Fields); diff != "" {
		t.Fatalf("fields (-want +got):\n%s", diff)
	}
	m := r.FillIn(member, nil, form, map[string]string{
		"title": "Ferry stays in *port*", "outlet": "The Post", "date": "13/11/17", "link": "example.org", "text": ferryText,
	}).Answer()
	if !m.Private || !strings.Contains(m.Text(), "“13/11/17” is not a day") || !strings.Contains(m.Text(), "“example.org” is no web address") {
		t.Errorf("private %t:\n%s", m.Private, m.Text())
	}
	correct := r.Press(member, m, "Correct").Form()
	if correct.Values["title"] != "Ferry stays in *port*" || correct.Values["outlet"] != "The Post" {
		t.Errorf("the form holds %q", correct.Values)
	}
	it := r.FillIn(member, &m, correct, map[string]string{"date": "2017-11-13", "link": "https://example.org/ferry", "authors": "Vane, Joan; P. Ost"})
	m = it.Answer()
	if !it.Replaced() || !strings.Contains(m.Text(), "13 November 2017 · by Vane, Joan, P. Ost") || strings.Contains(m.Text(), "is not a day") {
		t.Errorf("replaced %t:\n%s", it.Replaced(), m.Text())
	}
	r.Press(member, m, "Add").Answer()
	all := h.articles(t)
	if len(all) != 1 || all[0].Title != "Ferry stays in *port*" || all[0].URL != "https://example.org/ferry" || !slices.Equal(all[0].Authors, []string{"Vane, Joan", "P. Ost"}) {
		t.Errorf("stored: %+v", all)
	}
}

func TestAddMessage(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	base := newsSite(t, map[string]string{"/ferry": newsPage("Ferry stays in port", ferryText), "/a_(b)": newsPage("Bridge", "The bridge held for a year, and then it did not hold any longer, the office said on Friday.")})
	m := r.Use(discordtest.Command{
		Name: command.AddName, Target: "Look: " + base + "/ferry, and (" + base + "/a_(b)). Twice: " + base + "/ferry " + base + "/none",
		Files: map[string]discordtest.File{"": {Name: "note.txt", Data: []byte("The tide tables were wrong on Sunday, the harbour office admitted.")}},
	}).Answer()
	for _, want := range []string{"3 articles", "Ferry stays in port", "Bridge", "untitled report", "1 cannot be loaded", "404"} {
		if !strings.Contains(m.Text(), want) {
			t.Errorf("the preview lacks %q:\n%s", want, m.Text())
		}
	}
	r.Press(member, m, "Cancel").Answer()
	if m := r.Press(member, m, "Add").Answer(); m.Content != english.Say("draft_gone", "Count", 24) || len(h.headlines(t)) != 0 {
		t.Errorf("after it was cancelled: %s", m.Text())
	}
	form := r.Use(discordtest.Command{Name: command.AddName, Target: ferryText}).Form()
	if form.Values["text"] != ferryText {
		t.Errorf("the form holds %q", form.Values["text"])
	}
}

func TestAddRefusals(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	file := map[string]discordtest.File{"file": {Name: "a.txt", Data: []byte("text")}}
	for name, test := range map[string]struct {
		command discordtest.Command
		want    string
	}{
		"both":    {discordtest.Command{Name: "library add", Options: map[string]any{"link": "https://example.org"}, Files: file}, english.Say("add_one")},
		"a path":  {addLink("/etc/passwd"), english.Say("bad_link", "Value", "/etc/passwd")},
		"scheme":  {addLink("file:///etc/passwd"), english.Say("bad_link", "Value", `file\:///etc/passwd`)},
		"no host": {addLink("http:///x"), english.Say("bad_link", "Value", `http\:///x`)},
		"secret":  {addLink("https://me:secret@example.org/"), english.Say("bad_link", "Value", `https\://me\:secret\@example.org/`)},
	} {
		t.Run(name, func(t *testing.T) {
			if m := r.Use(test.command).Answer(); m.Content != test.want || !m.Private {
				t.Errorf("private %t: %s, want %s", m.Private, m.Content, test.want)
			}
		})
	}
	m := r.Use(addLink("http://192.168.0.1/")).Answer()
	if !strings.Contains(m.Text(), "not public") {
		t.Errorf("a private address:\n%s", m.Text())
	}
}

// TestModeratorsOnly tries every moderating call as somebody who may not.
func TestModeratorsOnly(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	refused := english.Say("moderators_only")
	link := newsSite(t, map[string]string{"/ferry": newsPage("Ferry stays in port", ferryText)}) + "/ferry"
	preview := r.Use(addLink(link)).Answer()
	calls := map[string]discordtest.Command{}
	for name, c := range handlers {
		if c.moderators {
			calls[name] = discordtest.Command{Name: name, Options: map[string]any{"article": "x", "link": link}}
		}
	}
	find := calls[command.AddName]
	find.Target, find.Options = link, nil
	calls[command.AddName] = find
	for name, c := range calls {
		c.Member = noModerator
		typing := c
		typing.Typing = "article"
		if got := r.Use(typing).Choices(); len(got) != 0 {
			t.Errorf("/%s suggests %+v", name, got)
		}
		if m := r.Use(c).Answer(); m.Content != refused || !m.Private {
			t.Errorf("/%s: %s", name, m.Text())
		}
	}
	for name, a := range actions {
		if !a.moderators {
			continue
		}
		m := preview
		m.Buttons = [][]discordtest.Button{{{Label: "x", ID: show.JoinID(name, "1")}}}
		if got := r.Press(noModerator, m, "x").Answer(); got.Content != refused {
			t.Errorf("button %s: %s", name, got.Text())
		}
	}
	for name, f := range forms {
		if !f.moderators {
			continue
		}
		if got := r.Fill(noModerator, preview, discordtest.Form{ID: show.JoinID(name, "1"), Fields: []string{"text"}}, "x").Answer(); got.Content != refused {
			t.Errorf("form %s: %s", name, got.Text())
		}
	}
	if got := h.headlines(t); len(got) != 0 {
		t.Errorf("stored %q", got)
	}
	byRole := noModerator
	byRole.Roles = []string{"77"}
	r.Use(discordtest.Command{Name: "settings moderators", Options: map[string]any{"role": "77"}}).Answer()
	if got := r.Press(byRole, preview, "Add").Answer(); !strings.HasPrefix(got.Content, "1 article was added.") {
		t.Errorf("who has the moderators' role: %s", got.Text())
	}
}

func TestQuota(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	r.Use(discordtest.Command{Name: "settings quota", Options: map[string]any{"quota": 2}}).Answer()
	lines := ""
	for i := range 3 {
		lines += fmt.Sprintf(`{"id": "a%d", "title": "Report %d", "body": "The council met for the %d. time."}`+"\n", i, i, i)
	}
	loaded := func() discordtest.Message {
		return r.Use(discordtest.Command{Name: "library add", Files: map[string]discordtest.File{"file": {Name: "a.jsonl", Data: []byte(lines)}}}).Answer()
	}
	m := loaded()
	if !strings.Contains(m.Content, english.Say("quota_room", "Count", 2)) {
		t.Errorf("got:\n%s", m.Text())
	}
	m = r.Press(member, m, "Add").Answer()
	if !strings.HasPrefix(m.Content, "2 articles were added. 1 was not loaded.") || !strings.Contains(m.Text(), english.Say("quota_full", "Command", "/settings quota")) {
		t.Errorf("got:\n%s", m.Text())
	}
	if m := loaded(); !strings.Contains(m.Content, english.Say("quota_room", "Count", 0)) || len(m.Buttons) > 0 {
		t.Errorf("a full library is offered more:\n%s", m.Text())
	}
}

func TestListShowRemove(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	lib, err := h.libraries.Make(t.Context(), discordtest.Guild)
	if err != nil {
		t.Fatal(err)
	}
	var articles []retrieval.Article
	for i := range 23 {
		m := retrieval.Meta{ID: fmt.Sprintf("a%02d", i), Title: fmt.Sprintf("Report %02d", i), Outlet: "The Wire: World", Published: fmt.Sprintf("2017-11-%02d", i+1)}
		if i == 5 {
			m.ID, m.Title, m.Outlet = strings.Repeat("long:", 39)+"id", "", "Post"
		}
		articles = append(articles, retrieval.Article{Meta: m, Body: fmt.Sprintf("The council met for the %d. time.", i)})
	}
	if _, err := lib.Add(t.Context(), retrieval.NewLoad(retrieval.Actor{}, "test"), articles...); err != nil {
		t.Fatal(err)
	}
	m := r.Use(discordtest.Command{Name: "library list", Options: map[string]any{"outlet": "The Wire: World"}}).Answer()
	if !m.Private || !strings.Contains(m.Text(), "**Report 22**") || !strings.Contains(m.Text(), "(1 / 3)") || !strings.Contains(m.Text(), "22 articles") {
		t.Fatalf("private %t:\n%s", m.Private, m.Text())
	}
	m = r.Press(member, r.Press(member, m, "Next ▶").Answer(), "Next ▶").Answer()
	if !strings.Contains(m.Text(), "**Report 00**") || strings.Contains(m.Text(), "Post") {
		t.Errorf("the last page:\n%s", m.Text())
	}
	if m := r.Use(discordtest.Command{Name: "library list", Options: map[string]any{"outlet": "Nobody"}}).Answer(); m.Content != english.Say("no_such_outlet", "Outlet", "Nobody") {
		t.Errorf("got:\n%s", m.Text())
	}

	choices := r.Use(discordtest.Command{Name: "library show", Typing: "article", Options: map[string]any{"article": "long:lo"}}).Choices()
	if len(choices) != 1 || !strings.HasPrefix(choices[0].Name, "untitled report, Post") {
		t.Fatalf("an article found by its id: %+v", choices)
	}
	m = r.Use(discordtest.Command{Name: "library show", Options: map[string]any{"article": choices[0].Value}}).Answer()
	if !strings.Contains(m.Text(), "“The council met for the 5. time.”") || !strings.Contains(m.Text(), "revision 1") {
		t.Errorf("got:\n%s", m.Text())
	}
	confirm := r.Press(member, m, "Remove").Answer()
	if !confirm.Private || !strings.HasPrefix(confirm.Content, english.Say("remove_confirm")) || len(h.articles(t)) != 23 {
		t.Fatalf("got:\n%s", confirm.Text())
	}
	if m := r.Press(member, confirm, "Yes, remove it").Answer(); m.Content != english.Say("removed", "Headline", "untitled report, Post, 6 November 2017") {
		t.Errorf("got:\n%s", m.Text())
	}
	if m := r.Press(other, confirm, "Yes, remove it").Answer(); m.Content != english.Say("already_removed") {
		t.Errorf("removed twice: %s", m.Text())
	}
	other := r.Use(discordtest.Command{Name: "library remove", Options: map[string]any{"article": "a07"}}).Answer()
	if m := r.Press(member, other, "Cancel").Answer(); m.Content != english.Say("not_removed") || len(h.articles(t)) != 22 {
		t.Errorf("got:\n%s", m.Text())
	}
}

// slowLoader waits, and loads when it is let.
type slowLoader struct {
	Loader
	release chan struct{}
}

func (l slowLoader) Load(ctx context.Context, lib load.Library, req load.Request, each func(load.Item) error) error {
	return l.Loader.Load(ctx, lib, req, func(it load.Item) error {
		if err := each(it); err != nil {
			return err
		}
		select {
		case <-l.release:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
}

// TestProgress shows how far a long load is by editing its answer, and what came
// of it by a message when the answer takes no more edits.
func TestProgress(t *testing.T) {
	t.Parallel()
	for name, late := range map[string]bool{"in time": false, "late": true} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			slow := slowLoader{h.intake.Loader, make(chan struct{})}
			h.intake.Loader = slow
			r := moderated(t, h, func(c *Config) { c.DeferAfter = 10 * time.Millisecond })
			it := r.Use(discordtest.Command{Name: "library add", Files: map[string]discordtest.File{"file": {Name: "ferry.txt", Data: []byte(ferryText)}}})
			if m := it.Answer(); m.Content != english.Say("progress_read", "Count", 1) || !m.Private {
				t.Errorf("private %t: %s", m.Private, m.Text())
			}
			if late {
				r.Fault(discordtest.RouteEdit, discordtest.Fault{Times: 100, Status: http.StatusUnauthorized, Body: `{"code": 50027, "message": "Invalid Webhook Token"}`})
			}
			close(slow.release)
			var m discordtest.Message
			r.Wait("the preview", func() bool {
				if m = it.Answer(); late {
					if sent := r.Messages(discordtest.Channel); len(sent) == 1 {
						m = sent[0]
					}
				}
				return len(m.Buttons) > 0
			})
			pressed := r.Press(member, m, "Add")
			r.Wait("the article", func() bool {
				done := len(h.headlines(t)) == 1
				return done && (late || strings.HasPrefix(pressed.Answer().Content, "1 article was added."))
			})
		})
	}
}

// BenchmarkChoices suggests articles out of 10,000, for which Discord's members
// should not wait 100 ms, letter by letter.
func BenchmarkChoices(b *testing.B) {
	articles := make([]retrieval.Meta, 10_000)
	for i := range articles {
		articles[i] = retrieval.Meta{
			ID: fmt.Sprintf("article-%05d", i), Outlet: fmt.Sprintf("Outlet %d", i%40), Published: "2017-11-13",
			Title: fmt.Sprintf("Minister %d answers questions on harbour number %d", i%977, i),
		}
		if i%10 == 0 {
			articles[i].Title = ""
		}
	}
	bot := &Bot{headlines: newHeadlines()}
	for _, typed := range []string{"", "min", "harbour 77", "misnister hrabour", "article-077", "nothing of that"} {
		b.Run("typed "+typed, func(b *testing.B) {
			for b.Loop() {
				bot.articleChoices(english, "library", articles, typed)
			}
		})
	}
}

// TestLateAlone tells a moderator alone what came of long work, once its answer
// takes no more edits; one who takes no direct messages hears that it is done.
func TestLateAlone(t *testing.T) {
	t.Parallel()
	for name, closed := range map[string]bool{"open": false, "closed": true} {
		t.Run(name, func(t *testing.T) {
			r := moderated(t, newHouse(t), func(c *Config) { c.DeferAfter = 0 })
			r.Fault(discordtest.RouteEdit, discordtest.Fault{Times: 100, Status: http.StatusNotFound, Body: `{"code": 10015, "message": "Unknown Webhook"}`})
			at, want := discordtest.User, english.Say("count_rejected", "Count", 1)
			if closed {
				r.Fault(discordtest.RouteDirect, discordtest.Fault{Times: 100, Status: http.StatusForbidden, Body: `{"code": 50007, "message": "Cannot send messages to this user"}`})
				at, want = discordtest.Channel, english.Say("late_elsewhere", "Member", "<@"+discordtest.User+">")
			}
			r.Use(discordtest.Command{Name: "library add", Files: map[string]discordtest.File{"file": {Name: "empty.txt"}}})
			r.Wait("a message", func() bool { return len(r.Messages(at)) == 1 })
			if m := r.Messages(at)[0]; m.Content != want {
				t.Errorf("got %s", m.Text())
			}
		})
	}
}

// TestStopWhileLoading has the bot stopped while it reads: the moderator hears
// of it, and nothing is left behind.
func TestStopWhileLoading(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	slow := slowLoader{h.intake.Loader, make(chan struct{})}
	h.intake.Loader = slow
	r := moderated(t, h, func(c *Config) { c.DeferAfter = 0 })
	it := r.Use(discordtest.Command{Name: "library add", Files: map[string]discordtest.File{"file": {Name: "ferry.txt", Data: []byte(ferryText)}}})
	r.Wait("a deferred response", it.Deferred)
	r.stop()
	<-r.ended
	if m := it.Answer(); m.Content != english.Say("stopped") {
		t.Errorf("got %s", m.Text())
	}
}

// TestLoadLimits renders loads of anything at all: no limit is exceeded.
func TestLoadLimits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(discordtest.Nasty(), rapid.Just(strings.Repeat("x", 5000)), rapid.Just(strings.Repeat("*_~ a ", 2000)))
		one := rapid.Custom(func(t *rapid.T) draft.Entry {
			a := retrieval.Article{Meta: anyArticle().Draw(t, "article"), Body: text.Draw(t, "body"), Partial: rapid.Bool().Draw(t, "partial")}
			a.Authors, a.Language = rapid.SliceOfN(text, 0, 4).Draw(t, "authors"), text.Draw(t, "language")
			it := load.Item{
				Source: text.Draw(t, "source"), Reason: text.Draw(t, "reason"), Title: a.Title, Outlet: a.Outlet, Published: a.Published, URL: a.URL,
				Status: rapid.SampledFrom([]retrieval.Status{retrieval.Added, retrieval.Updated}).Draw(t, "status"),
			}
			for range rapid.IntRange(0, 9).Draw(t, "pieces") {
				it.Removed = append(it.Removed, load.Removed{Text: text.Draw(t, "piece"), Why: rapid.SampledFrom([]string{"label", "nothing known"}).Draw(t, "why")})
			}
			return draft.Entry{Article: a, Item: it}
		})
		v := testVoices[rapid.SampledFrom([]string{"en", "es", "fr", "de", "pt"}).Draw(t, "language")]
		d := draft.Draft{ID: "12345678901234567890", Entries: rapid.SliceOfN(one, 1, 3).Draw(t, "entries")}
		for _, e := range rapid.SliceOfN(one, 0, 7).Draw(t, "rejected") {
			d.Rejected = append(d.Rejected, e.Item)
		}
		d.Notes = []draft.Note{{Text: "date_left", Value: text.Draw(t, "note")}}
		var items []load.Item
		var listed []retrieval.Meta
		var feeds []retrieval.Feed
		var acts []retrieval.Act
		for i := range max(feedsOnPage, actsOnPage) {
			e := d.Entries[i%len(d.Entries)]
			items, listed = append(items, e.Item), append(listed, e.Article.Meta)
			feeds = append(feeds, retrieval.Feed{URL: e.Item.URL, Title: e.Item.Title, Failures: i, Failure: e.Item.Reason})
			acts = append(acts, retrieval.Act{ID: "aaaaaaaa", By: retrieval.Actor{Kind: retrieval.ByFeed, ID: e.Item.URL}, What: retrieval.DeedEdit, Updated: 1, Detail: e.Item.Reason})
		}
		stored := d.Entries[0].Article
		stored.ID = strings.Repeat("i", 200)
		steps := []retrieval.Step{{Act: acts[0]}, {Act: acts[1], Sentences: []reuse.SentenceChange{{Before: items[0].Reason, After: "x"}}}}
		list, subscriptions := renderArticles(v, listed, 0, ""), renderFeeds(v, feeds[:feedsOnPage], 0, func(retrieval.Feed) string { return "" })
		checkLines(t, list, 2*len(listed))
		checkLines(t, subscriptions, 2*feedsOnPage)
		checkForm(t, metaForm(v, "draft-correct:12345678901234567890", stored.Meta))
		checkLimits(t, rapid.SampledFrom([]show.Message{
			show.Draft(v, d, 1), renderStored(v, stored), show.Added(v, items, d.Rejected), show.Added(v, nil, append(d.Rejected, items...)),
			list, subscriptions, renderLog(v, acts, 0, ""), renderHistory(v, stored.Meta, steps, 0),
		}).Draw(t, "message"))
	})
}

// checkLines holds that nothing of a list found no room.
func checkLines(t rapid.TB, m show.Message, want int) {
	t.Helper()
	if got := strings.Count(m.Embeds[0].Description, "\n") + 1; got != want {
		t.Errorf("%d lines, want %d:\n%s", got, want, m.Embeds[0].Description)
	}
}

// checkForm holds a form against Discord's description of it.
func checkForm(t rapid.TB, f *show.Form) {
	t.Helper()
	body, err := json.Marshal(f.Response())
	if err != nil {
		t.Fatal(err)
	}
	if err := discordtest.Validate(discordtest.RouteRespond, body); err != nil {
		t.Errorf("%v\n%s", err, body)
	}
	for _, in := range f.Fields {
		if show.Size(in.Label) > show.MaxModalTitle || in.Most > show.MaxInput || len(f.Fields) > 5 {
			t.Errorf("field %s exceeds a limit", in.Name)
		}
	}
}

// TestPublicPreview shows a preview to the channel: any moderator may decide on
// it, for all to see.
func TestPublicPreview(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	link := newsSite(t, map[string]string{"/ferry": newsPage("Ferry stays in port", ferryText)}) + "/ferry"
	m := r.Use(discordtest.Command{Name: "library add", Options: map[string]any{"link": link, "public": true}}).Answer()
	if m.Private || len(r.Messages(discordtest.Channel)) != 1 {
		t.Fatalf("private %t, %d messages in the channel", m.Private, len(r.Messages(discordtest.Channel)))
	}
	if refused := r.Press(noModerator, m, "Add"); refused.Answer().Content != english.Say("moderators_only") || refused.Replaced() {
		t.Errorf("replaced %t: %s", refused.Replaced(), refused.Answer().Text())
	}
	it := r.Press(other, m, "Add")
	if done := it.Answer(); !it.Replaced() || done.Private || !strings.HasPrefix(done.Content, "1 article was added.") {
		t.Errorf("replaced %t, private %t:\n%s", it.Replaced(), done.Private, done.Text())
	}
}

// TestPressedTwice adds a preview with two presses at once.
func TestPressedTwice(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	file := map[string]discordtest.File{"file": {Name: "ferry.txt", Data: []byte(ferryText)}}
	m := r.Use(discordtest.Command{Name: "library add", Files: file}).Answer()
	presses := []*discordtest.Interaction{r.Press(member, m, "Add"), r.Press(other, m, "Add")}
	added := 0
	for _, it := range presses {
		switch content := it.Answer().Content; content {
		case english.Say("count_added", "Count", 1):
			added++
		case english.Say("draft_taken"), english.Say("draft_gone", "Count", 24):
		default:
			t.Errorf("got %s", content)
		}
	}
	if added != 1 || len(h.headlines(t)) != 1 {
		t.Errorf("%d of two presses added it, %d articles", added, len(h.headlines(t)))
	}
}

func TestLinks(t *testing.T) {
	for text, want := range map[string][]string{
		"see https://example.org/a, and <https://example.org/b>.":                       {"https://example.org/a", "https://example.org/b"},
		"(https://example.org/a_(b)) and [x](https://c.example)":                        {"https://example.org/a_(b)", "https://c.example"},
		"**https://example.org/a?q=1&r=2#top** twice https://example.org/a?q=1&r=2#top": {"https://example.org/a?q=1&r=2#top"},
		"https:// http://user:pw@example.org/ ftp://example.org example.org/a":          nil,
		"HTTPS is a protocol; https://bücher.example/straße!":                           {"https://b%C3%BCcher.example/stra%C3%9Fe"},
		"“https://example.org/quoted”":                                                  {"https://example.org/quoted"},
	} {
		if diff := cmp.Diff(want, links(text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

// FuzzLinks finds links in anything: each is a web address that the loader does
// not take for a file.
func FuzzLinks(f *testing.F) {
	f.Add("(https://example.org/a_(b)). http://[::1]:80/ https://%zz/ file:///etc/passwd")
	f.Fuzz(func(t *testing.T, text string) {
		for _, link := range links(text) {
			if !strings.HasPrefix(link, "http://") && !strings.HasPrefix(link, "https://") {
				t.Errorf("%q is taken for a link", link)
			}
			if again, ok := loadable(link); !ok || again != link {
				t.Errorf("%q is read as %q, %t", link, again, ok)
			}
		}
	})
}

// TestRejectedInGerman says why articles are not taken in the language of who
// loads them, in the report too, which is shown when some are added.
func TestRejectedInGerman(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	german := discordtest.Member{Locale: "de"}
	load := func(name, content string) discordtest.Message {
		return r.Use(discordtest.Command{Member: german, Name: "library add", Files: map[string]discordtest.File{"file": {Name: name, Data: []byte(content)}}}).Answer()
	}
	m := load("mixed.jsonl", `{"id":"a","title":"A","body":"The bridge held."}
{"id":"b","body":""}
{"id":"c","body":"The crane fell.","published":"soon"}
{"id":"d e","body":"The dam broke."}
`)
	added := r.Press(german, m, "Hinzufügen").Answer()
	for _, want := range []string{
		"Zeile 2: es hat keinen Text: gib ihm „body“", "Zeile 3: sein „published“ „soon“ ist kein Datum", "seine ID „d e“ ist nicht zulässig",
	} {
		if !strings.Contains(m.Text(), want) || !strings.Contains(added.Text(), want) {
			t.Errorf("%q is not in\n%s\nor not in\n%s", want, m.Text(), added.Text())
		}
	}
	if m := load("empty.txt", " "); !strings.Contains(m.Text(), "es ist leer: gib ein Dokument mit Text") {
		t.Errorf("an empty file: %s", m.Text())
	}
	link := discordtest.Command{Member: german, Name: "library add", Options: map[string]any{"link": "http://127.0.0.2/page"}}
	if m := r.Use(link).Answer(); !strings.Contains(m.Text(), "die nicht öffentlich ist (127.0.0.2)") {
		t.Errorf("a link into the network: %s", m.Text())
	}
	feed := discordtest.Command{Member: german, Name: "feed add", Options: map[string]any{"link": "http://127.0.0.2/feed"}}
	if m := r.Use(feed).Answer(); !strings.Contains(m.Text(), "die nicht öffentlich ist (127.0.0.2)") {
		t.Errorf("a feed of the network: %s", m.Text())
	}
}
