package followup

import (
	"slices"
	"strings"

	"dateline/retrieval/text"
)

// phrase is a question with what matters for going on from it.
type phrase struct {
	*leaning
	text   string
	tokens []word
	// names are runs of words that name something.
	names []text.Span
	// topic counts the words that say what is asked about, names aside.
	topic int
	// pronoun is the first token that speaks of what was named before, or -1.
	pronoun int
	// ask is the question word that it begins with, after a preposition perhaps.
	ask text.Span
}

// word is a token with the word in small letters, accents and all.
type word struct {
	text.Token
	lower string
}

// phraseReader reads questions of a language.
type phraseReader struct {
	an     *text.Analyzer
	tag    string
	isName func(text.Term) bool
}

func (r phraseReader) read(content string) phrase {
	p := phrase{leaning: leanings[r.tag], text: strings.TrimSpace(content), pronoun: -1}
	p.tokens = r.words(p.text)
	p.ask = p.question()
	for i, t := range p.tokens {
		switch {
		case t.Start < p.ask.End && t.Start >= p.ask.Start:
		case p.pronouns[t.lower]:
			if p.pronoun < 0 {
				p.pronoun = i
			}
		case r.names(p.leaning, i, t):
			p.addName(i)
		case !t.Stop && !p.verbs[t.Exact]:
			p.topic++
		}
	}
	return p
}

// names reports whether a word of a phrase names something: by the library, or
// by its capital.
func (r phraseReader) names(l *leaning, i int, t word) bool {
	plain := t.Stop || l.verbs[t.Exact] || l.prepositions[t.Exact] > 0 || l.articles[t.Exact]
	switch {
	case i == 0 && plain, !t.Upper && plain:
		return false
	case r.isName != nil && r.isName(t.Exact):
		return true
	}
	return t.Upper && (!l.nouns || r.isName == nil)
}

// words returns the tokens of a text, elided ones by themselves: l'Ukraine is
// two.
func (r phraseReader) words(content string) []word {
	var out []word
	for _, t := range r.an.Tokens(content, r.tag) {
		const longestElided = len("qu’")
		if at := strings.IndexAny(content[t.Start:t.End], "'’"); at > 0 && at < longestElided && r.tag != "en" {
			first := word{t, strings.ToLower(content[t.Start : t.Start+at])}
			first.Exact, first.Term, first.End, first.Stop = text.Term(first.lower), text.Term(first.lower), t.Start+at, true
			out = append(out, first)
			rest := content[t.Start+at : t.End]
			skip := len(rest) - len(strings.TrimLeft(rest, "'’"))
			for _, second := range r.an.Tokens(rest[skip:], r.tag) {
				second.Start += first.End + skip
				second.End += first.End + skip
				out = append(out, word{second, strings.ToLower(content[second.Start:second.End])})
			}
			continue
		}
		out = append(out, word{t, strings.ToLower(content[t.Start:t.End])})
	}
	return out
}

// question returns the span of the question word that the phrase begins with.
func (p phrase) question() text.Span {
	for i, t := range p.tokens[:min(len(p.tokens), 2)] {
		if i > 0 && p.prepositions[p.tokens[0].Exact] == 0 {
			break
		}
		if next := i + 1; next < len(p.tokens) && p.asks[t.Exact+" "+p.tokens[next].Exact] {
			return text.Span{Start: t.Start, End: p.tokens[next].End}
		}
		if p.asks[t.Exact] {
			return t.Span
		}
	}
	return text.Span{}
}

// asksSomething reports whether the phrase begins with a question word.
func (p phrase) asksSomething() bool { return p.ask.End > 0 }

// askTerm returns that question word, which may be two words.
func (p phrase) askTerm() text.Term {
	var out []string
	for _, t := range p.tokens {
		if t.Start >= p.ask.Start && t.End <= p.ask.End {
			out = append(out, string(t.Exact))
		}
	}
	return text.Term(strings.Join(out, " "))
}

// addName joins token i to the name that ends right before it, or begins one.
func (p *phrase) addName(i int) {
	t := p.tokens[i]
	if n := len(p.names); n > 0 && i > 0 && p.names[n-1].End == p.tokens[i-1].End && p.text[p.tokens[i-1].End:t.Start] == " " {
		p.names[n-1].End = t.End
		return
	}
	p.names = append(p.names, t.Span)
}

// part is how a name takes part in a phrase.
type part struct {
	// name is where it stands, with its article before it, and whole where its
	// preposition does too.
	name, whole text.Span
	preposition text.Term
	way         int // 0 without a preposition
}

func (p phrase) part(name text.Span) part {
	out := part{name: name, whole: name}
	i := slices.IndexFunc(p.tokens, func(t word) bool { return t.Start == name.Start })
	for i > 0 && p.joined(i) {
		i--
		t := p.tokens[i]
		if way := p.prepositions[t.Exact]; way > 0 && (t.Start > 0 || !p.asksSomething()) {
			out.whole.Start, out.preposition, out.way = t.Start, t.Exact, way
			return out
		}
		if !p.articles[t.Exact] {
			break
		}
		out.name.Start, out.whole.Start = t.Start, t.Start
	}
	return out
}

// joined reports whether nothing but a space or an apostrophe parts a token from
// the one before it.
func (p phrase) joined(i int) bool {
	between := p.text[p.tokens[i-1].End:p.tokens[i].Start]
	return between == " " || between == "'" || between == "’"
}

func (p phrase) of(s text.Span) string { return p.text[s.Start:s.End] }

// subjects returns the names that no preposition stands before, for these are
// persons rather than places; all names when there are none.
func (p phrase) subjects() []string {
	var bare []text.Span
	for _, s := range p.names {
		if p.part(s).way == 0 {
			bare = append(bare, s)
		}
	}
	if len(bare) == 0 {
		bare = p.names
	}
	return p.list(bare)
}

// hasSubject reports whether a name stands without a preposition.
func (p phrase) hasSubject() bool {
	return slices.ContainsFunc(p.names, func(s text.Span) bool { return p.part(s).way == 0 })
}

// maxCarried bounds how many names are carried over.
const maxCarried = 4

// list returns the names, each of them once.
func (p phrase) list(spans []text.Span) []string {
	var names []string
	for _, s := range spans {
		name := strings.TrimSuffix(strings.TrimSuffix(p.of(s), "'s"), "’s")
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names[:min(len(names), maxCarried)]
}

// endless returns the phrase without the marks that end it, and ending those.
func (p phrase) endless() string { return strings.TrimRight(p.text, " \u00a0\u202f?!.…") }

func (p phrase) ending() string {
	if end := p.text[len(p.endless()):]; end != "" {
		return end
	}
	return "?"
}
