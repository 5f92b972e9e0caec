package speaker

import (
	"slices"

	"dateline/retrieval/text"
)

// How many sentences, and paragraphs, before a pronoun whom it stands for is looked
// for.
const (
	pronounSentences  = 12
	pronounParagraphs = 4
)

// candidate is somebody whom a pronoun may stand for.
type candidate struct {
	name    string
	surname text.Term
	gender  gender
	speaks  bool // says something in the sentence
	initial bool // begins it, alone
}

// resolve returns who the pronoun at s in sentence i stands for: the only person
// whom the nearest sentence with any is about, or who speaks there; "" where several
// fit.
func (r *Reading) resolve(i int, s text.Span) string {
	g := r.tongue.genders[fold(r.body[s.Start:s.End])]
	if g == unknown || g == plural {
		return ""
	}
	paragraph := r.sentences[i].Paragraph
	for at := i; at >= 0 && i-at < pronounSentences && paragraph-r.sentences[at].Paragraph <= pronounParagraphs; at-- {
		limit := r.sentences[at].End
		if at == i {
			limit = s.Start
		}
		found := r.candidates(at, limit, g)
		about := r.about(at, limit, g)
		switch {
		case about == samePronoun:
			continue
		case about == others:
			return ""
		case len(found) > 0:
			return onlyOne(found, g)
		case about == unnamed, at == i && r.anybody(at, limit, g):
			return ""
		}
	}
	return ""
}

// onlyOne is the name of the only candidate, or the only one who speaks or begins the
// sentence; "" where there are several.
func onlyOne(found []candidate, g gender) string {
	if len(found) > 1 {
		found = slices.DeleteFunc(found, func(c candidate) bool { return !c.speaks && (!c.initial || c.gender != g) })
	}
	if len(found) != 1 {
		return ""
	}
	return found[0].name
}

// anybody reports whether the words of sentence i before limit name somebody of a
// known gender that fits, whatever is said of them.
func (r *Reading) anybody(i, limit int, g gender) bool {
	w := r.words[i]
	for k := range w {
		if n, ok := r.nameEnding(w, k); ok && w[k].End <= limit && (n.gender == g || r.people.titled[n.surname] == g) {
			return true
		}
	}
	return false
}

// topic is whom a sentence is about, where that is none of its candidates.
type topic int

const (
	open        topic = iota
	samePronoun       // one of the same gender, by a pronoun
	others            // somebody who speaks and is not named
	unnamed           // a name of which it is not known whose it is
)

// about is whom sentence i is about by its words before limit: who speaks, else whom
// it begins with.
func (r *Reading) about(i, limit int, g gender) topic {
	w := r.words[i]
	for len(w) > 0 && w[len(w)-1].End > limit {
		w = w[:len(w)-1]
	}
	if len(w) == 0 {
		return open
	}
	first := 0
	c, says := r.firstCue(i, w, 0, len(w))
	if says {
		for first < len(w)-1 && w[first].Start < c.Speaker.Start {
			first++
		}
		if r.tongue.determiners[w[first].Exact] && !r.tongue.pronouns[w[first].Exact] && !r.endsInName(w, c.Speaker.End) {
			return others
		}
	}
	switch {
	case r.tongue.genders[w[first].Exact] == g:
		return samePronoun
	case (first == 0 || says) && r.anyName(w[first:]):
		return unnamed
	}
	return open
}

// anyName reports whether w begins with a name that may be a man's or a woman's.
func (r *Reading) anyName(w []word) bool {
	return isName(w[0]) && !organisations[w[0].Exact] && genderOfName(w[0].Exact) == unknown && !r.inDay(w, 0)
}

// endsInName reports whether the word of w that ends at offset is a name.
func (r *Reading) endsInName(w []word, offset int) bool {
	return slices.ContainsFunc(w, func(x word) bool { return x.End == offset && isName(x) })
}

// candidates are the people, of a gender that fits, whom sentence i is about in the
// words before limit: not those whose something is told of, nor those who are
// merely spoken to or of.
func (r *Reading) candidates(i, limit int, g gender) []candidate {
	w := r.words[i]
	var speaker text.Span
	if c, ok := r.firstCue(i, w, 0, len(w)); ok && c.Speaker.End <= limit {
		speaker = c.Speaker.Span
	}
	var out []candidate
	for k := range w {
		if w[k].End > limit {
			break
		}
		c, ok := r.candidate(w, k, speaker)
		if !ok || !c.gender.fits(g) {
			continue
		}
		at := slices.IndexFunc(out, func(o candidate) bool { return o.surname == c.surname })
		if at < 0 {
			out = append(out, c)
			continue
		}
		out[at].speaks = out[at].speaks || c.speaks
	}
	return out
}

// candidate reads the name that ends with word k of w as somebody whom the sentence
// is about.
func (r *Reading) candidate(w []word, k int, speaker text.Span) (candidate, bool) {
	n, ok := r.nameEnding(w, k)
	if !ok || nameGoesOn(w, k) {
		return candidate{}, false
	}
	if possessive(r.body[w[k].Start:w[k].End]) { // what follows one may be about them as well
		return candidate{surname: n.surname, gender: n.gender}, n.first == 0
	}
	if organisations[w[k].Exact] || r.credit(w) || r.inDay(w, k) {
		return candidate{}, false
	}
	c, known := r.identify(n)
	c.speaks = speaker.Len() > 0 && speaker.Start <= n.Start && n.End == speaker.End
	if c.speaks {
		return c, c.gender != unknown || known || n.called || len(n.given) > 0 || len(r.people.byName[n.surname]) > 0
	}
	c.initial = beginsAlone(w, n)
	return c, !r.spokenOf(w, n.first) && r.isPerson(w, n, c, known)
}

// beginsAlone reports whether the name begins the sentence, and no other with it.
func beginsAlone(w []word, n name) bool {
	next := n.last + 1
	return n.first == 0 && next < len(w) && !divides(w[next].gap) && !coordinating[w[next].Exact]
}

// nameGoesOn reports whether the name of word k of w goes on with the next one.
func nameGoesOn(w []word, k int) bool {
	return k+1 < len(w) && (w[k+1].gap == " " || hyphen(w[k+1].gap)) && isName(w[k+1])
}

// isPerson reports whether a name is known to be a person's: by its gender, its
// title, or by being named in full here and doing something by its surname elsewhere.
func (r *Reading) isPerson(w []word, n name, c candidate, known bool) bool {
	if c.gender != unknown || n.called && (known || len(n.given) > 0) {
		return true
	}
	return known && r.people.alone[n.surname] && (begins(w, n) || r.people.speak[w[n.last].Exact])
}

// identify returns who a name is, and whether they are named in full.
func (r *Reading) identify(n name) (c candidate, known bool) {
	c = candidate{name: possessiveEnd(r.body[n.Start:n.End]), surname: n.surname, gender: n.gender}
	if c.gender == unknown {
		c.gender = r.people.titled[n.surname]
	}
	full, known := r.people.full(n.surname, c.gender)
	if c.gender == unknown && len(n.given) == 0 && len(r.people.byName[n.surname]) == 0 {
		c.gender = genderOfName(n.surname)
	}
	if len(n.given) == 0 && known {
		c.name = full.name
	}
	if c.gender == unknown && known {
		c.gender = full.gender
	}
	return c, known
}

// begins reports whether the name begins a clause that goes on right after it.
func begins(w []word, n name) bool {
	next := n.last + 1
	return n.first == 0 || divides(w[n.first].gap) && next < len(w) && !divides(w[next].gap) && !w[next].Upper && !prepositions[w[next].Exact] &&
		!coordinating[w[next].Exact]
}

// spokenOf reports whether the name that begins with word k of w, or the offices
// before it, follow a word that makes it no subject: "met Ada Holm", "with Ada Holm".
func (r *Reading) spokenOf(w []word, k int) bool {
	for k > 0 && !divides(w[k].gap) && (w[k-1].Upper && !w[k-1].Stop || roles[w[k-1].Exact] || titles[w[k-1].Exact] || attributive[w[k-1].Exact] || r.tongue.determiners[w[k-1].Exact]) {
		k--
	}
	if k == 1 && w[0].Stop && !prepositions[w[0].Exact] {
		return false // "Does Ada Holm know?"
	}
	return k > 0 && !divides(w[k].gap) && !coordinating[w[k-1].Exact] && !r.tongue.openers[w[k-1].Exact]
}

// credit reports whether w says whose a photograph is.
func (r *Reading) credit(w []word) bool {
	return len(w) > 0 && credits[w[0].Exact] || len(w) > 1 && credits[w[1].Exact]
}

var credits = text.TermSet(`photograph photo photos image images picture pictures credit foto`)
