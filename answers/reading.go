package answers

import (
	"slices"
	"strings"

	"dateline/answers/speaker"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// MaxExcerptWords bounds an excerpt, in words as text.CountWords counts them.
const MaxExcerptWords = 80

// sentence is one sentence of an article that may be quoted.
type sentence struct {
	text.Span
	tokens []text.Token // spans count from the body's beginning
	words  int
	// block is the number of the paragraph that holds it.
	block int
	// aside says that it is no part of what the article tells; see isAside.
	aside bool
	grams map[trigram]bool // nil until asked for
	meets []int            // terms of the need, once it was marked
}

// reading is a part of an article read for quoting: its sentences in order.
type reading struct {
	article   *retrieval.Article
	analyzer  *text.Analyzer
	language  string           // the tag of the analysis that serves the article
	said      *speaker.Reading // nil until asked for
	sentences []sentence
	terms     map[text.Term]bool // of the headline, the outlet and the agency
	rank      int                // of the passage, from 0
	score     float64            // the passage's
	best      float64            // the best passage's
	standing  float64            // of the article on a topic

	// Terms of the need, once it was marked: those of the headline, the outlet
	// and the agency, and all.
	about []int
	held  found
}

// unmark forgets the need that r was marked for, so that it can be marked for
// another.
func (r *reading) unmark() {
	r.about = nil
	for i := range r.sentences {
		r.sentences[i].meets = nil
	}
}

// read reads the blocks of a that overlap span; headings and captions are left
// out, since they are never quoted.
func read(an *text.Analyzer, a *retrieval.Article, span text.Span) *reading {
	return readHit(an, retrieval.Hit{Article: a, Span: span})
}

// readHit reads the blocks that overlap a hit.
func readHit(an *text.Analyzer, h retrieval.Hit) *reading {
	return readSpans(an, h, []text.Span{h.Span})
}

// readSpans reads the blocks of a hit's article that overlap one of spans.
func readSpans(an *text.Analyzer, h retrieval.Hit, spans []text.Span) *reading {
	a, language := h.Article, h.Language()
	r := &reading{article: a, analyzer: an, language: language, terms: make(map[text.Term]bool)}
	for _, t := range an.Tokens(a.Title+" — "+a.Outlet+" "+a.Agency, language) {
		r.terms[t.Term] = true
	}
	for i, b := range a.Blocks {
		if b.Kind != text.Paragraph || !slices.ContainsFunc(spans, b.Overlaps) {
			continue
		}
		for _, s := range h.Sentences(i) {
			content := a.Body[s.Start:s.End]
			r.sentences = append(r.sentences, sentence{
				Span: s, tokens: tokensAt(an, a, s, language), words: text.CountWords(content), block: i,
				aside: isAside(content),
			})
		}
	}
	return r
}

// tokensAt are the tokens of a's body within s, placed in the body.
func tokensAt(an *text.Analyzer, a *retrieval.Article, s text.Span, language string) []text.Token {
	tokens := an.Tokens(a.Body[s.Start:s.End], language)
	for i := range tokens {
		tokens[i].Start += s.Start
		tokens[i].End += s.Start
	}
	return tokens
}

// joined reports whether an excerpt may hold sentences i and i+1 together:
// nothing was cut out between them, and nothing that is not quoted stands
// there.
func (r *reading) joined(i int) bool {
	a, b := r.sentences[i].block, r.sentences[i+1].block
	if a == b {
		return true
	}
	return b == a+1 && !r.article.Blocks[b].Cut
}

// text is what stands in s.
func (r *reading) text(s text.Span) string { return r.article.Body[s.Start:s.End] }

// textOf is the text of sentence i, "" where there is none.
func (r *reading) textOf(i int) string {
	if i < 0 || i >= len(r.sentences) {
		return ""
	}
	return r.text(r.sentences[i].Span)
}

// window is a run of sentences, from first to last, both included.
type window struct{ first, last int }

func (r *reading) span(w window) text.Span {
	return text.Span{Start: r.sentences[w.first].Start, End: r.sentences[w.last].End}
}

func (r *reading) words(w window) int {
	n := 0
	for _, s := range r.sentences[w.first : w.last+1] {
		n += s.words
	}
	return n
}

// before and after give w with one sentence more, and false where that would
// make it too long, reach across a cut or add an aside.
func (r *reading) before(w window) (window, bool) {
	if w.first == 0 || !r.joined(w.first-1) || r.sentences[w.first-1].aside {
		return w, false
	}
	wider := window{w.first - 1, w.last}
	return wider, r.words(wider) <= MaxExcerptWords
}

func (r *reading) after(w window) (window, bool) {
	if w.last+1 == len(r.sentences) || !r.joined(w.last) || r.sentences[w.last+1].aside {
		return w, false
	}
	wider := window{w.first, w.last + 1}
	return wider, r.words(wider) <= MaxExcerptWords
}

// quoted reports whether the sentence stands within a quotation that was opened
// before it in its paragraph.
func (r *reading) quoted(i int) bool {
	s := r.sentences[i]
	return openQuote(r.article.Body[r.article.Blocks[s.block].Start:s.Start])
}

// openQuote reports whether text ends inside a quotation, as English and its
// neighbours set them: "…", “…”, „…“, «…» or »…«.
func openQuote(text string) bool {
	if strings.Count(text, `"`)%2 == 1 {
		return true
	}
	if low := strings.LastIndex(text, "„"); low >= 0 {
		return !strings.ContainsAny(text[low:], "“”")
	}
	if strings.LastIndex(text, "“") > strings.LastIndex(text, "”") {
		return true
	}
	first := strings.IndexAny(text, "«»")
	if first < 0 {
		return false
	}
	opening, closing := "«", "»"
	if strings.HasPrefix(text[first:], closing) {
		opening, closing = closing, opening
	}
	return strings.LastIndex(text, opening) > strings.LastIndex(text, closing)
}
