package manner

import (
	"cmp"
	"slices"
	"strings"
)

type classKind struct {
	class class
	kind  Kind
}

// kinds says what a message of manner alone is by the classes of its phrases,
// the weightiest first.
var kinds = []classKind{
	{help, Help}, {who, Who}, {sources, Sources}, {news, Unclear}, {unclear, Unclear}, {blame, Blame}, {praise, Praise},
	{thanks, Thanks}, {farewell, Farewell}, {greeting, Greeting}, {name, Greeting}, {laughter, Laughter}, {remark, Remark}, {self, Remark},
	{aside, Remark}, {preface, Help}, {ask, Unclear}, {topic, Unclear}, {latest, Unclear}, {filler, Remark}, {address, Greeting},
	{ending, Remark}, {plea, Help}, {always, Thanks}, {stray, Remark},
}

// weight returns the place of a class among them, -1 when manner alone has none
// of it.
func (c class) weight() int {
	return slices.IndexFunc(kinds, func(k classKind) bool { return k.class == c })
}

// longestManner is how many words a message of manner alone may have.
const longestManner = 60

// whole reports whether a part of the message is manner and nothing else, and
// of which kind.
func (r *reading) whole(lo, hi int) (Kind, bool) {
	if hi-lo > longestManner {
		return Question, false
	}
	if lo == hi {
		if strings.ContainsAny(r.source, asking) {
			return Unclear, true
		}
		return Greeting, true
	}
	classes, ok := r.cover(lo, hi)
	if !ok {
		return Question, false
	}
	least := slices.MinFunc(classes, func(a, b class) int { return cmp.Compare(a.weight(), b.weight()) })
	r.isNews = r.isNews || least == news
	return kinds[least.weight()].kind, true
}

// step is the best way on from a token of a message that is manner alone: a
// phrase, and how many there are to the end, counting that one and the end
// itself; 0 where there is no way.
type step struct {
	count  int
	length int
	class  class
}

// cover returns the classes of phrases that the tokens from lo to hi are made
// of, as few phrases as will do.
func (r *reading) cover(lo, hi int) ([]class, bool) {
	steps := r.steps(lo, hi)
	var out []class
	for at := lo; at < hi; at += steps[at-lo].length {
		if steps[at-lo].count == 0 || r.opens(at) || at > lo && r.gaps[at].quoted || len(out) > 0 && r.goesOn(out[len(out)-1], at) {
			return nil, false
		}
		c := steps[at-lo].class
		if r.tokens[at].sort == mention {
			c = name
		}
		out = append(out, c)
	}
	return out, true
}

// steps returns, for each of the tokens from lo on, the way to hi in the fewest
// phrases, and among those the one that begins with the weightiest.
func (r *reading) steps(lo, hi int) []step {
	steps := make([]step, hi-lo+1)
	steps[hi-lo].count = 1
	for at := hi - 1; at >= lo; at-- {
		for _, m := range r.matches(at) {
			end := at + m.length
			if end > hi || !r.isManner(m, at, hi) || end < hi && r.gaps[end].joined {
				continue
			}
			count, best := steps[end-lo].count+1, &steps[at-lo]
			if count > 1 && (best.count == 0 || count < best.count || count == best.count && m.class.weight() < best.class.weight()) {
				*best = step{count, m.length, m.class}
			}
		}
	}
	return steps
}

// goesOn reports whether what looks like manner is what a question asks about:
// "what does … mean hello".
func (r *reading) goesOn(before class, at int) bool {
	asks := slices.Contains([]class{unclear, who, sources, news}, before)
	return asks && !r.gaps[at].apart() && r.tokens[at-1].sort == word && r.binds(r.tokens[at-1])
}

// isManner reports whether a phrase is one that manner alone may be made of.
func (r *reading) isManner(m match, at, hi int) bool {
	switch {
	case m.class == aside && m.open:
		return at == 0 || r.gaps[at].apart()
	case m.class == self:
		return (at == 0 || r.gaps[at].apart()) && !r.leadsUp(at) && !r.tellsOf(m, at)
	case m.open && r.leadsUp(at):
		return false
	case m.class == ask, m.class == topic, m.class == latest:
		return at+m.length == hi
	}
	return m.class.weight() >= 0
}

// tellsOf reports whether what a member says of themselves asks something, or
// speaks of what has a name: then it may be matter. In German every noun has a
// capital, and says nothing.
func (r *reading) tellsOf(m match, at int) bool {
	if r.gaps[at+m.length].question {
		return true
	}
	return slices.ContainsFunc(r.tokens[at+1:at+m.length], func(t token) bool {
		return r.tables.is(t, m.tongue, question) || t.capital && t.folded != "i" && m.tongue != "de"
	})
}

// leadsUp reports whether a phrase begins there behind which a question or a
// topic follows: "magst du …" does not take in "magst du mir sagen, wer …".
func (r *reading) leadsUp(at int) bool {
	return slices.ContainsFunc(r.matches(at), func(m match) bool {
		return !m.open && slices.Contains([]class{ask, topic, latest}, m.class)
	})
}

// unclear reports whether nothing in those tokens says what is asked about: all
// are words such as pronouns, question words and the plainest verbs, of one
// language. A capital within, where not all have one, may be a name: "The Who".
func (r *reading) unclear(lo, hi int) bool {
	const most = 16
	if hi-lo > most || lo == hi {
		return false
	}
	capitals := 0
	for _, t := range r.tokens[lo:hi] {
		if t.capital && t.folded != "i" {
			capitals++
		}
	}
	inner := capitals
	if r.tokens[lo].capital && r.tokens[lo].folded != "i" {
		inner--
	}
	if inner > 0 && capitals < hi-lo {
		return false
	}
	return slices.ContainsFunc(tongues, func(tongue string) bool {
		for _, t := range r.tokens[lo:hi] {
			if !r.tables.is(t, tongue, bare, question, verb, binder) {
				return false
			}
		}
		return true
	})
}

// recent reports whether the words ask for the newest, and returns the language
// that the most words stand in phrases of.
func (r *reading) recent() (newest bool, tongue string) {
	counts := make(map[string]int, len(tongues))
	for at := range r.tokens {
		longest := map[string]int{}
		for _, m := range r.matches(at) {
			newest = newest || m.class == recent || m.class == recentEnd
			longest[m.tongue] = max(longest[m.tongue], m.length)
		}
		for of, n := range longest {
			counts[of] += n
		}
	}
	for _, of := range tongues {
		if counts[of] > 0 && strings.ContainsAny(r.source, letters[of]) {
			counts[of]++
		}
		if counts[of] > counts[tongue] {
			tongue = of
		}
	}
	return newest, tongue
}

// letters tell languages apart whose words are the same without accents: "por
// qué", "por quê".
var letters = map[string]string{"es": "¿¡ñáíóú", "fr": "èêëîïôûçœ", "de": "äöüß", "pt": "ãõâêôç"}
