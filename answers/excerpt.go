package answers

import (
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// excerptOf quotes the sentence of c with what it needs around it, but nothing
// that is quoted already.
func excerptOf(c choice, n need, quoted []Excerpt) Excerpt {
	if c.sentences[c.at].words > MaxExcerptWords {
		e := c.trimmed(c.at, n)
		e.traits = c.traits
		return e
	}
	w := c.fill(c.widen(c.at))
	if wider, ok := c.after(w); ok && n.want.Reason() {
		w = wider // a reason is often told in the sentence after
	}
	for _, e := range quoted {
		if e.Article.ID == c.article.ID && c.span(w).Overlaps(e.span()) {
			w = window{c.at, c.at}
		}
	}
	e := c.excerpt(c.span(w), c.score, n)
	e.traits = c.traits
	return e
}

// excerpt quotes span.
func (r *reading) excerpt(span text.Span, score float64, n need) Excerpt {
	e := Excerpt{
		Text: r.text(span), Start: span.Start, End: span.End,
		Score: score, Article: r.article.Meta, AlsoCarriedBy: []retrieval.Meta{},
	}
	var tokens []text.Token
	for _, s := range r.sentences {
		for _, t := range s.tokens {
			if !span.Contains(t.Span) {
				continue
			}
			tokens = append(tokens, t)
			if len(n.index[t.Term]) > 0 {
				e.Matched = t.Mark(e.Matched)
			}
		}
	}
	e.grams = trigrams(tokens)
	return e
}

// trimmed quotes the part of an over-long sentence that meets the need best:
// from clause to clause where it has any, else from word to word.
func (c choice) trimmed(i int, n need) Excerpt {
	s := c.sentences[i]
	parts := text.Clauses(c.article.Body, s.Span, MaxExcerptWords)
	best, bestScore := parts[0], -1.
	for first := range parts {
		span := parts[first]
		for last := first; last < len(parts); last++ {
			wider := text.Span{Start: span.Start, End: parts[last].End}
			if text.CountWords(c.text(wider)) > MaxExcerptWords {
				break
			}
			span = wider
		}
		inside := n.none()
		for _, t := range s.tokens {
			if span.Contains(t.Span) {
				inside.note(n.index[t.Term], 1)
			}
		}
		if score := n.whole.met(inside); score > bestScore {
			best, bestScore = span, score
		}
	}
	e := c.excerpt(best, c.score, n)
	e.TrimmedFront, e.TrimmedEnd = best.Start > s.Start, best.End < s.End
	return e
}
