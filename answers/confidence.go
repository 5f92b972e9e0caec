package answers

import (
	"math"

	"dateline/retrieval"
)

// A signal is one thing that tells whether the library holds an answer. All
// lie between -1 and 1.
const (
	signalPassage = iota
	signalTogether
	signalArticles
	signalWeakestSide
	signalNamed
	signalUnknown
	signalUnknownNames
	signalMissing
	signalLength
	signalPairs
	signalSentence
	signalKind
	signalCount
)

var signalNames = [signalCount]string{
	signalPassage:      "share of the question in one passage",
	signalTogether:     "share of the question in three sentences running",
	signalArticles:     "share of the question in the best passages together",
	signalWeakestSide:  "share of the side of the question that is met least",
	signalNamed:        "share of the question's names in the best passages",
	signalUnknown:      "share of the question that the library has no word of",
	signalUnknownNames: "share of names among that",
	signalMissing:      "sources named that the library does not have",
	signalLength:       "length of the question",
	signalPairs:        "neighbouring words of the question side by side",
	signalSentence:     "share of the question around the best sentence",
	signalKind:         "the kind of answer that is asked for, in the best sentence",
}

type signals [signalCount]float64

// fewBest is how many of the best passages are looked at together.
const fewBest = 5

// signalsOf tells how much of what is asked stands together. Words of the
// question's frame count for nothing.
func signalsOf(res retrieval.Result, n need, readings []*reading, choices []choice) signals {
	var s signals
	core := n.core()
	names := core.only(func(t retrieval.QueryTerm) bool { return t.Upper })
	unknown, unknownNames := 0., 0.
	for _, t := range core.terms {
		if t.Known || len(t.Also) > 0 {
			continue
		}
		unknown += t.Weight
		if t.Upper {
			unknownNames += t.Weight
		}
	}
	if core.total > 0 {
		s[signalUnknown], s[signalUnknownNames] = unknown/core.total, unknownNames/core.total
	}
	all := found{}
	sides := make([]float64, len(n.sides))
	for i, r := range readings {
		here := found{}
		core.noteTerms(here, r.terms, 1)
		for j, sent := range r.sentences {
			core.note(here, sent.tokens, 1)
			near := found{}
			for k := max(0, j-1); k <= min(j+1, len(r.sentences)-1); k++ {
				core.note(near, r.sentences[k].tokens, 1)
			}
			s[signalTogether] = max(s[signalTogether], core.met(near))
		}
		s[signalPassage] = max(s[signalPassage], core.met(here))
		for k, side := range n.sides {
			sides[k] = max(sides[k], side.met(here))
		}
		if i < fewBest {
			for t := range here {
				all[t] = 1
			}
		}
	}
	s[signalArticles] = core.met(all)
	s[signalNamed] = 1
	if names.total > 0 {
		s[signalNamed] = names.met(all)
	}
	s[signalWeakestSide] = 1
	for _, v := range sides {
		s[signalWeakestSide] = min(s[signalWeakestSide], v)
	}
	s[signalMissing] = min(float64(len(res.Missing))/2, 1)
	for i, h := range res.Hits {
		if i < fewBest {
			s[signalPairs] = max(s[signalPairs], h.SideBySide())
		}
	}
	if len(choices) > 0 {
		s[signalSentence], s[signalKind] = choices[0].traits[traitAround], choices[0].traits[traitKind]
	}
	s[signalLength] = min(math.Log1p(float64(len(core.terms)))/4, 1)
	return s
}

// core is the need without the words of the question's frame.
func (n need) core() need {
	c := n.only(func(t retrieval.QueryTerm) bool { return !t.Frame })
	if c.total == 0 {
		return n
	}
	return c
}

func (n need) only(keep func(retrieval.QueryTerm) bool) need {
	var terms []retrieval.QueryTerm
	for _, t := range n.terms {
		if keep(t) {
			terms = append(terms, t)
		}
	}
	return weighted(terms)
}

// confidence is the probability that the library holds an answer, by logistic
// regression on the signals.
func (s signals) confidence(weights signals, bias float64) float64 {
	sum := bias
	for i, v := range s {
		sum += weights[i] * v
	}
	return 1 / (1 + math.Exp(-sum))
}
