package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

var copyContract = []promise{
	{"Backup Check", backupsAreRestored},
}

func backupsAreRestored(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	key := library(t, s, "local").Key
	a := full()
	e := put(t, s, key, retrieval.Entry{}, a)
	gone := put(t, s, key, retrieval.Entry{}, article("gone", "Two."))
	remove(t, s, key, gone)
	must(t, s.Relate(ctx, key, retrieval.Related{Form: 1, Seq: 3, Changed: []retrieval.Sketch{{Num: e.Num, Hashes: []uint32{7}}}}))
	backup := filepath.Join(t.TempDir(), "backup")
	if past := got[[]string](t)(s.Backup(ctx, backup)); len(past) > 0 {
		t.Errorf("damaged is %v", past)
	}
	if info, err := os.Stat(backup); err != nil || info.Mode() != 0o600 {
		t.Errorf("the backup is %v, %v", info, err)
	}
	if _, err := s.Backup(ctx, backup); err == nil {
		t.Error("a backup is written over")
	}
	library(t, s, "later")
	if err := store.Restore(ctx, at.dir, at.file, backup, "test", true); !errors.As(err, new(*store.HeldError)) {
		t.Errorf("what is in use is replaced: %v", err)
	}
	must(t, s.Close())
	if err := store.Restore(ctx, at.dir, at.file, backup, "test", false); !errors.Is(err, store.ErrThere) {
		t.Errorf("restored over a store: %v", err)
	}
	must(t, store.Restore(ctx, at.dir, at.file, backup, "test", true))
	s = at.open(t)
	holds(t, s, store.Totals{Libraries: 1, Articles: 1})
	if diff := cmp.Diff(a, got[retrieval.Article](t)(s.Revision(ctx, e.Num, 0))); diff != "" {
		t.Errorf("restored article (-want +got):\n%s", diff)
	}
	if sketches := got[[]retrieval.Sketch](t)(s.Sketches(ctx, key)); !cmp.Equal([]retrieval.Sketch{{Num: e.Num, Hashes: []uint32{7}}}, sketches) {
		t.Errorf("restored sketches: %v", sketches)
	}
	if again := put(t, s, key, retrieval.Entry{}, article("gone", "Two.")); again.Num <= gone.Num {
		t.Errorf("number %d is used again after %d", again.Num, gone.Num)
	}
	if other := library(t, s, "other"); other.Key <= key {
		t.Errorf("key %d is used again after %d", other.Key, key)
	}
}
