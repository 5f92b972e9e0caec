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
	signalLacking
	signalWeakestSide
	signalNamed
	signalMissing
	signalLength
	signalPairs
	signalSentence
	signalKind
	signalAhead
	signalRanked
	signalRead
	signalReadBest
	signalCount
)

var signalNames = [signalCount]string{
	signalPassage:     "share of the question in one passage",
	signalTogether:    "share of the question in three sentences running",
	signalLacking:     "the most telling word that those three sentences lack",
	signalWeakestSide: "share of the side of the question that is met least",
	signalNamed:       "share of the question's names in the best passages",
	signalMissing:     "sources named that the library does not have",
	signalLength:      "length of the question",
	signalPairs:       "neighbouring words of the question side by side",
	signalSentence:    "share of the question around the best sentence",
	signalKind:        "the kind of answer that is asked for, in the best sentence",
	signalAhead:       "how far the best sentence is ahead of the best elsewhere",
	signalRanked:      "the best passage's score, of the most that a score can be",
	signalRead:        "what the reader makes of all that it read",
	signalReadBest:    "what the reader makes of the best sentence",
}

// signalSigns say which way a signal may count.
var signalSigns = [signalCount]float64{
	signalPassage: 1, signalTogether: 1, signalLacking: -1, signalWeakestSide: 1, signalNamed: 1, signalMissing: -1,
	signalPairs: 1, signalSentence: 1, signalKind: 1, signalAhead: 1, signalRanked: 1, signalRead: 1, signalReadBest: 1,
}

type signals [signalCount]float64

// fewBest is how many of the best passages are looked at together.
const fewBest = 5

// signalsOf tells how much of what is asked stands together. Words of the
// question's frame count for nothing.
func signalsOf(res retrieval.Result, n need, readings []*reading, choices []choice) signals {
	var s signals
	s[signalPassage], s[signalTogether], s[signalLacking] = n.together(readings)
	best := n.none()
	for _, r := range readings[:min(len(readings), fewBest)] {
		best.noteAll(r.held)
	}
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
		s[signalAhead] = ahead(choices)
	}
	if len(res.Hits) > 0 {
		s[signalRanked] = res.Hits[0].Fit()
	}
	s[signalLength] = min(math.Log1p(float64(n.core.count()))/4, 1)
	return s
}

// together is the most of the core that one reading meets, the most that three
// sentences running do, and how much the heaviest term that these lack weighs
// beside the heaviest of all.
func (n need) together(readings []*reading) (passage, sentences, lacking float64) {
	for _, r := range readings {
		passage = max(passage, n.core.met(r.held))
	}
	near, sentences := n.nearest(readings)
	if sentences == 0 {
		return passage, 0, 1
	}
	return passage, sentences, n.core.lacking(near)
}

// nearest returns what the three sentences running have that meet most of the
// core, and how much of it they meet.
func (n need) nearest(readings []*reading) (best found, most float64) {
	best = n.none()
	for _, r := range readings {
		for i := range r.sentences {
			near := n.none()
			for _, s := range r.sentences[max(0, i-1):min(i+2, len(r.sentences))] {
				near.note(s.meets, 1)
			}
			if met := n.core.met(near); met > most {
				best, most = near, met
			}
		}
	}
	return best, most
}

// lacking is the weight of the heaviest term that was not found, as a share of
// the heaviest of all.
func (q weighing) lacking(f found) float64 {
	heaviest, missing := 0., 0.
	for i, w := range q.weights {
		heaviest, missing = max(heaviest, w), max(missing, w*(1-f[i]))
	}
	if heaviest == 0 {
		return 0
	}
	return missing / heaviest
}

// aheadScale is a clear difference between the scores of sentences.
const aheadScale = 3

// ahead is how far the best choice is ahead of the best one of another article
// or, in its own, of a sentence that does not stand beside it.
func ahead(choices []choice) float64 {
	best := choices[0]
	for _, c := range choices[1:] {
		if c.article.ID != best.article.ID || c.at < best.at-1 || c.at > best.at+1 {
			return math.Tanh((best.score - c.score) / aheadScale)
		}
	}
	return 1
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
func (j judgement) confidence(s signals) float64 { return 1 / (1 + math.Exp(-j.signals.Score(s[:]))) }
