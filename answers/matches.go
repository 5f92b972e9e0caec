package answers

import (
	"context"

	"dateline/answers/align"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// matches show where a part of a quote stands, in as many excerpts as its
// length takes.
func (a *Answerer) matches(ctx context.Context, p align.Part) []Match {
	body, span, edits := p.Article.Body, p.Span, p.Edits
	parts := quotable(p.Article, span)
	var out []Match
	for i, q := range parts {
		e := Excerpt{
			Text: body[q.Start:q.End], Start: q.Start, End: q.End, Article: p.Article.Meta,
			TrimmedFront: q.cutFront, TrimmedEnd: q.cutEnd, AlsoCarriedBy: []retrieval.Meta{},
			Matched: []text.Span{{Start: max(span.Start, q.Start), End: min(span.End, q.End)}},
		}
		e.AlsoCarriedBy = append(e.AlsoCarriedBy, p.Also...)
		shown := []Excerpt{e}
		a.carry(ctx, shown, nil, retrieval.Filter{})
		if e = shown[0]; len(a.verified(ctx, shown)) == 0 {
			continue
		}
		m := Match{Excerpt: e, Changes: []string{}, Edits: []align.Edit{}, In: q.in}
		for len(edits) > 0 && (edits[0].Start <= q.End || i == len(parts)-1) {
			m.Edits = append(m.Edits, edits[0])
			m.Changes = append(m.Changes, edits[0].String())
			edits = edits[1:]
		}
		if q.in == inParagraph {
			m.Said = a.attribution(ctx, p.Article, e.Matched[0])
		}
		out = append(out, m)
	}
	return out
}

// What an excerpt may stand in.
const (
	inParagraph = "paragraph"
	inHeading   = "heading"
	inCaption   = "caption"
)

var standsIn = map[text.BlockKind]string{text.Paragraph: inParagraph, text.Heading: inHeading, text.Caption: inCaption}

// quotablePart is a part of a body that one excerpt can show.
type quotablePart struct {
	text.Span
	in               string
	block, words     int
	cutFront, cutEnd bool
}

// quotable cuts what stands around span into excerpts: whole sentences, none
// across a place where something was cut out, and of a sentence that is too
// long the clauses that span touches.
func quotable(a *retrieval.Article, span text.Span) []quotablePart {
	var out []quotablePart
	for i, b := range a.Blocks {
		if !b.Overlaps(span) {
			continue
		}
		for _, s := range text.Sentences(a.Body, b.Span) {
			for _, q := range touched(a.Body, s, span) {
				q.in, q.block = standsIn[b.Kind], i
				out = append(out, q)
			}
		}
	}
	return joined(a, out)
}

// joined makes one excerpt of neighbours where it can hold them.
func joined(a *retrieval.Article, parts []quotablePart) []quotablePart {
	var out []quotablePart
	for _, q := range parts {
		n := len(out) - 1
		if n < 0 || !out[n].takes(a, q) {
			out = append(out, q)
			continue
		}
		out[n].End, out[n].cutEnd, out[n].block = q.End, q.cutEnd, q.block
		out[n].words += q.words
	}
	return out
}

// touched are the sentence s if it touches span, or its clauses that do if it is
// too long for an excerpt.
func touched(body string, s, span text.Span) []quotablePart {
	if !s.Overlaps(span) {
		return nil
	}
	if n := text.CountWords(body[s.Start:s.End]); n <= MaxExcerptWords {
		return []quotablePart{{Span: s, words: n}}
	}
	var out []quotablePart
	for _, c := range text.Clauses(body, s, MaxExcerptWords) {
		if c.Overlaps(span) {
			out = append(out, quotablePart{
				Span: c, words: text.CountWords(body[c.Start:c.End]), cutFront: c.Start > s.Start, cutEnd: c.End < s.End,
			})
		}
	}
	return out
}

// takes reports whether one excerpt may hold q and next.
func (q quotablePart) takes(a *retrieval.Article, next quotablePart) bool {
	return q.in == next.in && q.words+next.words <= MaxExcerptWords &&
		(q.block == next.block || next.block == q.block+1 && !a.Blocks[next.block].Cut && q.in == inParagraph)
}
