package text

import (
	"unicode"
	"unicode/utf8"
)

// MaxPassageWords bounds a passage, in words separated by white space.
const MaxPassageWords = 190

// CutPassages divides a body into passages of whole sentences, each as long as
// maxWords allows. None reaches across a place where something was cut out. A
// sentence longer than that is divided between words.
func CutPassages(body string, blocks []Block, maxWords int) []Span {
	var out []Span
	words := 0 // of the last passage; maxWords when it takes no more
	add := func(s Span, n int) {
		if len(out) == 0 || words+n > maxWords {
			out, words = append(out, s), 0
		}
		out[len(out)-1].End = s.End
		words += n
	}
	for _, b := range blocks {
		if b.Cut {
			words = maxWords
		}
		for _, s := range Sentences(body, b.Span) {
			if n := CountWords(body[s.Start:s.End]); n <= maxWords {
				add(s, n)
				continue
			}
			for _, part := range divide(body, s, maxWords) {
				add(part, CountWords(body[part.Start:part.End]))
			}
		}
	}
	return out
}

// divide cuts s into runs of at most maxWords words.
func divide(body string, s Span, maxWords int) []Span {
	var out []Span
	words := 0
	EachWord(body[s.Start:s.End], func(w Span) {
		w = Span{s.Start + w.Start, s.Start + w.End}
		if words%maxWords == 0 {
			out = append(out, w)
		}
		out[len(out)-1].End = w.End
		words++
	})
	return out
}

// CountWords counts the runs of text between white space.
func CountWords(text string) int {
	n := 0
	EachWord(text, func(Span) { n++ })
	return n
}

// Words are the runs of text between white space.
func Words(text string) []Span {
	var out []Span
	EachWord(text, func(w Span) { out = append(out, w) })
	return out
}

// EachWord calls f with each run of text between white space.
func EachWord(text string, f func(Span)) {
	start := -1
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch space := unicode.IsSpace(r); {
		case space && start >= 0:
			f(Span{start, i})
			start = -1
		case !space && start < 0:
			start = i
		}
		i += size
	}
	if start >= 0 {
		f(Span{start, len(text)})
	}
}
