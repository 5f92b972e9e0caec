package retrieval_test

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

// leavingStore makes its changes, and cannot take what was removed out of its
// files.
type leavingStore struct {
	*store.Store
	fails bool
}

var errLeft = errors.New("the text may stay in the log")

func (s *leavingStore) Change(ctx context.Context, key int64, act retrieval.Act, f func(retrieval.StoreTx) error) (int64, error) {
	seq, err := s.Store.Change(ctx, key, act, f)
	if s.fails {
		err = errors.Join(err, errLeft)
	}
	return seq, err
}

func (s *leavingStore) DeleteLibrary(ctx context.Context, key int64) (bool, error) {
	deleted, err := s.Store.DeleteLibrary(ctx, key)
	if s.fails {
		err = errors.Join(err, errLeft)
	}
	return deleted, err
}

// openLeaving opens the libraries of a store that will fail so.
func openLeaving(t *testing.T, dir string) (*leavingStore, *retrieval.Libraries) {
	t.Helper()
	st, err := store.Open(t.Context(), dir, "test")
	must(t, err)
	left := &leavingStore{Store: st}
	libraries := retrieval.New(slog.New(slog.DiscardHandler), left, retrieval.Config{Dir: dir})
	t.Cleanup(func() { must(t, errors.Join(libraries.Close(), st.Close())) })
	return left, libraries
}

// What is removed is found no more, also when the store has to tell that some of
// its text may stay in a file.
func TestRemoveForgetsWhatTheStoreMayHaveLeft(t *testing.T) {
	left, libraries := openLeaving(t, t.TempDir())
	lib, err := libraries.Make(t.Context(), "local")
	must(t, err)
	load := retrieval.NewLoad(tester, "")
	_, err = lib.Add(t.Context(), load, article("ferry", "The ferry ran."), article("bridge", "The bridge was closed to the ferry."))
	must(t, err)

	left.fails = true
	if err := lib.Remove(t.Context(), tester, "ferry"); !errors.Is(err, errLeft) {
		t.Errorf("Remove: %v, want that text was left", err)
	}
	expect(t, lib, "ferry", "bridge")
	undone, err := lib.Undo(t.Context(), tester, load.ID())
	if !errors.Is(err, errLeft) || len(undone) != 1 {
		t.Errorf("Undo: %v, %v; want one article, and that text was left", undone, err)
	}
	expect(t, lib, "ferry")
}

// A library whose text may stay in a file is deleted otherwise, index and all.
func TestDeleteForgetsWhatTheStoreMayHaveLeft(t *testing.T) {
	dir := t.TempDir()
	left, libraries := openLeaving(t, dir)
	lib, err := libraries.Make(t.Context(), "local")
	must(t, err)
	add(t, lib, article("ferry", "The ferry ran."))

	left.fails = true
	if err := libraries.Delete(t.Context(), "local"); !errors.Is(err, errLeft) {
		t.Errorf("Delete: %v, want that text was left", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "index", "local")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the index is still there: %v", err)
	}
	left.fails = false
	again, err := libraries.Make(t.Context(), "local")
	must(t, err)
	expect(t, again, "ferry")
}

// losingStore has an article removed just when its text is asked for.
type losingStore struct {
	*store.Store
	lost string
}

func (s losingStore) Revision(ctx context.Context, num int64, revision int) (retrieval.Article, error) {
	a, err := s.Store.Revision(ctx, num, revision)
	if a.ID == s.lost {
		return retrieval.Article{}, retrieval.ErrNoArticle
	}
	return a, err
}

// Whoever searches while an article is removed is told of the others.
func TestSearchWhileAnArticleIsRemoved(t *testing.T) {
	dir := t.TempDir()
	h := openHouse(t, dir)
	add(t, h.library(t, "local"),
		by("Harbour Post", "fined", "A regulator fined Velmora for its ferry tickets. They were not all."),
		by("Coast Times", "sued", "Angry passengers sued Velmora over the ferry. They were not all."))
	h.close(t)
	st, err := store.Open(t.Context(), dir, "test")
	must(t, err)
	libraries := retrieval.New(slog.New(slog.DiscardHandler), losingStore{st, "fined"}, retrieval.Config{Dir: dir})
	t.Cleanup(func() { must(t, errors.Join(libraries.Close(), st.Close())) })
	lib, err := libraries.Library(t.Context(), "local")
	must(t, err)

	expect(t, lib, "ferry", "sued")
	expect(t, lib, "Which company was fined by a regulator according to the Harbour Post and sued by passengers according to the Coast Times?", "sued")
	for _, text := range []string{"Velmora", "they were not all"} {
		places, err := lib.Places(t.Context(), text, retrieval.Filter{}, true)
		must(t, err)
		if len(places) != 1 || places[0].Article.ID != "sued" {
			t.Errorf("places of %q: %+v, want one in the article that is left", text, places)
		}
	}
}
