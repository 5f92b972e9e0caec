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

// signalSigns say which way a signal may count.
var signalSigns = [signalCount]float64{
	signalPassage: 1, signalTogether: 1, signalArticles: 1, signalWeakestSide: 1, signalNamed: 1,
	signalUnknown: -1, signalUnknownNames: -1, signalMissing: -1,
	signalPairs: 1, signalSentence: 1, signalKind: 1,
}

type signals [signalCount]float64

// fewBest is how many of the best passages are looked at together.
const fewBest = 5

// signalsOf tells how much of what is asked stands together. Words of the
// question's frame count for nothing.
func signalsOf(res retrieval.Result, n need, readings []*reading, choices []choice) signals {
	var s signals
	s[signalUnknown], s[signalUnknownNames] = n.unknown()
	s[signalPassage], s[signalTogether] = n.together(readings)
	best := n.none()
	for _, r := range readings[:min(len(readings), fewBest)] {
		best.noteAll(r.held)
	}
	s[signalArticles] = n.core.met(best)
	s[signalNamed] = 1
	if n.names.total > 0 {
		s[signalNamed] = n.names.met(best)
	}
	s[signalWeakestSide] = n.weakestSide(readings)
	s[signalMissing] = min(float64(len(res.Missing))/2, 1)
	for _, h := range res.Hits[:min(len(res.Hits), fewBest)] {
		s[signalPairs] = max(s[signalPairs], h.SideBySide())
	}
	if len(choices) > 0 {
		s[signalSentence], s[signalKind] = choices[0].traits[traitAround], choices[0].traits[traitKind]
	}
	s[signalLength] = min(math.Log1p(float64(n.core.count()))/4, 1)
	return s
}

// unknown is the share of the core that the library has no word of, and how
// much of that are names.
func (n need) unknown() (all, names float64) {
	for i, t := range n.terms {
		if t.Known || len(t.Also) > 0 {
			continue
		}
		all += n.core.weights[i]
		if t.Upper {
			names += n.core.weights[i]
		}
	}
	return n.core.share(all), n.core.share(names)
}

// together is the most of the core that one reading meets, and the most that
// three sentences running do.
func (n need) together(readings []*reading) (passage, sentences float64) {
	for _, r := range readings {
		passage = max(passage, n.core.met(r.held))
		for i := range r.sentences {
			near := n.none()
			for _, s := range r.sentences[max(0, i-1):min(i+2, len(r.sentences))] {
				near.note(s.meets, 1)
			}
			sentences = max(sentences, n.core.met(near))
		}
	}
	return passage, sentences
}

// weakestSide is the share of the side of the question that is met least, each
// where it is met best.
func (n need) weakestSide(readings []*reading) float64 {
	weakest := 1.
	for _, side := range n.sides {
		best := 0.
		for _, r := range readings {
			best = max(best, side.met(r.held))
		}
		weakest = min(weakest, best)
	}
	return weakest
}

// count is the number of terms that weigh anything.
func (q weighing) count() int {
	n := 0
	for _, w := range q.weights {
		if w > 0 {
			n++
		}
	}
	return n
}

// noteAll raises f to what other says.
func (f found) noteAll(other found) {
	for i, v := range other {
		f[i] = max(f[i], v)
	}
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
