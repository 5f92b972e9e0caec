package answers

import (
	"cmp"
	"regexp"
	"slices"

	"dateline/retrieval"
)

// fullName is how an article names somebody in full: "Hillary Rodham Clinton".
type fullName struct {
	text  string
	given []retrieval.Term // the words before the surname
}

// same says whether both, of one surname, may name one person: by the same
// first name, or one of them with a word before it that is none.
func (n fullName) same(other fullName) bool {
	short, long := n.given, other.given
	if len(short) > len(long) {
		short, long = long, short
	}
	return cmp.Or(shortFor[short[0]], short[0]) == cmp.Or(shortFor[long[0]], long[0]) || slices.Equal(short, long[len(long)-len(short):])
}

// shortFor are first names that some outlets write for others.
var shortFor = map[retrieval.Term]retrieval.Term{
	"al": "albert", "andy": "andrew", "ben": "benjamin", "bernie": "bernard", "bill": "william", "bob": "robert", "chris": "christopher",
	"chuck": "charles", "dan": "daniel", "dave": "david", "dick": "richard", "don": "donald", "ed": "edward", "greg": "gregory",
	"jeff": "jeffrey", "jim": "james", "joe": "joseph", "ken": "kenneth", "larry": "lawrence", "mike": "michael", "nick": "nicholas",
	"pat": "patrick", "pete": "peter", "ray": "raymond", "rob": "robert", "ron": "ronald", "sam": "samuel", "steve": "steven",
	"stephen": "steven", "ted": "edward", "tim": "timothy", "tom": "thomas", "tony": "anthony", "will": "william",
}

// fullNames are who is named in full, by surname, each once.
type fullNames map[retrieval.Term][]fullName

// add notes who is named in full in an article.
func (f fullNames) add(r *reading) {
	for _, s := range r.sentences {
		for k, t := range s.tokens {
			if n, ok := r.fullName(s, k); ok && !slices.ContainsFunc(f[t.Exact], n.same) {
				f[t.Exact] = append(f[t.Exact], n)
			}
		}
	}
}

// maxGiven is how many words stand before a surname at most.
const maxGiven = 2

// fullName reads the name whose surname is token k of s, false where no other
// name stands before it.
func (r *reading) fullName(s sentence, k int) (fullName, bool) {
	first := k
	for isName(s.tokens[first]) && first > 0 && k-first < maxGiven && r.beforeName(s, first-1) {
		first--
	}
	if first == k {
		return fullName{}, false
	}
	n := fullName{text: possessive.ReplaceAllString(r.text(retrieval.Span{Start: s.tokens[first].Start, End: s.tokens[k].End}), "")}
	for _, t := range s.tokens[first:k] {
		n.given = append(n.given, t.Exact)
	}
	return n, true
}

// beforeName says whether token k of s is part of the name that goes on after
// it: a name itself, or an initial.
func (r *reading) beforeName(s sentence, k int) bool {
	between := r.article.Body[s.tokens[k].End:s.tokens[k+1].Start]
	initial := s.tokens[k].Len() == 1 && between == ". "
	return isName(s.tokens[k]) && (initial || between == " " || between == "\u00a0")
}

var possessive = regexp.MustCompile(`['’]s?$`)

func isName(t retrieval.Token) bool { return t.Upper && !t.Stop && !besideName[t.Exact] }

// besideName are words that stand before a name, as titles or at the beginning
// of a sentence, and are no part of it. One that is missing here makes a person
// count as two, never two as one.
var besideName = terms(`mr mrs ms miss dr sir madam lord lady king queen prince princess pope father sister rev saint
	president presidents vice prime minister chancellor premier secretary senator senators sen sens representative representatives rep reps
	congressman congresswoman lawmaker governor gov lt mayor speaker leader whip chairman chairwoman chair attorney general gen state
	prosecutor judge justice chief officer director adviser advisor ambassador commissioner spokesman spokeswoman candidate nominee
	republican republicans democrat democrats gop former ex coach professor prof staff captain capt colonel col sergeant sgt
	detective sheriff deputy agent analyst author actor actress singer host journalist reporter editor founder ceo
	herr frau señor señora sr sra monsieur madame mme senhor senhora
	yet like unlike following meanwhile still also perhaps earlier later yesterday today tonight instead recently separately
	similarly finally apparently asked monday tuesday wednesday thursday friday saturday sunday`)
