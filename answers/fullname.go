package answers

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"dateline/retrieval/text"
)

// fullName is how an article names somebody in full: "Hillary Rodham Clinton".
type fullName struct {
	text  string
	given []text.Term // the words before the surname
}

// same reports whether both, of one surname, may name one person: by the same
// first name, and the same second one where both have it, or one of them with a
// word before it that is none.
func (n fullName) same(other fullName) bool {
	short, long := n.given, other.given
	if len(short) > len(long) {
		short, long = long, short
	}
	if cmp.Or(shortFor[short[0]], short[0]) == cmp.Or(shortFor[long[0]], long[0]) {
		return len(short) < 2 || initialOf(short[1], long[1]) || initialOf(long[1], short[1])
	}
	return slices.Equal(short, long[len(long)-len(short):])
}

func initialOf(short, name text.Term) bool {
	return strings.HasPrefix(string(name), string(short))
}

// onePerson reports whether all of the names may be one person's.
func onePerson(names []fullName) bool {
	for i, n := range names {
		if slices.ContainsFunc(names[:i], func(o fullName) bool { return !n.same(o) }) {
			return false
		}
	}
	return true
}

// shortFor are first names that some outlets write for others.
var shortFor = map[text.Term]text.Term{
	"al": "albert", "andy": "andrew", "ben": "benjamin", "bernie": "bernard", "bill": "william", "bob": "robert", "chris": "christopher",
	"chuck": "charles", "dan": "daniel", "dave": "david", "dick": "richard", "don": "donald", "ed": "edward", "greg": "gregory",
	"jeff": "jeffrey", "jim": "james", "joe": "joseph", "ken": "kenneth", "larry": "lawrence", "mike": "michael", "nick": "nicholas",
	"pat": "patrick", "pete": "peter", "ray": "raymond", "rob": "robert", "ron": "ronald", "sam": "samuel", "steve": "steven",
	"stephen": "steven", "ted": "edward", "tim": "timothy", "tom": "thomas", "tony": "anthony", "will": "william",
}

// fullNames are who is named in full, by surname, each name once.
type fullNames map[text.Term][]fullName

// fullNames are those that stand in the article.
func (r *reading) fullNames() fullNames {
	f := make(fullNames)
	for _, s := range r.sentences {
		for k := range s.tokens {
			if n, ok := r.fullName(s, k); ok {
				f.note(r.surnameOf(s, k), n)
			}
		}
	}
	return f
}

func (f fullNames) note(surname text.Term, n fullName) {
	if !slices.ContainsFunc(f[surname], func(o fullName) bool { return slices.Equal(n.given, o.given) }) {
		f[surname] = append(f[surname], n)
	}
}

// add notes the names of an article.
func (f fullNames) add(own fullNames) {
	for surname, names := range own {
		for _, n := range names {
			f.note(surname, n)
		}
	}
}

// person returns the first of the names that are those of n's person, or n where
// one of them may be another's as well.
func (f fullNames) person(surname text.Term, n fullName) fullName {
	like := func(n fullName) []fullName {
		return slices.DeleteFunc(slices.Clone(f[surname]), func(o fullName) bool { return !n.same(o) })
	}
	all := like(n)
	for _, o := range all {
		if len(like(o)) != len(all) {
			return n
		}
	}
	return append(all, n)[0]
}

// surnameStart is the token at which the surname begins that ends with token k of
// s: a hyphen joins several, "Bankman-Fried".
func (r *reading) surnameStart(s sentence, k int) int {
	for k > 0 && s.tokens[k-1].Upper && r.hyphened(s, k-1) {
		k--
	}
	return k
}

// hyphened reports whether a hyphen joins token k of s to the next one.
func (r *reading) hyphened(s sentence, k int) bool {
	return k+1 < len(s.tokens) && r.article.Body[s.tokens[k].End:s.tokens[k+1].Start] == "-"
}

// surnameOf is the surname that ends with token k of s, as names are compared.
func (r *reading) surnameOf(s sentence, k int) text.Term {
	var parts []string
	for _, t := range s.tokens[r.surnameStart(s, k) : k+1] {
		parts = append(parts, string(t.Exact))
	}
	return text.Term(strings.Join(parts, "-"))
}

// maxGiven is how many words stand before a surname at most.
const maxGiven = 2

// fullName reads the name whose surname is token k of s, false where no other
// name stands before it.
func (r *reading) fullName(s sentence, k int) (fullName, bool) {
	surname := r.surnameStart(s, k)
	first := surname
	for first > 0 && surname-first < maxGiven && r.beforeName(s, first-1) {
		first--
	}
	if first == surname || !isName(s.tokens[k]) || r.hyphened(s, k) {
		return fullName{}, false
	}
	n := fullName{text: possessive.ReplaceAllString(r.text(text.Span{Start: s.tokens[first].Start, End: s.tokens[k].End}), "")}
	for _, t := range s.tokens[first:surname] {
		n.given = append(n.given, t.Exact)
	}
	return n, true
}

// beforeName reports whether token k of s is part of the name that goes on after
// it: a name itself, or an initial.
func (r *reading) beforeName(s sentence, k int) bool {
	t, between := s.tokens[k], r.article.Body[s.tokens[k].End:s.tokens[k+1].Start]
	return t.Upper && t.Len() == 1 && between == ". " || isName(t) && (between == " " || between == "\u00a0")
}

var possessive = regexp.MustCompile(`['’]s?$`)

func isName(t text.Token) bool { return t.Upper && !t.Stop && !besideName[t.Exact] }

// besideName are words that stand before a name, as titles or at the beginning
// of a sentence, and are no part of it. One that is missing here makes a person
// count as two, never two as one.
var besideName = text.TermSet(`mr mrs ms miss dr sir madam lord lady king queen prince princess pope father sister rev saint
	president presidents vice prime minister chancellor premier secretary senator senators sen sens representative representatives rep reps
	congressman congresswoman lawmaker governor gov lt mayor speaker leader whip chairman chairwoman chair attorney general gen state
	prosecutor judge justice chief officer director adviser advisor ambassador commissioner spokesman spokeswoman candidate nominee
	republican republicans democrat democrats gop former ex coach professor prof staff captain capt colonel col sergeant sgt
	detective sheriff deputy agent analyst author actor actress singer host journalist reporter editor founder ceo
	herr frau señor señora sr sra monsieur madame mme senhor senhora
	yet like unlike following meanwhile still also perhaps earlier later yesterday today tonight instead recently separately
	similarly finally apparently asked monday tuesday wednesday thursday friday saturday sunday`)
