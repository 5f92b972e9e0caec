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

// read finds the language of a question, and reads it in the library's others too.
func (k *ranker) read(q Query) {
	k.question, k.newest = q.Text, q.Newest
	held := k.index.byLanguage()
	k.language, k.foreign = text.Spoken(q.Text, text.BaseLanguage(q.Locale), held)
	for _, language := range held[:min(len(held), mostLanguages)] {
		if language != k.language {
			k.others = append(k.others, k.analyzer.Tokens(q.Text, language))
		}
	}
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
