package answers

import (
	"slices"
	"testing"

	"dateline/retrieval"
)

// A name that is only spelled otherwise is the same outlet's, as in the list of
// outlets.
func TestCompareCountsSpellings(t *testing.T) {
	lib := library(t,
		published("a", "The Guardian", "2024-03-05", "The harbour bridge was closed on Monday after an inspector found long cracks in its pillars."),
		published("b", "guardian", "2024-03-05", "The harbour bridge was closed on Monday when an inspector had found long cracks in its pillars."),
		published("c", "Herald", "2024-03-05", "An inspector found long cracks in the pillars of the harbour bridge, which was closed on Monday."),
	)
	c := compared(t, lib, "harbour bridge closed after cracks were found")
	if len(c.Outlets) != 2 {
		t.Errorf("%d outlets, want 2: %+v", len(c.Outlets), c.Outlets)
	}
	for _, p := range c.Common {
		if len(p.Outlets) > 2 {
			t.Errorf("a point is told by %v", p.Outlets)
		}
	}
}

// A digest of some days counts as a comparison does.
func TestDigestCountsOtherNames(t *testing.T) {
	lib := bridges(t)
	if _, err := lib.SetAlias(t.Context(), retrieval.Actor{Kind: retrieval.ByProgram}, "Post", "Courier"); err != nil {
		t.Fatal(err)
	}
	for _, s := range digested(t, lib, Topic{Filter: retrieval.Filter{Since: "2024-03-01"}}) {
		if slices.Contains(s.Outlets, "Post") || len(s.Outlets) > 2 {
			t.Errorf("%q is told by %v, of which the Post is the Courier", s.Text, s.Outlets)
		}
	}
}

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
