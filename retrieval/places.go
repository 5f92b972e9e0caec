package retrieval

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	index "github.com/blevesearch/bleve_index_api"
)

// Place is a part of an article where a text may stand.
type Place struct {
	Span
	Article *Article
}

const (
	// stretchTerms is how many words of a sentence are looked for together, so
	// that each stretch of a text put together from several finds its own.
	stretchTerms = 8
	// rareTerms is how many of them, the rarest, are looked up.
	rareTerms = 5
	// fewTerms is with how many terms, or less, a wide search also looks for a
	// stretch without each of them, since one may be what was changed.
	fewTerms = 4
	// stretchPlaces is how many passages a stretch brings, and tiedPlaces how
	// many where the next ones hold its words as well.
	stretchPlaces = 4
	tiedPlaces    = 128
	// aroundPlace is how much of an article is given on either side of a passage, in
	// bytes, beside the length of the text that is looked for.
	aroundPlace = 300
	// maxAround bounds it.
	maxAround = 8000
)

// Places gives the parts of the filter's articles where text, or a part of it,
// may stand, by its rarest words; apart from each other, in no order. A wide
// search costs more, and also finds a short text whose rarest word is not the
// article's. A text without any word that can be looked up may stand anywhere:
// its places are the articles that hold the most of its runs of words.
func (l *Library) Places(ctx context.Context, text string, f Filter, wide bool) ([]Place, error) {
	sh, release, err := l.set.acquire(ctx, l.record)
	if err != nil {
		return nil, err
	}
	defer release()
	places, err := l.places(ctx, sh, text, sh.catalog.outletAliases().widen(f), wide)
	if err != nil {
		return nil, fmt.Errorf("look for a text in library %q: %w", l.Name(), err)
	}
	return places, nil
}

func (l *Library) places(ctx context.Context, sh *shelf, text string, f Filter, wide bool) ([]Place, error) {
	r, err := sh.index.inner.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	passes, err := l.passer(ctx, sh, f)
	if err != nil {
		return nil, err
	}
	stretches := l.stretches(sh, text)
	if len(stretches) == 0 {
		return l.everywhere(ctx, sh, text, passes)
	}
	found := make(map[int64][]Span) // by the article's number
	for _, terms := range stretches {
		refs, err := holding(ctx, r, terms, wide)
		if err != nil {
			return nil, err
		}
		for _, ref := range refs {
			if e, ok := sh.catalog.current(ref); ok && passes(e) {
				found[ref.num] = append(found[ref.num], ref.Span)
			}
		}
	}
	return l.surroundings(ctx, sh, found, min(len(text)+aroundPlace, maxAround))
}

// stretches cuts text into runs of terms as the library's languages index them.
func (l *Library) stretches(sh *shelf, text string) [][]string {
	var out [][]string
	for _, language := range sh.catalog.languages() {
		for _, s := range Sentences(text, Span{0, len(text)}) {
			terms := contentTerms(l.set.analyzer.Tokens(text[s.Start:s.End], language))
			out = slices.AppendSeq(out, slices.Chunk(terms, stretchTerms))
		}
	}
	return out
}

// holding gives the passages that hold the most of a stretch's rarest terms,
// the rare ones counting more.
func holding(ctx context.Context, r index.IndexReader, terms []string, wide bool) ([]passageRef, error) {
	docs, err := r.DocCount()
	if err != nil {
		return nil, err
	}
	lists, err := rarest(ctx, r, terms)
	defer func() {
		for _, l := range lists {
			_ = l.reader.Close() // only recycles the reader
		}
	}()
	if err != nil {
		return nil, err
	}
	weights := make([]float64, len(lists))
	found := make(map[uint64]uint) // by passage: the terms that it holds, a bit each
	for i, l := range lists {
		weights[i] = idf(docs, l.reader.Count())
		for err = l.next(); l.at != done && err == nil; err = l.next() {
			found[l.at] |= 1 << i
		}
		if err != nil {
			return nil, err
		}
	}
	picked := best(found, weights)
	if wide && len(lists) > 1 && len(lists) <= fewTerms {
		for i := range weights {
			without := slices.Clone(weights)
			without[i] = 0
			picked = append(picked, best(found, without)...)
		}
	}
	slices.Sort(picked)
	return resolveAll(r, slices.Compact(picked))
}

func resolveAll(r index.IndexReader, docs []uint64) ([]passageRef, error) {
	refs := make([]passageRef, len(docs))
	for i, doc := range docs {
		ref, err := resolve(r, doc)
		if err != nil {
			return nil, err
		}
		refs[i] = ref
	}
	return refs, nil
}

// rarest opens the postings of the rarest terms that the index has. Whoever
// calls closes what it gives, with an error too.
func rarest(ctx context.Context, r index.IndexReader, terms []string) ([]*posting, error) {
	var lists []*posting
	slices.Sort(terms)
	for _, term := range slices.Compact(terms) {
		tfr, err := r.TermFieldReader(ctx, []byte(term), fieldBody, false, false, false)
		if err != nil {
			return lists, fmt.Errorf("open postings of %s:%q: %w", fieldBody, term, err)
		}
		lists = append(lists, &posting{clause: clause{field: fieldBody, term: term}, reader: tfr})
	}
	slices.SortStableFunc(lists, func(a, b *posting) int { return cmp.Compare(a.reader.Count(), b.reader.Count()) })
	known := slices.IndexFunc(lists, func(p *posting) bool { return p.reader.Count() > 0 })
	if known < 0 {
		known = len(lists)
	}
	keep := lists[known:min(known+rareTerms, len(lists))]
	for _, p := range lists {
		if !slices.Contains(keep, p) {
			_ = p.reader.Close() // only recycles the reader
		}
	}
	return keep, nil
}

// best gives the passages whose terms weigh the most, and those that tie with
// the last of them: which of equals comes first is chance.
func best(found map[uint64]uint, weights []float64) []uint64 {
	all := make([]candidate, 0, len(found))
	for doc, terms := range found {
		score := 0.
		for i, w := range weights {
			if terms&(1<<i) != 0 {
				score += w
			}
		}
		all = append(all, candidate{doc, score})
	}
	slices.SortFunc(all, byScore)
	var out []uint64
	for i, c := range all {
		if i >= tiedPlaces || i >= stretchPlaces && c.score < all[i-1].score {
			break
		}
		out = append(out, c.doc)
	}
	return out
}

// surroundings widens the spans found of each article by around bytes, and
// joins those that meet.
func (l *Library) surroundings(ctx context.Context, sh *shelf, found map[int64][]Span, around int) ([]Place, error) {
	var out []Place
	for _, num := range slices.Sorted(maps.Keys(found)) {
		spans := found[num]
		e, ok := sh.catalog.entry(num)
		if !ok {
			continue
		}
		text, err := l.set.text(ctx, e)
		if errors.Is(err, ErrNoArticle) {
			continue // it was removed this moment
		}
		if err != nil {
			return nil, err
		}
		a := text.article
		slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
		first := len(out)
		for _, s := range spans {
			s = betweenWords(a.Body, Span{max(s.Start-around, 0), min(s.End+around, len(a.Body))})
			if len(out) > first && s.Start <= out[len(out)-1].End {
				out[len(out)-1].End = max(out[len(out)-1].End, s.End)
				continue
			}
			out = append(out, Place{s, a})
		}
	}
	return out, nil
}

// betweenWords widens s until it neither starts nor ends within a word.
func betweenWords(body string, s Span) Span {
	for s.Start > 0 && body[s.Start-1] > ' ' {
		s.Start--
	}
	for s.End < len(body) && body[s.End] > ' ' {
		s.End++
	}
	return s
}

// everywhere are the articles that the filter passes and that hold the most of
// the text's runs of words, tiedPlaces at most: whoever asks has them all in
// memory.
func (l *Library) everywhere(ctx context.Context, sh *shelf, text string, passes func(Entry) bool) ([]Place, error) {
	runs := runsOf(foldedWords(text))
	var held []candidate
	for _, e := range sh.catalog.all() {
		if !passes(e) {
			continue
		}
		t, err := l.set.text(ctx, e)
		if errors.Is(err, ErrNoArticle) {
			continue // it was removed this moment
		}
		if err != nil {
			return nil, err
		}
		common := 0
		for run := range runsOf(foldedWords(t.article.Body)) {
			if runs[run] {
				common++
			}
		}
		if common > 0 {
			held = append(held, candidate{uint64(e.Num), float64(common)})
		}
	}
	slices.SortFunc(held, byScore)
	var out []Place
	for _, c := range held[:min(len(held), tiedPlaces)] {
		e, ok := sh.catalog.entry(int64(c.doc))
		if !ok {
			continue
		}
		t, err := l.set.text(ctx, e)
		if errors.Is(err, ErrNoArticle) {
			continue // it was removed this moment
		}
		if err != nil {
			return nil, err
		}
		out = append(out, Place{Span{0, len(t.article.Body)}, t.article})
	}
	return out, nil
}

// runsOf are hashes of a text's runs of up to so many words as make a shingle.
func runsOf(words []uint64) map[uint64]bool {
	out := make(map[uint64]bool, len(words)*shingleWords)
	for n := 1; n <= shingleWords; n++ {
		for i := n; i <= len(words); i++ {
			out[hashRun(words[i-n:i])] = true
		}
	}
	return out
}
