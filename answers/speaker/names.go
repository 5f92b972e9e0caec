package speaker

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/retrieval/text"
)

// person is somebody as an article names them in full.
type person struct {
	name string
	// given are the words before the surname.
	given  []text.Term
	gender gender
}

// gender is that of a pronoun or of a name, as far as it is known.
type gender int

const (
	unknown gender = iota
	masculine
	feminine
	plural
)

// fits reports whether both may be one person's.
func (g gender) fits(other gender) bool { return g == unknown || other == unknown || g == other }

// people are who is named in full, by surname; titled are the surnames that a title
// tells the gender of.
type people struct {
	byName map[text.Term][]person
	titled map[text.Term]gender
	alone  map[text.Term]bool // surnames that also stand without another name
	speak  map[text.Term]bool // words right before a verb of saying
}

// given reports whether word stands in the full name of somebody of that surname.
func (p people) given(word, surname text.Term) bool {
	return slices.ContainsFunc(p.byName[surname], func(x person) bool { return slices.Contains(x.given, word) })
}

// name is a run of words that names somebody: the surname is the last one, or the
// last ones where a hyphen joins them.
type name struct {
	text.Span
	first, last int
	surname     text.Term
	given       []text.Term
	gender      gender // by its title
	called      bool   // by a title or an office of a person
}

// nameEnding reads the name that ends with word k of w: its words up to the one that
// is a title, an office, an outlet in capitals, a day or no name.
func (r *Reading) nameEnding(w []word, k int) (name, bool) {
	if !isName(w[k]) && !r.isSurname(w, k) {
		return name{}, false
	}
	surname := k
	for surname > 0 && hyphen(w[surname].gap) && w[surname-1].Upper {
		surname--
	}
	if surname < k && w[surname].Len() == 1 {
		return name{}, false // "R-Ky."
	}
	first := r.firstOfName(w, surname)
	n := name{first: first, last: k, Span: text.Span{Start: w[first].Start, End: w[k].End}}
	n.surname = fold(r.body[w[surname].Start:w[k].End])
	for _, x := range w[first:surname] {
		n.given = append(n.given, x.Exact)
	}
	n.gender, n.called = calledBy(w, first)
	n.called = n.called || r.beside(w, n)
	if n.gender == unknown && len(n.given) > 0 {
		n.gender = genderOfName(n.given[0])
	}
	return n, true
}

// isSurname reports whether word k of w, which may be a title, is the surname of a
// name before it, or of somebody who is named in full elsewhere.
func (r *Reading) isSurname(w []word, k int) bool {
	if k == 0 || !surnames[w[k].Exact] || !w[k].Upper || w[k].gap != " " {
		return false
	}
	return isName(w[k-1]) || len(r.people.byName[w[k].Exact]) > 0 && !w[k-1].Upper
}

// calledBy is what a title or an office right before word k of w tells: the gender,
// and whether it is a person's.
func calledBy(w []word, k int) (g gender, called bool) {
	if k == 0 || w[k].gap != " " && w[k].gap != ". " {
		return unknown, false
	}
	before := w[k-1].Exact
	return genderOfTitle[before], addresses[before] || roles[before] && !bodies[before]
}

// firstOfName is the first word of a name whose surname begins with word k of w. Where
// a first name is known, what stands before it is none: "Public Policy Karina Newton".
func (r *Reading) firstOfName(w []word, k int) int {
	first := k
	for first > 0 && k-first < maxGiven && r.partOfName(w, first-1) {
		first--
	}
	for first < k && particles[w[first].Exact] {
		first++
	}
	for at := k - 1; at > first; at-- {
		if genderOfName(w[at].Exact) != unknown && genderOfName(w[first].Exact) == unknown && w[first].Len() > 1 {
			first = at
		}
	}
	return first
}

// beside reports whether an office stands before or after the name, behind a comma:
// "the mayor, Ada Holm", "Ada Holm, the mayor", "Ada Holm, who".
func (r *Reading) beside(w []word, n name) bool {
	if n.first > 0 && strings.HasPrefix(w[n.first].gap, ",") && isRole(w[n.first-1].Exact) {
		return true
	}
	k := n.last + 1
	if k >= len(w) || !strings.HasPrefix(w[k].gap, ",") {
		return false
	}
	if r.tongue.relative[w[k].Exact] {
		return true
	}
	for end := min(len(w), k+6); k < end; k++ {
		if isRole(w[k].Exact) && !bodies[w[k].Exact] {
			return true
		}
		if k+1 < len(w) && divides(w[k+1].gap) {
			return false
		}
	}
	return false
}

// surnames are those of titles that are surnames too.
var surnames = text.TermSet(`friend singer player driver king pope prince bishop judge dean major`)

// maxGiven is how many words stand before a surname at most.
const maxGiven = 3

// fold is a word as tokens have it, without case.
func fold(s string) text.Term {
	s = strings.TrimSuffix(strings.TrimSuffix(strings.ReplaceAll(s, "’", "'"), "'s"), "'")
	return text.Term(text.FoldMarks(strings.ToLower(s)))
}

func hyphen(gap string) bool { return gap == "-" || gap == "‑" }

// partOfName reports whether word k of w is part of the name that goes on after it.
func (r *Reading) partOfName(w []word, k int) bool {
	t, gap := w[k], w[k+1].gap
	if gap == ". " {
		return t.Upper && t.Len() <= 2 && !titles[t.Exact] // "Ada B. Holm", "St. John"
	}
	if gap != " " && gap != "\u00a0" && !hyphen(gap) {
		return false
	}
	raw := r.body[t.Start:t.End]
	if possessive(raw) || strings.HasSuffix(raw, "’") || r.inDay(w, k) {
		return false
	}
	return isName(t) && !shouted(raw) || particles[t.Exact] && k > 0 && isName(w[k-1]) && w[k].gap == " "
}

// shouted reports whether a word is in capitals, as abbreviations are: "CEO".
func shouted(raw string) bool {
	return len(raw) > 1 && strings.ToUpper(raw) == raw && strings.ToLower(raw) != raw
}

func isName(w word) bool {
	return w.Upper && !w.Stop && !titles[w.Exact] && !roles[w.Exact] && !opening[w.Exact]
}

// findPeople notes who is named in full.
func (r *Reading) findPeople() people {
	p := people{make(map[text.Term][]person), make(map[text.Term]gender), make(map[text.Term]bool), make(map[text.Term]bool)}
	for i, w := range r.words {
		for v := 1; v < len(w); v++ {
			if !divides(w[v].gap) && r.says(w, v) {
				p.speak[w[v-1].Exact] = true
			}
		}
		all := allWords(r.sentences[i], r.body)
		for k := range all {
			p.see(r, all, k)
		}
	}
	return p
}

// see notes the name that ends with word k of a sentence, if one does.
func (p people) see(r *Reading, w []word, k int) {
	if k+1 < len(w) && hyphen(w[k+1].gap) && w[k+1].Upper {
		return
	}
	n, ok := r.nameEnding(w, k)
	if !ok {
		return
	}
	p.alone[n.surname] = p.alone[n.surname] || len(n.given) == 0
	if n.gender != unknown && len(n.given) == 0 {
		p.titled[n.surname] = n.gender
	}
	if len(n.given) > 0 && (k+1 == len(w) || w[k+1].gap != " " || !isName(w[k+1])) {
		p.note(n.surname, person{name: possessiveEnd(r.body[n.Start:n.End]), given: n.given, gender: n.gender})
	}
}

func possessiveEnd(s string) string {
	return strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(s, "’s"), "'s"), "’")
}

func (p people) note(surname text.Term, x person) {
	if _, first := firstNames[surname]; first && x.gender == unknown {
		return // "Sad Taylor"
	}
	for i, o := range p.byName[surname] {
		if o.name == x.name {
			if o.gender == unknown {
				p.byName[surname][i].gender = x.gender
			}
			return
		}
	}
	if len(p.byName[surname]) < maxNamesakes {
		p.byName[surname] = append(p.byName[surname], x)
	}
}

// maxNamesakes bounds the full names of one surname.
const maxNamesakes = 12

// allWords are the words of a sentence, quoted ones too.
func allWords(s Sentence, body string) []word {
	out := make([]word, 0, len(s.Tokens))
	end := s.Start
	for _, t := range s.Tokens {
		out = append(out, word{t, body[end:max(end, t.Start)]})
		end = t.End
	}
	return out
}

// same reports whether two full names of one surname may be one person's.
func (x person) same(o person) bool {
	if !x.gender.fits(o.gender) {
		return false
	}
	a, b := x.given, o.given
	if len(a) > len(b) {
		a, b = b, a
	}
	if a[0] == b[0] || strings.HasPrefix(string(b[0]), string(a[0])) || strings.HasPrefix(string(a[0]), string(b[0])) {
		return true
	}
	return slices.Equal(a, b[len(b)-len(a):])
}

// full returns the only person of a surname that fits, and false where there are
// several or none.
func (p people) full(surname text.Term, g gender) (person, bool) {
	var out person
	for _, x := range p.byName[surname] {
		if !x.gender.fits(g) {
			continue
		}
		switch {
		case out.name == "":
			out = x
		case !out.same(x):
			return person{}, false
		case len(x.given) == 1 && len(out.given) > 1 && x.given[0] == out.given[0], out.gender == unknown && x.gender != unknown:
			out = x
		}
	}
	return out, out.name != ""
}

// nameOf returns who the words of sentence i at s are: their full name, who a pronoun
// stands for, or the words themselves.
func (r *Reading) nameOf(i int, s text.Span) string {
	all := allWords(r.sentences[i], r.body)
	all = slices.DeleteFunc(all, func(x word) bool { return x.Start < s.Start || x.End > s.End })
	last := len(all) - 1
	if last < 0 {
		return r.body[s.Start:s.End]
	}
	if r.tongue.pronouns[all[last].Exact] {
		return r.resolve(i, s)
	}
	if r.manyWords(s) {
		return r.body[s.Start:s.End]
	}
	n, ok := r.nameEnding(all, last)
	if !ok {
		return r.body[s.Start:s.End]
	}
	if len(n.given) > 0 {
		return possessiveEnd(r.body[n.Start:n.End])
	}
	g := n.gender
	if g == unknown {
		g = r.people.titled[n.surname]
	}
	if x, ok := r.people.full(n.surname, g); ok {
		return x.name
	}
	return possessiveEnd(r.body[s.Start:s.End])
}

// manyWords reports whether the words at s name no single person: "Ada Holm and
// Peter Ohm", "a statement from Team Holm".
func (r *Reading) manyWords(s text.Span) bool {
	words := strings.Fields(r.body[s.Start:s.End])
	for k, x := range words {
		folded := fold(x)
		if k > 0 && (folded == "and" && k+1 < len(words) && capital(words[k+1]) && !office(words[k-1:len(words)-1]) || joining[folded] && r.tongue.determiners[fold(words[0])]) {
			return true
		}
	}
	return false
}

// office reports whether one of the words is an office.
func office(words []string) bool {
	return slices.ContainsFunc(words, func(x string) bool { return isRole(fold(x)) || titles[fold(x)] })
}

func capital(word string) bool {
	c, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(c)
}
