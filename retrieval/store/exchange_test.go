package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// killed makes a folder with a store of one article, as a process leaves it
// that is killed before its log is written into the file.
func killed(t *testing.T) (dir, file string) {
	t.Helper()
	from := t.TempDir()
	s, err := Open(t.Context(), from, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	lib, err := s.CreateLibrary(t.Context(), "news")
	if err != nil {
		t.Fatal(err)
	}
	const body = "The ferry leaves at seven."
	a := retrieval.Article{Meta: retrieval.Meta{ID: "ferry", Authors: []string{}, Revision: 1}, Body: body, Blocks: text.FindBlocks(body)}
	if _, err := s.Change(t.Context(), lib.Key, retrieval.Act{ID: "load"}, func(tx retrieval.StoreTx) error {
		_, err := tx.Put(retrieval.Entry{}, a, nil, retrieval.HashText(body))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	for _, part := range []string{"", "-wal"} {
		raw, err := os.ReadFile(filepath.Join(from, FileName+part))
		if err != nil || part == "-wal" && len(raw) == 0 {
			t.Fatalf("%d bytes of %s: %v", len(raw), part, err)
		}
		if err := os.WriteFile(filepath.Join(dir, FileName+part), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "index"), 0o700); err != nil {
		t.Fatal(err)
	}
	return dir, filepath.Join(dir, FileName)
}

// articlesIn opens the store in dir and counts its articles.
func articlesIn(t *testing.T, dir string) int {
	t.Helper()
	s, err := Open(t.Context(), dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	totals, err := s.Totals(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range parts {
		if exists(filepath.Join(dir, FileName+asideEnd+part)) {
			t.Errorf("%s is left", FileName+asideEnd+part)
		}
	}
	return totals.Articles
}

// The old store is there, whole, when the new one cannot be put in its place.
func TestExchangeFails(t *testing.T) {
	dir, file := killed(t)
	full := errors.New("the disk is full")
	if err := exchange(t.Context(), dir, file, func() error { return full }); !errors.Is(err, full) {
		t.Errorf("it says %v", err)
	}
	if !exists(filepath.Join(dir, "index")) {
		t.Error("the index is gone, the store is not")
	}
	if n := articlesIn(t, dir); n != 1 {
		t.Errorf("the old store holds %d articles", n)
	}
}

// Wherever a process is killed while it replaces a store, the old or the new one
// is there, whole, when the folder is opened again.
func TestExchangeIsKilled(t *testing.T) {
	place := func(t *testing.T, file string) {
		other := t.TempDir()
		s, err := Open(t.Context(), other, "test") // of no articles
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(s.Close(), os.Rename(filepath.Join(other, FileName), file)); err != nil {
			t.Fatal(err)
		}
	}
	move := func(t *testing.T, file string, part string) {
		if err := os.Rename(file+part, file+asideEnd+part); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		when     string
		done     func(t *testing.T, dir, file string)
		articles int
		index    bool
	}{
		{"before it begins", func(*testing.T, string, string) {}, 1, true},
		{"once the log is in the file", func(t *testing.T, _, file string) { checkpoint(t.Context(), file) }, 1, true},
		{"between the file and its log", func(t *testing.T, _, file string) { move(t, file, "") }, 1, true},
		{"once all is set aside", func(t *testing.T, _, file string) { move(t, file, ""); move(t, file, "-wal") }, 1, true},
		{"once the new one is there", func(t *testing.T, _, file string) { move(t, file, ""); move(t, file, "-wal"); place(t, file) }, 0, false},
		{"once the index is gone", func(t *testing.T, dir, file string) {
			move(t, file, "")
			move(t, file, "-wal")
			place(t, file)
			if err := os.RemoveAll(filepath.Join(dir, "index")); err != nil {
				t.Fatal(err)
			}
		}, 0, false},
	} {
		t.Run(tt.when, func(t *testing.T) {
			dir, file := killed(t)
			tt.done(t, dir, file)
			if n := articlesIn(t, dir); n != tt.articles {
				t.Errorf("the store holds %d articles, want %d", n, tt.articles)
			}
			if there := exists(filepath.Join(dir, "index")); there != tt.index {
				t.Errorf("the index is there: %t, want %t", there, tt.index)
			}
		})
	}
}

// A restore over a store whose last process was killed.
func TestRestoreOverAKilledStore(t *testing.T) {
	dir, file := killed(t)
	empty, err := Open(t.Context(), t.TempDir(), "test")
	if err != nil {
		t.Fatal(err)
	}
	defer empty.Close()
	backup := filepath.Join(t.TempDir(), "backup")
	if _, err := empty.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Restore(ctx, dir, file, backup, "test", true); err == nil {
		t.Error("it goes on without anybody waiting")
	}
	if n := articlesIn(t, dir); n != 1 {
		t.Errorf("the old store holds %d articles", n)
	}
	if err := Restore(t.Context(), dir, file, backup, "test", true); err != nil {
		t.Fatal(err)
	}
	if n := articlesIn(t, dir); n != 0 {
		t.Errorf("the new store holds %d articles", n)
	}
}

// The indexes of a store that is lost are not taken for those of the one that is
// restored, which may be an older one of the same libraries.
func TestRestoreOfALostStore(t *testing.T) {
	dir, file := killed(t)
	s, err := Open(t.Context(), dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(t.TempDir(), "backup")
	_, err = s.Backup(t.Context(), backup)
	if err := errors.Join(err, s.Close(), os.Remove(file)); err != nil {
		t.Fatal(err)
	}
	if err := Restore(t.Context(), dir, file, backup, "test", false); err != nil {
		t.Fatal(err)
	}
	if exists(filepath.Join(dir, "index")) {
		t.Error("the lost store's index stays")
	}
	if n := articlesIn(t, dir); n != 1 {
		t.Errorf("the store holds %d articles", n)
	}
}
