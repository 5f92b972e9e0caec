package text

import (
	"cmp"
	"slices"
)

// plainWords is how many words must speak for a language that a library lacks,
// and plainFactor how many times as loud as for one that it holds: names, and words
// that languages share, are no such sign. Both are set by hand.
const (
	plainWords  = 2
	plainFactor = 2
)

// withinNames are stop words that stand within the names of people and places, in
// whatever language these are told of: James Van Der Beek, Ursula von der Leyen.
var withinNames = WordSet(`van der den de von del della di da dos das du la le el al`)

// Spoken returns the language of a question to a library that holds some: the one
// that its own words speak for, among equals the asker's and then the library's first,
// and where they tell nothing the library's first. It is foreign where it is plainly
// in one that the library lacks.
func Spoken(question, locale string, held []string) (language string, foreign bool) {
	spoken, prefer := Witness(question), slices.Concat([]string{locale}, held)
	language = spoken.Best(prefer...)
	if !slices.Contains(held, language) {
		spoken = witness(question, true)
		language = spoken.Best(prefer...)
	}
	if spoken.foreign(language, held) {
		return language, true
	}
	if language == "" && len(held) > 0 {
		return held[0], false
	}
	if !slices.Contains(held, language) {
		language = cmp.Or(spoken.toneless(held), language)
	}
	return language, false
}

// toneless returns the language of a question that may be Vietnamese written without
// its tones, which looks like others.
func (e Evidence) toneless(held []string) string {
	for _, h := range held {
		if Syllabic(h) && e[h] > 0 {
			return h
		}
	}
	return ""
}

func (e Evidence) foreign(language string, held []string) bool {
	if len(held) == 0 || slices.Contains(held, language) || e[language] < plainWords {
		return false
	}
	for _, h := range held {
		if plainFactor*e[h] > e[language] {
			return false
		}
	}
	return true
}
