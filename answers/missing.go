package answers

import (
	"cmp"
	"context"
	"slices"

	"dateline/retrieval"
)

const (
	// mostMissing bounds how many words are said to be missing.
	mostMissing = 3
	// tellingShare is how much a word weighs, beside the heaviest, that is worth
	// saying to be missing.
	tellingShare = 0.5
)

// missing are the words of the question, as they were typed, that do not stand
// together with the rest: those that the three sentences lack which have most of
// it, names first, then the most telling. Where these lack nothing it says
// nothing.
func (n need) missing(res retrieval.Result, readings []*reading) []string {
	if len(readings) == 0 {
		return []string{} // nothing passes the filter, or nothing is there
	}
	near, _ := n.nearest(readings)
	heaviest := slices.Max(append([]float64{0}, n.core.weights...))
	var lacking []int
	for i, w := range n.core.weights {
		if near[i] == 0 && w > 0 && w >= tellingShare*heaviest {
			lacking = append(lacking, i)
		}
	}
	slices.SortStableFunc(lacking, func(a, b int) int {
		return cmp.Or(-cmp.Compare(named(n.terms[a]), named(n.terms[b])), -cmp.Compare(n.core.weights[a], n.core.weights[b]))
	})
	out := []string{}
	for _, i := range lacking[:min(len(lacking), mostMissing)] {
		t := n.terms[i]
		out = append(out, res.Text[t.Start:t.End])
	}
	return out
}

// nothingPasses reports whether nothing was found because no article passes the
// filter; what cannot be looked up is not said.
func (a *Answerer) nothingPasses(ctx context.Context, f retrieval.Filter, res retrieval.Result) bool {
	if len(res.Hits) > 0 || len(f.Outlets) == 0 && f.Since == "" && f.Until == "" && f.LoadedBy == "" {
		return false
	}
	passing, err := a.lib.List(ctx, f)
	return err == nil && len(passing) == 0
}

func named(t retrieval.QueryTerm) int {
	if t.Name {
		return 1
	}
	return 0
}
