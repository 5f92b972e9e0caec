package text

import (
	"unicode"
	"unicode/utf8"
)

// writing is how a script sets its words.
type writing uint8

const (
	// spaced scripts part words by white space.
	spaced writing = iota
	// ideographs are Han, hiragana those of kana that inflect and join, katakana
	// the others, hangul Korean's syllables: words of few characters.
	ideographs
	hiragana
	katakana
	hangul
	// clusters are the scripts of Thai, Lao, Khmer and Burmese, in which vowels
	// and tones gather around a consonant.
	clusters
)

// charactersInWord is how many characters count as one word where none are
// parted; 0 where words are counted by themselves.
var charactersInWord = [...]int{ideographs: 2, hiragana: 2, katakana: 2, hangul: 0, clusters: 5}

// firstUnspaced is the first character of any script that sets no spaces.
const firstUnspaced = 0x0E00

// writings are the ranges of characters of the writings other than spaced ones, in
// order. Those of clusters hold other scripts as well, and of ideographs only most
// are in one.
var writings = [...]struct {
	first, last rune
	writing
}{
	{firstUnspaced, 0x109F, clusters}, // Thai, Lao, Burmese
	{0x1100, 0x11FF, hangul},
	{0x1780, 0x17FF, clusters}, // Khmer
	{0x3041, 0x309F, hiragana},
	{0x30A1, 0x30FA, katakana},
	{'ー', 'ー', katakana},
	{0x3130, 0x318F, hangul},
	{0x31F0, 0x31FF, katakana},
	{0x4E00, 0x9FFF, ideographs},
	{0xA9E0, 0xAA7F, clusters}, // more of Burmese
	{0xAC00, 0xD7A3, hangul},
	{0xFF66, 0xFF9F, katakana},
}

// writingOf returns how the script of r sets its words; what is neither letter
// nor mark belongs to none.
func writingOf(r rune) writing {
	if r < firstUnspaced {
		return spaced
	}
	for i := range writings {
		w := &writings[i]
		if r < w.first {
			break
		}
		if r <= w.last {
			if w.writing == clusters && !clustered(r) {
				return spaced
			}
			return w.writing
		}
	}
	if unicode.Is(unicode.Han, r) {
		return ideographs
	}
	return spaced
}

// clustered reports whether r is a letter or a mark of a script of clusters.
func clustered(r rune) bool {
	return unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) && (unicode.IsLetter(r) || unicode.Is(unicode.M, r))
}

// unspaced reports whether r is of a script that sets no spaces between words.
func unspaced(r rune) bool { return charactersInWord[writingOf(r)] > 0 }

// clusterEnd returns where the cluster ends that begins at i: a character with the
// vowels, tones and joined consonants that cannot stand without it.
func clusterEnd(text string, i int) int {
	last, size := runeAt(text, i)
	for i += size; ; i += size {
		var next rune
		if next, size = runeAt(text, i); size == 0 || !leans(last, next) {
			return i
		}
		last = next
	}
}

// leans reports whether next belongs to the cluster that last ends so far.
func leans(last, next rune) bool {
	switch {
	case unicode.Is(unicode.M, next), next == 0x200C, next == 0x200D: // joiners
		return true
	case next >= 0x0E30 && next <= 0x0E3A || next == 0x0E45 || next == 0x0E46, // Thai vowels after, and ๆ
		next >= 0x0EB0 && next <= 0x0EBD || next == 0x0EC6: // Lao ones
		return true
	case last >= 0x0E40 && last <= 0x0E44, last >= 0x0EC0 && last <= 0x0EC4: // written before their consonant
		return writingOf(next) == clusters
	case last == 0x17D2, last == 0x1039: // Khmer and Burmese, what is stacked
		return writingOf(next) == clusters
	}
	return false
}

// runEnd returns where the run of characters of one writing ends that begins at i.
// A long vowel's mark belongs to what it lengthens.
func runEnd(text string, i int) int {
	first, size := runeAt(text, i)
	w := writingOf(first)
	for i += size; i < len(text); i += size {
		var r rune
		r, size = utf8.DecodeRuneInString(text[i:])
		if writingOf(r) != w && (r != 'ー' || w != hiragana) {
			return i
		}
	}
	return i
}
