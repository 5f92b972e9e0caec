package retrieval

import "strings"

// outletKey is how outlets' names are compared: without case, accents,
// punctuation, a leading "The" or a web address's ending.
func outletKey(name string) string {
	words := strings.FieldsFunc(strings.ToLower(foldMarks(name)), func(r rune) bool {
		return strings.ContainsRune(" \t\n\u00a0.,'\"-–&/|()", r)
	})
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}
