package answers

import (
	"math"
	"slices"
	"strings"

	"dateline/answers/figures"
	"dateline/retrieval"
	"dateline/retrieval/dates"
	"dateline/retrieval/text"
)

// Difference is one thing that is told with different figures.
type Difference struct {
	// What is the kind of figure, and words of the first text that say of what:
	// "duration: phone call"; Kind and Of are the two apart.
	What   string  `json:"what"`
	Kind   string  `json:"kind"`
	Of     string  `json:"of"`
	Values []Value `json:"values"`
}

// Value is a figure as a text states it.
type Value struct {
	// Value is words of the excerpt.
	Value   string  `json:"value"`
	Excerpt Excerpt `json:"excerpt"`
}

// maxDifferences bounds a comparison's differences.
const maxDifferences = 8

// differences finds figures of the same thing that differ.
func (c coverage) differences() []Difference {
	all, told := c.figures()
	out := []Difference{}
	used, left := make(map[int]bool), mostUnplain
	for i := range all {
		if used[i] || len(out) == maxDifferences {
			continue
		}
		group := []int{i}
		for j := i + 1; j < len(all); j++ {
			if !used[j] && sameThingMeasured(all, &all[i], &all[j], told, &left) {
				group = append(group, j)
			}
		}
		d, ok := c.difference(all, group)
		if !ok {
			continue
		}
		for _, k := range group {
			used[k] = true
		}
		out = append(out, d)
	}
	return out
}

// What two figures of the same thing have in common: so many terms beside two
// days, and so many around two figures of one happening; what clauses must share
// stands at sameClause. They were chosen by hand, so that a difference is rather
// missed than made up: no collection marks the figures that differ.
const (
	besideCommon    = 2
	aroundHappening = 2
	sameThingWithin = 4 // days between two articles that tell of one thing
	mostApart       = 3 // times the smaller of two figures; further apart, they are of two things
)

// sameOccasion reports whether the figures of two texts may be of the same thing:
// outlets' articles of about one day. An article does not contradict itself,
// but whom it quotes may.
func sameOccasion(a, b *stated) bool {
	if a.Kind != b.Kind || a.Unit != b.Unit || a.apart() || b.apart() || max(a.Value, b.Value) > mostApart*min(a.Value, b.Value) {
		return false
	}
	if a.article.ID == b.article.ID {
		return a.at != b.at && (a.borrowed || b.borrowed)
	}
	return outletOrArticle(a.article.Meta) != outletOrArticle(b.article.Meta) && daysApart(a.article.Meta, b.article.Meta) <= sameThingWithin
}

// daysApart is how many days lie between the appearance of two articles; 0
// where it is not known.
func daysApart(a, b retrieval.Meta) float64 {
	days, ok := dates.Apart(a.Day(), b.Day())
	if !ok {
		return 0
	}
	return math.Abs(days)
}

// sameThingMeasured reports whether two figures measure the same thing, as far as
// the words beside and around them tell.
func sameThingMeasured(all []stated, a, b *stated, told rarity, left *int) bool {
	if !sameOccasion(a, b) {
		return false
	}
	if a.Kind != aDay && a.article.ID != b.article.ID && told.sameClause(a, b) {
		return told.plain(all, a, b, left)
	}
	if conflict(a.names, b.names) {
		return false
	}
	if a.Kind == aDay {
		return sameDayTold(a, b)
	}
	happens := slices.ContainsFunc(inBoth(a.near, b.near), func(t text.Term) bool { return happenings[t] != "" })
	if !happens || a.Kind != figures.Duration && a.Kind != figures.Count || len(inBoth(a.around, b.around)) < aroundHappening {
		return false
	}
	return a.article.ID == b.article.ID || told.plain(all, a, b, left)
}

// sameDayTold reports whether two articles tell the day of one thing, in other
// words. The same word, such as "Tuesday", is read apart, not told apart.
func sameDayTold(a, b *stated) bool {
	return a.article.ID != b.article.ID && len(inBoth(a.near, b.near)) >= besideCommon && sameSentence(a.choice, b.choice) &&
		!strings.EqualFold(a.text(a.Figure.Span), b.text(b.Figure.Span))
}

// inBoth are the terms that both have.
func inBoth(a, b map[text.Term]bool) []text.Term {
	var out []text.Term
	for t := range a {
		if b[t] {
			out = append(out, t)
		}
	}
	slices.Sort(out) // so that the same always gives the same
	return out
}

// What two sentences have in common that tell the same of a day: the share of
// the shorter one's terms, and so many.
const (
	sentenceShared = 0.75
	sentenceCommon = 4
)

func sameSentence(a, b choice) bool {
	common, share := inCommon(a.tokens(), b.tokens())
	return common >= sentenceCommon && share >= sentenceShared
}

// inCommon is how many terms that carry a topic two texts have in common, and
// the share that they are of the shorter one's.
func inCommon(a, b []text.Token) (n int, share float64) {
	mine, others := distinct(a), distinct(b)
	n = len(inBoth(mine, others))
	return n, float64(n) / float64(max(min(len(mine), len(others)), 1))
}

// conflict reports whether two sentences name others rather than the same: each
// names as many that the other does not as they have in common.
func conflict(a, b map[text.Term]bool) bool {
	common := len(inBoth(a, b))
	own := min(len(a), len(b)) - common
	return own > 0 && own >= common
}

// difference tells the figures of a group, each value once, and false where
// they do not differ.
func (c coverage) difference(all []stated, group []int) (Difference, bool) {
	differs := slices.ContainsFunc(group, func(k int) bool { return figures.Differ(all[group[0]].Figure, all[k].Figure) })
	if !differs {
		return Difference{}, false
	}
	d := Difference{Kind: string(all[group[0]].Kind), Of: what(all, group)}
	d.What = d.Kind + ": " + d.Of
	type told struct {
		value float64
		bound figures.Bound
	}
	known := make(map[told]bool)
	for _, k := range group {
		s := &all[k]
		key := told{s.Value, s.Bound}
		if known[key] {
			continue
		}
		known[key] = true
		d.Values = append(d.Values, Value{Value: s.text(s.Figure.Span), Excerpt: s.standalone(c.need)})
	}
	return d, len(d.Values) > 1
}

// what says what the figures of a group measure, in words of the first that
// others of the group have beside them too: those for what happens, if there
// are any.
func what(all []stated, group []int) string {
	first := &all[group[0]]
	tokens := first.sentences[first.at].tokens
	var words, happens []string
	for k := max(0, first.First-2*besideTerms); k < min(len(tokens), first.Last+2*besideTerms); k++ {
		term := happening(tokens[k].Term)
		shared := slices.ContainsFunc(group[1:], func(g int) bool { return all[g].near[term] })
		if !first.near[term] || !shared || !carries(tokens[k]) {
			continue
		}
		word := Inline(first.text(tokens[k].Span))
		words = append(words, word)
		if happenings[tokens[k].Term] != "" {
			happens = append(happens, word)
		}
	}
	if len(happens) > 0 {
		words = happens
	}
	if first.Kind == figures.Count {
		words = append([]string{Inline(first.text(tokens[first.Last].Span))}, words...)
	}
	return strings.Join(words, " ")
}
