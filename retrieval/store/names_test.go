package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

// names reads the names in a store, and fails the test if that leaves anything
// in its folder.
func names(t *testing.T, dir string) (libraries, outlets, ids []string) {
	t.Helper()
	before := files(t, dir)
	n, err := store.OpenNames(filepath.Join(dir, store.FileName))
	must(t, err)
	libraries, err = n.Libraries(t.Context())
	must(t, err)
	outlets, err = n.Outlets(t.Context(), "news")
	must(t, err)
	articles, err := n.Articles(t.Context(), "news", "fe", 2)
	must(t, err)
	for _, m := range articles {
		ids = append(ids, m.ID+": "+m.Title)
	}
	must(t, n.Close())
	if diff := cmp.Diff(before, files(t, dir)); diff != "" {
		t.Errorf("files of the folder (-before +after):\n%s", diff)
	}
	return libraries, outlets, ids
}

func files(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestNames(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	key := library(t, s, "news").Key
	library(t, s, "archive")
	for _, id := range []string{"fence", "ferry", "fest", "FERRY", "harbour"} {
		a := article(id, "The text of "+id+".")
		a.Title, a.Outlet = "About "+id, "The Courier"
		put(t, s, key, retrieval.Entry{}, a)
	}
	check := func(when string) {
		t.Helper()
		libraries, outlets, ids := names(t, dir)
		for _, diff := range []string{
			cmp.Diff([]string{"archive", "news"}, libraries), cmp.Diff([]string{"The Courier"}, outlets),
			cmp.Diff([]string{"fence: About fence", "ferry: About ferry"}, ids),
		} {
			if diff != "" {
				t.Errorf("%s (-want +got):\n%s", when, diff)
			}
		}
	}
	check("while another process has the store open")
	must(t, s.Close())
	check("while nobody has it open")

	// The log of a process that died can be read with its index alone.
	must(t, os.WriteFile(filepath.Join(dir, store.FileName+"-wal"), []byte("left"), 0o600))
	if _, err := store.OpenNames(filepath.Join(dir, store.FileName)); err == nil {
		t.Error("a log without its index: no error")
	}
	if _, err := store.OpenNames(filepath.Join(dir, "none")); err == nil {
		t.Error("no store: no error")
	}
}
