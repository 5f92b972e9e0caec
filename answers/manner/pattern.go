package manner

import (
	"errors"
	"slices"
	"strings"
)

// pattern is a phrase with the choices that it leaves: parts in their order.
type pattern []part

// part is a word, or one of some patterns; an empty one may be left out.
type part struct {
	word    string
	choices []pattern
}

var errBrackets = errors.New("brackets do not match")

// parse reads a phrase as it stands in a file: "(a|b)" is either, "[a|b]" is
// either or neither, and one may stand in the other.
func parse(text string) (pattern, error) {
	p, rest, err := parseTo(text, "")
	if err == nil && (rest != "" || len(p) != 1 || len(p[0]) == 0) {
		err = errBrackets
	}
	if err != nil {
		return nil, err
	}
	return p[0], nil
}

// parseTo reads choices up to the bracket that closes them, and returns them with
// the text behind it.
func parseTo(text, closing string) (choices []pattern, rest string, err error) {
	var now pattern
	for {
		at := strings.IndexAny(text, "([|)]")
		if at < 0 {
			at = len(text)
		}
		for _, w := range folded(text[:at]) {
			now = append(now, part{word: w})
		}
		if at == len(text) {
			if closing != "" {
				return nil, "", errBrackets
			}
			return append(choices, now), "", nil
		}
		mark := text[at]
		text = text[at+1:]
		switch mark {
		case '|':
			choices, now = append(choices, now), nil
		case '(', '[':
			var inner []pattern
			end := map[byte]string{'(': ")", '[': "]"}[mark]
			if inner, text, err = parseTo(text, end); err != nil {
				return nil, "", err
			}
			if mark == '[' {
				inner = append(inner, nil)
			}
			now = append(now, part{choices: inner})
		default:
			if string(mark) != closing {
				return nil, "", errBrackets
			}
			return append(choices, now), text, nil
		}
	}
}

// folded returns the words of a text as phrases are compared.
func folded(text string) []string {
	tokens, _ := split(text)
	var out []string
	for _, tok := range tokens {
		out = append(out, tok.folded)
	}
	return out
}

// side is an end of a phrase.
type side bool

const (
	first side = false
	last  side = true
)

// edge returns the words with which the pattern may begin, or end.
func (p pattern) edge(s side) []string {
	words, _ := p.edges(s)
	slices.Sort(words)
	return slices.Compact(words)
}

// edges returns those words, and whether the pattern may be left out altogether.
func (p pattern) edges(s side) (words []string, empty bool) {
	for i := range p {
		q := p[i]
		if s == last {
			q = p[len(p)-1-i]
		}
		if q.word != "" {
			return append(words, q.word), false
		}
		skip := false
		for _, choice := range q.choices {
			inner, empty := choice.edges(s)
			words = append(words, inner...)
			skip = skip || empty
		}
		if !skip {
			return words, false
		}
	}
	return words, true
}

// reach returns the places that the pattern may lead to from some places
// between tokens: onwards from its beginning, or backwards from its end. Step
// is one word of it.
func (p pattern) reach(from []int, s side, step func(at int, word string) (int, bool)) []int {
	for i := range p {
		if len(from) == 0 {
			return nil
		}
		q := p[i]
		if s == last {
			q = p[len(p)-1-i]
		}
		var next []int
		if q.word != "" {
			for _, at := range from {
				if to, ok := step(at, q.word); ok {
					next = append(next, to)
				}
			}
		}
		for _, choice := range q.choices {
			next = append(next, choice.reach(from, s, step)...)
		}
		slices.Sort(next)
		from = slices.Compact(next)
	}
	return from
}
