package answers

import (
	"slices"
	"testing"

	"dateline/retrieval"
)

// Two names of one outlet are one voice in a comparison.
func TestCompareCountsOtherNames(t *testing.T) {
	lib := bridges(t)
	by := retrieval.Actor{Kind: retrieval.ByProgram}
	if _, err := lib.SetAlias(t.Context(), by, "Post", "Courier"); err != nil {
		t.Fatal(err)
	}
	c := compared(t, lib, "harbour bridge closed after cracks were found")
	articles := map[string]int{}
	for _, o := range c.Outlets {
		articles[o.Outlet] = o.Articles
	}
	if len(articles) != 2 || articles["Courier"] != 2 {
		t.Errorf("articles by outlet: %v, want two of the Courier and none of the Post", articles)
	}
	for _, p := range append(c.Common, c.Only...) {
		if slices.Contains(p.Outlets, "Post") {
			t.Errorf("a point is told by %v, of which the Post is the Courier", p.Outlets)
		}
	}
}
