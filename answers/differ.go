package answers

import (
	"math"
	"slices"
	"strings"
	"time"

	"dateline/answers/dates"
	"dateline/answers/figures"
	"dateline/retrieval"
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

// stated is a figure in its sentence.
type stated struct {
	choice
	figures.Figure
	// near are the terms beside it, and around those of its sentence and what
	// stands before it. Words for one kind of happening count as one term.
	near, around map[retrieval.Term]bool
	// names are those in its sentence.
	names map[retrieval.Term]bool
	// borrowed says that it is not in the article's own words.
	borrowed bool
}

// maxDifferences bounds a comparison's differences.
const maxDifferences = 8

// differences finds figures of the same thing that differ.
func (c coverage) differences() []Difference {
	all, told := c.figures()
	out := []Difference{}
	used := make(map[int]bool)
	for i := range all {
		if used[i] || len(out) == maxDifferences {
			continue
		}
		group := []int{i}
		for j := i + 1; j < len(all); j++ {
			if !used[j] && sameThingMeasured(&all[i], &all[j], told) {
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

// figures are all figures of the articles that stand alone of their kind in
// their sentences, for of several it is not plain which answers to which; and
// how much each term tells among the sentences that hold them.
func (c coverage) figures() ([]stated, rarity) {
	var all []stated
	told := rarity{in: make(map[retrieval.Term]int)}
	for _, r := range c.articles {
		mentions := r.mentions()
		for i := range r.sentences {
			found := append(figures.Read(r.article.Body, r.sentences[i].tokens), r.days(i, mentions[i])...)
			for _, f := range found {
				if slices.ContainsFunc(found, func(o figures.Figure) bool { return o.First != f.First && o.Kind == f.Kind && o.Unit == f.Unit }) {
					continue
				}
				s := stated{choice: choice{reading: r, at: i}, Figure: f, borrowed: r.borrowed(i, f.Span)}
				s.near, s.around, s.names = r.beside(i, f), r.surroundings(i), r.names(i, mentions[i])
				for t := range s.around {
					told.in[t]++
				}
				all = append(all, s)
			}
		}
	}
	told.of = len(all)
	return all, told
}

// rarity is how much terms tell among figures: the more, the fewer have them
// around them.
type rarity struct {
	in map[retrieval.Term]int
	of int
}

func (t rarity) weight(term retrieval.Term) float64 {
	return math.Log(1 + float64(t.of)/float64(max(t.in[term], 1)))
}

// rare says whether few figures have the term around them.
func (t rarity) rare(term retrieval.Term) bool { return t.in[term] <= max(3, t.of/20) }

// besideTerms is how many terms to either side stand beside a figure.
const besideTerms = 6

// beside are the terms next to a figure in its sentence.
func (r *reading) beside(i int, f figures.Figure) map[retrieval.Term]bool {
	tokens := r.sentences[i].tokens
	out := make(map[retrieval.Term]bool)
	note := func(k, step int) {
		for n := 0; n < besideTerms && k >= 0 && k < len(tokens); k += step {
			if carries(tokens[k]) && !f.Overlaps(tokens[k].Span) {
				out[happening(tokens[k].Term)] = true
				n++
			}
		}
	}
	note(f.First-1, -1)
	note(f.Last+1, 1)
	return out
}

// surroundings are the terms of sentence i and, in its paragraph, of the two
// before it and the one after.
func (r *reading) surroundings(i int) map[retrieval.Term]bool {
	out := make(map[retrieval.Term]bool)
	for k := max(0, i-2); k <= min(i+1, len(r.sentences)-1); k++ {
		if r.sentences[k].block != r.sentences[i].block {
			continue
		}
		for _, t := range r.sentences[k].tokens {
			if carries(t) {
				out[happening(t.Term)] = true
			}
		}
	}
	return out
}

// aDay is the kind of a figure that is a day of the calendar.
const aDay figures.Kind = "day"

// days are the days that sentence i tells, as figures.
func (r *reading) days(i int, mentions []dates.Mention) []figures.Figure {
	var out []figures.Figure
	for _, m := range mentions {
		if !m.Exact() || m.Loose {
			continue
		}
		f := figures.Figure{Span: m.Span, Kind: aDay, Value: float64(m.First.Unix()) / (24 * 60 * 60)}
		f.First = slices.IndexFunc(r.sentences[i].tokens, func(t retrieval.Token) bool { return m.Contains(t.Span) })
		f.Last = f.First
		for f.Last+1 < len(r.sentences[i].tokens) && m.Contains(r.sentences[i].tokens[f.Last+1].Span) {
			f.Last++
		}
		out = append(out, f)
	}
	return out
}

// names are the capitalised words of sentence i but the first, and but those
// of the days that it tells.
func (r *reading) names(i int, mentions []dates.Mention) map[retrieval.Term]bool {
	out := make(map[retrieval.Term]bool)
	for k, t := range r.sentences[i].tokens {
		ofDay := slices.ContainsFunc(mentions, func(m dates.Mention) bool { return m.Contains(t.Span) })
		if k > 0 && t.Upper && carries(t) && !ofDay {
			out[t.Term] = true
		}
	}
	return out
}

// carries says whether a token carries a topic and is no number.
func carries(t retrieval.Token) bool { return !t.Stop && !isNumber(t) }

// happenings are words for one kind of happening, which outlets use for each
// other.
var happenings = func() map[retrieval.Term]retrieval.Term {
	out := make(map[retrieval.Term]retrieval.Term)
	for _, kind := range []string{
		"call phone telephon convers talk speak spoke chat", //nolint:misspell // a stem
		"meet summit session",
		"kill die dead death slain fatal",
		"injur wound hurt",
		"arrest detain custodi",
	} {
		words := strings.Fields(kind)
		for _, w := range words {
			out[retrieval.Term(w)] = retrieval.Term(words[0])
		}
	}
	return out
}()

func happening(t retrieval.Term) retrieval.Term {
	if kind, ok := happenings[t]; ok {
		return kind
	}
	return t
}

// What two figures of the same thing have in common: the share of what the
// terms beside them tell, so many terms beside them, rare names among those, and
// so many around them, or around two of one happening.
const (
	besideShared    = 0.3
	besideCommon    = 2
	namesCommon     = 2
	aroundCommon    = 3
	aroundHappening = 2
	sameThingWithin = 4 // days between two articles that tell of one thing
	mostApart       = 4 // times the smaller of two figures; further apart, they are of two things
)

// sameOccasion says whether the figures of two texts may be of the same thing:
// outlets' articles of about one day. An article does not contradict itself,
// but whom it quotes may.
func sameOccasion(a, b *stated) bool {
	if a.Kind != b.Kind || a.Unit != b.Unit {
		return false
	}
	if a.article.ID == b.article.ID {
		return a.at != b.at && (a.borrowed || b.borrowed)
	}
	return outletKey(a.article.Meta) != outletKey(b.article.Meta) && daysApart(a.article.Meta, b.article.Meta) <= sameThingWithin
}

// daysApart is how many days lie between the appearance of two articles; 0
// where it is not known.
func daysApart(a, b retrieval.Meta) float64 {
	x, errX := time.Parse(time.DateOnly, a.Day())
	y, errY := time.Parse(time.DateOnly, b.Day())
	if errX != nil || errY != nil {
		return 0
	}
	return x.Sub(y).Abs().Hours() / 24
}

// sameThingMeasured says whether two figures measure the same thing, as far as
// the words beside and around them tell.
func sameThingMeasured(a, b *stated, told rarity) bool {
	if !sameOccasion(a, b) || conflict(a.names, b.names) || max(a.Value, b.Value) > mostApart*min(a.Value, b.Value) {
		return false
	}
	near, around := common(a.near, b.near), len(common(a.around, b.around))
	happens := slices.ContainsFunc(near, func(t retrieval.Term) bool { return happenings[t] != "" })
	switch {
	case happens && (a.Kind == figures.Duration || a.Kind == figures.Count):
		return around >= aroundHappening
	case a.article.ID == b.article.ID || len(near) < besideCommon:
		return false
	case a.Kind == aDay:
		return sameSentence(a.choice, b.choice)
	}
	return around >= aroundCommon && told.enough(a, b, near)
}

// enough says whether the terms that two figures have beside them in common
// tell much of those of either, with rare names among them.
func (t rarity) enough(a, b *stated, near []retrieval.Term) bool {
	tells, names := 0., 0
	for _, term := range near {
		tells += t.weight(term)
		if a.names[term] && t.rare(term) {
			names++
		}
	}
	return names >= namesCommon && tells >= besideShared*math.Min(t.all(a.near), t.all(b.near))
}

// common are the terms that both have.
func common(a, b map[retrieval.Term]bool) []retrieval.Term {
	var out []retrieval.Term
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
	mine, others := distinct(a.tokens()), distinct(b.tokens())
	common := 0
	for t := range mine {
		if others[t] {
			common++
		}
	}
	return common >= sentenceCommon && float64(common) >= sentenceShared*float64(min(len(mine), len(others)))
}

// conflict says whether two sentences name others rather than the same: each
// names as many that the other does not as they have in common.
func conflict(a, b map[retrieval.Term]bool) bool {
	common := 0
	for t := range a {
		if b[t] {
			common++
		}
	}
	own := min(len(a), len(b)) - common
	return own > 0 && own >= common
}

func (t rarity) all(terms map[retrieval.Term]bool) float64 {
	sum := 0.
	for term := range terms {
		sum += t.weight(term)
	}
	return sum
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
