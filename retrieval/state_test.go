package retrieval_test

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

// The state counts what is open, what of it was rebuilt, and how often a text was in
// memory.
func TestState(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(t.Context(), dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	open := func(do func(*retrieval.Libraries, *retrieval.Library)) {
		t.Helper()
		libs := retrieval.New(slog.New(slog.DiscardHandler), s, retrieval.Config{Dir: dir})
		lib, err := libs.Make(t.Context(), "local")
		if err != nil {
			t.Fatal(err)
		}
		do(libs, lib)
		if err := libs.Close(); err != nil {
			t.Fatal(err)
		}
	}
	search := func(lib *retrieval.Library) {
		t.Helper()
		if _, err := lib.Search(t.Context(), retrieval.Query{Text: "When does the ferry leave?", Limit: 3}); err != nil {
			t.Fatal(err)
		}
	}
	open(func(libs *retrieval.Libraries, lib *retrieval.Library) {
		if got := libs.State(); got != (retrieval.State{}) {
			t.Errorf("before anything is asked: %+v", got)
		}
		a := retrieval.Article{Meta: retrieval.Meta{ID: "ferry", Language: "en"}, Body: "The ferry leaves at seven."}
		if _, err := lib.Add(t.Context(), retrieval.NewLoad(retrieval.Actor{Kind: retrieval.ByProgram}, "test"), a); err != nil {
			t.Fatal(err)
		}
		search(lib)
		if got := libs.State(); got.Open != 1 || got.Passages != 1 || got.Rebuilt != 0 || got.Hits == 0 || got.Lag != 0 {
			t.Errorf("after a search: %+v", got)
		}
	})
	if err := os.RemoveAll(filepath.Join(dir, "index")); err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	open(func(libs *retrieval.Libraries, lib *retrieval.Library) {
		search(lib)
		if got := libs.State(); got.Open != 1 || got.Passages != 1 || got.Rebuilt != 1 || got.Misses == 0 {
			t.Errorf("after its index was lost: %+v", got)
		}
	})
}
