package main

import (
	"slices"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"dateline/answers"
	"dateline/retrieval/text"
)

// piece is a part of a word in one look.
type piece struct{ text, look string }

// word is what is not broken at the end of a line, ready to be written.
type word struct {
	text  string
	width int // columns
	// close says that no space parts it from the word before.
	close bool
}

// word joins pieces.
func (pg *page) word(pieces ...piece) word {
	var w word
	for _, p := range pieces {
		w.width += displaywidth.String(p.text)
		w.text += pg.dress(p.text, p.look)
	}
	return w
}

// dress adds a look to text where the page has colour.
func (pg *page) dress(text, look string) string {
	if !pg.colour || look == plain || text == "" {
		return text
	}
	return look + text + reset
}

// paragraph writes words in lines of at most the page's width, each after the
// indent and in one look. A word that is longer than a line gets one of its
// own.
func (pg *page) paragraph(look, indent string, words []word) {
	var line strings.Builder
	column := len(indent)
	end := func() {
		pg.WriteString(indent + pg.dress(line.String(), look) + "\n")
		line.Reset()
		column = len(indent)
	}
	for _, w := range words {
		gap := 1
		if w.close {
			gap = 0
		}
		if line.Len() > 0 && pg.width > 0 && column+gap+w.width > pg.width {
			end()
		}
		if line.Len() > 0 && !w.close {
			line.WriteByte(' ')
			column++
		}
		line.WriteString(w.text)
		column += w.width
	}
	end()
}

// quotation writes an excerpt in quotation marks, the words that were asked for
// in bold.
func (pg *page) quotation(e answers.Excerpt) {
	open, shut := "“", "”"
	if e.TrimmedFront {
		open = "… " + open
	}
	if e.TrimmedEnd {
		shut += " …"
	}
	var words []word
	spans := text.Words(e.Text)
	for i, span := range spans {
		var pieces []piece
		if i == 0 {
			pieces = append(pieces, piece{open, plain})
		}
		pieces = append(pieces, marked(e, span)...)
		if i == len(spans)-1 {
			pieces = append(pieces, piece{shut, plain})
		}
		w := pg.word(pieces...)
		w.close = i > 0 && spans[i-1].End == span.Start
		words = append(words, w)
	}
	pg.paragraph(plain, "", words)
}

// marked cuts a span of the excerpt's text where what was asked for begins and
// ends.
func marked(e answers.Excerpt, span text.Span) []piece {
	cuts := []int{span.Start, span.End}
	for _, m := range e.Matched {
		for _, at := range []int{m.Start - e.Start, m.End - e.Start} {
			if at > span.Start && at < span.End {
				cuts = append(cuts, at)
			}
		}
	}
	slices.Sort(cuts)
	var pieces []piece
	for i, at := range cuts[:len(cuts)-1] {
		part := text.Span{Start: at, End: cuts[i+1]}
		look := plain
		if slices.ContainsFunc(e.Matched, func(m text.Span) bool {
			return text.Span{Start: m.Start - e.Start, End: m.End - e.Start}.Contains(part)
		}) {
			look = bold
		}
		if text, ok := part.Of(e.Text); ok {
			pieces = append(pieces, piece{strings.TrimSpace(answers.Inline(text)), look})
		}
	}
	return pieces
}
