package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// brackets are those that scripts without spaces set around what is said, named or
// added, each opening one before its closing one.
const brackets = "「」『』（）《》〈〉【】〔〕〖〗｢｣“”‘’"

const (
	// maxNested is how deep brackets are followed.
	maxNested = 8
	// maxBracketed bounds what is held together by brackets, in bytes: about what
	// an excerpt has room for.
	maxBracketed = 600
)

// bracketed returns what of s stands between brackets, the outermost ones, in order:
// nothing where they do not match.
func bracketed(body string, s Span) []Span {
	var out []Span
	open := make([]rune, 0, maxNested) // what would close
	first := 0
	for i, r := range body[s.Start:s.End] {
		if r < '‘' || !strings.ContainsRune(brackets, r) {
			continue
		}
		at := s.Start + i
		after := at + utf8.RuneLen(r)
		if closing := closes(body, r, after); closing > 0 && len(open) < maxNested {
			if len(open) == 0 {
				first = at
			}
			open = append(open, closing)
		} else if n := slices.Index(open, r); n >= 0 {
			if open = open[:n]; n == 0 && after-first <= maxBracketed {
				out = append(out, Span{first, after})
			}
		}
	}
	return out
}

// closes returns what closes the bracket r before after, or 0 when r opens none. The
// quotation marks that other scripts have too count only before one without spaces.
func closes(body string, r rune, after int) rune {
	if !unicode.Is(unicode.Ps, r) && !unicode.Is(unicode.Pi, r) {
		return 0
	}
	if next, _ := runeAt(body, after); r < 0x3000 && !unspaced(next) {
		return 0
	}
	_, rest, _ := strings.Cut(brackets, string(r))
	closing, _ := utf8.DecodeRuneInString(rest)
	return closing
}

// inside reports whether at is within one of spans, which stand in order, and not at
// its edge.
func inside(spans []Span, at int) bool {
	n, _ := slices.BinarySearchFunc(spans, at, func(s Span, at int) int {
		if s.End <= at {
			return -1
		}
		return 1
	})
	return n < len(spans) && spans[n].Start < at
}
