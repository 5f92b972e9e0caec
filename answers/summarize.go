package answers

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"dateline/retrieval"
)

// Summarize gives at most n sentences that carry the article, in its order;
// retrieval.ErrNoArticle when there is no such article.
func (a *Answerer) Summarize(ctx context.Context, articleID string, n int) (Summary, error) {
	start := time.Now()
	article, err := a.lib.Article(ctx, articleID, 0)
	if err != nil {
		return Summary{}, err
	}
	r := read(a.lib.Analyzer(), &article, retrieval.Span{End: len(article.Body)})
	picked := r.carriers(n)
	out := make([]Excerpt, 0, len(picked))
	for _, i := range picked {
		c := choice{reading: r, at: i}
		if r.sentences[i].words > MaxExcerptWords {
			out = append(out, c.trimmed(i, need{}))
			continue
		}
		out = append(out, r.excerpt(r.sentences[i].Span, 0, need{}))
	}
	return Summary{Sentences: a.verified(ctx, out), TookMS: milliseconds(time.Since(start))}, nil
}

// carriers picks the n sentences that carry the article, in its order. A
// sentence is worth the terms it brings that no picked one has, each by how
// often the article uses it (Nenkova and Vanderwende, "The impact of frequency
// on summarization", 2005), more near the beginning, where news says what
// matters.
func (r *reading) carriers(n int) []int {
	frequency := make(map[retrieval.Term]float64)
	for _, s := range r.sentences {
		for _, t := range s.tokens {
			if !t.Stop {
				frequency[t.Term]++
			}
		}
	}
	var picked []int
	for len(picked) < n {
		best, bestWorth := -1, 0.
		for i, s := range r.sentences {
			if slices.Contains(picked, i) {
				continue
			}
			worth := 0.
			for t := range distinct(s.tokens) {
				worth += frequency[t]
			}
			worth /= math.Sqrt(float64(s.words) + 10)
			worth *= 1 + 1/float64(1+i)
			if worth > bestWorth {
				best, bestWorth = i, worth
			}
		}
		if best < 0 {
			break
		}
		picked = append(picked, best)
		for t := range distinct(r.sentences[best].tokens) {
			frequency[t] = 0
		}
	}
	slices.SortFunc(picked, cmp.Compare)
	return picked
}

// distinct are the terms among tokens that carry a topic.
func distinct(tokens []retrieval.Token) map[retrieval.Term]bool {
	out := make(map[retrieval.Term]bool)
	for _, t := range tokens {
		if !t.Stop {
			out[t.Term] = true
		}
	}
	return out
}
