package answers

import (
	"math"
	"strings"

	"dateline/answers/figures"
	"dateline/answers/kinds"
	"dateline/retrieval/text"
)

// apart reports whether a figure says that it counts others than those told
// before: "three other women".
func (s *stated) apart() bool {
	tokens := s.sentences[s.at].tokens
	for k := max(0, s.First-2); k <= s.Last; k++ {
		if apartWords[tokens[k].Exact] {
			return true
		}
	}
	return false
}

// within reports whether token k is part of one of the figures.
func within(k int, all []figures.Figure) bool {
	for _, f := range all {
		if k >= f.First && k <= f.Last {
			return true
		}
	}
	return false
}

// clauseTerms is how many terms of its clause count to either side of a figure.
const clauseTerms = 5

// clauseOf are the terms of a figure's clause, as far as marks and conjunctions
// bound it, and up to another figure of its kind. What is said of a figure elsewhere
// in the sentence may be said of another.
func (r *reading) clauseOf(i int, f figures.Figure, others []figures.Figure) map[text.Term]bool {
	tokens := r.sentences[i].tokens
	out := r.outward(i, f, others, clauseTerms, func(k, step int) bool {
		before := min(k, k-step)
		between := r.article.Body[tokens[before].End:tokens[before+1].Start]
		return clauseWords[tokens[k].Exact] || strings.ContainsAny(between, clauseMarks) || strings.Contains(between, "--")
	}, vague)
	if f.Kind == figures.Count {
		out[f.Unit] = true
	}
	return out
}

// clauseMarks and clauseWords bound a clause.
const clauseMarks = ",;:()[]—–…|\n"

var (
	clauseWords = text.TermSet("and but while whereas although though which who whom whose because than versus")
	apartWords  = text.TermSet("other others another additional further extra separate")
	// vague words stand beside figures of anything; they are stems.
	vague = text.TermSet(`accord also can come expect get go just make more now one report say show take tell told total use will
		year month week day last next new first time today`)
)

// years are the years that sentence i names.
func (r *reading) years(i int) map[text.Term]bool {
	out := make(map[text.Term]bool)
	for _, t := range r.sentences[i].tokens {
		if kinds.IsNumber(t) && len(t.Exact) == 4 && (strings.HasPrefix(string(t.Exact), "19") || strings.HasPrefix(string(t.Exact), "20")) {
			out[t.Exact] = true
		}
	}
	return out
}

// What the clauses of two figures of the same thing have in common: so many
// terms, among them one for what is measured and one for whose it is; and the
// share of what the terms of both tell, which may be less where more terms are
// common, and is more where no term but names is, or where the sentences name
// others beside them.
const (
	clauseCommon     = 2
	clauseMany       = 3
	clauseShared     = 0.3
	clauseSharedMany = 0.2
	clauseSharedMost = 0.6
	fewFigures       = 4 // a term that no more have around them may always tell what is measured
)

// sameClause reports whether the clauses of two figures tell the same of them.
func (t rarity) sameClause(a, b *stated) bool {
	common, enough := inBoth(a.clause, b.clause), clauseCommon
	if a.Kind == figures.Count {
		enough++ // what is counted is one
	}
	if len(common) < enough || conflicting(a, b) || opposite(a.clause, b.clause) {
		return false
	}
	tells, measures, whose := t.weigh(common, a, b)
	share := tells / math.Sqrt(a.tells*b.tells)
	switch {
	case !whose:
		return false
	case !measures || conflict(a.names, b.names):
		return len(common) >= clauseMany && share >= clauseSharedMost
	case len(common) >= clauseMany:
		return share >= clauseSharedMany
	}
	return share >= clauseShared
}

// weigh says how much the terms that two clauses have in common tell, and whether
// one says what is measured and one whose it is.
func (t rarity) weigh(common []text.Term, a, b *stated) (tells float64, measures, whose bool) {
	for _, term := range common {
		tells += t.weight(term)
		named := a.names[term] || b.names[term]
		measures = measures || term != a.Unit && !named && t.in[term] <= max(fewFigures, t.of/2)
		whose = whose || named || t.topic[term] || 4*t.in[term] >= t.of
	}
	return tells, measures, whose
}

// opposites are words, by their stems, of which one beside a figure and another
// beside the other mean two things.
var opposites = func() []map[text.Term]int {
	var out []map[text.Term]int
	for _, row := range []string{
		"build built construct erect|repair mainten renov restor|demolish demolit dismantl",
		"man men|woman women|child children|boi girl",
		"feder|state|local municip",
		"rise rose gain climb increas grow grew|fall fell drop lose lost declin decreas shrink",
		"win won|lose lost|draw drew",
		"import|export", "buy bought|sell sold", "gross|net", "revenu sale|profit earn|loss", "born birth|die kill death",
		"support favor favour|oppos reject", "save|spend cost", "arriv|depart leav left", "averag|total", "rais|borrow",
	} {
		sides := make(map[text.Term]int)
		for i, side := range strings.Split(row, "|") {
			for w := range text.TermSet(side) {
				sides[w] = i + 1
			}
		}
		out = append(out, sides)
	}
	return out
}()

func opposite(a, b map[text.Term]bool) bool {
	for _, sides := range opposites {
		var ofA, ofB [5]bool
		for term, side := range sides {
			ofA[side], ofB[side] = ofA[side] || a[term], ofB[side] || b[term]
		}
		if ofA != ofB && ofA != [5]bool{} && ofB != [5]bool{} {
			return true
		}
	}
	return false
}

// conflicting reports whether two clauses name others, or their sentences other
// years.
func conflicting(a, b *stated) bool {
	own := func(x, y *stated) bool {
		for term := range x.clause {
			if x.names[term] && !y.clause[term] && !y.names[term] {
				return true
			}
		}
		return false
	}
	if own(a, b) && own(b, a) {
		return true
	}
	return len(a.years) > 0 && len(b.years) > 0 && len(inBoth(a.years, b.years)) == 0
}

// plain reports whether nothing that the outlets of two figures state besides
// makes it unplain that both are of the same. It is not read beyond a bound, left.
func (t rarity) plain(all []stated, a, b *stated, left *int) bool {
	if !figures.Differ(a.Figure, b.Figure) {
		return true
	}
	*left--
	return *left >= 0 && !t.unplain(all, a, b) && !t.unplain(all, b, a)
}

// unplain reports whether an outlet that states a also states what makes it unplain
// that b is of the same: b's figure, so that a is of something else; or another
// one in the same words, so that the words do not tell what is measured.
func (t rarity) unplain(all []stated, a, b *stated) bool {
	for i := range all {
		o := &all[i]
		if o.Kind != a.Kind || o.Unit != a.Unit || outletOrArticle(o.article.Meta) != outletOrArticle(a.article.Meta) ||
			o.article.ID == a.article.ID && o.at == a.at && o.First == a.First {
			continue
		}
		if !figures.Differ(o.Figure, b.Figure) && len(inBoth(o.near, b.near)) > 0 {
			return true
		}
		if figures.Differ(o.Figure, a.Figure) && (t.sameClause(o, a) || t.sameClause(o, b)) {
			return true
		}
	}
	return false
}
