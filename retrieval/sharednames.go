package retrieval

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"math"
	"slices"
)

// A question such as "Which company, criticized by The Verge, is sued according
// to TechCrunch?" says all but the name, and the name is what the passages
// wanted have in common. So what the best passages of the outlets share is
// looked for in a second look at the candidates.

// asksForName reports whether the question begins with a word that asks for a name,
// and names outlets.
func (k *ranker) asksForName() bool {
	return k.sided() && asking[k.asked.tokens[0].Exact]
}

const (
	// maxSharedNames is how many names are looked for. By hand; the gain of the
	// whole was measured on the development halves (multihop-rag:
	// evidence-recall@10 .735 without, .747 with).
	maxSharedNames = 3
	// sharedHeat is the difference of two passages' scores at which the better
	// one says e times as much about which names are shared. By hand.
	sharedHeat = 0.4
	// tellingNames is how many names are looked up in the index for each that is
	// wanted: their rarity counts too. By hand.
	tellingNames = 4
)

// sharedName is a name that the question does not say, and how much it tells.
type sharedName struct {
	term   termHash
	weight float64
}

// describeShared fills in how much of the shared names' weight the candidates
// have, which are ranked by all else.
func (k *ranker) describeShared(ctx context.Context, candidates []scored) error {
	names, err := k.sharedNames(ctx, candidates)
	if err != nil || len(names) == 0 {
		return err
	}
	total := 0.
	for _, n := range names {
		total += n.weight
	}
	for i := range candidates {
		for _, n := range names {
			if candidates[i].vector.holds(n.term) {
				candidates[i].features[featShared] += n.weight / total
			}
		}
	}
	return nil
}

// sharedNames finds the most telling names: those that many of the outlets'
// best passages hold, and few others of the library.
func (k *ranker) sharedNames(ctx context.Context, candidates []scored) ([]sharedName, error) {
	found := k.standing(candidates)
	names := slices.SortedFunc(maps.Keys(found), func(a, b termHash) int {
		return cmp.Or(cmp.Compare(found[b], found[a]), cmp.Compare(a, b))
	})
	var out []sharedName
	for _, name := range names[:min(len(names), tellingNames*maxSharedNames)] {
		with, err := k.frequencyOf(ctx, name, candidates)
		switch {
		case errors.Is(err, ErrNoArticle) || err == nil && with == 0:
			continue // it was removed this moment
		case err != nil:
			return nil, err
		}
		out = append(out, sharedName{name, found[name] * idf(k.index.docs, with)})
	}
	slices.SortStableFunc(out, func(a, b sharedName) int { return cmp.Compare(b.weight, a.weight) })
	return out[:min(len(out), maxSharedNames)], nil
}

// standing is, for each name of the candidates that is not in the question, how
// much of the outlets' best passages hold it: 1 for a name that all do.
func (k *ranker) standing(candidates []scored) map[termHash]float64 {
	asked := make(map[termHash]bool)
	for _, t := range k.asked.tokens {
		asked[hashTerm(t.Term)] = true
	}
	odds := make([]float64, len(candidates))
	total := make(map[string]float64) // of an outlet's odds
	for i, c := range candidates {
		odds[i] = math.Exp((c.score - candidates[0].score) / sharedHeat)
		total[c.outlet] += odds[i]
	}
	out := make(map[termHash]float64)
	for i, c := range candidates {
		if !k.asked.outlets[c.outlet] {
			continue
		}
		share := odds[i] / total[c.outlet] / float64(len(k.asked.outlets))
		met := make(map[termHash]bool)
		for _, h := range c.vector.body {
			if name := h.term(); h.isName() && !asked[name] && !met[name] {
				met[name] = true
				out[name] += share
			}
		}
	}
	return out
}

// frequencyOf is the number of the library's passages that hold a name, of
// which only the hash is known: one of the candidates' texts has the word.
func (k *ranker) frequencyOf(ctx context.Context, name termHash, candidates []scored) (uint64, error) {
	i := slices.IndexFunc(candidates, func(c scored) bool { return slices.Contains(c.vector.body, name|nameMark) })
	held, err := k.memory.text(ctx, candidates[i].entry)
	if err != nil {
		return 0, err
	}
	text, _ := candidates[i].Of(held.article.Body)
	for _, t := range k.analyzer.Tokens(text, held.language) {
		if hashTerm(t.Term) == name {
			return k.index.frequency(ctx, fieldBody, string(t.Term))
		}
	}
	return 0, nil
}
