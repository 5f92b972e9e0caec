package answers

import (
	"slices"
	"strings"

	"dateline/retrieval/text"
)

// FollowUp returns a question as it is understood in the light of the one before
// it, as that was understood: names and topic that the new one lacks carry over.
// A question that stands for itself is returned as it is. meant says that it was
// put as a follow-up; else it is one only when its words lean back.
//
// The rules are plain, so that whoever asks can foresee them:
//
//	and in Germany?          the old question, with Germany in the place of what
//	what about Merkel?       stood there: after the same preposition, or first
//	why?                     what was asked about, after the new question's word
//	what did he say of it?   the old names in the place of the pronoun
//	what did the UN decide?  the old names after it, when meant and without any
func FollowUp(an *text.Analyzer, before, question string, meant bool) string {
	old, now := readPhrase(an, before), readPhrase(an, dropLead(question))
	if len(old.tokens) == 0 || len(now.tokens) == 0 {
		return question
	}
	lean := len(now.text) < len(strings.TrimSpace(question)) || now.pronoun >= 0
	switch {
	case len(now.names) > 0 && now.topic == 0 && now.ask == "" && now.pronoun < 0:
		return old.with(now)
	case now.topic == 0 && len(now.names) == 0:
		return now.about(old)
	case now.pronoun >= 0:
		return now.named(old)
	case (meant || lean) && len(now.names) == 0 && len(old.names) > 0:
		return endless(now.text) + " " + old.nameList() + "?"
	}
	return question
}

// phrase is a question with what matters for going on from it.
type phrase struct {
	text   string
	tokens []text.Token
	// names are runs of capitalised words, but for a question word that begins.
	names []text.Span
	// topic counts the words that say what is asked about, names aside.
	topic int
	// pronoun is the first token that speaks of what was named before, or -1.
	pronoun int
	// ask is the question word that it begins with.
	ask string
}

func readPhrase(an *text.Analyzer, text string) phrase {
	p := phrase{text: strings.TrimSpace(text), pronoun: -1}
	p.tokens = an.Tokens(p.text, "en")
	for i, t := range p.tokens {
		word := t.Exact
		switch {
		case i == 0 && askWords[word]:
			p.ask = p.text[t.Start:t.End]
		case backPronouns[word]:
			if p.pronoun < 0 {
				p.pronoun = i
			}
		case t.Upper && (i > 0 || !t.Stop && !frameWords[word]):
			p.addName(i)
		case !t.Stop && !frameWords[word]:
			p.topic++
		}
	}
	return p
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

// preposition is the word before a name that says how it takes part.
func (p phrase) preposition(name text.Span) string {
	for i, t := range p.tokens {
		if t.Start != name.Start {
			continue
		}
		for _, before := range slices.Backward(p.tokens[:i]) {
			word := before.Exact
			if prepositions[word] {
				return string(word)
			}
			if word != "the" {
				break
			}
		}
	}
	return ""
}

// with is the phrase with the names of a fragment in the place of those that
// take part in the same way.
func (p phrase) with(fragment phrase) string {
	content := p.text
	for _, name := range fragment.names {
		how := fragment.preposition(name)
		at := slices.IndexFunc(p.names, func(s text.Span) bool { return p.preposition(s) == how })
		replacement := fragment.text[name.Start:name.End]
		if at < 0 {
			content = endless(content) + " " + strings.TrimSpace(how+" "+replacement) + "?"
			continue
		}
		old := p.names[at]
		// Only the first name is replaced in place: offsets move after that.
		if strings.HasPrefix(content, p.text[:old.End]) {
			content = p.text[:old.Start] + replacement + content[old.End:]
			return content
		}
	}
	return content
}

// about is a bare question word put to what the old phrase asks about.
func (p phrase) about(old phrase) string {
	rest := old.text
	for _, t := range old.tokens {
		word := t.Exact
		if !askWords[word] && !auxiliaries[word] {
			rest = old.text[t.Start:]
			break
		}
	}
	return endless(p.text) + " " + endless(rest) + "?"
}

// named is the phrase with the old names in the place of its pronoun.
func (p phrase) named(old phrase) string {
	t := p.tokens[p.pronoun]
	names := old.nameList()
	if persons[t.Exact] {
		names = old.subjects()
	}
	if names == "" {
		return p.about(old)
	}
	if possessives[t.Exact] {
		names += "'s"
	}
	return p.text[:t.Start] + names + p.text[t.End:]
}

// nameList is the phrase's names, for a question to hold in the place of one.
func (p phrase) nameList() string { return p.list(p.names) }

// subjects are the names that no preposition stands before, for these are
// persons rather than places; all names when there are none.
func (p phrase) subjects() string {
	var bare []text.Span
	for _, s := range p.names {
		if p.preposition(s) == "" {
			bare = append(bare, s)
		}
	}
	if len(bare) == 0 {
		bare = p.names
	}
	return p.list(bare)
}

func (p phrase) list(spans []text.Span) string {
	var names []string
	for _, s := range spans {
		name := strings.TrimSuffix(strings.TrimSuffix(p.text[s.Start:s.End], "'s"), "’s")
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names[:min(len(names), maxCarried)], " or ")
}

// maxCarried bounds how many names are carried over.
const maxCarried = 4

func endless(text string) string { return strings.TrimRight(text, " ?!.…") }

// dropLead takes away the words by which a question goes on from another.
func dropLead(question string) string {
	left := strings.TrimSpace(question)
	for {
		word, rest, _ := strings.Cut(left, " ")
		if bare := strings.Trim(strings.ToLower(word), ",.…"); rest == "" || !leads[text.Term(bare)] {
			break
		}
		left = strings.TrimSpace(rest)
	}
	for _, lead := range []string{"what about ", "how about "} {
		if len(left) >= len(lead) && strings.EqualFold(left[:len(lead)], lead) {
			return left[len(lead):]
		}
	}
	return left
}

// The words that make a question lean on another, in English.
var (
	leads        = terms("and but so also then ok okay well or")
	backPronouns = terms("he she it they him her them his hers its their theirs this that these those there")
	persons      = terms("he she they him her them his hers their theirs")
	possessives  = terms("his its their theirs hers")
	askWords     = terms("what when where who whom whose why how which")
	auxiliaries  = terms("did do does is was were are has have had will would can could should been be")
	prepositions = terms("in on at about with to from of by for against between during over under after before")
	frameWords   = terms("say says said tell tells told happen happens happened exactly else mean means next later really more ever")
)
