package eval

import "math"

// Learnt by gradient ascent with Adam (Kingma and Ba, 2015): the problems are
// convex or nearly so, with some twenty weights and some thousand examples.
const (
	learnSteps = 400
	learnRate  = 0.1
	decay      = 0.02 // of the weights, so that a rare feature does not grow on a few examples
)

// LearnRanking finds the weights under which the right options come first:
// softmax regression, each place of an answer against all options that hold
// none of the others. share is how much each set counts.
func LearnRanking(sets [][]Ranking, share []float64) []float64 {
	return ascend(width(sets), func(w, gradient []float64) {
		for i, set := range sets {
			for _, r := range set {
				r.push(w, gradient, share[i]/float64(len(set)))
			}
		}
	})
}

func width(sets [][]Ranking) int {
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
func (r Ranking) push(w, gradient []float64, share float64) {
	scores := make([]float64, len(r.Options))
	top := math.Inf(-1)
	for i, x := range r.Options {
		scores[i] = dot(w, x)
		top = max(top, scores[i])
	}
	any := make([]bool, len(r.Options))
	for _, right := range r.Right {
		for _, i := range right {
			any[i] = true
		}
	}
	for _, right := range r.Right {
		if len(right) == 0 {
			continue
		}
		here := make([]bool, len(r.Options))
		for _, i := range right {
			here[i] = true
		}
		good, all := 0., 0.
		for i := range scores {
			if any[i] && !here[i] {
				continue
			}
			e := math.Exp(scores[i] - top)
			all += e
			if here[i] {
				good += e
			}
		}
		for i := range scores {
			if any[i] && !here[i] || good == 0 {
				continue
			}
			e := math.Exp(scores[i] - top)
			d := -e / all
			if here[i] {
				d += e / good
			}
			addTo(gradient, r.Options[i], d*share/float64(len(r.Right)))
		}
	}
}

// LearnDecision finds the weights, and last the bias, of a logistic regression
// of whether there is an answer. share is how much each set counts.
func LearnDecision(sets [][]Decided, share []float64) []float64 {
	n := 0
	for _, set := range sets {
		if len(set) > 0 {
			n = len(set[0].Signals) + 1
		}
	}
	return ascend(n, func(w, gradient []float64) {
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
