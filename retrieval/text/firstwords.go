package text

import (
	"strings"
	"unicode"
)

// FirstWords returns the first words of a text in small letters and without marks,
// as many as take most bytes, with one between them.
func FirstWords(s string, most int) []string {
	var words []string
	length := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(FoldMarks(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) {
		if length += len(w) + 1; length > most {
			break
		}
		words = append(words, w)
	}
	return words
}
