package followup

import (
	"slices"
	"strings"

	"dateline/retrieval/text"
)

// Understand returns a question as it is understood in the light of the one before
// it, as that was understood: names and topic that the new one lacks carry over.
// A question that stands for itself is returned as it is. meant says that it was
// put as a follow-up; else it is one only when its words lean back. isName tells
// names however they are typed; where it is nil, capitals do.
//
// The rules are plain, so that whoever asks can foresee them:
//
//	and in Germany?          the old question, with Germany in the place of what
//	what about Merkel?       stood there in the same way, or first
//	why?                     the old question with this word in the place of its
//	                         own, or after the new one, between brackets
//	what did he say of it?   the old name in the place of the pronoun
//	what did they agree on?  several of them after it, between brackets
//	what did the UN decide?  the same, when meant and without a name
func Understand(an *text.Analyzer, before, question string, meant bool, isName func(text.Term) bool) string {
	first, second := languagesOf(an, before, question)
	old := phraseReader{an, first, isName}.read(before)
	reader := phraseReader{an, second, isName}.after(old)
	rest, how := reader.lead(question)
	now := reader.read(rest)
	if len(old.tokens) == 0 || len(now.tokens) == 0 {
		return question
	}
	if how != noLead {
		now.nameRest(how)
	}
	switch {
	case now.fragment():
		return old.with(now)
	case now.topic == 0 && len(now.names) == 0:
		return now.about(old)
	case now.pronoun >= 0:
		return now.named(old)
	case meant || how != noLead:
		if understood := now.onward(old); understood != "" {
			return understood
		}
	}
	return question
}

// after returns a reader that also knows the names in the phrase before. One that
// goes by capitals goes on doing so where that phrase has no names, and in
// languages that write every noun with a capital.
func (r phraseReader) after(old phrase) phraseReader {
	isName := r.isName
	if isName != nil || len(old.names) > 0 && !leanings[r.tag].nouns {
		r.isName = func(t text.Term) bool { return isName != nil && isName(t) || old.isNamed(t) }
	}
	return r
}

// fragment reports whether the phrase does no more than name something.
func (p phrase) fragment() bool {
	return len(p.names) > 0 && p.topic == 0 && !p.asksSomething() && p.pronoun < 0
}

// onward returns, of a phrase that is known to go on from another and does not
// say how, what is meant by it; "" where it lacks nothing.
func (p phrase) onward(old phrase) string {
	switch {
	case len(p.names) == 0 && len(old.names) == 0:
		return p.about(old)
	case len(p.names) == 0:
		return p.beside(old.list(old.names))
	case p.silent && p.asksSomething() && !p.hasSubject() && len(old.names) > 0:
		return p.beside(old.subjects())
	}
	return ""
}

// languagesOf returns the tags of what two questions lean in. Where as much
// speaks for several it is English, or for the second what the first is in.
func languagesOf(an *text.Analyzer, before, question string) (first, second string) {
	first = evidence(an, before).among("en")
	return first, evidence(an, question).among(first)
}

// spoken is how many words speak for each of the languages.
type spoken map[string]int

func evidence(an *text.Analyzer, question string) spoken {
	seen := spoken(text.Witness(question))
	for _, t := range an.Tokens(question, "en") {
		for tag, l := range leanings {
			if l.verbs[t.Exact] || l.asks[t.Exact] || l.pronouns[string(t.Exact)] {
				seen[tag]++
			}
		}
	}
	return seen
}

func (s spoken) among(preferred string) string {
	best := preferred
	for _, tag := range []string{"en", "es", "fr", "de", "pt"} {
		if s[tag] > s[best] {
			best = tag
		}
	}
	return best
}

// isNamed reports whether a word is part of one of the names.
func (p phrase) isNamed(t text.Term) bool {
	return slices.ContainsFunc(p.tokens, func(w word) bool {
		return w.Exact == t && slices.ContainsFunc(p.names, func(s text.Span) bool { return s.Start <= w.Start && w.End <= s.End })
	})
}

// lead is how a question says that it goes on from another.
type lead int

const (
	noLead    lead = iota
	andLead        // by a word such as "and"
	aboutLead      // by words such as "what about"
)

// lead takes away the words by which a question goes on from another.
func (r phraseReader) lead(question string) (rest string, how lead) {
	l, tokens := leanings[r.tag], r.words(question)
	at := 0
	for at+1 < len(tokens) && l.leads[tokens[at].Exact] {
		at, how = at+1, andLead
	}
	for _, row := range l.abouts {
		if at+len(row) < len(tokens) && slices.EqualFunc(row, tokens[at:at+len(row)], func(t text.Term, w word) bool { return t == w.Exact }) {
			at, how = at+len(row), aboutLead
			break
		}
	}
	if how == noLead {
		return question, how
	}
	opening := ""
	if strings.HasPrefix(strings.TrimSpace(question), "¿") {
		opening = "¿"
	}
	return opening + question[tokens[at].Start:], how
}

// nameRest takes the few words after a lead for a name, where they are no
// question of their own: "what about the budget?".
func (p *phrase) nameRest(how lead) {
	most := map[lead]int{andLead: 2, aboutLead: 4}[how]
	if p.topic == 0 || p.topic > most || p.asksSomething() || p.pronoun >= 0 || len(p.names) > 0 {
		return
	}
	var names []text.Span
	for i, t := range p.tokens {
		switch {
		case p.verbs[t.Exact]:
			return
		case t.Stop:
			continue
		case len(names) > 0 && p.joined(i) && names[len(names)-1].End == p.tokens[i-1].End:
			names[len(names)-1].End = t.End
		default:
			names = append(names, t.Span)
		}
	}
	p.names, p.topic = names, 0
}

// with returns the phrase with the first name of a fragment that has a
// counterpart in its place, or else with the first one after it.
func (p phrase) with(fragment phrase) string {
	for _, name := range fragment.names {
		given := fragment.part(name)
		for _, serves := range []func(part) bool{
			func(old part) bool { return old.preposition == given.preposition },
			func(old part) bool { return old.way == given.way },
		} {
			for _, s := range p.names {
				if old := p.part(s); serves(old) {
					return p.text[:old.whole.Start] + fragment.of(given.whole) + p.text[old.whole.End:]
				}
			}
		}
	}
	first := fragment.part(fragment.names[0])
	switch {
	case first.way > 0:
		return p.endless() + " " + fragment.of(first.whole) + p.ending()
	case len(p.names) > 0: // whose preposition may stand for an article too
		return p.text[:p.names[0].Start] + fragment.of(fragment.names[0]) + p.text[p.names[0].End:]
	}
	return p.beside([]string{fragment.of(fragment.names[0])})
}

// about returns the phrase, a question without a topic, put to what the old
// phrase asks.
func (p phrase) about(old phrase) string {
	bare := p.asksSomething() && p.ask.End == len(p.endless())
	if bare && p.adverbs[p.askTerm()] && old.adverbs[old.askTerm()] {
		return old.text[:old.ask.Start] + p.of(p.ask) + old.text[old.ask.End:]
	}
	return p.beside([]string{old.plain()})
}

// plain returns the phrase as it can stand between brackets.
func (p phrase) plain() string {
	head, tail, ok := strings.Cut(p.endless(), " (")
	if !ok {
		return strings.TrimLeft(head, "¿")
	}
	head = strings.TrimLeft(strings.TrimRight(head, " \u00a0\u202f?!.…"), "¿")
	return head + ", " + strings.NewReplacer("(", "", ")", "").Replace(tail)
}

// named returns the phrase with the old name in the place of its pronoun, or
// beside it.
func (p phrase) named(old phrase) string {
	t := p.tokens[p.pronoun]
	names := old.list(old.names)
	if p.persons[t.lower] {
		names = old.subjects()
	}
	parted := t.Start > 0 && strings.ContainsAny(p.text[t.Start-1:t.Start], "-'’")
	switch {
	case len(names) == 0:
		return p.about(old)
	case len(names) > 1 || parted:
		return p.beside(names)
	case p.owners[t.lower]:
		return p.text[:t.Start] + names[0] + "'s" + p.text[t.End:]
	case p.swaps[t.lower]:
		return p.text[:t.Start] + names[0] + p.text[t.End:]
	}
	return p.beside(names)
}

// beside returns the phrase with what it is about after it, between brackets.
func (p phrase) beside(what []string) string {
	return p.text + " (" + strings.Join(what, ", ") + ")"
}
