package show

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/retrieval/text"
)

// Markdown writes text so that Discord shows it to the letter, as plain text,
// with the spans of it that are given in bold.
func Markdown(text string, bold []text.Span) string {
	var b strings.Builder
	at := 0
	line := lineStart{}
	for _, span := range boldSpans(text, bold) {
		line = escape(&b, text[at:span.Start], line)
		b.WriteString("**")
		line = escape(&b, text[span.Start:span.End], line)
		b.WriteString("**")
		at = span.End
	}
	escape(&b, text[at:], line)
	return b.String()
}

// lineStart says how far a line is from where Discord looks for headings and
// lists: the zero value stands at its very start.
type lineStart struct {
	past   bool // something other than white space and digits stood in it
	digits bool // it began with digits, so that "1." would open a list
}

// escape writes text with a backslash before all that Discord would take for
// more than text. A colon is escaped too: an emoji's name stands between
// colons, and an address that is escaped elsewhere in it would be shown with
// its backslashes, were it made a link.
func escape(b *strings.Builder, text string, line lineStart) lineStart {
	for i, r := range text {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			continue
		}
		if special(r, line) || r == ':' && !endsWord(text[i+1:]) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		line = line.after(r)
	}
	return line
}

func special(r rune, line lineStart) bool {
	switch r {
	case '\\', '*', '_', '~', '`', '|', '<', '>', '[', ']', '#', '@':
		return true
	case '-', '+':
		return !line.past
	case '.', ')':
		return !line.past && line.digits
	default:
		return false
	}
}

func (l lineStart) after(r rune) lineStart {
	switch {
	case r == '\n':
		return lineStart{}
	case l.past, unicode.IsSpace(r):
		return l
	case r >= '0' && r <= '9':
		return lineStart{digits: true}
	default:
		return lineStart{past: true}
	}
}

// endsWord reports whether rest begins with white space or is empty.
func endsWord(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	return size == 0 || unicode.IsSpace(r)
}

// boldSpans puts spans in order, joins those that touch, so that no two pairs
// of markers meet, and drops what does not lie within text.
func boldSpans(content string, spans []text.Span) []text.Span {
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, func(a, b text.Span) int { return a.Start - b.Start })
	var out []text.Span
	for _, s := range sorted {
		if inner, ok := s.Of(content); !ok || strings.TrimFunc(inner, invisible) == "" {
			continue
		}
		if last := len(out) - 1; last >= 0 && s.Start <= out[last].End {
			out[last].End = max(out[last].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

func invisible(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// Isolate keeps text that runs from right to left, or that holds characters
// which turn the direction, from reordering what stands around it. The marks
// stand outside of what is passed, so that a quotation stays as it is.
func Isolate(s string) string {
	if !strings.ContainsFunc(s, turnsDirection) {
		return s
	}
	const firstStrongIsolate, popDirectionalIsolate = "\u2068", "\u2069"
	return firstStrongIsolate + s + popDirectionalIsolate
}

func turnsDirection(r rune) bool {
	switch {
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200F, r == 0x061C:
		return true
	default:
		return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
	}
}
