package retrieval

import (
	"cmp"
	"slices"

	"dateline/retrieval/text"
)

const (
	// mostLanguages bounds in how many languages a question is read. By hand: each
	// costs an analysis, and terms to look up.
	mostLanguages = 4
	// leastLanguage is the share of a library's passages that makes a language
	// one of its languages: one article in a few hundred is none.
	// By hand.
	leastLanguage = 0.01
)

// read finds the language of a question: the one that its own words speak for,
// among equals one of the library's, and where they tell nothing the one that
// most of the library is in.
func (k *ranker) read(q Query) {
	k.question, k.newest = q.Text, q.Newest
	held := k.index.byLanguage()
	spoken := text.Witness(q.Text)
	k.language = spoken.Best(append([]string{text.BaseLanguage(q.Locale)}, held...)...)
	k.foreign = isForeign(spoken, k.language, held)
	if k.language == "" && len(held) > 0 {
		k.language = held[0]
	}
	if !k.foreign && !slices.Contains(held, k.language) {
		k.language = toneless(spoken, held, k.language)
	}
	for _, language := range held[:min(len(held), mostLanguages)] {
		if language != k.language {
			k.others = append(k.others, k.analyzer.Tokens(q.Text, language))
		}
	}
}

// toneless returns the language of a question that may be Vietnamese written without
// its tones, which looks like others; language where that is unlikely.
func toneless(spoken text.Evidence, held []string, language string) string {
	for _, h := range held {
		if text.Syllabic(h) && spoken[h] > 0 {
			return h
		}
	}
	return language
}

// plainWords is how many words must speak for a language that the library lacks,
// and plainFactor how many times as loud as for one that it holds: names, and words
// that languages share, are no such sign. Both are set by hand.
const (
	plainWords  = 2
	plainFactor = 2
)

func isForeign(spoken text.Evidence, language string, held []string) bool {
	if len(held) == 0 || slices.Contains(held, language) || spoken[language] < plainWords {
		return false
	}
	for _, h := range held {
		if plainFactor*spoken[h] > spoken[language] {
			return false
		}
	}
	return true
}

// byLanguage are the library's languages, the one of the most passages first.
func (s *snapshot) byLanguage() []string {
	var out []string
	for language, n := range s.languages {
		if float64(n) >= leastLanguage*float64(s.docs) {
			out = append(out, language)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(s.languages[b], s.languages[a]), cmp.Compare(a, b)) })
	return out
}

// inOtherLanguages are the terms that token i of the question is in the
// library's other languages.
func (k *ranker) inOtherLanguages(i int) []text.Term {
	var out []text.Term
	t := k.asked.tokens[i]
	for _, tokens := range k.others {
		// The same text has the same words in any language.
		if len(tokens) != len(k.asked.tokens) || tokens[i].Stop || tokens[i].Term == t.Term || slices.Contains(out, tokens[i].Term) {
			continue
		}
		out = append(out, tokens[i].Term)
	}
	return out
}
