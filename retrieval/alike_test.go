package retrieval_test

import (
	"slices"
	"testing"

	"dateline/retrieval"
	"dateline/retrieval/linear"
)

// Likeness in meaning counts where the question is in English, names no outlet, and
// no passage has its words.
func TestSearchAlike(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	add(t, lib,
		by("Harbour Post", "sacked", "The chief executive of the ferry company was fired by its directors in November."),
		by("Coast Times", "sack", "The quarterback of the town took a sack in the second half of the match."))
	for _, c := range []struct {
		question string
		counts   bool
	}{
		{"When was the boss of the ferry firm sacked?", true},
		{"Was the chief executive of the ferry company fired by its directors?", false},
		{"When was the boss of the ferry firm sacked, according to the Coast Times?", false},
		{"Wann wurde der Chef der Reederei entlassen, die ferry hat?", false},
	} {
		res, err := lib.Search(t.Context(), retrieval.Query{Text: c.question})
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Hits) == 0 {
			t.Fatalf("%q found nothing", c.question)
		}
		counts := slices.ContainsFunc(res.Hits[0].Reasons, func(r linear.Reason) bool { return r.Name == "likeness in meaning to the question" })
		if counts != c.counts {
			t.Errorf("%q: likeness counts: %t", c.question, counts)
		}
		if c.counts && res.Hits[0].Article.ID != "sacked" {
			t.Errorf("%q: %s comes first", c.question, res.Hits[0].Article.ID)
		}
	}
}
