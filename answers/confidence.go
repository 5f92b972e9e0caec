package answers

import "dateline/retrieval"

// confidence is how much, 0 to 1, of what is asked stands together in one
// place: half of it counts what one passage and its headline meet, half what
// one sentence meets with its neighbours. A name that the library does not
// hold counts twice.
func confidence(terms []retrieval.QueryTerm, readings []*reading, choices []choice) float64 {
	var n need
	for _, t := range terms {
		w := t.Weight
		if t.Upper && !t.Known {
			w *= 2
		}
		n.add(t.Term, w)
	}
	passage := 0.
	for _, r := range readings {
		found := make(map[retrieval.Term]bool)
		for t := range r.terms {
			found[t] = true
		}
		for _, s := range r.sentences {
			for _, t := range s.tokens {
				found[t.Term] = true
			}
		}
		passage = max(passage, n.met(found))
	}
	together := 0.
	for _, c := range choices {
		found := make(map[retrieval.Term]bool)
		for i := max(0, c.at-1); i <= min(c.at+1, len(c.sentences)-1); i++ {
			for _, t := range c.sentences[i].tokens {
				found[t.Term] = true
			}
		}
		together = max(together, n.met(found))
	}
	return (passage + together) / 2
}
