package answers

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNamedOutlets(t *testing.T) {
	lib := library(t,
		article("bridge", "Harbour Courier", bridge),
		article("again", "Evening Post", "The council wants the repairs of the harbour bridge to be done in eight weeks.\n\nRain fell."),
		article("cheese", "Morning Herald", "A baker won the prize for the best cheese of the county.\n\nHer oven is ninety years old."),
	)
	for question, want := range map[string]struct {
		outlet string // of which an excerpt is
		silent []string
	}{
		"How long will the repairs of the harbour bridge take?":                                  {"Harbour Courier", []string{}},
		"According to the Evening Post, how long will the repairs of the harbour bridge take?":   {"Evening Post", []string{}},
		"According to the Morning Herald, how long will the repairs of the harbour bridge take?": {"Harbour Courier", []string{"Morning Herald"}},
	} {
		answer, _ := ask(t, lib, question)
		if diff := cmp.Diff(want.silent, answer.Silent); diff != "" {
			t.Errorf("%s: silent (-want +got):\n%s", question, diff)
		}
		found := false
		for _, e := range answer.Excerpts {
			found = found || e.Article.Outlet == want.outlet
		}
		if !found {
			t.Errorf("%s: nothing of %s in %+v", question, want.outlet, answer.Excerpts)
		}
	}
}
