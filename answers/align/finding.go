package align

import (
	"cmp"
	"slices"
	"strings"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// Verdict says how a quote stands to the library.
type Verdict string

// The verdicts.
const (
	// Exact: the library holds the quote, to the letter; how it is set, marked
	// omissions and insertions aside.
	Exact Verdict = "exact"
	// Altered: it holds it with words changed, added or left out.
	Altered Verdict = "altered"
	// Stitched: parts of it stand in several places.
	Stitched Verdict = "stitched"
	// Absent: it does not hold it.
	Absent Verdict = "absent"
)

// Finding is how a quote stands to some places.
type Finding struct {
	Verdict Verdict
	// Parts are what stands in the places, in the quote's order; nil when the
	// quote is absent.
	Parts []Part
	// Pieces are the quote with what was done to it; empty when it is absent.
	Pieces []Piece
}

// Part is a part of a quote that stands in one place.
type Part struct {
	Article *retrieval.Article
	// Span is where in the article's body it stands.
	Span text.Span
	// Edits are how the quote differs there; never nil.
	Edits []Edit
	// Also are other articles that hold it to the letter.
	Also []retrieval.Meta
}

// part is a Part as its words are aligned.
type part struct {
	article *retrieval.Article
	src     *sources
	// steps are those of the words that stand there, from the first to the
	// last, and all with the words beside them that stand nowhere.
	steps, all []step
	// also are other articles that hold it to the letter.
	also []retrieval.Meta
}

// How much of a quote must stand in the library for it to be an altered one,
// and of a part to be one: words, a share of the words, and a share of the
// neighbours that are neighbours there as well.
const (
	leastWords     = 3
	leastPartWords = 4
	leastMatched   = 0.65
	leastPairs     = 0.4
	// Of a quote that is not there as a whole, so many words in a row are shown, if
	// they are such a share of it.
	leastRun      = 8
	leastRunShare = 0.5
	// sameSpot is how many words of the article may lie between two parts that
	// count as one place.
	sameSpot = 25
)

// Judge aligns the quote with the places and says how it stands to them.
func Judge(quote Quote, places []retrieval.Place) Finding {
	verdict, parts := judge(quote, places)
	f := Finding{Verdict: verdict, Pieces: piecesOf(quote, parts)}
	for _, p := range parts {
		words := p.src.words
		f.Parts = append(f.Parts, Part{
			Article: p.article, Span: text.Span{Start: words[p.first()].Start, End: words[p.last()].End},
			Edits: p.edits(quote), Also: p.also,
		})
	}
	return f
}

func judge(quote Quote, places []retrieval.Place) (Verdict, []part) {
	if len(quote.words) == 0 {
		return Absent, nil
	}
	verdict := Exact
	parts := verbatim(quote.words, places)
	if len(parts) == 0 {
		verdict, parts = closest(quote.words, places)
	}
	if !faithful(quote, parts) {
		return Absent, nil
	}
	return verdict, parts
}

// closest is how a quote that stands nowhere to the letter stands to the places.
func closest(quote []word, places []retrieval.Place) (Verdict, []part) {
	src := nearestSources(places, sharing(quote), maxSteps/len(quote))
	if len(src.words) == 0 {
		return Absent, nil
	}
	steps := align(quote, src)
	parts := join(solid(join(split(steps, src))))
	matched := 0
	for _, p := range parts {
		matched += p.matched()
	}
	if matched < min(leastWords, len(quote)) || float64(matched) < leastMatched*float64(len(quote)) {
		return half(steps, src)
	}
	switch {
	case len(parts) > 1:
		return Stitched, parts
	case slices.ContainsFunc(parts[0].all, func(s step) bool { return s.kind != stepSame }):
		return Altered, parts
	}
	return Exact, parts
}

// half is the longest part of a quote that stands somewhere word for word, with the
// rest added to it, where that is too much to be chance.
func half(steps []step, src *sources) (Verdict, []part) {
	words, from, to := 0, 0, 0
	for i, start := 0, 0; i < len(steps); i++ {
		s := steps[i]
		if s.quote >= 0 {
			words++
		}
		switch {
		case s.kind > stepCased:
			start = i + 1
			continue
		case i > start && (s.jumped || s.article != steps[i-1].article+1):
			start = i
		}
		if i+1-start > to-from {
			from, to = start, i+1
		}
	}
	if n := to - from; n < leastRun || float64(n) < leastRunShare*float64(words) {
		return Absent, nil
	}
	run := steps[from:to]
	p := part{src: src, steps: run, all: slices.Concat(added(steps[:from]), run, added(steps[to:]))}
	p.article = src.places[src.place[p.first()]].Article
	return Altered, []part{p}
}

// faithful reports whether the words that were taken for the same are: two may
// only have the same hash.
func faithful(quote Quote, parts []part) bool {
	for _, p := range parts {
		for _, s := range p.steps {
			if s.kind != stepSame {
				continue
			}
			q, w := quote.words[s.quote], p.src.words[s.article]
			if !strings.EqualFold(text.NormalWord(quote.text[q.Start:q.End]), text.NormalWord(p.article.Body[w.Start:w.End])) {
				return false
			}
		}
	}
	return true
}

// verbatim finds a quote without gaps to the letter: a part for the article
// that was first, which names the others.
func verbatim(quote []word, places []retrieval.Place) []part {
	if slices.ContainsFunc(quote, func(q word) bool { return q.gap > 0 }) {
		return nil
	}
	var out []part
	for _, place := range places {
		if slices.ContainsFunc(out, func(o part) bool { return o.article.ID == place.Article.ID }) {
			continue
		}
		columns := columnsOf(place)
		c := standsAt(quote, columns)
		if c < 0 {
			continue
		}
		p := part{article: place.Article, src: &sources{}}
		p.src.add(place, columns)
		for i := range quote {
			p.steps = append(p.steps, step{kind: stepSame, quote: i, article: c + i})
		}
		p.all = p.steps
		out = append(out, p)
	}
	if len(out) == 0 {
		return nil
	}
	slices.SortStableFunc(out, func(a, b part) int { return earlier(a.article.Meta, b.article.Meta) })
	for _, o := range out[1:] {
		out[0].also = append(out[0].also, o.article.Meta)
	}
	return out[:1]
}

// standsAt is from which of a place's columns on the quote stands, or -1.
func standsAt(quote []word, columns []text.Spelling) int {
	same := func(q word, w text.Spelling) bool {
		kind, _ := compare(q, w)
		return kind == stepSame
	}
	for c := 1; c+len(quote) <= len(columns); c++ {
		if slices.EqualFunc(quote, columns[c:c+len(quote)], same) {
			return c
		}
	}
	return -1
}

// earlier orders articles by their day, those without one last.
func earlier(a, b retrieval.Meta) int {
	day := func(m retrieval.Meta) string { return cmp.Or(m.Day(), "9999") }
	return cmp.Or(cmp.Compare(day(a), day(b)), cmp.Compare(a.ID, b.ID))
}

// runWords is how many words in a row a place must share with a quote to be
// compared with it, where the quote is long enough for that to be told.
const runWords = 3

// maxSteps bounds the words of the quote times those of the places that it is
// aligned with, each of which takes a byte or, after a gap, some more.
const maxSteps = 64 << 20

// sharing counts what places have in common with the quote: runs of words, or
// for a short quote, which a change breaks up, words.
func sharing(quote []word) func([]text.Spelling) int {
	run := runWords
	if len(quote) < 4*runWords {
		run = 1
	}
	words := make([]text.Spelling, len(quote))
	for i, q := range quote {
		words[i] = q.Spelling
	}
	runs := make(map[uint64]bool)
	eachRun(words, run, func(hash uint64) { runs[hash] = true })
	return func(words []text.Spelling) int {
		shared := make(map[uint64]bool)
		eachRun(words, run, func(hash uint64) {
			if runs[hash] {
				shared[hash] = true
			}
		})
		return len(shared)
	}
}

// eachRun calls f with a hash of each run of n words.
func eachRun(words []text.Spelling, n int, f func(uint64)) {
	for i := n; i <= len(words); i++ {
		h := uint64(0)
		for _, w := range words[i-n : i] {
			h = h*31 + w.Folded
		}
		f(h)
	}
}

// split cuts an alignment where it jumps.
func split(steps []step, src *sources) []part {
	var out []part
	for from := 0; from < len(steps); {
		to := from + 1
		for to < len(steps) && !steps[to].jumped {
			to++
		}
		all := slices.Clone(steps[from:to]) // parts are added to
		p := part{src: src, all: all, steps: placed(all)}
		if len(p.steps) > 0 {
			p.article = src.places[src.place[p.first()]].Article
		}
		out = append(out, p)
		from = to
	}
	return out
}

// placed takes away what stands nowhere, at either end.
func placed(steps []step) []step {
	stands := func(s step) bool { return s.kind == stepSame || s.kind == stepCased }
	from := slices.IndexFunc(steps, stands)
	if from < 0 {
		return nil
	}
	to := len(steps)
	for !stands(steps[to-1]) {
		to--
	}
	return steps[from:to]
}

// join makes one part of those that follow each other closely in an article.
func join(parts []part) []part {
	var out []part
	for _, p := range parts {
		n := len(out) - 1
		if n < 0 || !out[n].goesOn(p) {
			out = append(out, p)
			continue
		}
		var skipped []step
		for c := out[n].last() + 1; c < p.first(); c++ {
			if !uses(out[n].all, c) && !uses(p.all, c) {
				skipped = append(skipped, step{kind: stepOmitted, quote: -1, article: c})
			}
		}
		out[n].all = slices.Concat(out[n].all, skipped, p.all)
		out[n].steps = placed(out[n].all)
	}
	return out
}

func uses(steps []step, column int) bool {
	return slices.ContainsFunc(steps, func(s step) bool { return s.article == column })
}

// first and last are the columns of the part's first and last word.
func (p part) first() int { return p.steps[0].article }
func (p part) last() int  { return p.steps[len(p.steps)-1].article }

// goesOn reports whether next stands a little after p.
func (p part) goesOn(next part) bool {
	if len(p.steps) == 0 || len(next.steps) == 0 || p.src.place[p.last()] != p.src.place[next.first()] {
		return false
	}
	gap := next.first() - p.last()
	return gap > 0 && gap <= sameSpot
}

// matched is how many words of the quote stand there.
func (p part) matched() int {
	n := 0
	for _, s := range p.steps {
		if s.kind == stepSame || s.kind == stepCased {
			n++
		}
	}
	return n
}

// pairs is how many words that follow each other in the quote do so there.
func (p part) pairs() int {
	n := 0
	for i := 1; i < len(p.steps); i++ {
		if p.steps[i-1].kind <= stepCased && p.steps[i].kind <= stepCased {
			n++
		}
	}
	return n
}

// solid keeps the parts that are more than chance. The words of the others
// become words that were added to what they stand beside.
func solid(parts []part) []part {
	least := leastPartWords
	if len(parts) == 1 {
		least = 1
	}
	var out []part
	var loose []step
	for _, p := range parts {
		if !p.solid(least) {
			loose = append(loose, added(p.all)...)
			continue
		}
		if len(out) == 0 {
			p.all = slices.Concat(loose, p.all)
		} else {
			out[len(out)-1].all = append(out[len(out)-1].all, loose...)
		}
		loose = nil
		out = append(out, p)
	}
	if len(out) > 0 {
		out[len(out)-1].all = append(out[len(out)-1].all, loose...)
	}
	return out
}

func (p part) solid(least int) bool {
	if len(p.steps) == 0 {
		return false
	}
	words := p.steps[len(p.steps)-1].quote - p.steps[0].quote + 1
	return p.matched() >= least && float64(p.matched()) >= leastMatched*float64(words) &&
		float64(p.pairs()) >= leastPairs*float64(words-1)
}

// added are the quote's words among steps, as standing nowhere.
func added(steps []step) []step {
	var out []step
	for _, s := range steps {
		if s.quote >= 0 {
			out = append(out, step{kind: stepAdded, quote: s.quote, article: -1})
		}
	}
	return out
}
