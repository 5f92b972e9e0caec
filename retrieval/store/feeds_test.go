package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

// TestFeeds subscribes libraries to feeds, and finds what was kept of them in
// the store when it is opened again.
func TestFeeds(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	ctx := t.Context()
	noon := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, name := range []string{"a", "b"} {
		_, err := s.CreateLibrary(ctx, name)
		must(t, err)
	}
	add := func(library, url string, next time.Time) retrieval.Feed {
		f := retrieval.Feed{Library: library, URL: url, Title: "T", Added: noon, AddedBy: "tester", Next: next}
		if added, err := s.AddFeed(ctx, f); err != nil || !added {
			t.Fatalf("AddFeed(%s, %s) = %t, %v", library, url, added, err)
		}
		return f
	}
	one := add("a", "https://example.org/1", noon)
	two := add("a", "https://example.org/2", noon.Add(time.Hour))
	other := add("b", one.URL, noon.Add(-time.Hour))
	if added, err := s.AddFeed(ctx, one); err != nil || added {
		t.Errorf("adding it again: %t, %v", added, err)
	}
	if _, err := s.AddFeed(ctx, retrieval.Feed{Library: "none", URL: one.URL}); !errors.Is(err, retrieval.ErrNoLibrary) {
		t.Errorf("adding to no library: %v", err)
	}

	must(t, s.TookEntries(ctx, one, []string{"x", "y", "x"}))
	one.ETag, one.Polled, one.Next = `"1"`, noon, noon.Add(2*time.Hour)
	one.Failures, one.FailingSince, one.Failure = 2, noon, "no answer"
	must(t, s.SaveFeed(ctx, one))
	must(t, s.Close())
	s = open(t, dir)

	list := func(library string) []retrieval.Feed {
		feeds, err := s.Feeds(ctx, library)
		must(t, err)
		return feeds
	}
	if diff := cmp.Diff([]retrieval.Feed{one, two}, list("a")); diff != "" {
		t.Errorf("feeds of a (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]retrieval.Feed{one, two, other}, list("")); diff != "" {
		t.Errorf("all feeds (-want +got):\n%s", diff)
	}
	for _, f := range []retrieval.Feed{one, other} {
		want := map[string][]string{"a": {"z"}, "b": {"x", "z"}}[f.Library]
		if got, err := s.NewEntries(ctx, f, []string{"x", "z"}); err != nil || !cmp.Equal(want, got) {
			t.Errorf("new entries of %s: %q, %v, want %q", f.Library, got, err, want)
		}
	}
	due := func() []retrieval.Feed {
		feeds, err := s.DueFeeds(ctx, noon.Add(time.Hour), 10)
		must(t, err)
		return feeds
	}
	if diff := cmp.Diff([]retrieval.Feed{other, two}, due()); diff != "" {
		t.Errorf("due feeds (-want +got):\n%s", diff)
	}
	_, err := s.Database().Exec(ctx, `INSERT INTO guilds (id, settings, departed) VALUES ('b', '{}', ?)`, store.Stamp(noon))
	must(t, err)
	if diff := cmp.Diff([]retrieval.Feed{two}, due()); diff != "" {
		t.Errorf("due feeds when the bot has left b (-want +got):\n%s", diff)
	}

	must(t, s.RemoveFeed(ctx, "a", one.URL))
	if err := s.RemoveFeed(ctx, "a", one.URL); !errors.Is(err, retrieval.ErrNoFeed) {
		t.Errorf("removing it again: %v", err)
	}
	must(t, s.SaveFeed(ctx, one))
	must(t, s.TookEntries(ctx, one, []string{"z"}))
	if diff := cmp.Diff([]retrieval.Feed{two}, list("a")); diff != "" {
		t.Errorf("feeds of a when one was removed (-want +got):\n%s", diff)
	}
}
