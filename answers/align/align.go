package align

import (
	"cmp"
	"slices"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// A quote is aligned with all places that may hold it at once: what is looked
// for is the cheapest way to write the quote by copying words from the places,
// where a changed, added or left-out word costs, and going on at another place
// costs as much as some of them. It is the dynamic programming of edit distance
// with affine gaps (Gotoh, "An improved algorithm for matching biological
// sequences", 1982), with jumps between sequences as in spliced alignment
// (Gelfand, Mironov and Pevzner, 1996).

// What a step costs: going on elsewhere about as much as four words, so that a
// word is rather changed than fetched from another place. "cmd/train measure
// quotes" tells how well quotes are judged by these costs and by the shares in
// finding.go: of 1,000 sentences of multihop-rag, 99.8 % and more, whatever was
// done to them.
const (
	costCase   = 1  // a letter in another case
	costEdit   = 8  // a word changed, added or left out
	costExtend = 2  // each further word left out in a row
	costJump   = 30 // going on elsewhere
)

// stepKind says how a word of a quote comes about.
type stepKind byte

const (
	stepSame    stepKind = iota // the article's word
	stepCased                   // the article's word in another case
	stepChanged                 // another word in its place
	stepAdded                   // a word that the article does not have
	stepOmitted                 // a word of the article that the quote leaves out
)

// How a step was reached from the word before.
const (
	byGap  byte = 1 << 4
	byJump byte = 1 << 5
	isMore byte = 1 << 6 // the cheapest run of left-out words that ends here is longer than one
	ofKind byte = 1<<4 - 1
)

// step is one word of an alignment: of the quote, of the article, or of both.
type step struct {
	kind stepKind
	// quote is the number of the quote's word, article the column of the
	// article's; -1 where there is none.
	quote, article int
	// jumped says that it stands elsewhere than the step before.
	jumped bool
}

// sources are the words of places in one row. Each place begins with a
// column without a word, so that none runs on into the next.
type sources struct {
	places []retrieval.Place
	words  []text.Spelling
	place  []int // by column
}

// first reports whether column c begins a place.
func (s *sources) first(c int) bool { return c == 0 || s.place[c] != s.place[c-1] }

// add puts a place with its columns at the end of the row.
func (s *sources) add(p retrieval.Place, columns []text.Spelling) {
	for range columns {
		s.place = append(s.place, len(s.places))
	}
	s.places, s.words = append(s.places, p), append(s.words, columns...)
}

// columnsOf are a place's columns.
func columnsOf(p retrieval.Place) []text.Spelling {
	columns := []text.Spelling{{}}
	for _, w := range text.Spellings(p.Article.Body[p.Start:p.End]) {
		w.Start, w.End = w.Start+p.Start, w.End+p.Start
		columns = append(columns, w)
	}
	return columns
}

// nearestSources are the places that share something: where they have more words
// than most, those that share the most, and one in any case. No more of them
// is in memory at a time than that and one place.
func nearestSources(places []retrieval.Place, shared func(words []text.Spelling) int, most int) *sources {
	type candidate struct {
		number, shared int
		columns        []text.Spelling
	}
	var kept []candidate // those that share the most first
	words := 0
	for i, p := range places {
		c := candidate{number: i, columns: columnsOf(p)}
		if c.shared = shared(c.columns); c.shared == 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(kept, c.shared, func(k candidate, shared int) int {
			return cmp.Or(cmp.Compare(shared, k.shared), -1)
		})
		kept = slices.Insert(kept, at, c)
		for words += len(c.columns); words > most && len(kept) > 1; {
			last := len(kept) - 1
			words -= len(kept[last].columns)
			kept = slices.Delete(kept, last, last+1)
		}
	}
	slices.SortFunc(kept, func(a, b candidate) int { return cmp.Compare(a.number, b.number) })
	out := &sources{}
	for _, c := range kept {
		out.add(places[c.number], c.columns)
	}
	return out
}

// aligner fills the table a row a word of the quote.
type aligner struct {
	quote []word
	src   *sources

	prev, cur, enter []int32 // costs; enter is prev after gaps and jumps
	ops              [][]byte
	via              []byte    // how enter was reached, by column
	gaps             [][]int32 // by row: the column before the gap, nil where there is none
	jumps            []int32   // by row: the column before a jump
}

// align returns the cheapest alignment of the quote.
func align(quote []word, src *sources) []step {
	n := len(src.words)
	a := &aligner{
		quote: quote, src: src,
		prev: make([]int32, n), cur: make([]int32, n), enter: make([]int32, n), via: make([]byte, n),
		ops: make([][]byte, len(quote)), gaps: make([][]int32, len(quote)), jumps: make([]int32, len(quote)),
	}
	for i := range quote {
		a.arrive(i)
		a.row(i)
		a.prev, a.cur = a.cur, a.prev
	}
	return a.trace(cheapest(a.prev))
}

func cheapest(costs []int32) int {
	best := 0
	for c, cost := range costs {
		if cost < costs[best] {
			best = c
		}
	}
	return best
}

// arrive fills enter for row i: where the word may go on.
func (a *aligner) arrive(i int) {
	copy(a.enter, a.prev)
	clear(a.via)
	if limit := a.quote[i].gap; limit > 0 {
		a.gaps[i] = a.skip(limit)
	}
	from := cheapest(a.prev)
	a.jumps[i] = int32(from)
	jump := a.prev[from] + costJump
	for c, cost := range a.enter {
		if jump < cost {
			a.enter[c], a.via[c] = jump, byJump
		}
	}
}

// skip lets each column be entered from limit columns before it at most, for
// nothing, and returns where from.
func (a *aligner) skip(limit int) []int32 {
	from := make([]int32, len(a.prev))
	best := 0
	for c := range a.prev {
		switch {
		case a.src.first(c):
			best = c
		case best < c-limit:
			best = c - limit + cheapest(a.prev[c-limit:c+1])
		case a.prev[c] < a.prev[best]:
			best = c
		}
		from[c] = int32(best)
		if a.prev[best] < a.prev[c] {
			a.enter[c], a.via[c] = a.prev[best], byGap
		}
	}
	return from
}

// row fills cur for the quote's word i.
func (a *aligner) row(i int) {
	q := a.quote[i]
	ops := make([]byte, len(a.cur))
	omitted := int32(0) // the cheapest run of left-out words that ends in this column
	for c, w := range a.src.words {
		best, op := a.enter[c]+costEdit, byte(stepAdded)|a.via[c]
		if !a.src.first(c) {
			kind, cost := compare(q, w)
			if d := a.enter[c-1] + cost; d <= best {
				best, op = d, byte(kind)|a.via[c-1]
			}
			more := byte(0)
			if open := a.cur[c-1] + costEdit; c == 1 || a.src.first(c-1) || open <= omitted+costExtend {
				omitted = open
			} else {
				omitted, more = omitted+costExtend, isMore
			}
			if omitted < best {
				best, op = omitted, byte(stepOmitted)
			}
			op |= more
		}
		a.cur[c], ops[c] = best, op
	}
	a.ops[i] = ops
}

// compare says how the article's word w serves for the quote's word q.
func compare(q word, w text.Spelling) (stepKind, int32) {
	switch {
	case q.Letter == w.Letter:
		return stepSame, 0
	case q.Folded != w.Folded:
		return stepChanged, costEdit
	case q.loose || w.Loose:
		return stepSame, 0
	}
	return stepCased, costCase
}

// trace follows the table back from column c of the last row.
func (a *aligner) trace(c int) []step {
	var back []step
	for i := len(a.quote) - 1; i >= 0; {
		op := a.ops[i][c]
		kind := stepKind(op & ofKind)
		if kind == stepOmitted {
			for more := true; more; c-- {
				more = a.ops[i][c]&isMore != 0
				back = append(back, step{kind: stepOmitted, quote: -1, article: c})
			}
			continue
		}
		s := step{kind: kind, quote: i, article: c, jumped: op&byJump != 0}
		if kind == stepAdded {
			s.article = -1
		} else {
			c--
		}
		switch {
		case op&byJump != 0:
			c = int(a.jumps[i])
		case op&byGap != 0:
			c = int(a.gaps[i][c])
		}
		back = append(back, s)
		i--
	}
	for l, r := 0, len(back)-1; l < r; l, r = l+1, r-1 {
		back[l], back[r] = back[r], back[l]
	}
	return back
}
