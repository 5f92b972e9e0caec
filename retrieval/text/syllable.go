package text

import (
	"strings"
	"unicode"
)

// Vietnamese sets a space after each syllable, and has so few that any longer text
// holds most of them. Its words are of one or two: the terms are overlapping rows of
// two syllables, and a syllable by itself where none stands beside it. Other words
// among them, mostly foreign names, and abbreviations stay whole.
//
// Rows do not reach across stop words, nor from lower case to a capital, where
// a name begins.

// Syllabic reports whether spaces part the syllables of a language, not its words.
func Syllabic(language string) bool { return morphologies[BaseLanguage(language)].syllables }

// joinSyllables makes rows of the syllables among tokens, which are text's. The last
// one of a row is no term, except in a name, which may go by it: "ông Trọng" is
// Nguyễn Phú Trọng. shouted says that the text is all capitals.
func (l *language) joinSyllables(text string, tokens []Token, shouted bool) {
	l.hearTones(text, tokens)
	inRow := false // the syllable before begins a row
	for i := range tokens {
		t := &tokens[i]
		if !isSyllable(text, *t, shouted) {
			inRow = false
			continue
		}
		t.Sequence = true
		switch {
		case i+1 < len(tokens) && isSyllable(text, tokens[i+1], shouted) && oneRow(text, *t, tokens[i+1]):
			t.Term, t.Shared = t.Exact+rowJoint+tokens[i+1].Exact, tokens[i+1].End-t.End
			inRow = true
		case inRow:
			t.Stop, inRow = !t.Upper, false
		}
	}
}

// hearTones no longer counts as stop words those that only look like one without
// its tone, as "máy" (machine) like "mấy" (how many). A text without any tones may
// mean any of them.
func (l *language) hearTones(text string, tokens []Token) {
	if isASCII(text) {
		return
	}
	for i, t := range tokens {
		tokens[i].Stop = t.Stop && l.toned[lowerCase(text[t.Start:t.End])]
	}
}

// rowJoint joins the syllables of a row; no word has it.
const rowJoint = "_"

// oneRow reports whether b goes on after a.
func oneRow(text string, a, b Token) bool {
	return strings.TrimFunc(text[a.End:b.Start], unicode.IsSpace) == "" && (a.Upper || !b.Upper)
}

// What a syllable begins and ends with, and what may stand there and between.
var (
	onsets = WordSet(`b c ch d g gh h k kh l m n ng ngh nh p ph q r s t th tr v x`)
	codas  = WordSet(`c ch m n ng nh p t`)
)

const (
	consonants = "bcdghklmnpqrstvx"
	vowels     = "aeiouy"
	maxVowels  = 3
)

// isSyllable reports whether t can be a syllable of a Vietnamese word that carries
// a topic.
func isSyllable(text string, t Token, shouted bool) bool {
	word := text[t.Start:t.End]
	if t.Stop || !shouted && isASCII(word) && acronym(word) {
		return false
	}
	folded := string(t.Exact)
	rest := strings.TrimLeft(folded, consonants)
	onset, coda := folded[:len(folded)-len(rest)], strings.TrimLeft(rest, vowels)
	n := len(rest) - len(coda)
	return n > 0 && n <= maxVowels && (onset == "" || onsets[onset]) && (coda == "" || codas[coda])
}
