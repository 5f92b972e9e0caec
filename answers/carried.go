package answers

import (
	"slices"

	"dateline/retrieval"
)

// sameWords is the share of a sentence's words, in runs of three, that two
// texts have in common when they are one text carried twice.
const sameWords = 0.75

// trigrams are the runs of three words of a text, by which copies are known:
// marks, case and accents do not count.
func trigrams(tokens []retrieval.Token) map[[3]retrieval.Term]bool {
	out := make(map[[3]retrieval.Term]bool, len(tokens))
	for i := 2; i < len(tokens); i++ {
		out[[3]retrieval.Term{tokens[i-2].Exact, tokens[i-1].Exact, tokens[i].Exact}] = true
	}
	return out
}

// within is the share of a's trigrams that b has too.
func within(a, b map[[3]retrieval.Term]bool) float64 {
	if len(a) == 0 {
		return 0
	}
	n := 0
	for t := range a {
		if b[t] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}

// says says whether the excerpt holds nearly the words of s.
func (e *Excerpt) says(s *sentence) bool {
	if s.grams == nil {
		s.grams = trigrams(s.tokens)
	}
	return within(s.grams, e.grams) >= sameWords
}

// carry lists, for each excerpt, the other articles among the readings that
// carry its text.
func carry(excerpts []Excerpt, readings []*reading) {
	for _, r := range readings {
		var all []retrieval.Token
		for _, s := range r.sentences {
			all = append(all, s.tokens...)
		}
		grams := trigrams(all)
		for i := range excerpts {
			e := &excerpts[i]
			if !e.names(r.article.ID) && within(e.grams, grams) >= sameWords {
				e.AlsoCarriedBy = append(e.AlsoCarriedBy, r.article.Meta)
			}
		}
	}
}

// names says whether the excerpt names the article already.
func (e *Excerpt) names(id string) bool {
	return e.Article.ID == id || slices.ContainsFunc(e.AlsoCarriedBy, func(m retrieval.Meta) bool { return m.ID == id })
}
