package retrieval

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	index "github.com/blevesearch/bleve_index_api"

	"dateline/retrieval/dates"
	"dateline/retrieval/reuse"
	"dateline/retrieval/text"
)

// Place is a part of an article where a text may stand.
type Place struct {
	text.Span
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

// Places returns the parts of the filter's articles where text, or a part of it,
// may stand, by its rarest words; apart from each other, in no order. A wide
// search costs more, and also finds a short text whose rarest word is not the
// article's. A text without any word that can be looked up may stand anywhere:
// its places are the articles that hold the most of its runs of words.
func (l *Library) Places(ctx context.Context, text string, f Filter, wide bool) ([]Place, error) {
	return read(ctx, l, func(sh *shelf) ([]Place, error) { return sh.findPlaces(ctx, text, f, wide) })
}

func (sh *shelf) findPlaces(ctx context.Context, text string, f Filter, wide bool) ([]Place, error) {
	places, err := sh.places(ctx, text, sh.catalog.outletAliases().widen(f), wide)
	if err != nil {
		return nil, fmt.Errorf("look for a text in library %q: %w", sh.record.Name, err)
	}
	return places, nil
}

func (sh *shelf) places(ctx context.Context, content string, f Filter, wide bool) ([]Place, error) {
	state, err := sh.index.snapshot()
	if err != nil {
		return nil, err
	}
	defer state.release()
	passes, err := sh.passer(ctx, f)
	if err != nil {
		return nil, err
	}
	stretches := sh.stretches(state, content)
	if len(stretches) == 0 {
		return sh.everywhere(ctx, content, passes)
	}
	found := make(map[string][]text.Span) // by the article's id
	for _, terms := range stretches {
		refs, err := state.holding(ctx, terms, wide, sh.catalog.passageOrder(state.reader))
		if err != nil {
			return nil, err
		}
		for _, ref := range refs {
			if e, ok := sh.catalog.current(ref); ok && passes(e) {
				found[e.ID] = append(found[e.ID], ref.Span)
			}
		}
	}
	return sh.surroundings(ctx, found, min(len(content)+aroundPlace, maxAround))
}

// stretches cuts text into runs of terms as the library's languages index them.
func (sh *shelf) stretches(state *snapshot, content string) [][]string {
	var out [][]string
	for _, language := range slices.Sorted(maps.Keys(state.languages)) {
		for _, s := range text.Sentences(content, text.Span{Start: 0, End: len(content)}) {
			terms := text.Content(sh.analyzer.Tokens(content[s.Start:s.End], language))
			out = slices.AppendSeq(out, slices.Chunk(terms, stretchTerms))
		}
	}
	return out
}

// holding returns the passages that hold the most of a stretch's rarest terms,
// the rare ones counting more.
func (s *snapshot) holding(ctx context.Context, terms []string, wide bool, order passageOrder) ([]passageRef, error) {
	rare, err := s.rarest(ctx, terms)
	if err != nil {
		return nil, err
	}
	weights := make([]float64, len(rare))
	found := make(map[uint64]uint) // by passage: the terms that it holds, a bit each
	for i, t := range rare {
		weights[i] = idf(s.docs, t.with)
		err := eachPassage(ctx, s.reader, fieldBody, t.term, func(doc uint64) error {
			found[doc] |= 1 << i
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	picked, err := best(found, weights, order)
	if err != nil {
		return nil, err
	}
	if wide && len(rare) > 1 && len(rare) <= fewTerms {
		for i := range weights {
			without := slices.Clone(weights)
			without[i] = 0
			more, err := best(found, without, order)
			if err != nil {
				return nil, err
			}
			picked = append(picked, more...)
		}
	}
	slices.Sort(picked)
	return resolveAll(s.reader, slices.Compact(picked))
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

// counted is a term and how many passages hold it.
type counted struct {
	term string
	with uint64
}

// rarest returns the rarest of the terms that the index has.
func (s *snapshot) rarest(ctx context.Context, terms []string) ([]counted, error) {
	var out []counted
	slices.Sort(terms)
	for _, term := range slices.Compact(terms) {
		with, err := s.frequency(ctx, fieldBody, term)
		if err != nil {
			return nil, err
		}
		if with > 0 {
			out = append(out, counted{term, with})
		}
	}
	slices.SortStableFunc(out, func(a, b counted) int { return cmp.Compare(a.with, b.with) })
	return out[:min(rareTerms, len(out))], nil
}

// best returns the passages whose terms weigh the most, and those that tie with
// the last of them: none of equals says more than another.
func best(found map[uint64]uint, weights []float64, order passageOrder) ([]uint64, error) {
	all := make([]candidate, 0, len(found))
	for doc, terms := range found {
		score := 0.
		for i, w := range weights {
			if terms&(1<<i) != 0 {
				score += w
			}
		}
		all = append(all, candidate{doc, pointsOf(score)})
	}
	all, err := firstOf(all, tiedPlaces, order)
	if err != nil {
		return nil, err
	}
	var out []uint64
	for i, c := range all {
		if i >= stretchPlaces && c.score < all[i-1].score {
			break
		}
		out = append(out, c.doc)
	}
	return out, nil
}

// surroundings widens the spans found of each article by around bytes, and
// joins those that meet.
func (sh *shelf) surroundings(ctx context.Context, found map[string][]text.Span, around int) ([]Place, error) {
	var out []Place
	for _, id := range slices.Sorted(maps.Keys(found)) {
		spans := found[id]
		content, ok, err := sh.textNow(ctx, id)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		a := content.article
		slices.SortFunc(spans, func(a, b text.Span) int { return cmp.Compare(a.Start, b.Start) })
		first := len(out)
		for _, s := range spans {
			s = text.WidenToWords(a.Body, text.Span{Start: max(s.Start-around, 0), End: min(s.End+around, len(a.Body))})
			if len(out) > first && s.Start <= out[len(out)-1].End {
				out[len(out)-1].End = max(out[len(out)-1].End, s.End)
				continue
			}
			out = append(out, Place{s, a})
		}
	}
	// Where several carry the same words, the first to publish them comes first.
	slices.SortStableFunc(out, func(a, b Place) int { return dates.Compare(a.Article.Day(), b.Article.Day()) })
	return out, nil
}

// textNow returns the article of that id, unless it was removed since it was
// found.
func (sh *shelf) textNow(ctx context.Context, id string) (*heldText, bool, error) {
	e, ok := sh.catalog.find(id)
	if !ok {
		return nil, false, nil
	}
	t, err := sh.memory.text(ctx, e)
	if errors.Is(err, ErrNoArticle) {
		return nil, false, nil
	}
	return t, err == nil, err
}

// everywhere are the articles that the filter passes and that hold the most of
// the text's runs of words, tiedPlaces at most: whoever asks has them all in
// memory.
func (sh *shelf) everywhere(ctx context.Context, content string, passes func(Entry) bool) ([]Place, error) {
	runs := reuse.Runs(text.FoldedWords(content))
	type holder struct {
		id   string
		runs int // of the text's
	}
	var held []holder
	for _, e := range sh.catalog.all() {
		if !passes(e) {
			continue
		}
		t, ok, err := sh.textNow(ctx, e.ID)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		common := 0
		for run := range reuse.Runs(text.FoldedWords(t.article.Body)) {
			if runs[run] {
				common++
			}
		}
		if common > 0 {
			held = append(held, holder{e.ID, common})
		}
	}
	slices.SortFunc(held, func(a, b holder) int { return cmp.Or(cmp.Compare(b.runs, a.runs), cmp.Compare(a.id, b.id)) })
	var out []Place
	for _, h := range held[:min(len(held), tiedPlaces)] {
		t, ok, err := sh.textNow(ctx, h.id)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		out = append(out, Place{text.Span{Start: 0, End: len(t.article.Body)}, t.article})
	}
	return out, nil
}
