package load

import (
	"errors"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
)

func TestAddFeed(t *testing.T) {
	const feed = `<rss version="2.0"><channel><title>The Gazette</title></channel></rss>`
	base := site(t, map[string]http.HandlerFunc{
		"/robots.txt":  serve("User-agent: *\nDisallow: /hidden?\n"),
		"/feed":        serve(feed),
		"/hidden":      serve(feed),
		"/{$}":         serve(`<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>News</body></html>`),
		"/broken-link": serve(`<!doctype html><html><head><link rel="alternate" type="application/atom+xml" href="/none"></head><body>News</body></html>`),
		"/page":        serve(pageStory),
		"/broken":      serve(`<rss version="2.0"><channel><title>The Gazette`),
	})
	store := &subscriptions{took: map[string]bool{}}
	feeds := feedsOf(t, store, nil)
	for _, test := range []struct {
		address, url string
		added        bool
	}{
		{base + "/feed#top", base + "/feed", true},
		{base + "/feed", base + "/feed", false},
		{base + "/", base + "/feed", false},
		{base + "/feed?by=section", base + "/feed?by=section", true},
	} {
		f, added, err := feeds.Add(t.Context(), "local", test.address, "tester")
		if err != nil || added != test.added || f.URL != test.url || f.Title != "The Gazette" || f.AddedBy != "tester" {
			t.Errorf("Add(%s) = %+v, %t, %v", test.address, f, added, err)
		}
	}
	refusals := map[string]string{}
	for _, path := range []string{"/page", "/hidden?1", "/none", "/broken-link", "/broken"} {
		_, _, err := feeds.Add(t.Context(), "local", base+path, "tester")
		if refused := (*RefusedError)(nil); !errors.As(err, &refused) {
			t.Fatalf("Add(%s): %v, want it refused", path, err)
		}
		refusals[path] = err.Error()
	}
	want := map[string]string{
		"/page":        "it is no feed, and names none: give the address of an RSS, Atom or JSON feed",
		"/hidden?1":    "the site's robots.txt does not allow it to be polled: load its articles by their links",
		"/none":        "the server answered 404 Not Found: check the link",
		"/broken-link": "the page names the feed " + base + "/none, but the server answered 404 Not Found: check the link",
		"/broken":      "it is a feed that is not well formed (XML syntax error on line 1: unexpected EOF): load its articles by their links",
	}
	if diff := cmp.Diff(want, refusals); diff != "" {
		t.Errorf("refusals (-want +got):\n%s", diff)
	}
	if err := feeds.Remove(t.Context(), "local", base+"/feed#top"); err != nil {
		t.Error(err)
	}
	if err := feeds.Remove(t.Context(), "local", base+"/feed"); !errors.Is(err, retrieval.ErrNoFeed) {
		t.Errorf("removing it again: %v", err)
	}
	if left, err := feeds.List(t.Context(), "local"); err != nil || len(left) != 1 {
		t.Errorf("%d feeds are left, %v", len(left), err)
	}
}
