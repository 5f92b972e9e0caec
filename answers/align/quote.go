package align

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/retrieval/text"
)

// Quote is a quote whose words are looked for.
type Quote struct {
	text  string
	words []word
}

// Read cuts a quote into its words. What stands in the place of words that were
// left out, an ellipsis or an editor's words in brackets, lets the article have
// more words there.
func Read(text string) Quote { return Quote{text, wordsOf(text)} }

// Words returns how many words the quote has.
func (q Quote) Words() int { return len(q.words) }

// word is a word of a quote.
type word struct {
	text.Spelling
	// gap is how many words of the article may be left out before it: those
	// that an ellipsis stands for, or that an editor's words in brackets replace.
	gap int
	// loose says that its case does not count: it begins the quote, or goes on
	// after a gap.
	loose bool
}

// How many words of an article an ellipsis and an insertion in brackets may
// stand for.
const (
	ellipsisWords  = 150
	insertionWords = 12
)

// omission finds what stands in the place of words left out: an ellipsis, or
// anything in brackets.
var omission = regexp.MustCompile(`\[[^\[\]]*\]|\(\s*(?:…|(?:\.\s?){3,})\s*\)|(?:\.\s?){3,}|…`)

// wordsOf cuts a quote into its words.
func wordsOf(content string) []word {
	var out []word
	gap := 0
	add := func(start, end int) {
		for i, w := range text.Spellings(content[start:end]) {
			w.Start, w.End = w.Start+start, w.End+start
			q := word{Spelling: w, loose: w.Loose || len(out) == 0}
			if i == 0 && gap > 0 && len(out) > 0 {
				q.gap, q.loose = gap, true
			}
			gap = 0
			out = append(out, q)
		}
	}
	from := 0
	for _, m := range omission.FindAllStringIndex(content, -1) {
		if recased(content, m[0], m[1]) {
			continue
		}
		add(from, m[0])
		gap, from = max(gap, omittedWords(content[m[0]:m[1]])), m[1]
	}
	add(from, len(content))
	if len(out) == 0 {
		add(0, len(content)) // brackets around all of it are the article's own
	}
	return out
}

// recased reports whether the brackets from start to end hold the first letter of
// a word, in another case than the article has it: "[T]he".
func recased(text string, start, end int) bool {
	inner := strings.Trim(text[start:end], "[]")
	next, _ := utf8.DecodeRuneInString(text[end:])
	return utf8.RuneCountInString(inner) == 1 && unicode.IsLetter(next) &&
		(start == 0 || !unicode.IsLetter(lastRune(text[:start])))
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// omittedWords is how many words the mark may stand for.
func omittedWords(mark string) int {
	if strings.Trim(mark, "[]().… \t\n\u00a0") == "" && strings.ContainsAny(mark, ".…") {
		return ellipsisWords
	}
	return insertionWords
}
