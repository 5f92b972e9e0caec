package answers

import (
	"cmp"
	"slices"

	"dateline/retrieval/linear"
	"dateline/retrieval/text"
)

// choice is a sentence that might be quoted.
type choice struct {
	*reading
	at     int // the sentence
	traits traits
	score  float64
}

// weigh scores every sentence of the readings, asides left out, best first.
func (n need) weigh(readings []*reading, model linear.Model) []choice {
	var out []choice
	for _, r := range readings {
		for i := range r.sentences {
			if r.sentences[i].aside {
				continue
			}
			c := choice{reading: r, at: i, traits: n.describe(r, i)}
			c.score = model.Score(c.traits[:])
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b choice) int { return cmp.Compare(b.score, a.score) })
	return out
}

// repeated is what a further excerpt of an article that is quoted already
// loses of its score. It was chosen by hand: no collection says how many articles
// an answer ought to quote.
const repeated = 0.8

// choose returns at most limit excerpts, best first: none overlapping, none
// saying what another says, and other articles before the same one again
// unless that one answers clearly better.
func choose(choices []choice, n need, limit int) []Excerpt {
	var out []Excerpt
	used := make(map[string]int)
	for len(out) < limit {
		best, bestScore := -1, 0.
		for i, c := range choices {
			score := c.score - repeated*float64(used[c.article.ID])
			if (best < 0 || score > bestScore) && !taken(out, c) {
				best, bestScore = i, score
			}
		}
		if best < 0 {
			return out
		}
		c := choices[best]
		used[c.article.ID]++
		e := excerptOf(c, n, out)
		e.Score = bestScore
		out = append(out, e)
	}
	return out
}

// taken reports whether the sentence is quoted already, there or elsewhere in
// nearly the same words.
func taken(out []Excerpt, c choice) bool {
	s := &c.sentences[c.at]
	for i := range out {
		e := &out[i]
		if e.Article.ID == c.article.ID && s.Overlaps(e.span()) || e.says(s) {
			return true
		}
	}
	return false
}

func (e *Excerpt) span() text.Span { return text.Span{Start: e.Start, End: e.End} }
