package store

import (
	"os"
	"testing"
	"time"

	"dateline/retrieval"
)

func TestCensus(t *testing.T) {
	s, err := Open(t.Context(), t.TempDir(), "test")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if _, err := s.CreateLibrary(t.Context(), "local"); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for i, f := range []retrieval.Feed{
		{URL: "https://a.example/feed", Next: now.Add(-time.Minute)},
		{URL: "https://b.example/feed", Next: now.Add(time.Minute), Failures: 3, FailingSince: now, Failure: "gone"},
	} {
		f.Library, f.Added = "local", now
		if _, err := s.AddFeed(t.Context(), f); err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			if err := s.SaveFeed(t.Context(), f); err != nil {
				t.Fatal(err)
			}
		}
	}
	got, err := s.Census(t.Context(), now)
	if want := (Census{Libraries: 1, Feeds: 2, FeedsDue: 1, FeedsFailing: 1}); got != want || err != nil {
		t.Errorf("the census gives %+v, %v; want %+v", got, err, want)
	}
}

// A store is writable until its folder is gone.
func TestWritable(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(t.Context(), dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if err := s.Writable(); err != nil {
		t.Error(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name()[0] == '.' {
			t.Errorf("%s stays", e.Name())
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if s.Writable() == nil {
		t.Error("it is writable though its folder is gone")
	}
}
