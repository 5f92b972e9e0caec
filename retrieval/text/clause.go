package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clauses divides s, a sentence of body, after the marks that end a clause, and
// in scripts that set spaces only between clauses at those. It does not divide
// what stands in 「」 or the brackets of those scripts, unless that alone has more
// than maxWords words; a clause that is itself too long is divided between words.
func Clauses(body string, s Span, maxWords int) []Span {
	within := bracketed(body, s)
	var out []Span
	for _, c := range divided(body, s, func(end int) bool {
		return endsClause(body, s, end) && !inside(within, end)
	}) {
		if len(within) == 0 || CountWords(body[c.Start:c.End]) <= maxWords {
			out = append(out, c)
			continue
		}
		out = append(out, divided(body, c, func(end int) bool { return endsClause(body, s, end) })...)
	}
	return between(body, out, maxWords)
}

// divided cuts s after those words for whose end may returns true.
func divided(body string, s Span, may func(end int) bool) []Span {
	var out []Span
	open := false
	EachWord(body[s.Start:s.End], func(w Span) {
		w = Span{s.Start + w.Start, s.Start + w.End}
		if !open {
			out = append(out, w)
		}
		out[len(out)-1].End = w.End
		open = !may(w.End)
	})
	return out
}

// between divides those spans that are longer than maxWords words between words.
func between(body string, spans []Span, maxWords int) []Span {
	var out []Span
	for _, s := range spans {
		words := 0
		out = append(out, divided(body, s, func(int) bool {
			words++
			return words%maxWords == 0
		})...)
	}
	return out
}

// endsClause reports whether the word of s that ends at end ends a clause as well.
func endsClause(body string, s Span, end int) bool {
	last, _ := utf8.DecodeLastRuneInString(body[s.Start:end])
	switch {
	case strings.ContainsRune(",;:—", last):
		return true
	case last < utf8.RuneSelf:
		return false
	case strings.ContainsRune("、，､；：。．！？｡،؛۔؟।॥၊။៖។", last):
		return true
	}
	next, size := runeAt(body, end)
	if size == 0 || !unicode.IsSpace(next) || writingOf(last) != clusters {
		return false
	}
	next, _ = utf8.DecodeRuneInString(strings.TrimLeftFunc(body[end:s.End], unicode.IsSpace))
	return writingOf(next) == clusters
}

// packed joins neighbours as long as they have no more than maxWords words.
func packed(body string, spans []Span, maxWords int) []Span {
	var out []Span
	words := maxWords
	for _, s := range spans {
		n := CountWords(body[s.Start:s.End])
		if words+n > maxWords {
			out, words = append(out, s), 0
		}
		out[len(out)-1].End = s.End
		words += n
	}
	return out
}
