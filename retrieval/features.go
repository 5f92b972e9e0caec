package retrieval

import (
	"math"

	"dateline/retrieval/text"
)

// A feature is one reason to rank a passage high or low. All lie between -1
// and 1, so that their weights can be compared.
const (
	featBM25 = iota
	featCoverage
	featWindow
	featPairs
	featTitle
	featSideBM25
	featSideCoverage
	featSideWindow
	featSideTitle
	featArticle
	featNeighbour
	featOutlet
	featSideOutlet
	featDay
	featSideDay
	featLead
	featRare
	featArticleBM25
	featShared
	featCount
)

// featureNames are what explanations call the features.
var featureNames = [featCount]string{
	featBM25:         "matched terms (BM25)",
	featCoverage:     "share of the question in the passage and its headline",
	featWindow:       "share of the question close together",
	featPairs:        "neighbouring words of the question side by side",
	featTitle:        "share of the question in the headline",
	featSideBM25:     "matched terms of one side of the question (BM25)",
	featSideCoverage: "share of that side in the passage and its headline",
	featSideWindow:   "share of that side close together",
	featSideTitle:    "share of that side in the headline",
	featArticle:      "share of the question in the article's passages found",
	featNeighbour:    "the passages before and after",
	featOutlet:       "an outlet the question names",
	featSideOutlet:   "the outlet that side names",
	featDay:          "a date the question names",
	featSideDay:      "the date that side names",
	featLead:         "the article's beginning",
	featRare:         "share of the question's rare words",
	featArticleBM25:  "matched terms of the article's best passages (BM25)",
	featShared:       "names that the outlets' best passages share",
}

type features [featCount]float64

// weighting is a question, or one side of it, as weights of its terms.
type weighting struct {
	w     []float64
	total float64
}

func newWeighting(w []float64) weighting {
	q := weighting{w: w}
	for _, v := range w {
		q.total += v
	}
	return q
}

func (q weighting) share(sum float64) float64 {
	if q.total == 0 {
		return 0
	}
	return sum / q.total
}

// What the features take for near; set by hand, and what a feature counts is then
// learnt (cmd/train, on the development halves of the benchmark folders).
const (
	// window is how many terms stand close together: about a sentence's.
	window = 20
	// pairReach is how many places on a neighbour may stand: one word between
	// them, such as a stop word, does not part them.
	pairReach = 2
	// leadReach is at how many bytes from its beginning a passage is half as near
	// to it.
	leadReach = 400
)

// profile is what a passage has of a question's terms.
type profile struct {
	counts   []int // by term
	at       []int // the term at each place of the passage where there is one
	place    []int // that place
	inTitle  []bool
	length   int
	titleLen int
}

// askedTerms tells which of a question's terms, by number, a word counts as.
type askedTerms struct {
	byHash map[termHash][]int
	n      int
	// some has a bit for the last bits of each hash: few words of a passage are
	// asked for, and the others need not be looked up.
	some [64]uint64
}

func (a *askedTerms) add(t text.Term, number int) {
	h := hashTerm(t)
	a.byHash[h] = append(a.byHash[h], number)
	a.some[h/64%64] |= 1 << (h % 64)
}

func (a *askedTerms) of(h termHash) []int {
	if a.some[h/64%64]&(1<<(h%64)) == 0 {
		return nil
	}
	return a.byHash[h]
}

func (a *askedTerms) profile(v vector) profile {
	p := profile{counts: make([]int, a.n), inTitle: make([]bool, a.n), length: len(v.body), titleLen: len(v.title)}
	for place, h := range v.body {
		for _, t := range a.of(h.term()) {
			p.counts[t]++
			p.at = append(p.at, t)
			p.place = append(p.place, place)
		}
	}
	for _, h := range v.title {
		for _, t := range a.of(h) {
			p.inTitle[t] = true
		}
	}
	return p
}

// bm25 is Okapi BM25 as a share of the most that the weighting can give.
func (p profile) bm25(q weighting, meanLength float64) float64 {
	sum := 0.
	norm := bm25K1 * (1 - bm25B + bm25B*float64(p.length)/meanLength)
	for t, n := range p.counts {
		if n > 0 {
			f := float64(n)
			sum += q.w[t] * f / (f + norm)
		}
	}
	return q.share(sum)
}

// coverage is the share of the weighting that passage and headline hold.
func (p profile) coverage(q weighting) float64 {
	sum := 0.
	for t, n := range p.counts {
		if n > 0 || p.inTitle[t] {
			sum += q.w[t]
		}
	}
	return q.share(sum)
}

func (p profile) title(q weighting) float64 {
	sum := 0.
	for t, in := range p.inTitle {
		if in {
			sum += q.w[t]
		}
	}
	return q.share(sum)
}

// close is the largest share of the weighting within a window of the passage.
func (p profile) close(q weighting) float64 {
	inside := make([]int, len(p.counts))
	sum, best, first := 0., 0., 0
	for i, t := range p.at {
		if inside[t]++; inside[t] == 1 {
			sum += q.w[t]
		}
		for p.place[i]-p.place[first] >= window {
			f := p.at[first]
			if inside[f]--; inside[f] == 0 {
				sum -= q.w[f]
			}
			first++
		}
		best = max(best, sum)
	}
	return q.share(best)
}

// pairs is the share of the question's neighbouring terms, next[t] following
// t, that stand next to each other here too.
func (p profile) pairs(q weighting, next []int) float64 {
	sum, total := 0., 0.
	met := make([]bool, len(p.counts))
	for i := 1; i < len(p.at); i++ {
		a, b := p.at[i-1], p.at[i]
		if p.place[i]-p.place[i-1] <= pairReach && next[a] == b {
			met[a] = true
		}
	}
	for t, n := range next {
		if n < 0 {
			continue
		}
		w := min(q.w[t], q.w[n])
		total += w
		if met[t] {
			sum += w
		}
	}
	if total == 0 {
		return 0
	}
	return sum / total
}

// sign is 1 for a match, -1 for a mismatch, 0 where nothing was asked.
func sign(asked, met bool) float64 {
	switch {
	case !asked:
		return 0
	case met:
		return 1
	}
	return -1
}

// nearBeginning falls from 1 at the article's first byte.
func nearBeginning(start int) float64 { return 1 / (1 + math.Sqrt(float64(start)/leadReach)) }
