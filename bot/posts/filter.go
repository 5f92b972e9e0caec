package posts

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/bot/names"
	"dateline/bot/record"
	"dateline/retrieval"
)

// MaxWords is how many words a filter has at most.
const MaxWords = 20

// Words reads the words of a filter, with commas between them.
func Words(given string) []string {
	var out []string
	for word := range strings.SplitSeq(given, ",") {
		if word = strings.Join(strings.Fields(word), " "); word != "" && !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}

// passes reports whether an article is to be posted by a rule's words.
func passes(rule record.Rule, a retrieval.Article) bool {
	if len(rule.Only)+len(rule.Without) == 0 {
		return true
	}
	text := names.Fold(a.Title + "\n" + a.Body)
	has := func(word string) bool { return holds(text, names.Fold(word)) }
	return (len(rule.Only) == 0 || slices.ContainsFunc(rule.Only, has)) && !slices.ContainsFunc(rule.Without, has)
}

// holds reports whether a text has a word, or several in a row, whole; both are
// folded.
func holds(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 || word == "" {
			return false
		}
		start, end := at+i, at+i+len(word)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		first, _ := utf8.DecodeRuneInString(word)
		last, _ := utf8.DecodeLastRuneInString(word)
		after, _ := utf8.DecodeRuneInString(text[end:])
		if !joined(before, first) && !joined(last, after) {
			return true
		}
		at = start + utf8.RuneLen(first)
	}
}

// joined reports whether two characters in a row are of one word, as far as their
// script sets spaces.
func joined(a, b rune) bool { return ofWord(a) && ofWord(b) }

func ofWord(r rune) bool {
	spaceless := unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !spaceless
}
