package answers

import (
	"slices"
	"strings"

	"dateline/answers/kinds"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// numbered is a thing that a question names by its number: "School No. 6",
// "flight 213".
type numbered struct{ thing, number text.Term }

// numberSigns may stand between a thing and its number.
var numberSigns = text.TermSet(`no nos nr num numero number nummer number`)

// numberedThings are those that the tokens of a text name. What counts or
// measures names nothing: "about 600", "$1 billion".
func numberedThings(content string, tokens []text.Token) []numbered {
	var out []numbered
	for i, t := range tokens {
		j := i - 1
		if j > 0 && numberSigns[tokens[j].Exact] {
			j--
		}
		if j < 0 || !isPlainNumber(t.Exact) || tokens[j].Stop || kinds.HasDigit(tokens[j]) || strings.HasSuffix(string(tokens[j].Exact), "ly") {
			continue
		}
		if between := content[tokens[j].End:t.Start]; strings.Trim(between, " .#№º°") == "" || j < i-1 {
			out = append(out, numbered{tokens[j].Term, t.Term})
		}
	}
	return out
}

func isPlainNumber(t text.Term) bool { return strings.Trim(string(t), "0123456789") == "" }

// askedNumbered are the things that the question names by a number, those of
// its days aside.
func askedNumbered(question string, res retrieval.Result) []numbered {
	asked := func(t text.Term) bool {
		return slices.ContainsFunc(res.Terms, func(q retrieval.QueryTerm) bool { return q.Term == t })
	}
	return slices.DeleteFunc(numberedThings(question, res.Tokens), func(n numbered) bool { return !asked(n.thing) || !asked(n.number) })
}

// mistaken reports whether what was read tells of other things of a kind that
// the question names by a number, and never of that one.
func (n need) mistaken(readings []*reading) bool {
	return slices.ContainsFunc(n.numbered, func(asked numbered) bool {
		other := false
		for _, r := range readings {
			for _, s := range r.sentences {
				if s.has(asked.thing) && s.has(asked.number) { // "tiers 1, 2 and 3"
					return false
				}
				other = other || slices.ContainsFunc(numberedThings(r.article.Body, s.tokens), func(told numbered) bool {
					return told.thing == asked.thing
				})
			}
		}
		return other
	})
}

func (s sentence) has(term text.Term) bool {
	return slices.ContainsFunc(s.tokens, func(t text.Token) bool { return t.Term == term })
}
