package answers

import (
	"context"
	"maps"
	"slices"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// sameWords is the share of a sentence's words, in runs of three, that two
// texts have in common when they are one text carried twice. It was chosen by
// hand; "cmd/train measure copies" tells at which rate of changed words the
// library itself still knows a copy.
const sameWords = 0.75

// trigram is a run of three words, by which copies are known: marks, case and
// accents do not count.
type trigram [3]text.Term

// trigrams are the runs of a text.
func trigrams(tokens []text.Token) map[trigram]bool {
	out := make(map[trigram]bool, len(tokens))
	for i := 2; i < len(tokens); i++ {
		out[trigram{tokens[i-2].Exact, tokens[i-1].Exact, tokens[i].Exact}] = true
	}
	return out
}

// shareIn is the share of a's trigrams that b has too.
func shareIn(a, b map[trigram]bool) float64 {
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

// says reports whether the excerpt holds nearly the words of s.
func (e *Excerpt) says(s *sentence) bool {
	if s.grams == nil {
		s.grams = trigrams(s.tokens)
	}
	return shareIn(s.grams, e.grams) >= sameWords
}

// carry lists, for each excerpt, the other articles within the filter that
// carry its text: those that the library knows to share it, and those among the
// readings that have its words, for a sentence is less than what the library
// tells of. A carrier that cannot be looked up is left out: it is no source.
func (a *Answerer) carry(ctx context.Context, excerpts []Excerpt, readings []*reading, f retrieval.Filter) {
	for i := range excerpts {
		e := &excerpts[i]
		carriers, err := a.lib.Carriers(ctx, e.Article.ID, e.span(), f)
		if err != nil {
			a.log.WarnContext(ctx, "who else carries an excerpt is not known", "library", a.lib.Name(), "article", e.Article.ID, "error", err)
		}
		for _, m := range carriers {
			if !e.names(m.ID) {
				e.AlsoCarriedBy = append(e.AlsoCarriedBy, m)
			}
		}
	}
	carryRead(excerpts, readings)
}

// carryRead lists the articles among the readings that have an excerpt's words.
func carryRead(excerpts []Excerpt, readings []*reading) {
	for _, r := range readings {
		for i := range excerpts {
			e := &excerpts[i]
			if !e.names(r.article.ID) && shareIn(e.grams, r.meetings(e.grams)) >= sameWords {
				e.AlsoCarriedBy = append(e.AlsoCarriedBy, r.article.Meta)
			}
		}
	}
}

// meetings are those of grams that the reading has.
func (r *reading) meetings(grams map[trigram]bool) map[trigram]bool {
	out := make(map[trigram]bool)
	var run trigram
	for _, s := range r.sentences {
		for _, t := range s.tokens {
			run = trigram{run[1], run[2], t.Exact}
			if grams[run] {
				out[run] = true
			}
		}
	}
	return out
}

// firstTokens are those of the first n sentences.
func (r *reading) firstTokens(n int) []text.Token {
	var out []text.Token
	for _, s := range r.sentences[:n] {
		out = append(out, s.tokens...)
	}
	return out
}

// names reports whether the excerpt names the article already.
func (e *Excerpt) names(id string) bool {
	return e.Article.ID == id || slices.ContainsFunc(e.AlsoCarriedBy, func(m retrieval.Meta) bool { return m.ID == id })
}

// count says how many articles the excerpts name, and how many independent
// texts there are among them: articles that carry the same excerpt, or are
// copies of each other, are one.
func (a *Answerer) count(ctx context.Context, excerpts []Excerpt) (articles, texts int) {
	same := make(map[string]string) // by article: another of the same text, the last itself
	text := func(id string) string {
		for same[id] != "" && same[id] != id {
			id = same[id]
		}
		same[id] = id
		return id
	}
	for _, e := range excerpts {
		text(e.Article.ID)
		for _, m := range e.AlsoCarriedBy {
			same[text(m.ID)] = text(e.Article.ID)
		}
	}
	ids := slices.Sorted(maps.Keys(same))
	pairs, err := a.lib.Copies(ctx, ids)
	if err != nil {
		a.log.WarnContext(ctx, "which articles are copies is not known", "library", a.lib.Name(), "error", err)
	}
	for _, p := range pairs {
		same[text(p[0])] = text(p[1])
	}
	for _, id := range ids {
		if text(id) == id {
			texts++
		}
	}
	return len(ids), texts
}
