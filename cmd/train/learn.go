package main

import (
	"math"

	"dateline/answers/eval"
)

// Learnt by gradient ascent with Adam (Kingma and Ba, 2015): the problems are
// convex or nearly so, with some twenty weights and some thousand examples.
const (
	learnSteps = 400
	learnRate  = 0.1
	decay      = 0.02 // of the weights, so that a rare feature does not grow on a few examples
)

// learnRanking finds the weights under which the right options come first:
// softmax regression, each place of an answer against all options that hold
// none of the others. share is how much each set counts.
func learnRanking(sets [][]eval.Ranking, share []float64) []float64 {
	return ascend(width(sets), func(w, gradient []float64) {
		for i, set := range sets {
			for _, r := range set {
				push(r, w, gradient, share[i]/float64(len(set)))
			}
		}
	})
}

func width(sets [][]eval.Ranking) int {
	for _, set := range sets {
		for _, r := range set {
			if len(r.Options) > 0 {
				return len(r.Options[0])
			}
		}
	}
	return 0
}

// push adds the gradient of r's log-likelihood.
func push(r eval.Ranking, w, gradient []float64, share float64) {
	odds := oddsOf(r, w)
	right := make([]bool, len(odds))
	for _, place := range r.Right {
		for _, i := range place {
			right[i] = true
		}
	}
	for _, place := range r.Right {
		if len(place) > 0 {
			pushPlace(r, place, right, odds, gradient, share/float64(len(r.Right)))
		}
	}
}

// oddsOf returns the options' odds, up to a factor.
func oddsOf(r eval.Ranking, w []float64) []float64 {
	odds := make([]float64, len(r.Options))
	top := math.Inf(-1)
	for i, x := range r.Options {
		odds[i] = dot(w, x)
		top = max(top, odds[i])
	}
	for i := range odds {
		odds[i] = math.Exp(odds[i] - top)
	}
	return odds
}

// pushPlace does so for one place of the answer: its options against those
// that are right nowhere.
func pushPlace(r eval.Ranking, place []int, right []bool, odds, gradient []float64, share float64) {
	good := 0.
	for _, i := range place {
		good += odds[i]
	}
	all := good
	for i, o := range odds {
		if !right[i] {
			all += o
		}
	}
	if good == 0 {
		return
	}
	for _, i := range place {
		addTo(gradient, r.Options[i], odds[i]*(1/good-1/all)*share)
	}
	for i, o := range odds {
		if !right[i] {
			addTo(gradient, r.Options[i], -o/all*share)
		}
	}
}

// learnDecision finds the weights, and last the bias, of a logistic regression
// of whether there is an answer. share is how much each set counts. A weight
// gets no other sign than signs says, 0 for either: what speaks for an answer
// must never come to speak against one because of what few examples happen to
// be like.
func learnDecision(sets [][]eval.Decided, share, signs []float64) []float64 {
	n := 0
	for _, set := range sets {
		if len(set) > 0 {
			n = len(set[0].Signals) + 1
		}
	}
	hold := func(w []float64) {
		for k, sign := range signs {
			if w[k]*sign < 0 {
				w[k] = 0
			}
		}
	}
	w := ascend(n, func(w, gradient []float64) {
		hold(w)
		for i, set := range sets {
			for _, d := range set {
				x := append(append([]float64(nil), d.Signals...), 1)
				p := 1 / (1 + math.Exp(-dot(w, x)))
				y := 0.
				if d.Answerable {
					y = 1
				}
				addTo(gradient, x, (y-p)*share[i]/float64(len(set)))
			}
		}
	})
	hold(w)
	return w
}

// ascend climbs from zero along the gradient that slope adds to its second
// argument.
func ascend(n int, slope func(w, gradient []float64)) []float64 {
	w, m, v := make([]float64, n), make([]float64, n), make([]float64, n)
	for step := 1; step <= learnSteps; step++ {
		g := make([]float64, n)
		slope(w, g)
		for k := range w {
			g[k] -= decay * w[k]
			m[k] = .9*m[k] + .1*g[k]
			v[k] = .999*v[k] + .001*g[k]*g[k]
			mean := m[k] / (1 - math.Pow(.9, float64(step)))
			spread := v[k] / (1 - math.Pow(.999, float64(step)))
			w[k] += learnRate * mean / (math.Sqrt(spread) + 1e-8)
		}
	}
	return w
}

func dot(a, b []float64) float64 {
	sum := 0.
	for i, v := range b {
		sum += a[i] * v
	}
	return sum
}

func addTo(sum, x []float64, factor float64) {
	for i, v := range x {
		sum[i] += v * factor
	}
}
