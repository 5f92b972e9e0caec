package answers

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// Attribution is whose words a quotation is, as the article says it. What the
// article does not say is nil, and never guessed.
type Attribution struct {
	// Direct says that the words stand in the article's quotation marks.
	Direct bool `json:"direct"`
	// Speaker is how the article names who says it, which may be "he"; To whom
	// it is said, and When.
	Speaker *Mention `json:"speaker,omitempty"`
	To      *Mention `json:"to,omitempty"`
	When    *Mention `json:"when,omitempty"`
	// Excerpt is the sentence that says so.
	Excerpt Excerpt `json:"excerpt"`
}

// Mention is words of an article: the body's bytes from Start to End.
type Mention struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// attribution says whose words span is; nil where the article's text does not
// tell in the sentences around it.
func (a *Answerer) attribution(ctx context.Context, article *retrieval.Article, span text.Span) *Attribution {
	r := read(a.lib.Analyzer(), article, span)
	at := slices.IndexFunc(r.sentences, func(s sentence) bool { return s.Overlaps(span) })
	if at < 0 {
		return nil
	}
	s := r.sentences[at]
	direct := openQuote(article.Body[article.Blocks[s.block].Start:span.Start])
	for _, i := range r.attributing(at, span, direct) {
		out := r.whoSays(i)
		if out == nil {
			continue
		}
		out.Direct = direct
		out.Excerpt = r.excerpt(r.sentences[i].Span, 0, need{})
		if r.sentences[i].words <= MaxExcerptWords && len(a.verified(ctx, []Excerpt{out.Excerpt})) == 1 {
			return out
		}
	}
	return nil
}

// attributing are the sentences that may say whose words span is, which begins
// in sentence at: that one and those that span goes on in; for direct speech
// also the next of the paragraph, and those before it.
func (r *reading) attributing(at int, span text.Span, direct bool) []int {
	out := []int{at}
	last := at
	for last+1 < len(r.sentences) && r.sentences[last+1].Overlaps(span) {
		last++
		out = append(out, last)
	}
	if !direct {
		return out
	}
	if last+1 < len(r.sentences) && r.sentences[last+1].block == r.sentences[last].block {
		out = append(out, last+1)
	}
	for i := at - 1; i >= 0 && i >= at-3; i-- {
		if r.sentences[i].block == r.sentences[at].block || r.leadsOn(i) {
			out = append(out, i)
		}
	}
	return out
}

// whoSays reads who says something in sentence i, outside of quotation
// marks; nil when nobody does.
func (r *reading) whoSays(i int) *Attribution {
	s := r.sentences[i]
	before := r.article.Blocks[s.block].Start
	for k, t := range s.tokens {
		speaker := r.speakerAt(s, k)
		if speaker == nil || openQuote(r.article.Body[before:t.Start]) {
			continue
		}
		out := &Attribution{Speaker: speaker, When: r.when(s)}
		if t.Exact == "told" || t.Exact == "tells" {
			out.To = r.name(s, k+1)
		}
		if out.To != nil && out.To.Start == speaker.Start {
			out.To = nil
		}
		return out
	}
	return nil
}

// speakerAt is who says something by token k of s.
func (r *reading) speakerAt(s sentence, k int) *Mention {
	word := s.tokens[k].Exact
	switch {
	case r.tongue.according[word]:
		return r.name(s, k+1)
	case !r.tongue.saying[word]:
		return nil
	case word == "according":
		if k+1 < len(s.tokens) && s.tokens[k+1].Exact == "to" {
			return r.name(s, k+2)
		}
		return nil
	}
	return cmp.Or(r.speakerBefore(s, k), r.name(s, k+1))
}

// maxName is how many words name somebody at most.
const maxName = 9

// speakerBefore is who stands before the verb that is token k of s: what lies
// between it and the mark before it, or before an aside.
func (r *reading) speakerBefore(s sentence, k int) *Mention {
	last := k - 1
	for last >= 0 && (r.tongue.beside[s.tokens[last].Exact] && r.besides(s, last, last+1) || r.inDay(s, last)) {
		last--
	}
	if last < 0 {
		return nil
	}
	if !r.besides(s, last, last+1) {
		if last = r.beforeAside(s, last); last < 0 {
			return nil
		}
	}
	first := last
	for first > 0 && last-first < maxName && r.besides(s, first-1, first) && !r.tongue.ends[s.tokens[first-1].Exact] {
		first--
	}
	return r.mention(s, first, last)
}

// beforeAside is the token before an aside that ends with token last of s, or
// -1: "Smith, the mayor, said", "Smith (R-Ohio) said". A clause of its own is
// none: "Smith left, he went on, saying".
func (r *reading) beforeAside(s sentence, last int) int {
	opening := ","
	switch gap := r.article.Body[s.tokens[last].End:s.tokens[last+1].Start]; {
	case strings.ContainsAny(gap, `"“”„«»`):
		return -1 // a quotation ends there
	case strings.HasPrefix(gap, ")"):
		opening = "("
	case !strings.HasPrefix(gap, ","):
		return -1
	}
	for last > 0 && r.besides(s, last-1, last) {
		last--
	}
	if r.tongue.pronouns[s.tokens[last].Exact] {
		return -1
	}
	if last--; last < 0 || !strings.HasPrefix(r.between(s, last), opening) {
		return -1
	}
	return last
}

// name is who is named from token k of s on.
func (r *reading) name(s sentence, k int) *Mention {
	if k >= len(s.tokens) || k > 0 && !r.besides(s, k-1, k) || r.inDay(s, k) {
		return nil
	}
	last := k
	for last+1 < len(s.tokens) && last-k < maxName && r.besides(s, last, last+1) && !r.tongue.ends[s.tokens[last+1].Exact] &&
		!dated(r.article.Body[s.tokens[last+1].Start:s.tokens[last+1].End]) {
		last++
	}
	for last > k && r.tongue.determiners[s.tokens[last].Exact] { // "el" of "el lunes"
		last--
	}
	return r.mention(s, k, last)
}

// mention names somebody by the tokens from first to last, or nobody when that
// is no name: neither a capitalised word, nor a pronoun, nor a noun with its
// article, nor a single word.
func (r *reading) mention(s sentence, first, last int) *Mention {
	named := r.tongue.pronouns[s.tokens[first].Exact] && first == last || r.tongue.determiners[s.tokens[first].Exact] && last > first ||
		first == last && !s.tokens[first].Stop && strings.HasSuffix(string(s.tokens[first].Exact), "s")
	for _, t := range s.tokens[first : last+1] {
		named = named || t.Upper && !t.Stop
	}
	if !named || r.tongue.ends[s.tokens[first].Exact] && !r.tongue.determiners[s.tokens[first].Exact] {
		return nil
	}
	span := text.Span{Start: s.tokens[first].Start, End: s.tokens[last].End}
	return &Mention{Text: r.text(span), Start: span.Start, End: span.End}
}

// besides reports whether nothing that divides stands between tokens i and j.
func (r *reading) besides(s sentence, i, j int) bool {
	return !strings.ContainsFunc(r.article.Body[s.tokens[i].End:s.tokens[j].Start], func(c rune) bool {
		return strings.ContainsRune(`,;:"“”„«»()[]—–`, c)
	})
}

// between is what follows token i of s, without white space.
func (r *reading) between(s sentence, i int) string {
	return strings.TrimLeftFunc(r.article.Body[s.tokens[i].End:s.End], unicode.IsSpace)
}

// day finds the naming of a day.
var day = regexp.MustCompile(`(?i)\b(?:(?:on|last|this)\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:,?\s+(?:night|morning|afternoon|evening))?` +
	`(?:,?\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:,?\s+\d{4})?)?` +
	`|(?:january|february|march|april|may|june|july|august|september|october|november|december|jan\.|feb\.|aug\.|sept\.|oct\.|nov\.|dec\.)\s+\d{1,2}(?:,\s+\d{4})?` +
	`|\d{1,2}\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)(?:\s+\d{4})?)\b|\b(?:yesterday|today)\b`)

func dated(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) && strings.HasPrefix(word, day.FindString(word)) && day.MatchString(word)
}

// inDay reports whether token k of s is part of the naming of a day.
func (r *reading) inDay(s sentence, k int) bool {
	return slices.ContainsFunc(day.FindAllStringIndex(r.text(s.Span), -1), func(m []int) bool {
		return s.Start+m[0] <= s.tokens[k].Start && s.tokens[k].End <= s.Start+m[1]
	})
}

// when is the first day that the sentence names outside of quotation marks.
func (r *reading) when(s sentence) *Mention {
	before := r.article.Blocks[s.block].Start
	for _, m := range day.FindAllStringIndex(r.text(s.Span), -1) {
		start := s.Start + m[0]
		if openQuote(r.article.Body[before:start]) {
			continue
		}
		span := text.Span{Start: start, End: s.Start + m[1]}
		return &Mention{Text: r.text(span), Start: span.Start, End: span.End}
	}
	return nil
}
