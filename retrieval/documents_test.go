package retrieval_test

import (
	"errors"
	"testing"

	"dateline/retrieval"
)

func TestDocument(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	of := func(document byte, body string) retrieval.Article {
		a := article("a", body)
		a.Document = retrieval.Hash{document}
		return a
	}
	check := func(when string, document byte, want string) {
		t.Helper()
		a, err := lib.Document(t.Context(), retrieval.Hash{document})
		if a.Body != want || (want == "") != errors.Is(err, retrieval.ErrNoArticle) {
			t.Errorf("%s, document %d gave %q, %v; want %q", when, document, a.Body, err, want)
		}
	}
	add(t, lib, of(1, "One."))
	check("loaded", 1, "One.")
	check("loaded", 2, "")
	add(t, lib, of(2, "Two."))
	check("revised", 1, "")
	check("revised", 2, "Two.")
	undo(t, lib, newest(t, lib))
	check("undone", 1, "One.")
	check("undone", 2, "")
	must(t, lib.Remove(t.Context(), tester, "a"))
	check("removed", 1, "")
}
