package retrieval

import (
	"cmp"
	"container/heap"
	"context"
	"fmt"
	"math"
	"math/bits"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// Parameters of Okapi BM25 (Robertson and Zaragoza, "The Probabilistic
// Relevance Framework", 2009): the usual values, not tuned to any library.
const (
	bm25K1 = 1.2
	bm25B  = 0.75
)

// clause is one term in one field of a query, with what its weight multiplies.
type clause struct {
	field  string
	term   string
	weight float64
	// mean is the field's mean length in terms; 0 for a field that matches or
	// does not, where frequency and length say nothing.
	mean float64
}

// candidate is a passage of the first stage.
type candidate struct {
	doc   uint64
	score points
}

// points are a score of the first stage as a multiple of 2^-32. Sums of whole
// numbers are the same in any order; those of floats are not, and the order in
// which lists are read depends on where the index has put the passages.
type points int64

func pointsOf(score float64) points { return points(math.Round(score * (1 << 32))) }

// idf is BM25's inverse document frequency, never negative.
func idf(docs, with uint64) float64 {
	return math.Log(1 + (float64(docs)-float64(with)+.5)/(float64(with)+.5))
}

// score is what one occurrence count adds, before the clause's weight; it is
// less than 1+k1 and, for a field without lengths, 1.
func (c clause) score(freq uint64, norm float64) float64 {
	if c.mean == 0 {
		return 1
	}
	length := 1 / (norm * norm)
	f := float64(freq)
	return f * (bm25K1 + 1) / (f + bm25K1*(1-bm25B+bm25B*length/c.mean))
}

// bound is the most that the clause can add to any score.
func (c clause) bound() points {
	if c.mean == 0 {
		return pointsOf(c.weight)
	}
	return pointsOf(c.weight * (bm25K1 + 1))
}

// passageOrder sorts passages by what their articles tell of them, so that where
// the index has put them does not show.
type passageOrder func(docs []uint64) error

// topPassages finds the k passages with the highest sum over the clauses,
// exactly, and skips those that cannot be among them: MaxScore (Turtle and
// Flood, "Query evaluation: strategies and optimizations", 1995). Of passages
// that tie for the last places those are taken that order puts first. A passage
// outside allowed does not count; nil allows all.
func topPassages(ctx context.Context, from *snapshot, clauses []clause, k int, allowed *roaring.Bitmap, order passageOrder) ([]candidate, error) {
	lists, err := from.openAll(ctx, clauses)
	if err != nil {
		return nil, err
	}
	defer closeAll(lists)
	m := maxScore{lists: lists, k: k, allowed: allowed}
	if err := m.run(ctx); err != nil {
		return nil, err
	}
	if len(m.tied) == 0 {
		return m.best, nil
	}
	for _, doc := range m.tied {
		m.best = append(m.best, candidate{doc, m.threshold()})
	}
	return firstOf(m.best, k, order)
}

// firstOf returns the k candidates with the highest scores, and of those that
// tie for the last places the ones that order puts first.
func firstOf(all []candidate, k int, order passageOrder) ([]candidate, error) {
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	if len(all) <= k {
		return all, nil
	}
	last := all[k-1].score
	from := slices.IndexFunc(all, func(c candidate) bool { return c.score == last })
	var tied []uint64
	for _, c := range all[from:] {
		if c.score == last {
			tied = append(tied, c.doc)
		}
	}
	if from+len(tied) > k {
		if err := order(tied); err != nil {
			return nil, fmt.Errorf("order passages of one score: %w", err)
		}
	}
	for i, doc := range tied[:k-from] {
		all[from+i].doc = doc
	}
	return all[:k], nil
}

// maxScore is one run of the algorithm. The lists stand by rising bound; those
// before essential cannot, even together, lift a passage into the best k, so
// only the others bring up passages to look at. They do so window by window,
// each list by itself, which spares asking every list about every passage.
type maxScore struct {
	lists     []*posting
	k         int
	allowed   *roaring.Bitmap
	bounds    []points // bounds[i] is the sum of the bounds of lists[:i]
	essential int
	best      worstFirst
	tied      []uint64 // further passages with the score of the worst of best

	scores [scoreWindow]points
	found  [scoreWindow / 64]uint64 // a bit for each passage of the window
}

// scoreWindow is how many passages are scored together, a multiple of 64. It
// changes no result, and is set by hand.
const scoreWindow = 1024

func (m *maxScore) run(ctx context.Context) error {
	slices.SortStableFunc(m.lists, func(a, b *posting) int { return cmp.Compare(a.bound(), b.bound()) })
	m.bounds = make([]points, len(m.lists)+1)
	for i, l := range m.lists {
		m.bounds[i+1] = m.bounds[i] + l.bound()
	}
	for m.essential < len(m.lists) {
		if err := ctx.Err(); err != nil {
			return err
		}
		base := uint64(done)
		for _, l := range m.lists[m.essential:] {
			base = min(base, l.at)
		}
		if base == done {
			return nil
		}
		if err := m.collect(base); err != nil {
			return err
		}
		if err := m.settle(base, m.essential); err != nil {
			return err
		}
	}
	return nil
}

// collect adds up what the essential lists give the passages of the window
// that begins at base, and moves them past it.
func (m *maxScore) collect(base uint64) error {
	for _, l := range m.lists[m.essential:] {
		for l.at < base+scoreWindow {
			if m.allowed == nil || m.allowed.Contains(uint32(l.at)) {
				i := l.at - base
				m.scores[i] += l.contribution()
				m.found[i/64] |= 1 << (i % 64)
			}
			if err := l.next(); err != nil {
				return err
			}
		}
	}
	return nil
}

// settle adds what the other lists, the first ones, give the passages found in
// the window, as far as these can still be among the best.
func (m *maxScore) settle(base uint64, others int) error {
	for w := range m.found {
		for ; m.found[w] != 0; m.found[w] &= m.found[w] - 1 {
			i := w*64 + bits.TrailingZeros64(m.found[w])
			score := m.scores[i]
			m.scores[i] = 0
			if err := m.complete(candidate{base + uint64(i), score}, others); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *maxScore) complete(c candidate, others int) error {
	for i := others - 1; i >= 0; i-- {
		if c.score+m.bounds[i+1] < m.threshold() {
			return nil
		}
		l := m.lists[i]
		if err := l.seek(c.doc); err != nil {
			return err
		}
		if l.at == c.doc {
			c.score += l.contribution()
		}
	}
	m.keep(c)
	return nil
}

// threshold is the score to reach.
func (m *maxScore) threshold() points {
	if len(m.best) < m.k {
		return 1
	}
	return m.best[0].score
}

func (m *maxScore) keep(c candidate) {
	switch {
	case c.score < m.threshold():
		return
	case len(m.best) < m.k:
		heap.Push(&m.best, c)
	case c.score == m.threshold():
		m.tied = append(m.tied, c.doc)
	default:
		out := m.best[0]
		m.best[0] = c
		heap.Fix(&m.best, 0)
		if m.tied = append(m.tied, out.doc); m.threshold() > out.score {
			m.tied = m.tied[:0]
		}
	}
	for m.essential < len(m.lists) && m.bounds[m.essential+1] < m.threshold() {
		m.essential++
	}
}

// worstFirst is a heap of candidates.
type worstFirst []candidate

func (h worstFirst) Len() int           { return len(h) }
func (h worstFirst) Less(i, j int) bool { return h[i].score < h[j].score }
func (h worstFirst) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *worstFirst) Push(x any)        { *h = append(*h, x.(candidate)) }
func (h *worstFirst) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
