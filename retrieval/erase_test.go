package retrieval_test

import (
	"context"
	"errors"
	"log/slog"
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

// What is removed is found no more, also when the store has to tell that some of
// its text may stay in a file.
func TestRemoveForgetsWhatTheStoreMayHaveLeft(t *testing.T) {
	dir := t.TempDir()
	st, err := store.Open(t.Context(), dir, "test")
	must(t, err)
	left := &leavingStore{Store: st}
	libraries := retrieval.New(slog.New(slog.DiscardHandler), left, retrieval.Config{Dir: dir})
	t.Cleanup(func() { must(t, errors.Join(libraries.Close(), st.Close())) })
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
