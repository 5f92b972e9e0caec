package retrieval

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"dateline/retrieval/text"
)

// Lineage is which articles share text with one, and how many texts there are
// among them.
type Lineage struct {
	// Article is the one that was asked for.
	Article Meta `json:"article"`
	// Articles is how many there are, that one included, and Independent how
	// many texts: articles that are copies of each other are one.
	Articles    int `json:"articles"`
	Independent int `json:"independent_texts"`
	// First is the article among them that appeared first, as far as dates are
	// known, and Agency the first agency that one of them credits; "" when none
	// does.
	First  Meta   `json:"first"`
	Agency string `json:"agency"`
	// Kin are the others, the earliest first; never nil.
	Kin []Kin `json:"shares_text_with"`
}

// Kin is an article that shares text with another.
type Kin struct {
	Article Meta `json:"article"`
	// Copy says that one is a copy of the other; else they share a part.
	Copy bool `json:"copy"`
	// Through says that it is a copy of a copy, and shares no text directly.
	Through bool `json:"through_a_copy"`
	// Text is the number of its text among the independent ones, from 1; the
	// article asked for is of text 1.
	Text int `json:"text"`
	// Words is how many words stand in both, and Spans where; never nil.
	Words int       `json:"words"`
	Spans []KinSpan `json:"spans"`
}

// KinSpan is a part that two articles share.
type KinSpan struct {
	// Here is where it stands in the article asked for, There in the other.
	Here  text.Span `json:"here"`
	There text.Span `json:"there"`
	// Same is the percentage of its words that are the same in both.
	Same int `json:"same_percent"`
	// Text is what stands Here.
	Text string `json:"text"`
}

// Lineage returns which articles share text with the one of that id, or
// ErrNoArticle.
func (l *Library) Lineage(ctx context.Context, id string) (Lineage, error) {
	return read(ctx, l, func(sh *shelf) (Lineage, error) { return sh.lineage(ctx, id) })
}

func (sh *shelf) lineage(ctx context.Context, id string) (Lineage, error) {
	e, err := sh.find(id)
	if err != nil {
		return Lineage{}, err
	}
	f := family{links: sh.kin, catalog: sh.catalog, memory: sh.memory, members: make(map[int64]Entry), textOf: make(map[int64]int64)}
	if err := f.gather(ctx, e); err != nil {
		return Lineage{}, fmt.Errorf("lineage of article %q: %w", id, err)
	}
	return f.lineage(ctx, e)
}

// family are the articles that share text with one, and the copies of each.
type family struct {
	links   *kinship
	catalog *catalog
	memory  *memory
	members map[int64]Entry
	direct  []Shared
	// textOf leads from each member to another of the same text, the last to
	// itself.
	textOf map[int64]int64
}

// maxFamily bounds how many articles are gathered.
const maxFamily = 500

// gather finds the members: what shares text with the article, and the copies
// of each.
func (f *family) gather(ctx context.Context, first Entry) error {
	f.join(first)
	queue := []int64{first.Num}
	for len(queue) > 0 {
		num := queue[0]
		queue = queue[1:]
		shared, err := f.links.sharedWith(ctx, num)
		if err != nil {
			return err
		}
		for _, s := range shared {
			e, ok := f.catalog.entry(s.B)
			if !ok || !s.Copy && num != first.Num || len(f.members) >= maxFamily {
				continue
			}
			if num == first.Num {
				f.direct = append(f.direct, s)
			}
			if _, known := f.members[s.B]; !known {
				f.join(e)
				queue = append(queue, s.B)
			}
			if s.Copy {
				f.textOf[f.text(s.B)] = f.text(num)
			}
		}
	}
	return nil
}

func (f *family) join(e Entry) { f.members[e.Num], f.textOf[e.Num] = e, e.Num }

// text is the member that stands for num's text.
func (f *family) text(num int64) int64 {
	for f.textOf[num] != num {
		num = f.textOf[num]
	}
	return num
}

func (f *family) lineage(ctx context.Context, first Entry) (Lineage, error) {
	out := Lineage{Article: first.Meta, Articles: len(f.members), Kin: []Kin{}}
	t, err := f.memory.text(ctx, first)
	if err != nil {
		return Lineage{}, err
	}
	all := make([]Entry, 0, len(f.members))
	for _, e := range f.members {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(lastIfNone(a.Day()), lastIfNone(b.Day())), cmp.Compare(a.ID, b.ID))
	})
	out.First = all[0].Meta
	numbers := map[int64]int{f.text(first.Num): 1}
	for _, e := range all {
		if out.Agency == "" {
			out.Agency = e.Agency
		}
		text := f.text(e.Num)
		if numbers[text] == 0 {
			numbers[text] = len(numbers) + 1
		}
		if e.Num != first.Num {
			out.Kin = append(out.Kin, f.kin(e, numbers[text], t.article.Body))
		}
	}
	out.Independent = len(numbers)
	return out, nil
}

// kin tells what member e shares with the article whose body is given.
func (f *family) kin(e Entry, text int, body string) Kin {
	k := Kin{Article: e.Meta, Text: text, Through: true, Copy: text == 1, Spans: []KinSpan{}}
	for _, s := range f.direct {
		if s.B != e.Num {
			continue
		}
		k.Through, k.Copy, k.Words = false, s.Copy, s.Words
		for _, p := range s.Spans {
			if part, ok := p.A.Of(body); ok {
				k.Spans = append(k.Spans, KinSpan{p.A, p.B, p.Same, part})
			}
		}
	}
	return k
}

// lastIfNone orders days, none after all others.
func lastIfNone(day string) string { return cmp.Or(day, "9999") }

// carriedShareOfSpan is how much of a span must lie in a shared part for the
// other article to carry it.
const carriedShareOfSpan = 0.75

// carriedSame is the percentage of a part's words that must be the same for it
// to be carried rather than reworked.
const carriedSame = 60

// Carriers returns the other articles, of those that pass the filter, that carry
// what stands at span of the article's current revision, the earliest first.
func (l *Library) Carriers(ctx context.Context, id string, span text.Span, f Filter) ([]Meta, error) {
	return read(ctx, l, func(sh *shelf) ([]Meta, error) { return sh.carriers(ctx, id, span, f) })
}

func (sh *shelf) carriers(ctx context.Context, id string, span text.Span, f Filter) ([]Meta, error) {
	e, err := sh.find(id)
	if err != nil {
		return nil, err
	}
	shared, err := sh.kin.sharedWith(ctx, e.Num)
	if err != nil {
		return nil, fmt.Errorf("who carries article %q: %w", id, err)
	}
	if len(shared) == 0 {
		return nil, nil
	}
	passes, err := sh.passer(ctx, f)
	if err != nil {
		return nil, err
	}
	var out []Meta
	for _, s := range shared {
		within := 0
		for _, p := range s.Spans {
			if p.Same >= carriedSame {
				within += max(0, min(p.A.End, span.End)-max(p.A.Start, span.Start))
			}
		}
		if other, ok := sh.catalog.entry(s.B); ok && passes(other) && float64(within) >= carriedShareOfSpan*float64(span.Len()) {
			out = append(out, other.Meta)
		}
	}
	slices.SortFunc(out, func(a, b Meta) int {
		return cmp.Or(cmp.Compare(lastIfNone(a.Day()), lastIfNone(b.Day())), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// Copies returns the pairs among the articles of those ids of which one is a copy
// of the other.
func (l *Library) Copies(ctx context.Context, ids []string) ([][2]string, error) {
	return read(ctx, l, func(sh *shelf) ([][2]string, error) { return sh.copies(ctx, ids) })
}

func (sh *shelf) copies(ctx context.Context, ids []string) ([][2]string, error) {
	var out [][2]string
	for _, id := range ids {
		e, ok := sh.catalog.find(id)
		if !ok {
			continue
		}
		shared, err := sh.kin.sharedWith(ctx, e.Num)
		if err != nil {
			return nil, fmt.Errorf("copies of article %q: %w", id, err)
		}
		for _, s := range shared {
			if other, ok := sh.catalog.entry(s.B); ok && s.Copy && slices.Contains(ids, other.ID) {
				out = append(out, [2]string{id, other.ID})
			}
		}
	}
	return out, nil
}
