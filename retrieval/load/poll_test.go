package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
)

// subscriptions is a feed store in memory.
type subscriptions struct {
	mu    sync.Mutex
	feeds []retrieval.Feed
	took  map[string]bool
}

func (s *subscriptions) AddFeed(_ context.Context, f retrieval.Feed) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.feeds = append(s.feeds, f)
	return true, nil
}

func (s *subscriptions) RemoveFeed(_ context.Context, library, url string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.feeds)
	s.feeds = slices.DeleteFunc(s.feeds, func(f retrieval.Feed) bool { return f.Library == library && f.URL == url })
	if len(s.feeds) == n {
		return retrieval.ErrNoFeed
	}
	return nil
}

func (s *subscriptions) Feeds(_ context.Context, library string) ([]retrieval.Feed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.feeds), func(f retrieval.Feed) bool { return f.Library != library }), nil
}

func (s *subscriptions) DueFeeds(_ context.Context, now time.Time, _ int) ([]retrieval.Feed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.feeds), func(f retrieval.Feed) bool { return f.Next.After(now) }), nil
}

func (s *subscriptions) SaveFeed(_ context.Context, f retrieval.Feed) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.feeds {
		if s.feeds[i].URL == f.URL {
			s.feeds[i] = f
		}
	}
	return nil
}

func (s *subscriptions) NewEntries(_ context.Context, _ retrieval.Feed, guids []string) ([]string, error) {
	return slices.DeleteFunc(slices.Clone(guids), func(g string) bool { return s.took[g] }), nil
}

func (s *subscriptions) TookEntries(_ context.Context, _ retrieval.Feed, guids []string) error {
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

// feedsOf are subscriptions whose articles go into lib.
func feedsOf(t *testing.T, store FeedStore, lib FeedLibrary) *Feeds {
	t.Helper()
	loader := New(Config{Fetch: fetcher(t, FetchConfig{Allow: []string{"127.0.0.1"}})})
	return NewFeeds(slog.New(slog.DiscardHandler), loader, store, FeedConfig{
		Interval: time.Hour,
		Library:  func(context.Context, string) (FeedLibrary, error) { return lib, nil },
	})
}

// pollDue polls the feeds that are due and gives what became of their entries.
func pollDue(t *testing.T, feeds *Feeds, now time.Time) []Item {
	t.Helper()
	due, err := feeds.store.DueFeeds(t.Context(), now, 10)
	if err != nil {
		t.Fatal(err)
	}
	var out []Item
	for _, f := range due {
		items, err := feeds.poll(t.Context(), f, now)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, items...)
	}
	return out
}

func TestPolling(t *testing.T) {
	status := map[string]int{}
	entries := []string{"a", "b", "removed", "private"}
	base := site(t, map[string]http.HandlerFunc{
		"/robots.txt": serve("User-agent: *\nDisallow: /private\n"),
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
		"/a":       serve(pageStory),
		"/removed": serve(pageStory),
		"/private": serve(pageStory),
		"/c":       serve(pageStory),
		"/b": func(w http.ResponseWriter, _ *http.Request) {
			if code := status["b"]; code != 0 {
				w.WriteHeader(code)
				return
			}
			fmt.Fprint(w, pageStory)
		},
	})
	lib := &feedShelf{removed: "/removed"}
	store := &subscriptions{feeds: []retrieval.Feed{{Library: "local", URL: base + "/feed"}}, took: map[string]bool{}}
	feeds := feedsOf(t, store, lib)
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
		{name: "the one that failed is tried again", after: 2 * time.Hour, setup: func() { status["b"] = 0 }, next: time.Hour, items: []string{"b added made-2"}},
		{name: "a new one", after: 2 * time.Hour, setup: func() { entries = append(entries, "c") }, next: time.Hour, items: []string{"c added made-3"}},
		{name: "unchanged", after: 2 * time.Hour, next: time.Hour},
		{name: "failing", after: 2 * time.Hour, setup: func() { status["feed"] = 404 }, next: 2 * time.Hour, failures: 1, failure: "the server answered 404 Not Found: check the link",
			items: []string{"feed rejected: the server answered 404 Not Found: check the link"}},
		{name: "failing still", after: 3 * time.Hour, setup: func() { status["feed"] = 503 }, next: 4 * time.Hour, failures: 2, failure: "the server answered 503 Service Unavailable: try again later",
			items: []string{"feed rejected: the server answered 503 Service Unavailable: try again later"}},
		{name: "well again", after: 5 * time.Hour, setup: func() { status["feed"] = 0 }, next: time.Hour},
	} {
		now = now.Add(step.after)
		if step.setup != nil {
			step.setup()
		}
		if diff := cmp.Diff(step.items, briefs(base, pollDue(t, feeds, now))); diff != "" {
			t.Errorf("%s: items (-want +got):\n%s", step.name, diff)
		}
		f := store.feeds[0]
		if pause := f.Next.Sub(now); pause < step.next*8/10 || pause > step.next*12/10 {
			t.Errorf("%s: next poll in %v, want about %v", step.name, pause, step.next)
		}
		if f.Failures != step.failures || f.Failure != step.failure || f.FailingSince.IsZero() != (step.failures == 0) {
			t.Errorf("%s: %d failures since %v: %s", step.name, f.Failures, f.FailingSince, f.Failure)
		}
	}
	if f := store.feeds[0]; f.Title != "The Gazette" {
		t.Errorf("title %q", f.Title)
	}
}

func TestPollingRespectsRobots(t *testing.T) {
	base := site(t, map[string]http.HandlerFunc{
		"/robots.txt": serve("User-agent: Dateline\nDisallow: /\n"),
		"/feed":       func(http.ResponseWriter, *http.Request) { t.Error("the feed was fetched") },
	})
	store := &subscriptions{feeds: []retrieval.Feed{{URL: base + "/feed"}}, took: map[string]bool{}}
	if err := feedsOf(t, store, nil).PollDue(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if got := store.feeds[0].Failure; !strings.Contains(got, "robots.txt does not allow") {
		t.Errorf("failure %q", got)
	}
}

// heard is a context that tells when somebody begins to wait for it.
type heard struct {
	context.Context
	once    sync.Once
	waiting chan struct{}
}

func (h *heard) Done() <-chan struct{} {
	h.once.Do(func() { close(h.waiting) })
	return h.Context.Done()
}

// Who waits for another's poll of the same feed may leave at once, and polls it
// when the other one leaves.
func TestPollTogether(t *testing.T) {
	asked, asking := make(chan struct{}, 1), make(chan struct{})
	base := site(t, map[string]http.HandlerFunc{
		"/feed": func(w http.ResponseWriter, r *http.Request) {
			select {
			case asked <- struct{}{}:
				close(asking)
				<-r.Context().Done()
			default:
				_, _ = io.WriteString(w, `<rss version="2.0"><channel><title>The Gazette</title></channel></rss>`)
			}
		},
	})
	f := retrieval.Feed{URL: base + "/feed"}
	store := &subscriptions{feeds: []retrieval.Feed{f}, took: map[string]bool{}}
	feeds := feedsOf(t, store, nil)
	poll := func(ctx context.Context) chan error {
		ended := make(chan error, 1)
		go func() {
			_, err := feeds.Poll(ctx, f)
			ended <- err
		}()
		return ended
	}
	firstCtx, leave := context.WithCancel(t.Context())
	first := poll(firstCtx)
	<-asking
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := <-poll(gone); !errors.Is(err, context.Canceled) {
		t.Errorf("who leaves while another polls: %v", err)
	}
	patient := &heard{Context: t.Context(), waiting: make(chan struct{})}
	second := poll(patient)
	<-patient.waiting
	leave()
	if err := <-first; !errors.Is(err, context.Canceled) {
		t.Errorf("who began and left: %v", err)
	}
	if err := <-second; err != nil || store.feeds[0].Title != "The Gazette" {
		t.Errorf("who waited: %v, and the feed is %+v", err, store.feeds[0])
	}
}

func TestRunStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := feedsOf(t, &subscriptions{}, nil).Run(ctx); err == nil {
		t.Error("Run returned without the context's error")
	}
}

func TestBackOffIsBounded(t *testing.T) {
	now := time.Now()
	var f retrieval.Feed
	for range 100 {
		fail(&f, now, time.Hour, 90*24*time.Hour, errLater)
		if pause := f.Next.Sub(now); pause < time.Hour || pause > maxInterval*11/10 {
			t.Fatalf("after %d failures the next poll is in %v", f.Failures, pause)
		}
	}
}
