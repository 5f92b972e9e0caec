package manner

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// mood is what was last taken off the beginning, as far as it bears on what may
// follow.
type mood uint8

const (
	plain   mood = iota
	greeted      // with nothing but space behind
	asked        // "can you tell me"
)

type place struct {
	at   int
	mood mood
}

// peel takes manner off the two ends and returns the bounds of what is left.
func (r *reading) peel() (int, int) {
	lo, hi := 0, len(r.tokens)
	now := plain
	for {
		before, after := lo, hi
		for n := r.tail(lo, hi); n > 0; n = r.tail(lo, hi) {
			hi -= n
		}
		r.hi, r.known = hi, map[place]int{}
		for {
			n, p := r.lead(lo, now)
			if n == 0 {
				break
			}
			lo += n
			if now = p.mood(now); now == greeted && r.gaps[lo].apart() {
				now = plain
			}
			r.isTopic = r.isTopic || (p.class == topic || p.class == latest) && !r.asks(lo, "")
			r.isNews = r.isNews || p.class == latest
		}
		if lo == before && hi == after || lo >= hi {
			return lo, hi
		}
	}
}

// mood returns the mood after a phrase.
func (p phrase) mood(before mood) mood {
	switch p.class {
	case greeting:
		return greeted
	case ask, topic, latest:
		return asked
	case stray, plea:
		return before
	default:
		return plain
	}
}

// lead returns how many tokens from there are manner that leads up to matter:
// the longest phrase that may be taken off.
func (r *reading) lead(at int, now mood) (int, phrase) {
	if at >= r.hi || r.opens(at) {
		return 0, phrase{}
	}
	for _, m := range r.matches(at) {
		end := at + m.length
		if end < r.hi && !r.gaps[end].joined && r.leads(m, at, end, now) {
			return m.length, m.phrase
		}
	}
	return 0, phrase{}
}

// leads reports whether a phrase may be taken off the beginning, given what
// stands behind it.
func (r *reading) leads(m match, at, end int, now mood) bool {
	apart := r.gaps[end].apart()
	switch m.class {
	case stray:
		return true
	case greeting, name, address:
		return r.salutes(m.class, end, now)
	case thanks, plea, laughter, praise, blame, farewell:
		return r.isCourtesy(m.class, end)
	case remark, help:
		return apart && r.begins(end, plain)
	case filler:
		return r.asks(end, m.tongue) && (apart || !r.tokens[end].capital) || r.begins(end, plain) && !r.asks(end, "")
	case preface:
		return apart || r.begins(end, plain)
	case aside:
		return apart
	case ask, connector, topic, latest:
		return r.introduces(m, at, end, now)
	default: // whole questions, the words within one, and what ends one
		return false
	}
}

// salutes reports whether a greeting, or the name or the form of address of who
// is greeted, may be taken off before end.
func (r *reading) salutes(c class, end int, now mood) bool {
	apart := r.gaps[end].apart()
	switch {
	case c == name:
		return apart || now == greeted && !r.capitalBehind(end) || r.begins(end, plain)
	case c == address && now == greeted:
		return apart || r.begins(end, plain)
	case c == address:
		return apart && r.begins(end, plain)
	case apart:
		return r.begins(end, plain) || r.free(end)
	}
	return r.begins(end, greeted)
}

// isCourtesy reports whether thanks, laughter and the like may be taken off
// before end, and are no words of what is asked: "thanks to whom …".
func (r *reading) isCourtesy(c class, end int) bool {
	g := r.gaps[end]
	if c == thanks && !g.apart() && r.tables.is(r.tokens[end], "", binder) {
		return false
	}
	return r.begins(end, plain) || g.apart() && (g.stop && r.free(end) || r.ends())
}

// introduces reports whether words that lead up to a question or a topic, such
// as "can you tell me" or "news on", do so before end.
func (r *reading) introduces(m match, at, end int, now mood) bool {
	g := r.gaps[end]
	switch m.class {
	case ask:
		return r.begins(end, asked) || r.tables.is(r.tokens[end], m.tongue, connector, binder) || g.open
	case connector:
		return now == asked && !g.apart() && at > 0
	default: // a topic
		return !g.stop && r.tokens[end].sort != picture
	}
}

// capitalBehind reports whether a capital goes on from there without a question,
// as in "Dateline NBC".
func (r *reading) capitalBehind(at int) bool {
	return r.tokens[at].capital && !r.asks(at, "")
}

// free reports whether what stands apart from a greeting may stand alone: it is
// a question, or goes on in some words like a sentence.
func (r *reading) free(at int) bool {
	const sentence = 3
	return r.ends() || r.gaps[at].text == "\n" || r.hi-at >= sentence && !r.tokens[at].capital
}

// ends reports whether the matter ends in a question mark.
func (r *reading) ends() bool { return r.gaps[r.hi].question }

// begins reports whether a question begins there, be it with more manner.
func (r *reading) begins(at int, now mood) bool {
	if at >= r.hi {
		return false
	}
	if r.asks(at, "") {
		return true
	}
	key := place{at, now}
	n, ok := r.known[key]
	if !ok {
		r.known[key] = 0
		n, _ = r.lead(at, now)
		r.known[key] = n
	}
	return n > 0
}

// asks reports whether a question of that language begins there: with a question
// word, perhaps behind a preposition, or a verb that asks; "" is any language.
func (r *reading) asks(at int, tongue string) bool {
	if at >= r.hi {
		return false
	}
	if r.gaps[at].open || r.tables.is(r.tokens[at], tongue, question, verb) {
		return true
	}
	for _, lang := range tongues {
		if tongue != "" && lang != tongue {
			continue
		}
		for i := at; i < min(at+2, r.hi-1) && r.tables.is(r.tokens[i], lang, binder); i++ {
			if r.tables.is(r.tokens[i+1], lang, question) {
				return true
			}
		}
	}
	return false
}

// tail returns how many tokens before hi are manner behind matter: the longest
// phrase that may be taken off.
func (r *reading) tail(lo, hi int) int {
	if hi <= lo || quotedBehind(r.gaps[hi]) {
		return 0
	}
	for _, m := range r.matchesTo(hi) {
		start := hi - m.length
		if start > lo && !r.gaps[start].joined && r.follows(m, lo, start) {
			return m.length
		}
	}
	return r.asideTo(lo, hi)
}

// apart reports whether punctuation stands before a token; the stop of an
// abbreviation such as "U.S." is none.
func (r *reading) apart(at int) bool {
	g, before := r.gaps[at], r.tokens[at-1]
	if before.end-before.start == 1 && strings.TrimSpace(g.text) == "." {
		return false
	}
	return g.apart()
}

func quotedBehind(g gap) bool { return strings.ContainsAny(g.text[:closing(g.text)], quotes) }

// follows reports whether a phrase may be taken off the end.
func (r *reading) follows(m match, lo, start int) bool {
	g := r.gaps[start]
	if last, _ := utf8.DecodeLastRuneInString(g.text); strings.ContainsRune(quotes, last) {
		return false
	}
	if r.apart(start) {
		return m.class.followsApart(g)
	}
	return !m.apart && r.followsClosely(m.class, lo, start)
}

// followsApart reports whether a phrase of that class may be taken off the end
// behind such punctuation.
func (c class) followsApart(g gap) bool {
	switch c {
	case stray, thanks, plea, laughter, ending, always, farewell, name, address, praise, blame, recentEnd:
		return true
	case greeting, remark, help:
		return g.question || g.stop
	default: // what leads up to a question, and the words within one
		return false
	}
}

// few is the fewest words that a question has behind which a phrase may be taken
// off without punctuation.
const few = 3

// followsClosely reports whether a phrase of that class may be taken off the end
// without punctuation before it.
func (r *reading) followsClosely(c class, lo, start int) bool {
	last, t := r.tokens[start-1], r.tokens[start]
	switch c {
	case stray:
		return t.sort != handle
	case always:
		return start-lo >= few && !t.shouted || r.unclear(lo, start) && start-lo > 1 && !r.binds(last)
	case thanks, plea, laughter, ending:
		if r.binds(last) || t.capital && !t.shouted && c != thanks {
			return false
		}
		return r.asksAlone(lo, start)
	case recentEnd:
		return start-lo >= few && !r.binds(last)
	case name, address:
		return r.pleads(lo, start)
	default: // what needs punctuation before it, or does not end a message
		return false
	}
}

// asksAlone reports whether those tokens are a question by themselves: long
// enough, or one without a topic.
func (r *reading) asksAlone(lo, hi int) bool { return hi-lo >= few || r.unclear(lo, hi) }

// binds reports whether a word asks for the one behind it.
func (r *reading) binds(t token) bool { return r.tables.is(t, r.tongue, binder, beforeName) }

// pleads reports whether manner that may be taken off ends there: "thanks
// Dateline".
func (r *reading) pleads(lo, hi int) bool {
	return hi-lo >= few && slices.ContainsFunc(r.matchesTo(hi), func(m match) bool {
		return slices.Contains([]class{thanks, plea, always, farewell}, m.class) && hi-m.length > lo &&
			r.follows(m, lo, hi-m.length)
	})
}

// asideTo returns how many tokens before hi are an aside that is open to its
// end: "I need it for school".
func (r *reading) asideTo(lo, hi int) int {
	for start := hi - 1; start > max(lo, hi-longestAside); start-- {
		if !r.gaps[start].apart() {
			continue
		}
		for _, m := range r.matches(start) {
			if m.class == aside && start+m.length >= hi {
				return hi - start
			}
		}
		return 0
	}
	return 0
}
