package load

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// subscriptions is a feed store in memory.
type subscriptions struct {
	mu    sync.Mutex
	feeds map[string]Feed
	took  map[string]bool
}

func (s *subscriptions) DueFeeds(_ context.Context, now time.Time, _ int) ([]Feed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var due []Feed
	for _, f := range s.feeds {
		if !f.Next.After(now) {
			due = append(due, f)
		}
	}
	return due, nil
}

func (s *subscriptions) SaveFeed(_ context.Context, f Feed) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.feeds[f.URL] = f
	return nil
}

func (s *subscriptions) NewEntries(_ context.Context, _ Feed, guids []string) ([]string, error) {
	return slices.DeleteFunc(slices.Clone(guids), func(g string) bool { return s.took[g] }), nil
}

func (s *subscriptions) TookEntries(_ context.Context, _ Feed, guids []string) error {
	for _, g := range guids {
		s.took[g] = true
	}
	return nil
}

// feedShelf is a shelf that remembers what was removed from it.
type feedShelf struct {
	shelf
	removed string
}

func (s *feedShelf) Removed(_ context.Context, url string) (bool, error) {
	return s.removed != "" && strings.HasSuffix(url, s.removed), nil
}

func TestPolling(t *testing.T) {
	status := map[string]int{}
	entries := []string{"a", "b", "removed", "private"}
	base := site(t, map[string]http.HandlerFunc{
		"/robots.txt": text("User-agent: *\nDisallow: /private\n"),
		"/feed": func(w http.ResponseWriter, r *http.Request) {
			if code := status["feed"]; code != 0 {
				w.Header().Set("Retry-After", "7200")
				w.WriteHeader(code)
				return
			}
			tag := fmt.Sprintf(`"%d"`, len(entries))
			if r.Header.Get("If-None-Match") == tag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			w.Header().Set("ETag", tag)
			fmt.Fprint(w, `<rss version="2.0"><channel><title>The Gazette</title>`)
			for _, name := range entries {
				fmt.Fprintf(w, "<item><guid>%s</guid><title>%s</title><link>/%s</link></item>", name, name, name)
			}
			fmt.Fprint(w, `</channel></rss>`)
		},
		"/a":       text(pageStory),
		"/removed": text(pageStory),
		"/private": text(pageStory),
		"/c":       text(pageStory),
		"/b": func(w http.ResponseWriter, _ *http.Request) {
			if code := status["b"]; code != 0 {
				w.WriteHeader(code)
				return
			}
			fmt.Fprint(w, pageStory)
		},
	})
	lib := &feedShelf{removed: "/removed"}
	store := &subscriptions{feeds: map[string]Feed{base + "/feed": {Library: "local", URL: base + "/feed"}}, took: map[string]bool{}}
	var reported []Item
	p := NewPoller(slog.New(slog.DiscardHandler), New(Config{Fetch: fetcher(t, FetchConfig{Allow: []string{"127.0.0.1"}})}), store, PollConfig{
		Interval: time.Hour,
		Library:  func(context.Context, string) (FeedLibrary, error) { return lib, nil },
		Report:   func(_ Feed, items []Item) { reported = append(reported, items...) },
	})
	now := time.Date(2021, 3, 5, 12, 0, 0, 0, time.UTC)
	for _, step := range []struct {
		name  string
		after time.Duration
		setup func()
		items []string
		// next is how long until the next poll, about.
		next     time.Duration
		failures int
		failure  string
	}{
		{name: "first", setup: func() { status["b"] = 503 }, next: time.Hour, items: []string{
			"a added made-1", "b rejected: the server answered 503 Service Unavailable: try again later",
			"private rejected: the feed carries no text of it: load it by its link",
		}},
		{name: "not due", after: 10 * time.Minute, next: 50 * time.Minute},
		{name: "the one that failed is tried again", after: 2 * time.Hour, setup: func() { status["b"] = 0; entries = append(entries, "c") }, next: time.Hour, items: []string{"b added made-2", "c added made-3"}},
		{name: "unchanged", after: 2 * time.Hour, next: time.Hour},
		{name: "failing", after: 2 * time.Hour, setup: func() { status["feed"] = 404 }, next: 2 * time.Hour, failures: 1, failure: "the server answered 404 Not Found: check the link"},
		{name: "failing still", after: 3 * time.Hour, setup: func() { status["feed"] = 503 }, next: 4 * time.Hour, failures: 2, failure: "the server answered 503 Service Unavailable: try again later"},
		{name: "well again", after: 5 * time.Hour, setup: func() { status["feed"] = 0 }, next: time.Hour},
	} {
		now = now.Add(step.after)
		if step.setup != nil {
			step.setup()
		}
		reported = nil
		if err := p.PollDue(t.Context(), now); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(step.items, briefs(base, reported)); diff != "" {
			t.Errorf("%s: items (-want +got):\n%s", step.name, diff)
		}
		f := store.feeds[base+"/feed"]
		if pause := f.Next.Sub(now); pause < step.next*8/10 || pause > step.next*12/10 {
			t.Errorf("%s: next poll in %v, want about %v", step.name, pause, step.next)
		}
		if f.Failures != step.failures || f.Failure != step.failure || f.FailingSince.IsZero() != (step.failures == 0) {
			t.Errorf("%s: %d failures since %v: %s", step.name, f.Failures, f.FailingSince, f.Failure)
		}
	}
	if f := store.feeds[base+"/feed"]; f.Title != "The Gazette" {
		t.Errorf("title %q", f.Title)
	}
}

func TestPollingRespectsRobots(t *testing.T) {
	base := site(t, map[string]http.HandlerFunc{
		"/robots.txt": text("User-agent: Dateline\nDisallow: /\n"),
		"/feed":       func(http.ResponseWriter, *http.Request) { t.Error("the feed was fetched") },
	})
	store := &subscriptions{feeds: map[string]Feed{base: {URL: base + "/feed"}}, took: map[string]bool{}}
	p := NewPoller(slog.New(slog.DiscardHandler), New(Config{Fetch: fetcher(t, FetchConfig{Allow: []string{"127.0.0.1"}})}), store, PollConfig{})
	if err := p.PollDue(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if got := store.feeds[base+"/feed"].Failure; !strings.Contains(got, "robots.txt does not allow") {
		t.Errorf("failure %q", got)
	}
}

func TestRunStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := NewPoller(slog.New(slog.DiscardHandler), New(Config{Fetch: fetcher(t, FetchConfig{})}), &subscriptions{}, PollConfig{})
	if err := p.Run(ctx); err == nil {
		t.Error("Run returned without the context's error")
	}
}

func TestBackOffIsBounded(t *testing.T) {
	now := time.Now()
	var f Feed
	for range 100 {
		f.fail(now, time.Hour, 90*24*time.Hour, errLater)
		if pause := f.Next.Sub(now); pause < time.Hour || pause > maxInterval*11/10 {
			t.Fatalf("after %d failures the next poll is in %v", f.Failures, pause)
		}
	}
}
