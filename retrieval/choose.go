package retrieval

import "dateline/retrieval/text"

// What a passage's score loses for each passage chosen before it, of the same
// article and, where the question names several outlets, of the same outlet,
// so that the result covers what is asked from every side. A topic wants all
// articles on it: each comes once before any comes again.
//
// Set by hand. What repeatTopic does was measured: without it, article-recall@10
// on the development halves was .972 rather than .979 (basil) and .860 rather than
// .867 (time-1963). That of repeatPlain too: with 3 the second passage of the right
// article, where the answer often stands, came behind worse articles (natural's
// search hit@4 .818, squad's .941); with 1 they are .854 and .951, multihop-rag's
// stays.
const (
	repeatTopic  = 30.0
	repeatPlain  = 1.0
	repeatSided  = 0.4
	repeatOutlet = 0.2
)

// chooser takes passages one by one, each the best of what is left.
type chooser struct {
	ranker     *ranker
	candidates []scored
	taken      map[int64][]text.Span // by article, as they were widened
	outlets    map[string]int
}

func (k *ranker) chooser(candidates []scored) *chooser {
	return &chooser{k, candidates, make(map[int64][]text.Span), make(map[string]int)}
}

// next takes the best candidate that is left, without what stands in a passage
// taken before; false when there is none.
func (c *chooser) next() (scored, bool) {
	for len(c.candidates) > 0 {
		best := 0
		bestWorth := c.worth(c.candidates[0])
		for i, s := range c.candidates[1:] {
			if w := c.worth(s); w > bestWorth {
				best, bestWorth = i+1, w
			}
		}
		s := c.candidates[best]
		c.candidates = append(c.candidates[:best], c.candidates[best+1:]...)
		rest := s.Without(c.taken[s.num])
		if rest == s.Span || rest.Len() >= minRest {
			s.Span = rest
			return s, true
		}
	}
	return scored{}, false
}

// minRest is how many bytes of a passage must be left, when some of it was
// shown, to be worth showing: a short sentence. By hand.
const minRest = 40

func (c *chooser) worth(s scored) float64 {
	worth := s.score
	again := float64(len(c.taken[s.num]))
	switch {
	case !c.ranker.asked.question && !c.ranker.sided():
		return worth - repeatTopic*again
	case !c.ranker.sided():
		return worth - repeatPlain*again
	}
	worth -= repeatSided * again
	if len(c.ranker.asked.outlets) > 1 && c.ranker.asked.outlets[s.outlet] {
		worth -= repeatOutlet * float64(c.outlets[s.outlet])
	}
	return worth
}

// take notes that s was shown as span.
func (c *chooser) take(s scored, span text.Span) {
	c.taken[s.num] = append(c.taken[s.num], span)
	c.outlets[s.outlet]++
}
