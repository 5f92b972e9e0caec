// Package outlets reads the names of outlets, as articles and questions have them.
package outlets

import (
	"strings"
	"unicode/utf8"

	"dateline/retrieval/text"
)

// Fold is how outlets' names are compared: without case, accents,
// punctuation or a leading "The".
func Fold(name string) string {
	words := nameWords(name)
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

func nameWords(name string) []string {
	return strings.FieldsFunc(strings.ToLower(text.FoldMarks(name)), func(r rune) bool {
		return strings.ContainsRune(" \t\n\u00a0.,'\"-–&/|():", r)
	})
}

// SameHouse reports whether two outlets are one, or sections of one: what their
// articles share in part is what they put under each of them.
func SameHouse(a, b string) bool {
	base := func(name string) string {
		for _, mark := range []string{" - ", " | ", " – "} {
			name, _, _ = strings.Cut(name, mark)
		}
		return Fold(name)
	}
	return a != "" && base(a) == base(b)
}

// Names knows how a library's outlets are called in questions: by the
// whole name, without the section after " - " or " | ", without "The", "News"
// or ".com", written together or apart, and by a last word such as "the Times".
type Names struct {
	forms  map[string][]string // a form, written together, and the outlets' keys
	shorts map[string][]string // the last word alone, which needs "the" before it
	keys   map[string]string   // by the name as the articles have it
}

// New returns the names of those outlets and others of theirs, given in
// pairs. key is what the names of an outlet have in common.
func New(outlets []string, others [][2]string, key func(string) string) *Names {
	n := &Names{forms: make(map[string][]string), shorts: make(map[string][]string), keys: make(map[string]string)}
	known := make(map[string]bool)
	for _, o := range outlets {
		n.keys[o] = key(o)
		n.add(o, n.keys[o])
		known[n.keys[o]] = true
	}
	for _, pair := range others {
		if key := key(pair[0]); known[key] {
			n.add(pair[0], key)
			n.add(pair[1], key)
		}
	}
	return n
}

// Key is what names of the same outlet have in common; an outlet that came
// after the names were read is known by its own.
func (n *Names) Key(outlet string) string {
	if key, ok := n.keys[outlet]; ok {
		return key
	}
	return Fold(outlet)
}

// add notes how an outlet with that key is called.
func (n *Names) add(outlet, key string) {
	if key == "" {
		return
	}
	note := func(forms map[string][]string, words []string) {
		form := strings.Join(words, "")
		if utf8.RuneCountInString(form) < 2 {
			return
		}
		for _, known := range forms[form] {
			if known == key {
				return
			}
		}
		forms[form] = append(forms[form], key)
	}
	note(n.forms, nameWords(outlet))
	base := outlet
	for _, mark := range []string{" | ", " - ", ": ", " – "} {
		base, _, _ = strings.Cut(base, mark)
	}
	words := nameWords(base)
	if len(words) == 0 {
		return // nothing but marks stands before the section
	}
	note(n.forms, words)
	if last := words[len(words)-1]; len(words) > 1 && (last == "com" || last == "org" || last == "net" || last == "news") {
		words = words[:len(words)-1]
		note(n.forms, words)
	}
	if words[0] == "the" && len(words) > 1 {
		words = words[1:]
		note(n.forms, words)
	}
	if len(words) > 1 {
		note(n.shorts, words[len(words)-1:])
	}
}

// Mention is an outlet named in a question's tokens, from First to Last,
// both included.
type Mention struct {
	First, Last int
	Keys        []string
}

// maxNameWords bounds an outlet's name in a question, in tokens.
const maxNameWords = 9

// Read finds the outlets that a question names, the longest name first at each
// place.
func (n *Names) Read(text string, tokens []text.Token) []Mention {
	var out []Mention
	for i := 0; i < len(tokens); i++ {
		if m, ok := n.at(text, tokens, i); ok {
			out = append(out, m)
			i = m.Last
		}
	}
	return out
}

func (n *Names) at(text string, tokens []text.Token, i int) (Mention, bool) {
	found, ok := Mention{}, false
	var form []byte
	capitals := false
	for last := i; last < min(i+maxNameWords, len(tokens)); last++ {
		form = append(form, strings.TrimSuffix(string(tokens[last].Exact), "·")...)
		capitals = capitals || tokens[last].Upper
		if keys := n.forms[string(form)]; keys != nil && capitals && (last > i || standsAlone(text, tokens, i)) {
			found, ok = Mention{i, last, keys}, true
		}
	}
	if ok {
		return found, true
	}
	if i > 0 && tokens[i].Upper && tokens[i-1].Exact == "the" && standsAlone(text, tokens, i) {
		if keys := n.shorts[string(tokens[i].Exact)]; keys != nil {
			return Mention{i, i, keys}, true
		}
	}
	return Mention{}, false
}

// SourceNouns stand beside the name of an outlet.
var SourceNouns = text.TermSet(`article articles report reports piece story review coverage reporting editorial`)

// standsAlone reports whether the capitalised word i is no part of a longer name,
// such as a person's that ends like an outlet's.
func standsAlone(text string, tokens []text.Token, i int) bool {
	named := func(j int, between string) bool {
		return tokens[j].Upper && !tokens[j].Stop && between == " " && !SourceNouns[tokens[j].Exact]
	}
	if i > 0 && named(i-1, text[tokens[i-1].End:tokens[i].Start]) && i > 1 {
		return false
	}
	return i+1 == len(tokens) || !named(i+1, text[tokens[i].End:tokens[i+1].Start])
}
