package answers

import (
	"maps"
	"math"
	"slices"
	"strings"

	"dateline/answers/figures"
	"dateline/answers/kinds"
	"dateline/retrieval/dates"
	"dateline/retrieval/text"
)

// stated is a figure in its sentence.
type stated struct {
	choice
	figures.Figure
	// near are the terms beside it, and around those of its sentence and what
	// stands before it. Words for one kind of happening count as one term.
	near, around map[text.Term]bool
	// clause are the terms of its clause, without those that say little.
	clause map[text.Term]bool
	tells  float64 // how much they tell together
	// names are those in its sentence, and years too.
	names, years map[text.Term]bool
	// borrowed says that it is not in the article's own words.
	borrowed bool
}

// How many figures are compared: of an article, which tells an event in fewer
// unless it is a list of things, and of all; by hand, for each is compared with
// each. And so many times is read whether another figure makes two unplain.
const (
	mostFiguresOf = 100
	mostFigures   = 600
	mostUnplain   = 200
)

// figures are the figures of the articles, and how much each term tells among
// the sentences that hold them. Days are left out where a sentence tells several,
// for of these it is not plain which answers to which.
func (c coverage) figures() ([]stated, rarity) {
	var all []stated
	told := rarity{in: make(map[text.Term]int)}
	for _, r := range c.articles {
		if len(all) >= mostFigures {
			break
		}
		mentions, most := r.mentions(), min(len(all)+mostFiguresOf, mostFigures)
		for i := range r.sentences {
			if len(all) >= most {
				break
			}
			found := append(figures.Read(r.article.Body, r.sentences[i].tokens), r.days(i, mentions[i])...)
			if len(found) == 0 {
				continue
			}
			around, names, years := r.surroundings(i), r.names(i, mentions[i]), r.years(i)
			for _, f := range found {
				others := slices.DeleteFunc(slices.Clone(found), func(o figures.Figure) bool { return o.First == f.First || o.Kind != f.Kind })
				if f.Kind == aDay && len(others) > 0 {
					continue
				}
				s := stated{choice: choice{reading: r, at: i}, Figure: f, borrowed: r.borrowed(i, f.Span)}
				s.near, s.clause = r.beside(i, f, others), r.clauseOf(i, f, others)
				s.around, s.names, s.years = around, names, years
				for t := range s.around {
					told.in[t]++
				}
				all = append(all, s)
			}
		}
	}
	all = all[:min(len(all), mostFigures)]
	told.of, told.topic = len(all), c.need.asked
	for i := range all {
		all[i].tells = told.all(all[i].clause)
	}
	return all, told
}

// rarity is how much terms tell among figures: the more, the fewer have them
// around them.
type rarity struct {
	in    map[text.Term]int
	of    int
	topic map[text.Term]bool // the terms of what was asked for
}

func (t rarity) weight(term text.Term) float64 {
	return math.Log(1 + float64(t.of)/float64(max(t.in[term], 1)))
}

// all is how much all of the terms tell.
func (t rarity) all(terms map[text.Term]bool) float64 {
	sum := 0.
	for _, term := range slices.Sorted(maps.Keys(terms)) { // floats add up alike in one order alone
		sum += t.weight(term)
	}
	return sum
}

// besideTerms is how many terms to either side stand beside a figure.
const besideTerms = 6

// beside are the terms next to a figure in its sentence, up to another figure of
// its kind, which may be what the terms beyond it are of.
func (r *reading) beside(i int, f figures.Figure, others []figures.Figure) map[text.Term]bool {
	return r.outward(i, f, others, besideTerms, func(int, int) bool { return false }, nil)
}

// outward are the terms to either side of a figure, at most so many on each, up to
// another figure or to where ends says so for a token and the way to it; those of
// little are passed over.
func (r *reading) outward(i int, f figures.Figure, others []figures.Figure, most int, ends func(k, step int) bool, little map[text.Term]bool) map[text.Term]bool {
	tokens := r.sentences[i].tokens
	out := make(map[text.Term]bool)
	note := func(k, step int) {
		for n := 0; n < most && k >= 0 && k < len(tokens) && !within(k, others) && !ends(k, step); k += step {
			if t := tokens[k]; carries(t) && !little[t.Term] && !f.Overlaps(t.Span) {
				out[happening(t.Term)] = true
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
func (r *reading) surroundings(i int) map[text.Term]bool {
	out := make(map[text.Term]bool)
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
		f.First = slices.IndexFunc(r.sentences[i].tokens, func(t text.Token) bool { return m.Contains(t.Span) })
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
func (r *reading) names(i int, mentions []dates.Mention) map[text.Term]bool {
	out := make(map[text.Term]bool)
	for k, t := range r.sentences[i].tokens {
		ofDay := slices.ContainsFunc(mentions, func(m dates.Mention) bool { return m.Contains(t.Span) })
		if k > 0 && t.Upper && carries(t) && !ofDay {
			out[t.Term] = true
		}
	}
	return out
}

// carries reports whether a token carries a topic and is no number.
func carries(t text.Token) bool { return !t.Stop && !kinds.IsNumber(t) }

// happenings are words for one kind of happening, which outlets use for each
// other.
var happenings = func() map[text.Term]text.Term {
	out := make(map[text.Term]text.Term)
	for _, kind := range []string{
		"call phone telephon convers talk speak spoke chat", //nolint:misspell // a stem
		"meet summit session",
		"kill die dead death slain fatal",
		"injur wound hurt",
		"arrest detain custodi",
	} {
		words := strings.Fields(kind)
		for _, w := range words {
			out[text.Term(w)] = text.Term(words[0])
		}
	}
	return out
}()

func happening(t text.Term) text.Term {
	if kind, ok := happenings[t]; ok {
		return kind
	}
	return t
}
