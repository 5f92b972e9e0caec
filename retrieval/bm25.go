package retrieval

import (
	"cmp"
	"container/heap"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
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

// bound is the most that the clause can add to a score.
func (c clause) bound() float64 {
	if c.mean == 0 {
		return c.weight
	}
	return c.weight * (bm25K1 + 1)
}

// posting walks the passages that a clause matches, in the index's order.
type posting struct {
	clause
	reader index.TermFieldReader
	doc    index.TermFieldDoc
	id     index.IndexInternalID // buffer for seeking
	at     uint64                // the current passage; done when there is none
}

const done = math.MaxUint64

func (p *posting) moved(doc *index.TermFieldDoc, err error) error {
	if err != nil {
		return fmt.Errorf("read postings of %s:%q: %w", p.field, p.term, err)
	}
	p.at = done
	if doc != nil {
		p.at = doc.ID.Value()
	}
	return nil
}

func (p *posting) next() error { return p.moved(p.reader.Next(&p.doc)) }

// seek moves to the first passage at or after doc.
func (p *posting) seek(doc uint64) error {
	if p.at >= doc {
		return nil // the reader would start again from the beginning
	}
	p.id = index.NewIndexInternalID(p.id, doc)
	return p.moved(p.reader.Advance(p.id, &p.doc))
}

func (p *posting) contribution() float64 { return p.weight * p.score(p.doc.Freq, p.doc.Norm) }

// topPassages finds the k passages with the highest sum over the clauses,
// exactly, and skips those that cannot be among them: MaxScore (Turtle and
// Flood, "Query evaluation: strategies and optimizations", 1995). A passage
// outside allowed does not count; nil allows all. Best first.
func topPassages(ctx context.Context, r index.IndexReader, clauses []clause, k int, allowed *roaring.Bitmap) ([]candidate, error) {
	lists, err := openPostings(ctx, r, clauses)
	defer func() {
		for _, l := range lists {
			_ = l.reader.Close() // only recycles the reader
		}
	}()
	if err != nil {
		return nil, err
	}
	m := maxScore{lists: lists, k: k, allowed: allowed}
	if err := m.run(ctx); err != nil {
		return nil, err
	}
	slices.SortFunc(m.best, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc))
	})
	return m.best, nil
}

func openPostings(ctx context.Context, r index.IndexReader, clauses []clause) ([]*posting, error) {
	var lists []*posting
	for _, c := range clauses {
		reader, err := r.TermFieldReader(ctx, []byte(c.term), c.field, c.mean > 0, c.mean > 0, false)
		if err != nil {
			return lists, fmt.Errorf("open postings of %s:%q: %w", c.field, c.term, err)
		}
		p := &posting{clause: c, reader: reader}
		lists = append(lists, p)
		if err := p.next(); err != nil {
			return lists, err
		}
	}
	return lists, nil
}

// maxScore is one run of the algorithm. The lists stand by rising bound; those
// before essential cannot, even together, lift a passage into the best k, so
// only the others bring up passages to look at.
type maxScore struct {
	lists     []*posting
	k         int
	allowed   *roaring.Bitmap
	bounds    []float64 // bounds[i] is the sum of the bounds of lists[:i]
	essential int
	best      worstFirst
}

func (m *maxScore) run(ctx context.Context) error {
	slices.SortStableFunc(m.lists, func(a, b *posting) int { return cmp.Compare(a.bound(), b.bound()) })
	m.bounds = make([]float64, len(m.lists)+1)
	for i, l := range m.lists {
		m.bounds[i+1] = m.bounds[i] + l.bound()
	}
	for n := 0; m.essential < len(m.lists); n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		doc := uint64(done)
		for _, l := range m.lists[m.essential:] {
			doc = min(doc, l.at)
		}
		if doc == done {
			return nil
		}
		if err := m.visit(doc); err != nil {
			return err
		}
	}
	return nil
}

// visit scores doc, as far as it can still be among the best, and moves the
// essential lists past it.
func (m *maxScore) visit(doc uint64) error {
	score := 0.
	wanted := m.allowed == nil || m.allowed.Contains(uint32(doc))
	for _, l := range m.lists[m.essential:] {
		if l.at != doc {
			continue
		}
		if wanted {
			score += l.contribution()
		}
		if err := l.next(); err != nil {
			return err
		}
	}
	if !wanted {
		return nil
	}
	for i := m.essential - 1; i >= 0; i-- {
		if score+m.bounds[i+1] <= m.threshold() {
			return nil
		}
		l := m.lists[i]
		if err := l.seek(doc); err != nil {
			return err
		}
		if l.at == doc {
			score += l.contribution()
		}
	}
	m.keep(candidate{doc, score})
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
