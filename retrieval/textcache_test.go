package retrieval_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
)

// What was just changed is kept in memory as it was given, without being read
// back: it must be what the store gives.
func TestHeldIsStored(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	same := func() {
		t.Helper()
		held, err := lib.Held(t.Context(), "wire")
		if err != nil {
			t.Fatal(err)
		}
		stored, err := lib.Article(t.Context(), "wire", 0)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(stored, held); diff != "" {
			t.Errorf("in memory it is another than in the store (-stored +held):\n%s", diff)
		}
	}
	add(t, lib, by("Courier", "wire", telling("captain", 3)))
	same()
	add(t, lib, by("Courier", "wire", "Bridges\n\n"+telling("pilot", 3)))
	same()
	title := "The captain"
	if _, err := lib.Edit(t.Context(), tester, "wire", retrieval.Edit{Title: &title}); err != nil {
		t.Fatal(err)
	}
	same()
}
