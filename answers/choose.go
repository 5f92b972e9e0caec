package answers

import (
	"cmp"
	"slices"

	"dateline/retrieval"
)

// need is what a question asks for: its terms and how much each weighs.
type need struct {
	terms  []retrieval.Term // in the question's order, in which weights are added
	weight map[retrieval.Term]float64
	total  float64
}

func needOf(terms []retrieval.QueryTerm) need {
	var n need
	for _, t := range terms {
		n.add(t.Term, t.Weight)
	}
	return n
}

func (n *need) add(t retrieval.Term, weight float64) {
	if n.weight == nil {
		n.weight = make(map[retrieval.Term]float64)
	}
	n.terms = append(n.terms, t)
	n.weight[t] = weight
	n.total += weight
}

// met is the share, 0 to 1, of the need that the terms meet.
func (n need) met(terms map[retrieval.Term]bool) float64 {
	if n.total == 0 {
		return 0
	}
	sum := 0.
	for _, t := range n.terms {
		if terms[t] {
			sum += n.weight[t]
		}
	}
	return sum / n.total
}

// choice is a sentence that might be quoted.
type choice struct {
	*reading
	at    int // the sentence
	score float64
}

// How much a term counts beside one in the sentence itself.
const (
	besideShare   = 0.35 // in the sentence before or after
	headlineShare = 0.25 // in the headline
	passageShare  = 0.5  // the passage's own rank against the sentence's score
)

// weigh scores every sentence of the reading; rank is the passage's score as a
// share of the best passage's.
func weigh(r *reading, n need, rank float64) []choice {
	out := make([]choice, 0, len(r.sentences))
	for i := range r.sentences {
		found := make(map[retrieval.Term]float64)
		for t := range r.terms {
			found[t] = headlineShare
		}
		if i > 0 && r.joined(i-1) {
			note(found, r.sentences[i-1].tokens, besideShare)
		}
		if i+1 < len(r.sentences) && r.joined(i) {
			note(found, r.sentences[i+1].tokens, besideShare)
		}
		note(found, r.sentences[i].tokens, 1)
		score := 0.
		for _, t := range n.terms {
			score += n.weight[t] * found[t]
		}
		out = append(out, choice{r, i, score/max(n.total, 1e-9) + passageShare*rank})
	}
	return out
}

// note raises what was found to share for each of the tokens.
func note(found map[retrieval.Term]float64, tokens []retrieval.Token, share float64) {
	for _, t := range tokens {
		found[t.Term] = max(found[t.Term], share)
	}
}

// sameArticle is what a further excerpt of an article that is quoted already
// keeps of its score.
const sameArticle = 0.85

// choose gives at most limit excerpts, best first: none overlapping, none
// saying what another says, and other articles before the same one again.
func choose(choices []choice, n need, limit int) []Excerpt {
	slices.SortStableFunc(choices, func(a, b choice) int { return cmp.Compare(b.score, a.score) })
	var out []Excerpt
	used := make(map[string]int)
	for len(out) < limit {
		best := -1
		bestScore := 0.
		for i, c := range choices {
			score := c.score
			for range used[c.article.ID] {
				score *= sameArticle
			}
			if score > bestScore && !taken(out, c) {
				best, bestScore = i, score
			}
		}
		if best < 0 {
			return out
		}
		c := choices[best]
		used[c.article.ID]++
		out = append(out, excerptOf(c, n))
	}
	return out
}

// taken says whether the sentence is quoted already, there or elsewhere in
// nearly the same words.
func taken(out []Excerpt, c choice) bool {
	s := c.sentences[c.at]
	for _, e := range out {
		if e.Article.ID == c.article.ID && s.Overlaps(retrieval.Span{Start: e.Start, End: e.End}) {
			return true
		}
		if e.says(s.tokens) {
			return true
		}
	}
	return false
}
