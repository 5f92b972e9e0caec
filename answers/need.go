package answers

import (
	"slices"

	"dateline/answers/kinds"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// need is what a question asks for.
type need struct {
	// terms are the question's, each once; what weighs them and what finds
	// them counts in their order.
	terms []retrieval.QueryTerm
	// index gives the terms that a word counts as.
	index map[text.Term][]int
	whole weighing
	rare  weighing // the same with the weights squared
	core  weighing // without the words of the question's frame
	names weighing // those of core that are names
	sides []weighing
	want  kinds.Want
	asked map[text.Term]bool // every word of the question
	// numbered are the things that it names by a number.
	numbered []numbered
	// sayer is the name of whoever's words it asks for.
	sayer []text.Term
}

// weighing says how much each term of a need weighs.
type weighing struct {
	weights []float64
	total   float64
}

// found says, for each term of a need, how well it was found, 0 to 1.
type found []float64

func needOf(question string, res retrieval.Result) need {
	n := need{terms: res.Terms, index: make(map[text.Term][]int), asked: make(map[text.Term]bool)}
	for i, t := range n.terms {
		for _, word := range append([]text.Term{t.Term}, t.Also...) {
			if !slices.Contains(n.index[word], i) {
				n.index[word] = append(n.index[word], i)
			}
		}
	}
	weight := func(t retrieval.QueryTerm) float64 { return t.Weight }
	n.whole = n.weighed(weight)
	n.rare = n.weighed(func(t retrieval.QueryTerm) float64 { return t.Weight * t.Weight })
	n.core = n.only(func(t retrieval.QueryTerm) bool { return !t.Frame })
	if n.core.total == 0 {
		n.core = n.whole
	}
	n.names = n.only(func(t retrieval.QueryTerm) bool { return (t.Name || t.Sequence) && !t.Frame })
	for _, side := range res.Sides {
		if own := n.only(func(t retrieval.QueryTerm) bool { return slices.Contains(side, t.Term) }); own.total > 0 {
			n.sides = append(n.sides, own)
		}
	}
	n.want, n.numbered = kinds.WantOf(res.Tokens, res.Language), askedNumbered(question, res)
	n.sayer = askedSayer(res)
	for _, t := range res.Tokens {
		n.asked[t.Term] = true
	}
	return n
}

func (n need) weighed(weight func(retrieval.QueryTerm) float64) weighing {
	q := weighing{weights: make([]float64, len(n.terms))}
	for i, t := range n.terms {
		q.weights[i] = weight(t)
		q.total += q.weights[i]
	}
	return q
}

func (n need) only(keep func(retrieval.QueryTerm) bool) weighing {
	return n.weighed(func(t retrieval.QueryTerm) float64 {
		if keep(t) {
			return t.Weight
		}
		return 0
	})
}

// mark notes which terms the readings hold, once for all that is asked of
// them: most words of a text are not asked for.
func (n need) mark(readings []*reading) {
	for _, r := range readings {
		for t := range r.terms {
			r.about = append(r.about, n.index[t]...)
		}
		r.held = n.none().note(r.about, 1)
		for i := range r.sentences {
			s := &r.sentences[i]
			for _, t := range s.tokens {
				s.meets = append(s.meets, n.index[t.Term]...)
			}
			r.held.note(s.meets, 1)
		}
	}
}

// none is that nothing was found.
func (n need) none() found { return make(found, len(n.terms)) }

// note raises what f says of the terms to share.
func (f found) note(terms []int, share float64) found {
	for _, t := range terms {
		f[t] = max(f[t], share)
	}
	return f
}

// share is the part, 0 to 1, of the weight that sum is.
func (q weighing) share(sum float64) float64 {
	if q.total == 0 {
		return 0
	}
	return sum / q.total
}

// met is the share, 0 to 1, of the weight that was found.
func (q weighing) met(f found) float64 {
	sum := 0.
	for i, w := range q.weights {
		sum += w * f[i]
	}
	return q.share(sum)
}

const (
	// formedWithin is how many of the best choices are looked at for an answer's
	// form.
	formedWithin = 3
	// unformedShare is what is left of the confidence where none of them has it: a
	// height is asked for and no length told.
	unformedShare = 0.25
)

// formed is what of the confidence is left by whether the best choices, or what
// stands beside them, hold an answer of the form that is asked for.
func (n need) formed(choices []choice) float64 {
	if !n.want.Strict() {
		return 1
	}
	for _, c := range choices[:min(len(choices), formedWithin)] {
		for _, s := range c.sentences[max(0, c.at-1):min(c.at+2, len(c.sentences))] {
			if n.want.Meets(c.article.Body, s.tokens, n.asked) == 1 {
				return 1
			}
		}
	}
	return unformedShare
}
