package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold removes case, accents, the possessive, the marks inside a word and its
// invisible characters: "Nestlé's" is "nestle", "U.S" is "us", "1,000" is
// "1000".
func fold(word string) string {
	if !isASCII(word) {
		word = FoldMarks(word)
	}
	word = strings.ToLower(word)
	word = strings.TrimSuffix(word, "'s")
	if decimal(word) {
		return strings.ReplaceAll(word, ",", "")
	}
	if strings.ContainsAny(word, ".,'_:") {
		word = strings.Map(func(r rune) rune {
			if strings.ContainsRune(".,'_:", r) {
				return -1
			}
			return r
		}, word)
	}
	return word
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// decimal reports whether word is a number with a fraction, whose point counts.
func decimal(word string) bool {
	return strings.Contains(word, ".") && !strings.ContainsFunc(word, unicode.IsLetter)
}

// FoldMarks removes accents and invisible characters from word, sets its apostrophes
// upright and its digits in ASCII, and writes letters that have two forms in the
// more usual one: "Straße" is "Strasse", "cœur" is "coeur", "ё" is "е". Marks
// that are letters of their script, as the vowels of Hindi and Thai and the voiced
// kana, stay.
func FoldMarks(word string) string {
	var b strings.Builder
	composed := false
	for _, r := range norm.NFKD.String(word) {
		if r < utf8.RuneSelf {
			b.WriteRune(r)
			continue
		}
		if other, ok := otherwise[r]; ok {
			b.WriteString(other)
			continue
		}
		switch {
		case optionalMark(r):
		case unicode.IsDigit(r):
			b.WriteByte(digit(r))
		default:
			composed = composed || r == 0x3099 || r == 0x309A || r >= 0x1100 && r <= 0x11FF
			b.WriteRune(r)
		}
	}
	if composed {
		return norm.NFC.String(b.String())
	}
	return b.String()
}

// otherwise holds letters that are also written otherwise, and how.
var otherwise = map[rune]string{
	'’': "'", '‘': "'", 'ʼ': "'",
	'ß': "ss", 'ẞ': "SS", 'œ': "oe", 'Œ': "OE", 'æ': "ae", 'Æ': "AE", 'ø': "o", 'Ø': "O",
	'đ': "d", 'Đ': "D", 'ð': "d", 'Ð': "D", 'þ': "th", 'Þ': "TH", 'ł': "l", 'Ł': "L", 'ı': "i",
	// Arabic: how alef, yeh, teh marbuta and kaf are written differs from place to
	// place; the tatweel only stretches.
	'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ة': "ه", 'ک': "ك", 'ـ': "",
	'٫': ".", '٬': ",",
	// Hindi: a nasal vowel's two marks.
	'ँ': "ं",
}

// optionalMark reports whether r only helps to read the letter that it stands on,
// or is not seen at all.
func optionalMark(r rune) bool {
	return unicode.Is(unicode.Cf, r) || // soft hyphens, marks of direction
		unicode.Is(unicode.Mn, r) && unicode.Is(readingMarks, r)
}

// readingMarks are the ranges whose nonspacing marks only help to read a letter.
var readingMarks = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0000, Hi: 0x077F, Stride: 1},    // Latin, Greek, Cyrillic, Hebrew, Arabic, Syriac
		{Lo: 0x093C, Hi: 0x0ABC, Stride: 0x80}, // the dot below letters of four Indic scripts
		{Lo: 0x1AB0, Hi: 0x1AFF, Stride: 1},    // combining marks of any script
		{Lo: 0x1DC0, Hi: 0x1DFF, Stride: 1},
		{Lo: 0x20D0, Hi: 0x20FF, Stride: 1},
		{Lo: 0xFE00, Hi: 0xFE2F, Stride: 1}, // with the variation selectors
	},
	R32: []unicode.Range32{{Lo: 0xE0100, Hi: unicode.MaxRune, Stride: 1}},
}

// digit returns the ASCII digit that stands for r, a decimal one of any script.
func digit(r rune) byte {
	for _, in := range unicode.Nd.R16 {
		if r >= rune(in.Lo) && r <= rune(in.Hi) {
			return '0' + byte((r-rune(in.Lo))%10)
		}
	}
	for _, in := range unicode.Nd.R32 {
		if r >= rune(in.Lo) && r <= rune(in.Hi) {
			return '0' + byte((r-rune(in.Lo))%10)
		}
	}
	return '0'
}
