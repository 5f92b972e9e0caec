package load

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"dateline/retrieval"
)

// A page that only sends on is followed like a redirect, and no further than one.
func TestMetaRefresh(t *testing.T) {
	on := func(to string) http.HandlerFunc {
		return serve(`<html><head><meta http-equiv="refresh" content="0; url=` + to + `"></head><body>Redirecting to <a href="` + to + `">the article</a></body></html>`)
	}
	base := site(t, map[string]http.HandlerFunc{
		"/on": on("/twice"), "/twice": on("page"), "/page": serve(pageStory),
		"/round": on("/again"), "/again": on("/round"), "/inside": on("http://192.168.7.1/"), "/file": on("file:///etc/passwd"),
	})
	l := New(Config{Fetch: fetcher(t, FetchConfig{Allow: []string{"127.0.0.1"}})})
	var items []Item
	for _, path := range []string{"/on", "/round", "/inside", "/file"} {
		items = append(items, loadAll(t, l, &shelf{}, Request{Sources: []string{base + path}})...)
	}
	if items[0].Status != retrieval.Added || items[0].URL != base+"/page" {
		t.Errorf("%+v", items[0])
	}
	for i, want := range []string{"redirects", "not_public", "scheme"} {
		var problem *retrieval.ProblemError
		if it := items[i+1]; !errors.As(it.Err, &problem) || problem.ID != want {
			t.Errorf("%s: %v, want %s", it.Source, it.Err, want)
		}
	}
}

// Pages that send on to each other take no longer together than one may.
func TestRefreshesShareTheirTime(t *testing.T) {
	slow := func(to string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			time.Sleep(60 * time.Millisecond)
			fmt.Fprintf(w, `<html><head><meta http-equiv="refresh" content="0; url=%s"></head><body></body></html>`, to)
		}
	}
	base := site(t, map[string]http.HandlerFunc{"/a": slow("/b"), "/b": slow("/c"), "/c": slow("/d"), "/d": slow("/e"), "/e": serve("<p>It came at last, after all of them.</p>")})
	f := fetcher(t, FetchConfig{Allow: []string{"127.0.0.1"}, Timeout: 150 * time.Millisecond})
	_, err := f.page(t.Context(), base+"/a")
	var problem *retrieval.ProblemError
	if !errors.As(err, &problem) || problem.ID != "no_answer" {
		t.Errorf("%v, want that it does not answer in time", err)
	}
}

// Where the page at an entry's link is another than the feed says, the feed's own
// text is taken.
func TestFeedPageDisagrees(t *testing.T) {
	const own = "The harbour town of Vellmar approved a new flood barrier on Tuesday after a session that ran past midnight."
	home := "<html><head><title>Coast Courier</title></head><body><h1>Coast Courier</h1><p>" + strings.Repeat("All that happens on the coast is told here day by day. ", 8) + "</p></body></html>"
	right := "<html><head><title>Vellmar approves flood barrier</title></head><body><h1>Vellmar approves flood barrier</h1><p>" + own + "</p><p>Councillors voted 17 to 6 for it.</p></body></html>"
	item := func(link string) string {
		return "<item><title>Vellmar approves flood barrier</title><link>" + link + "</link><description>" + own + "</description></item>"
	}
	base := site(t, map[string]http.HandlerFunc{
		"/{$}": serve(home), "/moved": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) },
		"/notice": serve(home), "/right": serve(right),
		"/feed": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `<rss version="2.0"><channel><title>Coast Courier</title>`+item("/moved")+item("/notice")+item("/right")+
				`<item><title>Vellmar approves flood barrier</title><link>/notice</link></item></channel></rss>`)
		},
	})
	shelf := &shelf{}
	items := loadAll(t, New(Config{Fetch: fetcher(t, FetchConfig{Allow: []string{"127.0.0.1"}})}), shelf, Request{Sources: []string{base + "/feed"}})
	if len(items) != 4 || len(shelf.articles) != 3 {
		t.Fatalf("%+v", items)
	}
	for i, a := range shelf.articles[:2] {
		if a.Body != own || !a.Partial {
			t.Errorf("entry %d: %q, partial %t", i, a.Body, a.Partial)
		}
	}
	if a := shelf.articles[2]; !strings.Contains(a.Body, "Councillors") || a.Partial {
		t.Errorf("the right page was not taken: %q", a.Body)
	}
	if items[3].Status != retrieval.Rejected || !errors.Is(items[3].Err, errAnotherPage) {
		t.Errorf("%+v", items[3])
	}
}
