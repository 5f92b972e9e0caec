package retrieval

import (
	"cmp"
	"container/heap"
	"context"
	"math"
	"math/bits"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// Parameters of Okapi BM25 (Robertson and Zaragoza, "The Probabilistic
// Relevance Framework", 2009).
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
	score float64
}

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
func (c clause) bound() float64 {
	if c.mean == 0 {
		return c.weight
	}
	return c.weight * (bm25K1 + 1)
}

// topPassages finds the k passages with the highest sum over the clauses,
// exactly, and skips those that cannot be among them: MaxScore (Turtle and
// Flood, "Query evaluation: strategies and optimizations", 1995). A passage
// outside allowed does not count; nil allows all. Best first.
func topPassages(ctx context.Context, from *snapshot, clauses []clause, k int, allowed *roaring.Bitmap) ([]candidate, error) {
	lists, err := from.openAll(ctx, clauses)
	if err != nil {
		return nil, err
	}
	defer closeAll(lists)
	m := maxScore{lists: lists, k: k, allowed: allowed}
	if err := m.run(ctx); err != nil {
		return nil, err
	}
	slices.SortFunc(m.best, byScore)
	return m.best, nil
}

// byScore orders candidates, the best first.
func byScore(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc))
}

// maxScore is one run of the algorithm. The lists stand by rising bound; those
// before essential cannot, even together, lift a passage into the best k, so
// only the others bring up passages to look at. They do so window by window,
// each list by itself, which spares asking every list about every passage.
type maxScore struct {
	lists     []*posting
	k         int
	allowed   *roaring.Bitmap
	bounds    []float64 // bounds[i] is the sum of the bounds of lists[:i]
	essential int
	best      worstFirst

	scores [scoreWindow]float64
	found  [scoreWindow / 64]uint64 // a bit for each passage of the window
}

// scoreWindow is how many passages are scored together, a multiple of 64.
const scoreWindow = 1024

func (m *maxScore) run(ctx context.Context) error {
	slices.SortStableFunc(m.lists, func(a, b *posting) int { return cmp.Compare(a.bound(), b.bound()) })
	m.bounds = make([]float64, len(m.lists)+1)
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
		if c.score+m.bounds[i+1] <= m.threshold() {
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

// threshold is the score to exceed.
func (m *maxScore) threshold() float64 {
	if len(m.best) < m.k {
		return 0
	}
	return m.best[0].score
}

func (m *maxScore) keep(c candidate) {
	if c.score <= m.threshold() {
		return
	}
	if len(m.best) < m.k {
		heap.Push(&m.best, c)
	} else {
		m.best[0] = c
		heap.Fix(&m.best, 0)
	}
	for m.essential < len(m.lists) && m.bounds[m.essential+1] <= m.threshold() {
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
