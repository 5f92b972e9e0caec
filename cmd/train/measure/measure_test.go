package measure

import (
	"errors"
	"log/slog"
	"testing"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

// harbour is the collection that the tests of eval are written for.
const harbour = "../../../answers/eval/testdata/harbour"

// emptyLibrary is a new library in a temporary folder.
func emptyLibrary(t *testing.T) *retrieval.Library {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	libs := retrieval.New(slog.New(slog.DiscardHandler), s, retrieval.Config{Dir: dir})
	t.Cleanup(func() {
		if err := errors.Join(libs.Close(), s.Close()); err != nil {
			t.Error(err)
		}
	})
	lib, err := libs.Make(t.Context(), "measure")
	if err != nil {
		t.Fatal(err)
	}
	return lib
}
