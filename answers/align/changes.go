package align

import (
	"dateline/retrieval/text"
)

// EditKind says what was done to an article's words.
type EditKind string

// The kinds of edit.
const (
	EditChanged EditKind = "changed"
	EditAdded   EditKind = "added"
	EditOmitted EditKind = "omitted"
	EditCase    EditKind = "case"
)

// Edit is one difference between a quote and what it quotes.
type Edit struct {
	Kind EditKind `json:"kind"`
	// Article are the article's words; "" for words that were added.
	Article string `json:"article"`
	// Quote are the quote's words; "" for words that were left out.
	Quote string `json:"quote"`
	// Start and End are where the article's words stand, or where words were
	// added.
	Start int `json:"start"`
	End   int `json:"end"`
}

// String returns the edit in words.
func (e Edit) String() string {
	switch e.Kind {
	case EditAdded:
		return `added: "` + e.Quote + `"`
	case EditOmitted:
		return `left out: "` + e.Article + `"`
	case EditCase:
		return `"` + e.Article + `" is written "` + e.Quote + `"`
	case EditChanged:
		return `"` + e.Quote + `" in the place of "` + e.Article + `"`
	}
	return string(e.Kind)
}

// Reversed returns the edit that makes the article's words of the quote's.
func (e Edit) Reversed() Edit {
	e.Article, e.Quote = e.Quote, e.Article
	switch e.Kind {
	case EditAdded:
		e.Kind = EditOmitted
	case EditOmitted:
		e.Kind = EditAdded
	case EditChanged, EditCase: // both are the same in either direction
	}
	return e
}

// Piece is a run of a quote's words, or of words that it leaves out.
type Piece struct {
	// Kind is empty where the words stand as they are.
	Kind EditKind `json:"kind,omitempty"`
	// Text are the quote's words, and Article those of the article in their
	// place.
	Text    string `json:"text"`
	Article string `json:"article,omitempty"`
}

// run is neighbouring steps of one edit, or of none.
type run struct {
	kind           EditKind // "" for words that stand as they are
	quote, article text.Span
}

// runs groups a part's steps: what is changed, added or left out side by side
// is one edit.
func (p part) runs(quote []word) []run {
	var out []run
	for _, s := range p.all {
		kind := kindOfStep(s.kind)
		n := len(out)
		if n == 0 || (kind == "") != (out[n-1].kind == "") || (kind == EditCase) != (out[n-1].kind == EditCase) {
			out = append(out, run{kind: kind})
			n++
		}
		r := &out[n-1]
		if r.kind != kind {
			r.kind = EditChanged
		}
		if s.quote >= 0 {
			r.quote = cover(r.quote, quote[s.quote].Span)
		}
		if s.article >= 0 {
			r.article = cover(r.article, p.src.words[s.article].Span)
		}
	}
	return out
}

func kindOfStep(k stepKind) EditKind {
	return [...]EditKind{stepSame: "", stepCased: EditCase, stepChanged: EditChanged, stepAdded: EditAdded, stepOmitted: EditOmitted}[k]
}

// cover widens s, which is empty at first, so that it holds t.
func cover(s, t text.Span) text.Span {
	if s.Len() == 0 {
		return t
	}
	return text.Span{Start: min(s.Start, t.Start), End: max(s.End, t.End)}
}

// edits are the differences of a part.
func (p part) edits(quote Quote) []Edit {
	out := []Edit{}
	at := p.src.words[p.first()].Start
	for _, r := range p.runs(quote.words) {
		if r.article.Len() == 0 {
			r.article = text.Span{Start: at, End: at}
		}
		at = r.article.End
		if r.kind != "" {
			out = append(out, Edit{
				Kind: r.kind, Article: p.article.Body[r.article.Start:r.article.End], Quote: quote.text[r.quote.Start:r.quote.End],
				Start: r.article.Start, End: r.article.End,
			})
		}
	}
	return out
}

// piecesOf cuts the quote into pieces; there are none when nothing of it stands
// anywhere.
func piecesOf(quote Quote, parts []part) []Piece {
	out := []Piece{}
	at := 0
	to := func(end int, p Piece) {
		p.Text, at = quote.text[at:max(at, end)], max(at, end)
		if p.Text != "" || p.Article != "" {
			out = append(out, p)
		}
	}
	for _, p := range parts {
		for _, r := range p.runs(quote.words) {
			if r.kind == "" {
				to(r.quote.End, Piece{})
				continue
			}
			if r.quote.Len() > 0 {
				to(r.quote.Start, Piece{})
			}
			to(r.quote.End, Piece{Kind: r.kind, Article: p.article.Body[r.article.Start:r.article.End]})
		}
	}
	if len(out) > 0 {
		to(len(quote.text), Piece{})
	}
	return out
}
