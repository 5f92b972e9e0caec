package retrieval

import (
	"context"
	"fmt"
	"math"
	"slices"

	index "github.com/blevesearch/bleve_index_api"
)

// termList are the passages that hold a term in a field.
type termList struct {
	count uint64
	// docs are nil where there are too many to keep.
	docs   []uint64
	scores []float64 // before the clause's weight
	most   float64   // the highest of them
}

func (l *termList) bytes() int { return 16*len(l.docs) + 160 }

// openAll opens a list for each clause.
func (s *snapshot) openAll(ctx context.Context, clauses []clause) ([]*posting, error) {
	lists := make([]*posting, 0, len(clauses))
	for _, c := range clauses {
		l, err := s.open(ctx, c)
		if err != nil {
			closeAll(lists)
			return nil, err
		}
		lists = append(lists, l)
	}
	return lists, nil
}

func closeAll(lists []*posting) {
	for _, l := range lists {
		if l.reader != nil {
			_ = l.reader.Close() // only recycles the reader
		}
	}
}

func (s *snapshot) open(ctx context.Context, c clause) (*posting, error) {
	list, err := s.list(ctx, c)
	if err != nil {
		return nil, err
	}
	if list.count <= s.longest {
		return walk(c, list), nil
	}
	l, err := s.stream(ctx, c)
	if err != nil {
		return nil, err
	}
	if err := l.next(); err != nil {
		closeAll([]*posting{l})
		return nil, err
	}
	return l, nil
}

// list returns the passages that c matches, from memory if they were read before.
func (s *snapshot) list(ctx context.Context, c clause) (*termList, error) {
	key := listKey{c.field, c.term}
	if list, ok := s.lists.Get(key); ok {
		return list, nil
	}
	l, err := s.stream(ctx, c)
	if err != nil {
		return nil, err
	}
	defer closeAll([]*posting{l})
	list, err := l.read(s.longest)
	if err == nil {
		s.lists.Put(key, list)
	}
	return list, err
}

// stream opens the index's own list; next brings its first passage.
func (s *snapshot) stream(ctx context.Context, c clause) (*posting, error) {
	reader, err := s.reader.TermFieldReader(ctx, []byte(c.term), c.field, c.mean > 0, c.mean > 0, false)
	if err != nil {
		return nil, fmt.Errorf("open postings of %s:%q: %w", c.field, c.term, err)
	}
	return &posting{clause: c, reader: reader}, nil
}

// frequency is the number of passages that hold term in a field. It reads no
// list: what is counted is often not walked.
func (s *snapshot) frequency(ctx context.Context, field, term string) (uint64, error) {
	if list, ok := s.lists.Get(listKey{field, term}); ok {
		return list.count, nil
	}
	if n, ok := s.counts.Get(listKey{field, term}); ok {
		return n, nil
	}
	l, err := s.stream(ctx, clause{field: field, term: term})
	if err != nil {
		return 0, err
	}
	defer closeAll([]*posting{l})
	n := l.reader.Count()
	s.counts.Add(listKey{field, term}, n)
	return n, nil
}

// walk begins at a list in memory.
func walk(c clause, list *termList) *posting {
	l := &posting{clause: c, list: list}
	l.step()
	return l
}

// posting walks the passages that a clause matches, in the index's order:
// those of a list in memory or, where that is nil, of the index's reader.
type posting struct {
	clause
	at uint64 // the current passage; done when there is none

	list *termList
	i    int // of the passage after the current one

	reader index.TermFieldReader
	doc    index.TermFieldDoc
	id     index.IndexInternalID // buffer for seeking
}

const done = math.MaxUint64

func (p *posting) next() error {
	if p.list == nil {
		return p.moved(p.reader.Next(&p.doc))
	}
	p.step()
	return nil
}

// step moves on in the list in memory.
func (p *posting) step() {
	p.at = done
	if p.i < len(p.list.docs) {
		p.at = p.list.docs[p.i]
		p.i++
	}
}

// seek moves to the first passage at or after doc.
func (p *posting) seek(doc uint64) error {
	if p.at >= doc {
		return nil // the reader would start again from the beginning
	}
	if p.list == nil {
		p.id = index.NewIndexInternalID(p.id, doc)
		return p.moved(p.reader.Advance(p.id, &p.doc))
	}
	p.i = p.list.find(doc, p.i)
	p.step()
	return nil
}

// find returns the place of the first passage at or after doc, from place i on.
// It is mostly near, so that the stretch to look in grows from there.
func (l *termList) find(doc uint64, i int) int {
	last, stretch := i, 1
	for last < len(l.docs) && l.docs[last] < doc {
		i, last = last+1, last+stretch
		stretch *= 2
	}
	at, _ := slices.BinarySearch(l.docs[i:min(last, len(l.docs))], doc)
	return i + at
}

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

// bound is the most that a passage's score can get.
func (p *posting) bound() points {
	if p.list != nil {
		return pointsOf(p.weight * p.list.most)
	}
	return p.clause.bound()
}

// contribution is what the current passage's score gets.
func (p *posting) contribution() points {
	if p.list != nil {
		return pointsOf(p.weight * p.list.scores[p.i-1])
	}
	return pointsOf(p.weight * p.score(p.doc.Freq, p.doc.Norm))
}

// read reads a list that was just opened, of longest passages at most.
func (p *posting) read(longest uint64) (*termList, error) {
	n := p.reader.Count()
	list := &termList{count: n}
	if n > longest {
		return list, nil
	}
	list.docs, list.scores = make([]uint64, 0, n), make([]float64, 0, n)
	for {
		if err := p.next(); err != nil {
			return nil, err
		}
		if p.at == done {
			return list, nil
		}
		list.docs = append(list.docs, p.at)
		score := p.score(p.doc.Freq, p.doc.Norm)
		list.scores = append(list.scores, score)
		list.most = max(list.most, score)
	}
}
