package answers

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// Words of English questions that ask what somebody said: "what did … say".
var (
	askingWhat = text.TermSet(`did does do has have had`)
	askingSaid = text.TermSet(`say said`)
)

// askedSayer returns the words that name the person whose words are asked for, nil
// where a question asks for nobody's by name alone: what the head of a company said
// stands in the articles under a name.
func askedSayer(res retrieval.Result) (names []text.Term) {
	t := res.Tokens
	if res.Language != "en" || len(t) < 4 || t[0].Exact != "what" || !askingWhat[t[1].Exact] {
		return nil
	}
	for _, w := range t[2:] {
		named := slices.ContainsFunc(res.Terms, func(q retrieval.QueryTerm) bool { return q.Term == w.Term && q.Name })
		switch {
		case askingSaid[w.Exact]:
			return names
		case named:
			names = append(names, w.Exact)
		case w.Stop || len(names) > 0:
			return nil
		}
	}
	return nil
}

// sayOthers reports whether what somebody said is asked for, and the best choice is
// another's words and none of the best is theirs. Where an article does not tell by
// name whose words they are, they may be.
func (n need) sayOthers(choices []choice) bool {
	if len(n.sayer) == 0 {
		return false
	}
	others := false
	for i, c := range choices[:min(len(choices), formedWithin)] {
		said, ok := c.speakers().Of(c.sentences[c.at].Span)
		if first, _ := utf8.DecodeRuneInString(said.Speaker.Name); !ok || !unicode.IsUpper(first) {
			continue
		}
		for _, t := range c.analyzer.Tokens(said.Speaker.Name+" "+c.text(said.Speaker.Span), c.language) {
			if slices.Contains(n.sayer, t.Exact) {
				return false
			}
		}
		others = others || i == 0
	}
	return others
}
