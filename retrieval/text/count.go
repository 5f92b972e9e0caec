package text

import (
	"unicode"
	"unicode/utf8"
)

// CountWords counts words: runs of text between white space and, where a script
// sets none, two characters of Han and kana or five of Thai, Lao, Khmer and
// Burmese for one.
func CountWords(text string) int {
	n := 0
	EachWord(text, func(Span) { n++ })
	return n
}

// Words are what CountWords counts. None begins within a character's vowels and
// tones, or with a mark that belongs to the word before.
func Words(text string) []Span {
	var out []Span
	EachWord(text, func(w Span) { out = append(out, w) })
	return out
}

// EachWord calls f with each of the words that CountWords counts.
func EachWord(text string, f func(Span)) {
	start := -1
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if r >= firstUnspaced && (unspaced(r) || opens(r)) {
			if start >= 0 {
				f(Span{start, i})
			}
			i, start = eachUnspaced(text, i, f)
			continue
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

// eachUnspaced calls f with the words of a stretch that begins at i in a script
// without spaces, and returns where it ends: at white space, or where a word of
// another script begins, and where the marks before that do, or -1. A word ends
// with the marks after it; what it has too few or too many the next one makes up for.
func eachUnspaced(text string, i int, f func(Span)) (end, open int) {
	start, count, spare := i, 0, 0
	flush := func() {
		if start < i {
			f(Span{start, i})
		}
		start, count = i, 0
	}
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		per := charactersInWord[writingOf(r)]
		switch {
		case per > 0:
			end := clusterEnd(text, i)
			count += utf8.RuneCountInString(text[i:end])
			if i = end; count < per+spare && !markAt(text, i) {
				continue
			}
			i = marksEnd(text, i)
			spare = max(1-per, min(per+spare-count, per-1))
			flush()
		case unicode.IsSpace(r):
			flush()
			return i, -1
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if count > 0 {
				flush()
			}
			return i, start
		default:
			i += size
		}
	}
	flush()
	return i, -1
}

// opens reports whether r is an opening bracket or quotation mark of a script
// without spaces.
func opens(r rune) bool {
	return r >= 0x3008 && (unicode.Is(unicode.Ps, r) || unicode.Is(unicode.Pi, r))
}

// markAt reports whether a mark stands at i.
func markAt(text string, i int) bool {
	r, _ := runeAt(text, i)
	return unicode.IsPunct(r)
}

// marksEnd returns where the marks at i end that belong to the word before.
func marksEnd(text string, i int) int {
	for {
		r, size := runeAt(text, i)
		if size == 0 || !unicode.IsPunct(r) || unicode.Is(unicode.Ps, r) || unicode.Is(unicode.Pi, r) || r < utf8.RuneSelf && r != '.' && r != ',' {
			return i
		}
		i += size
	}
}

// WidenToWords widens s to where words begin and end in scripts that set spaces, and
// to whole characters in others.
func WidenToWords(body string, s Span) Span {
	for s.Start > 0 {
		r, size := utf8.DecodeLastRuneInString(body[:s.Start])
		if r <= ' ' || unspaced(r) && utf8.RuneStart(body[s.Start]) {
			break
		}
		s.Start -= size
	}
	for s.End < len(body) {
		r, size := utf8.DecodeRuneInString(body[s.End:])
		if r <= ' ' || unspaced(r) {
			break
		}
		s.End += size
	}
	return s
}
