// Package quotes finds what a message quotes, and whom it says to have said that.
package quotes

import (
	"strings"
	"unicode/utf8"

	"dateline/retrieval/text"
)

// Quotation is what a message quotes.
type Quotation struct {
	Text string
	// before and after are what stands beside it in its sentence.
	before, after string
}

// FewestWords is how many words between quotation marks are more than a name.
const FewestWords = 3

// In returns what a message quotes, in its order: neighbouring lines that are
// quoted, and what stands between quotation marks, outer ones alone.
func In(content string) []Quotation {
	var out []Quotation
	var own, block strings.Builder
	last := -1 // the quotation of lines whose following text is own
	flushOwn := func() {
		if last >= 0 {
			out[last].after = clause(own.String(), true)
		}
		out = append(out, marked(own.String())...)
		last = -1
	}
	flushBlock := func() {
		if block.Len() > 0 {
			flushOwn()
			out = append(out, Quotation{Text: strings.TrimSpace(block.String()), before: clause(own.String(), false)})
			last = len(out) - 1
			own.Reset()
			block.Reset()
		}
	}
	for line := range strings.Lines(content) {
		if rest, ok := strings.CutPrefix(strings.TrimLeft(line, " \t"), ">"); ok {
			block.WriteString(strings.TrimLeft(rest, "> "))
			continue
		}
		flushBlock()
		own.WriteString(line)
	}
	flushBlock()
	flushOwn()
	return out
}

// marked returns what stands between quotation marks.
func marked(content string) []Quotation {
	var out []Quotation
	from := 0
	for at := 0; at < len(content); {
		opening, width := utf8.DecodeRuneInString(content[at:])
		closing, ok := closings[opening]
		if !ok {
			at += width
			continue
		}
		end, after := closed(content, at+width, opening, closing)
		if end < 0 {
			at += width
			continue
		}
		if inner := strings.TrimSpace(content[at+width : end]); len(text.Spellings(inner)) >= FewestWords {
			if n := len(out); n > 0 {
				out[n-1].after = clause(content[from:at], true)
			}
			out = append(out, Quotation{Text: inner, before: clause(content[from:at], false)})
			from = after
		}
		at = after
	}
	if n := len(out); n > 0 {
		out[n-1].after = clause(content[from:], true)
	}
	return out
}

// closings are the marks that end a quotation, by the one that opens it.
var closings = map[rune]string{'“': "”", '„': "“”", '"': `"`, '«': "»", '»': "«"}

// closed returns where the quotation that begins at from ends, and where its
// closing mark does; -1 where it does not. Others of its marks may stand in it.
func closed(content string, from int, opening rune, closing string) (end, after int) {
	depth, first := 1, -1
	for i, r := range content[from:] {
		switch {
		case strings.ContainsRune(closing, r):
			if depth--; first < 0 {
				first = from + i
			}
			if depth == 0 {
				return from + i, from + i + utf8.RuneLen(r)
			}
		case r == opening:
			depth++
		}
	}
	if first < 0 {
		return -1, -1
	}
	_, width := utf8.DecodeRuneInString(content[first:])
	return first, first + width
}

// clause returns what belongs to the sentence that a quotation ends or begins:
// the first of content, or the last.
func clause(content string, first bool) string {
	content = strings.TrimSpace(content)
	sentences := text.Sentences(content, text.Span{End: len(content)})
	switch {
	case len(sentences) == 0:
		return ""
	case first:
		s := sentences[0]
		return content[:s.End]
	}
	s := sentences[len(sentences)-1]
	return content[s.Start:]
}
