package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// goesOn reports whether right goes on with the sentence of left after a quotation
// in a script without spaces: 「…。」と述べた, “……。”他说.
func goesOn(left, right string) bool {
	last, _ := utf8.DecodeLastRuneInString(left)
	if !strings.ContainsRune("」』｣”’", last) {
		return false
	}
	bare := strings.TrimRight(left, "」』｣”’）")
	if mark, _ := utf8.DecodeLastRuneInString(bare); !strings.ContainsRune("。！？｡…", mark) {
		return false
	}
	first, size := utf8.DecodeRuneInString(right)
	opening, _ := utf8.DecodeRuneInString(left)
	switch {
	case writingOf(first) == hiragana, strings.ContainsRune("、，", first):
		return true
	case unspaced(first) && strings.ContainsRune("「『｢“‘", opening):
		return says(right[size:])
	}
	return false
}

// says reports whether text soon has a verb of saying.
func says(text string) bool {
	const near = 12 // characters
	for i, n := 0, 0; i < len(text) && n < near; n++ {
		r, size := runeAt(text, i)
		if strings.ContainsRune("说說道称稱问問言述", r) || strings.HasPrefix(text[i:], "表示") {
			return true
		}
		if strings.ContainsRune("。！？，、", r) {
			return false
		}
		i += size
	}
	return false
}

// Thai and Lao have no mark that ends a sentence, and a space between clauses. A unit
// ends at a space once it has so many words, if as many follow.
const unitWords = 12

// unitsOf divides at spaces those of the sentences that are in Thai or Lao.
func unitsOf(body string, sentences []Span) []Span {
	long := false
	for _, s := range sentences {
		long = long || strings.ContainsFunc(body[s.Start:s.End], isThai) && CountWords(body[s.Start:s.End]) > 2*unitWords
	}
	if !long {
		return sentences
	}
	var out []Span
	for _, s := range sentences {
		first := len(out)
		for _, c := range spacedParts(body, s) {
			if len(out) > first && CountWords(body[out[len(out)-1].Start:out[len(out)-1].End]) < unitWords {
				out[len(out)-1].End = c.End
				continue
			}
			out = append(out, c)
		}
		if n := len(out) - 1; n > first && CountWords(body[out[n].Start:out[n].End]) < unitWords {
			out[n-1].End, out = out[n].End, out[:n]
		}
	}
	return out
}

func isThai(r rune) bool { return r >= 0x0E01 && r <= 0x0EFF }

// spacedParts cuts s at white space that stands between characters of Thai or Lao.
func spacedParts(body string, s Span) []Span {
	var out []Span
	open, last := s.Start, rune(0)
	for i := s.Start; i < s.End; {
		r, size := runeAt(body, i)
		if !unicode.IsSpace(r) {
			last = r
			i += size
			continue
		}
		next := TrimSpace(body, Span{i, s.End}).Start
		if r, _ = runeAt(body, next); isThai(last) && isThai(r) && r != 'ๆ' {
			out = append(out, Span{open, i})
			open = next
		}
		i = next
	}
	return append(out, Span{open, s.End})
}
