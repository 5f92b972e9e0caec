package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

var feedContract = []promise{
	{"AddFeed RemoveFeed Feeds SaveFeed DueFeeds Census", feedsAreKept},
	{"NewEntries TookEntries", entriesAreTakenOnce},
}

func feedsAreKept(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	noon := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	library(t, s, "b")
	library(t, s, "a")
	add := func(library, url string, next time.Time) retrieval.Feed {
		f := retrieval.Feed{Library: library, URL: url, Title: strange, Added: noon, AddedBy: "tester", Next: next}
		if added := got[bool](t)(s.AddFeed(ctx, f)); !added {
			t.Errorf("%s is there already", url)
		}
		return f
	}
	other := add("b", "https://example.org/1", noon.Add(-time.Hour))
	two := add("a", "https://example.org/2", noon.Add(time.Hour))
	one := add("a", "https://example.org/1", noon)
	if added := got[bool](t)(s.AddFeed(ctx, one)); added {
		t.Error("it is added twice")
	}
	if _, err := s.AddFeed(ctx, retrieval.Feed{Library: "none", URL: "x"}); !errors.Is(err, retrieval.ErrNoLibrary) {
		t.Errorf("added to no library: %v", err)
	}
	one.Title, one.ETag, one.LastModified, one.Polled, one.Next = "T", `"e"`, "yesterday", noon, noon.Add(30*time.Minute)
	one.Failures, one.FailingSince, one.Failure = 3, noon.Add(-time.Hour), strange
	must(t, s.SaveFeed(ctx, one))
	list := func(library string) []retrieval.Feed { return got[[]retrieval.Feed](t)(s.Feeds(ctx, library)) }
	for name, want := range map[string][]retrieval.Feed{"": {two, one, other}, "a": {two, one}, "b": {other}, "none": nil} {
		if diff := cmp.Diff(want, list(name)); diff != "" {
			t.Errorf("feeds of %q (-want +got):\n%s", name, diff)
		}
	}
	due := func(at time.Time, n int) []retrieval.Feed { return got[[]retrieval.Feed](t)(s.DueFeeds(ctx, at, n)) }
	if diff := cmp.Diff([]retrieval.Feed{other, one}, due(noon.Add(30*time.Minute), 9)); diff != "" {
		t.Errorf("due (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]retrieval.Feed{other}, due(noon.Add(time.Hour), 1)); diff != "" {
		t.Errorf("the first that is due (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(store.Census{Libraries: 2, Feeds: 3, FeedsDue: 2, FeedsFailing: 1}, got[store.Census](t)(s.Census(ctx, noon.Add(30*time.Minute)))); diff != "" {
		t.Errorf("counted (-want +got):\n%s", diff)
	}
	must(t, s.RemoveFeed(ctx, "a", one.URL))
	if err := s.RemoveFeed(ctx, "a", one.URL); !errors.Is(err, retrieval.ErrNoFeed) {
		t.Errorf("removed again: %v", err)
	}
	must(t, s.SaveFeed(ctx, one)) // and stays removed
	if diff := cmp.Diff([]retrieval.Feed{two, other}, list("")); diff != "" {
		t.Errorf("the feeds that are left (-want +got):\n%s", diff)
	}
}

func entriesAreTakenOnce(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	library(t, s, "a")
	one, two := retrieval.Feed{Library: "a", URL: "1"}, retrieval.Feed{Library: "a", URL: "2"}
	for _, f := range []retrieval.Feed{one, two} {
		_, err := s.AddFeed(ctx, f)
		must(t, err)
	}
	must(t, s.TookEntries(ctx, one, []string{"x", strange, "x"}))
	must(t, s.TookEntries(ctx, one, []string{"x"}))
	must(t, s.TookEntries(ctx, retrieval.Feed{Library: "a", URL: "none"}, []string{"x"}))
	for f, want := range map[retrieval.Feed][]string{one: {"y"}, two: {"x", "y", strange}} {
		if diff := cmp.Diff(want, got[[]string](t)(s.NewEntries(ctx, f, []string{"x", "y", strange}))); diff != "" {
			t.Errorf("new of feed %s (-want +got):\n%s", f.URL, diff)
		}
	}
	must(t, s.RemoveFeed(ctx, "a", "1"))
	_, err := s.AddFeed(ctx, one)
	must(t, err)
	if fresh := got[[]string](t)(s.NewEntries(ctx, one, []string{"x"})); len(fresh) != 1 {
		t.Errorf("subscribed to anew, new are %v", fresh)
	}
}
