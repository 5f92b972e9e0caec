package store_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/store"
	"dateline/retrieval/text"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func article(id, body string) retrieval.Article {
	return retrieval.Article{
		Meta: retrieval.Meta{ID: id, Title: "Title of " + id, Authors: []string{"A. Author"}, URL: "https://example.org/" + id, Revision: 1},
		Body: body, Blocks: text.FindBlocks(body),
	}
}

// act is a load of its own.
func act() retrieval.Act {
	return retrieval.Act{ID: rand.Text(), By: retrieval.Actor{Kind: retrieval.ByTerminal, Name: "tester"}, What: retrieval.DeedLoad}
}

func put(t *testing.T, s *store.Store, key int64, old retrieval.Entry, a retrieval.Article) retrieval.Entry {
	t.Helper()
	var e retrieval.Entry
	_, err := s.Change(t.Context(), key, act(), func(tx retrieval.StoreTx) (err error) {
		e, err = tx.Put(old, a, nil, retrieval.HashText(a.Body))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func library(t *testing.T, s *store.Store, name string) retrieval.LibraryRecord {
	t.Helper()
	r, err := s.CreateLibrary(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRevisions(t *testing.T) {
	s := open(t, t.TempDir())
	lib := library(t, s, "local")
	first := article("a", "One.")
	e := put(t, s, lib.Key, retrieval.Entry{}, first)
	second := article("a", "Two.")
	second.Revision = 2
	put(t, s, lib.Key, e, second)

	for revision, want := range map[int]retrieval.Article{0: second, 1: first, 2: second} {
		got, err := s.Revision(t.Context(), e.Num, revision)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("revision %d: %s", revision, diff)
		}
	}
	if _, err := s.Revision(t.Context(), e.Num, 3); !errors.Is(err, retrieval.ErrNoArticle) {
		t.Errorf("revision 3: %v", err)
	}
}

func TestChangesSince(t *testing.T) {
	s := open(t, t.TempDir())
	lib, other := library(t, s, "local"), library(t, s, "other")
	a := put(t, s, lib.Key, retrieval.Entry{}, article("a", "One."))
	b := put(t, s, lib.Key, retrieval.Entry{}, article("b", "Two."))
	put(t, s, other.Key, retrieval.Entry{}, article("a", "Three."))
	seq, err := s.Change(t.Context(), lib.Key, act(), func(tx retrieval.StoreTx) error { return tx.Remove(a) })
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		after int64
		want  []retrieval.Change
	}{
		{0, []retrieval.Change{{Num: b.Num, Seq: 2}, {Num: a.Num, Seq: 3, Removed: true}}},
		{2, []retrieval.Change{{Num: a.Num, Seq: 3, Removed: true}}},
		{3, []retrieval.Change{}},
	} {
		got, last, err := s.Changes(t.Context(), lib.Key, tt.after)
		if err != nil || last != seq {
			t.Fatalf("after %d: last %d, %v", tt.after, last, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("after %d: %s", tt.after, diff)
		}
	}
}

func TestFailedChangeChangesNothing(t *testing.T) {
	s := open(t, t.TempDir())
	lib := library(t, s, "local")
	boom := errors.New("boom")
	_, err := s.Change(t.Context(), lib.Key, act(), func(tx retrieval.StoreTx) error {
		if _, err := tx.Put(retrieval.Entry{}, article("a", "One."), nil, retrieval.Hash{1}); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatalf("got %v", err)
	}
	if entries, err := s.Entries(t.Context(), lib.Key); err != nil || len(entries) != 0 {
		t.Errorf("entries %v, %v", entries, err)
	}
}

func TestFind(t *testing.T) {
	s := open(t, t.TempDir())
	lib, other := library(t, s, "local"), library(t, s, "other")
	a := article("a", "One.")
	want := put(t, s, lib.Key, retrieval.Entry{}, a)
	url, former, text := retrieval.HashURL(a.URL), retrieval.HashURL("https://example.org/former"), retrieval.HashText(a.Body)
	change := func(key int64, f func(tx retrieval.StoreTx) error) error {
		_, err := s.Change(t.Context(), key, act(), f)
		return err
	}
	must(t, change(lib.Key, func(tx retrieval.StoreTx) error {
		return errors.Join(tx.KeepURL(want, former), tx.KeepURL(want, former))
	}))
	for _, tt := range []struct {
		name  string
		in    retrieval.LibraryRecord
		find  func(retrieval.StoreTx) (retrieval.Entry, error)
		found bool
	}{
		{"id", lib, func(tx retrieval.StoreTx) (retrieval.Entry, error) { return tx.ByID("a") }, true},
		{"another id", lib, func(tx retrieval.StoreTx) (retrieval.Entry, error) { return tx.ByID("b") }, false},
		{"url", lib, func(tx retrieval.StoreTx) (retrieval.Entry, error) { return tx.ByURL(url) }, true},
		{"a former url", lib, func(tx retrieval.StoreTx) (retrieval.Entry, error) { return tx.ByURL(former) }, false},
		{"former url", lib, func(tx retrieval.StoreTx) (retrieval.Entry, error) { return tx.ByFormerURL(former) }, true},
		{"former url of another library", other, func(tx retrieval.StoreTx) (retrieval.Entry, error) { return tx.ByFormerURL(former) }, false},
		{"no former url", lib, func(tx retrieval.StoreTx) (retrieval.Entry, error) { return tx.ByFormerURL(url) }, false},
		{"text", lib, func(tx retrieval.StoreTx) (retrieval.Entry, error) { return tx.ByText(text) }, true},
		{"another text", lib, func(tx retrieval.StoreTx) (retrieval.Entry, error) { return tx.ByText(retrieval.Hash{9}) }, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := change(tt.in.Key, func(tx retrieval.StoreTx) error {
				got, err := tt.find(tx)
				if tt.found && !cmp.Equal(want, got) {
					t.Error(cmp.Diff(want, got))
				}
				return err
			})
			if found := err == nil; found != tt.found || (!found && !errors.Is(err, retrieval.ErrNoArticle)) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// Removed text must not be readable in any file of the folder.
func TestRemoveErases(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	lib := library(t, s, "local")
	secret := "unmistakable words of a removed article"
	e := put(t, s, lib.Key, retrieval.Entry{}, article("a", strings.Repeat(secret+". ", 500)))
	put(t, s, lib.Key, retrieval.Entry{}, article("b", "Another text."))
	if _, err := s.Change(t.Context(), lib.Key, act(), func(tx retrieval.StoreTx) error { return tx.Remove(e) }); err != nil {
		t.Fatal(err)
	}
	unreadable(t, dir, "unmistakable")
}

func TestDeletingALibraryErases(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	lib := library(t, s, "secret")
	put(t, s, lib.Key, retrieval.Entry{}, article("a", "An unmistakable text."))
	_, err := s.DeleteLibrary(t.Context(), lib.Key)
	must(t, err)
	unreadable(t, dir, "unmistakable")
}

// unreadable fails the test when a word stands in any file of the folder of a
// store, which need not be closed.
func unreadable(t *testing.T, dir, word string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	must(t, err)
	for _, f := range files {
		raw, err := os.ReadFile(filepath.Join(dir, f.Name()))
		must(t, err)
		if strings.Contains(string(raw), word) {
			t.Errorf("%s still holds what was deleted", f.Name())
		}
	}
}

func TestSecondProcessIsRefused(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	_, err := store.Open(context.Background(), dir, "second")
	var held *store.HeldError
	if !errors.As(err, &held) || !strings.HasPrefix(held.Holder, "test, process ") {
		t.Fatalf("got %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
}

func TestDatabaseOutsideTheDataFolder(t *testing.T) {
	root := t.TempDir()
	dir, file := filepath.Join(root, "data"), filepath.Join(root, "elsewhere", "articles.db")
	s, err := store.OpenFile(t.Context(), dir, file, "first")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
	var held *store.HeldError
	if _, err := store.OpenFile(t.Context(), filepath.Join(root, "other"), file, "second"); !errors.As(err, &held) || held.Dir != filepath.Dir(file) {
		t.Errorf("opened the same file with another data folder: error %v, want a HeldError about the file's folder", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(root)
	s, err = store.OpenFile(t.Context(), abs, filepath.Join("data", "articles.db"), "one folder, named in two ways")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestNotADatabase(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, store.FileName), []byte("not a database, and long enough to be read as one"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), dir, "test"); !store.Damaged(err) {
		t.Errorf("error %v, want one that says that the store is damaged", err)
	}
}

func TestFull(t *testing.T) {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "small.db")+"?_pragma=max_page_count(2)")
	must(t, err)
	defer db.Close()
	_, err = db.ExecContext(t.Context(), `CREATE TABLE t AS SELECT zeroblob(100000)`)
	for _, full := range []error{fmt.Errorf("commit: %w", err), &fs.PathError{Op: "write", Err: syscall.ENOSPC}} {
		if !store.Full(full) || store.Damaged(full) {
			t.Errorf("%v is not told as a full disk", full)
		}
	}
	if store.Full(nil) || store.Full(retrieval.ErrNoArticle) {
		t.Error("a disk is full of nothing")
	}
}

// Who changes a library may read through another connection, however many wait for
// it to be done.
func TestReadWhileOthersWaitToWrite(t *testing.T) {
	s := open(t, t.TempDir())
	lib := library(t, s, "news")
	e := put(t, s, lib.Key, retrieval.Entry{}, article("a", "A text."))
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var waiting sync.WaitGroup
	_, err := s.Change(ctx, lib.Key, act(), func(retrieval.StoreTx) error {
		for i := range 100 {
			waiting.Go(func() {
				var err error
				switch i % 4 {
				case 0:
					_, err = s.Database().Exec(ctx, `UPDATE libraries SET finished = 1`)
				case 1:
					err = s.KeepRejects(ctx, lib.Key, nil)
				case 2:
					err = s.Relate(ctx, lib.Key, retrieval.Related{})
				case 3:
					err = s.FinishLibrary(ctx, lib.Key)
				}
				if err != nil {
					t.Errorf("one that waits: %v", err)
				}
			})
		}
		time.Sleep(200 * time.Millisecond) // they hold what they can by then
		soon, cancel := context.WithTimeout(ctx, 2*time.Second)
		defer cancel()
		_, err := s.Revision(soon, e.Num, 0)
		return err
	})
	if err != nil {
		t.Error(err)
	}
	waiting.Wait()
}
