package retrieval

import (
	"context"
	"fmt"
	"math"
	"sort"

	index "github.com/blevesearch/bleve_index_api"
)

// postings opens the lists of which passages hold a term. Where several
// queries of one search read the same lists, short ones are read once and kept
// for the next; a long one is left to the index, which can skip in it.
type postings struct {
	reader index.IndexReader
	// kept is nil where nothing is read twice.
	kept map[listKey]*termList
}

type listKey struct{ field, term string }

// termList is a list in memory.
type termList struct {
	docs   []uint64
	scores []float64 // before the clause's weight
}

// maxKept is how many passages a list in memory has at most.
const maxKept = 4096

func newPostings(r index.IndexReader, shared bool) *postings {
	p := &postings{reader: r}
	if shared {
		p.kept = make(map[listKey]*termList)
	}
	return p
}

// openAll opens a list for each clause; what it opened has to be closed even
// when it fails.
func (p *postings) openAll(ctx context.Context, clauses []clause) ([]*posting, error) {
	lists := make([]*posting, 0, len(clauses))
	for _, c := range clauses {
		l, err := p.open(ctx, c)
		if l != nil {
			lists = append(lists, l)
		}
		if err != nil {
			return lists, err
		}
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

func (p *postings) open(ctx context.Context, c clause) (*posting, error) {
	key := listKey{c.field, c.term}
	if list := p.kept[key]; list != nil {
		return walk(c, list), nil
	}
	reader, err := p.reader.TermFieldReader(ctx, []byte(c.term), c.field, c.mean > 0, c.mean > 0, false)
	if err != nil {
		return nil, fmt.Errorf("open postings of %s:%q: %w", c.field, c.term, err)
	}
	l := &posting{clause: c, reader: reader}
	if err := l.next(); err != nil || p.kept == nil || reader.Count() > maxKept {
		return l, err
	}
	list, err := l.readAll()
	if err != nil {
		return l, err
	}
	p.kept[key] = list
	closeAll([]*posting{l})
	return walk(c, list), nil
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
	rest := p.list.docs[p.i:]
	p.i += sort.Search(len(rest), func(i int) bool { return rest[i] >= doc })
	p.step()
	return nil
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

// contribution is what the current passage's score gets.
func (p *posting) contribution() float64 {
	if p.list != nil {
		return p.weight * p.list.scores[p.i-1]
	}
	return p.weight * p.score(p.doc.Freq, p.doc.Norm)
}

// readAll reads the rest of the list into memory.
func (p *posting) readAll() (*termList, error) {
	n := int(p.reader.Count())
	list := &termList{docs: make([]uint64, 0, n), scores: make([]float64, 0, n)}
	for p.at != done {
		list.docs = append(list.docs, p.at)
		list.scores = append(list.scores, p.score(p.doc.Freq, p.doc.Norm))
		if err := p.next(); err != nil {
			return nil, err
		}
	}
	return list, nil
}
