package retrieval

import (
	"cmp"
	"math"
	"slices"
)

// How feedback reads the best passages.
const (
	feedbackArticles = 8
	feedbackWords    = 12
	// feedbackSupport is the least that a word must be worth, where a word of
	// the best passage alone is worth 1.
	feedbackSupport = 1.2
)

// feedback gives each candidate its share of the words that the best passages
// of different articles have in common and most candidates lack: often the
// name that a question circles round. candidates stand best first. (The idea
// is pseudo-relevance feedback: Lavrenko and Croft, "Relevance-Based Language
// Models", 2001.)
func (k *ranker) feedback(candidates []scored) {
	words := k.sharedWords(candidates)
	total := 0.
	for _, w := range words {
		total += w
	}
	if total == 0 {
		return
	}
	for i := range candidates {
		sum := 0.
		for h := range distinct(candidates[i].vector.body) {
			sum += words[h]
		}
		candidates[i].features[featFeedback] = sum / total
	}
}

// sharedWords are the words, other than the question's own, of the best
// passages, and what each is worth.
func (k *ranker) sharedWords(candidates []scored) map[termHash]float64 {
	support, total := k.support(candidates)
	spread := make(map[termHash]float64)
	for _, c := range candidates {
		for h := range distinct(c.vector.body) {
			if support[h] >= feedbackSupport {
				spread[h]++
			}
		}
	}
	type word struct {
		hash  termHash
		worth float64
	}
	var words []word
	for h, n := range spread {
		words = append(words, word{h, support[h] / total * math.Log(1+float64(len(candidates))/n)})
	}
	slices.SortFunc(words, func(a, b word) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.hash, b.hash))
	})
	out := make(map[termHash]float64)
	for _, w := range words[:min(len(words), feedbackWords)] {
		out[w.hash] = w.worth
	}
	return out
}

// support adds up, for each word, the best passages that hold it, one an
// article, each by how near its score is to the best one's.
func (k *ranker) support(candidates []scored) (support map[termHash]float64, total float64) {
	support = make(map[termHash]float64)
	seen := make(map[int64]bool)
	for _, c := range candidates {
		if seen[c.num] {
			continue
		}
		if len(seen) == feedbackArticles {
			break
		}
		seen[c.num] = true
		weight := math.Exp((c.score - candidates[0].score) / 2)
		total += weight
		for h := range distinct(c.vector.body) {
			if _, asked := k.whole.index[h]; !asked {
				support[h] += weight
			}
		}
	}
	return support, total
}

func distinct(terms []termHash) map[termHash]struct{} {
	out := make(map[termHash]struct{}, len(terms))
	for _, h := range terms {
		out[h] = struct{}{}
	}
	return out
}
