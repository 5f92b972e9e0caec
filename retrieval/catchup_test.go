package retrieval_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

// slowStore gives articles' texts until it is halted, and then none until it is
// let go on.
type slowStore struct {
	*store.Store
	before int // how many
	goOn   chan struct{}
}

func (s *slowStore) Revision(ctx context.Context, num int64, revision int) (retrieval.Article, error) {
	if num > int64(s.before) {
		select {
		case <-s.goOn:
		case <-ctx.Done():
			return retrieval.Article{}, ctx.Err()
		}
	}
	return s.Store.Revision(ctx, num, revision)
}

// complaints fails a test for each error that is logged.
type complaints struct{ t *testing.T }

func (c complaints) Write(line []byte) (int, error) {
	c.t.Errorf("logged: %s", line)
	return len(line), nil
}

// halfRead opens a library of 150 articles, of which each tells of a ship of its
// own, without an index, and waits until what comes before the batch that is halted
// is read in.
func halfRead(t *testing.T, dir string, want retrieval.Pending) (libs *retrieval.Libraries, lib *retrieval.Library, slow *slowStore, closeAll func()) {
	t.Helper()
	st, err := store.Open(t.Context(), dir, "test")
	must(t, err)
	slow = &slowStore{st, 140, make(chan struct{})}
	log := slog.New(slog.NewTextHandler(complaints{t}, &slog.HandlerOptions{Level: slog.LevelError}))
	libs = retrieval.New(log, slow, retrieval.Config{Dir: dir, Patience: time.Nanosecond})
	lib, err = libs.Library(t.Context(), "local")
	must(t, err)
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		p, err := lib.Pending(t.Context())
		must(t, err)
		if p == nil || p.Read >= want.Read || time.Now().After(end) {
			if diff := cmp.Diff(&want, p); diff != "" {
				t.Errorf("read in (-want +got):\n%s", diff)
			}
			break
		}
	}
	return libs, lib, slow, func() {
		must(t, libs.Close())
		must(t, st.Close())
	}
}

var firstBatches = retrieval.Pending{Read: 128, Articles: 150}

func withoutIndex(t *testing.T, removed ...string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	h := openHouse(t, dir)
	var articles []retrieval.Article
	for i := range 150 {
		articles = append(articles, article(fmt.Sprintf("a%d", i+1), fmt.Sprintf("The ship %s left the harbour on Monday.", ship(i+1))))
	}
	add(t, h.library(t, "local"), articles...)
	for _, id := range removed {
		must(t, h.library(t, "local").Remove(t.Context(), tester, id))
	}
	h.close(t)
	must(t, os.RemoveAll(filepath.Join(dir, "index")))
	return dir
}

// ship is a name that is like no other ship's.
func ship(n int) string { return fmt.Sprintf("Q%x", sha256.Sum256([]byte{byte(n)}))[:12] }

// What is read in is found while the rest is not, and changes go on meanwhile.
func TestSearchWhileTheIndexIsMade(t *testing.T) {
	libs, lib, slow, closeAll := halfRead(t, withoutIndex(t), firstBatches)
	expectShip := func(n int, want ...string) {
		t.Helper()
		got := append([]string{}, found(t, lib, retrieval.Query{Text: ship(n), Limit: 1})...)
		if diff := cmp.Diff(append([]string{}, want...), got); diff != "" {
			t.Errorf("ship %d (-want +got):\n%s", n, diff)
		}
	}
	expectShip(1, "a1")
	expectShip(150)
	if st := libs.State(); st.Open != 1 || st.Lag <= 0 {
		t.Errorf("meanwhile its state is %+v", st)
	}
	close(slow.goOn)
	must(t, lib.Complete(t.Context()))
	if st := libs.State(); st.Lag != 0 {
		t.Errorf("in the end its state is %+v", st)
	}
	if p, err := lib.Pending(t.Context()); p != nil || err != nil {
		t.Errorf("in the end: %v, %v", p, err)
	}
	expectShip(150, "a150")
	closeAll()
}

// One that changes the library while it is read in loses nothing by it, nor does
// stopping.
func TestChangesWhileTheIndexIsMade(t *testing.T) {
	dir := withoutIndex(t)
	_, lib, slow, closeAll := halfRead(t, dir, firstBatches)
	changed := make(chan error)
	go func() { // the batch that is halted keeps it waiting
		_, err := lib.Add(t.Context(), retrieval.NewLoad(tester, ""), article("a2", "The ship Norgaard left."), article("new", "The ship Halvorsen left."))
		if err == nil {
			err = lib.Remove(t.Context(), tester, "a145")
		}
		changed <- err
	}()
	close(slow.goOn)
	must(t, <-changed)
	must(t, lib.Complete(t.Context()))
	closeAll()

	whole := openHouse(t, dir)
	lib = whole.library(t, "local")
	for query, want := range map[string][]string{
		"Norgaard": {"a2"}, "Halvorsen": {"new"}, ship(2): {}, ship(145): {}, ship(144): {"a144"}, ship(150): {"a150"},
	} {
		if diff := cmp.Diff(want, found(t, lib, retrieval.Query{Text: query, Limit: 1})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", query, diff)
		}
	}
}

// Who waits for an index does not keep its library from being deleted, and nothing of
// it is written after that.
func TestDeleteWhileTheIndexIsMade(t *testing.T) {
	dir := withoutIndex(t)
	libs, lib, _, closeAll := halfRead(t, dir, firstBatches)
	waiting := make(chan error)
	go func() { waiting <- lib.Complete(t.Context()) }()
	time.Sleep(200 * time.Millisecond) // it waits by then
	must(t, libs.Delete(t.Context(), "local"))
	if err := <-waiting; err == nil {
		t.Error("who waited for the index is told that it is whole")
	}
	if left, err := os.ReadDir(filepath.Join(dir, "index")); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	closeAll()
}

// Articles that were removed are none of those that are still to be read in.
func TestPendingCountsArticles(t *testing.T) {
	var removed []string
	for i := range 20 {
		removed = append(removed, fmt.Sprintf("a%d", i+1))
	}
	_, _, _, closeAll := halfRead(t, withoutIndex(t, removed...), retrieval.Pending{Read: 64, Articles: 130})
	closeAll()
}

// What was read in before it was stopped is not read in again.
func TestMakingAnIndexGoesOnWhereItWasStopped(t *testing.T) {
	dir := withoutIndex(t)
	_, _, _, closeAll := halfRead(t, dir, firstBatches)
	closeAll()
	st, err := store.Open(t.Context(), dir, "test")
	must(t, err)
	counting := &countedRevisions{Store: st}
	libs := retrieval.New(slog.New(slog.DiscardHandler), counting, retrieval.Config{Dir: dir})
	lib, err := libs.Library(t.Context(), "local")
	must(t, err)
	must(t, lib.Complete(t.Context()))
	if counting.n != 150-128 {
		t.Errorf("%d articles were read in again, want %d", counting.n, 150-128)
	}
	must(t, libs.Close())
	must(t, st.Close())
}

type countedRevisions struct {
	*store.Store
	n int
}

func (s *countedRevisions) Revision(ctx context.Context, num int64, revision int) (retrieval.Article, error) {
	s.n++
	return s.Store.Revision(ctx, num, revision)
}
