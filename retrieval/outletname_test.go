package retrieval_test

import (
	"testing"

	"dateline/retrieval"
)

// A name that begins with the mark of a section, as a careless page gives it,
// stops no search.
func TestOutletNamesWithoutABase(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	for _, outlet := range []string{": Courier", "- | Courier", " - Courier", "|", ""} {
		add(t, lib, by(outlet, "", "The ferry ran, says "+telling(outlet+"x", 3)))
	}
	if res, err := lib.Search(t.Context(), retrieval.Query{Text: "What did the Courier say of the ferry?"}); err != nil || len(res.Hits) == 0 {
		t.Errorf("%d passages, %v", len(res.Hits), err)
	}
}
