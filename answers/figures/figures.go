// Package figures reads the quantities that a sentence states: how long, how
// much, what share, how many of what. It keeps nothing. Numbers that measure
// nothing it leaves alone: years, ranks, scores, and those that are part of a
// name.
package figures

import (
	"math"
	"strconv"
	"strings"

	"dateline/retrieval/text"
)

// Kind is what a figure measures.
type Kind string

// The kinds of figure.
const (
	Duration Kind = "duration"
	Money    Kind = "amount"
	Share    Kind = "share"
	Count    Kind = "number"
)

// Bound says how a text qualifies a figure.
type Bound int

// The bounds.
const (
	Exactly Bound = iota
	About
	Under // almost, nearly, up to
	Over  // more than, at least
)

// Figure is a quantity.
type Figure struct {
	// Span is where it stands with what qualifies it: "almost an hour and a
	// half". First and Last are its tokens without that, both included.
	text.Span
	First, Last int
	Kind        Kind
	// Value is in minutes, in the currency's unit, in percent or in things.
	Value float64
	Bound Bound
	// Unit is the currency, or the term of what is counted; "" otherwise.
	Unit text.Term
}

// Read finds the figures of a sentence; tokens are the sentence's, placed in
// text.
func Read(content string, tokens []text.Token) []Figure {
	s := sentence{content, tokens}
	var out []Figure
	for i := 0; i < len(tokens); i++ {
		f, ok := s.at(i)
		if !ok {
			continue
		}
		from := s.qualified(&f)
		f.Span = text.Span{Start: s.start(from), End: s.end(f)}
		out = append(out, f)
		i = f.Last
	}
	return out
}

// sentence is a sentence being read.
type sentence struct {
	text   string
	tokens []text.Token
}

func (s sentence) word(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return string(s.tokens[i].Exact)
}

// article reports whether token i is "a" or "an", which is one of what follows it.
func (s sentence) article(i int) bool { return s.word(i) == "a" || s.word(i) == "an" }

// between is what stands between tokens i and i+1.
func (s sentence) between(i int) string {
	if i < 0 || i+1 >= len(s.tokens) {
		return ""
	}
	return s.text[s.tokens[i].End:s.tokens[i+1].Start]
}

// start is where token i starts, a currency's sign before it included.
func (s sentence) start(i int) int {
	at := s.tokens[i].Start
	for sign := range currencies {
		if strings.HasSuffix(s.text[:at], sign) {
			return at - len(sign)
		}
	}
	return at
}

// end is where f ends, a percent sign included.
func (s sentence) end(f Figure) int {
	at := s.tokens[f.Last].End
	if f.Kind == Share && strings.HasPrefix(s.text[at:], "%") {
		at++
	}
	return at
}

// at reads a figure that begins at token i.
func (s sentence) at(i int) (Figure, bool) {
	if f, ok := s.hourAndHalf(i); ok {
		return f, true
	}
	n, last, ok := s.number(i)
	if !ok || s.inRange(i) || s.word(i-1) == "half" {
		return Figure{}, false
	}
	n, last = s.scaled(n, last)
	if s.half(last+1) && minutes[s.word(last+4)] > 0 { // two and a half hours
		n, last = n+0.5, last+3
	}
	f := Figure{First: i, Last: last, Value: n}
	next := s.word(last + 1)
	switch {
	case s.currency(i) != "":
		f.Kind, f.Unit = Money, text.Term(s.currency(i))
		return f, !changes[next]
	case strings.HasPrefix(s.text[s.tokens[last].End:], "%"), next == "percent", next == "pc":
		f.Kind = Share
		if !strings.HasPrefix(s.text[s.tokens[last].End:], "%") {
			f.Last++
		}
	case next == "per" && s.word(last+2) == "cent":
		f.Kind, f.Last = Share, last+2
	case minutes[next] > 0 && joined(s.between(last)):
		return s.duration(f)
	case moneyWords[next] != "":
		f.Kind, f.Unit, f.Last = Money, moneyWords[next], last+1
	default:
		return s.count(f)
	}
	return f, true
}

// hourAndHalf reads "half an hour" and "an hour and a half".
func (s sentence) hourAndHalf(i int) (Figure, bool) {
	f := Figure{Kind: Duration, First: i}
	switch {
	case s.word(i) == "half" && s.article(i+1) && minutes[s.word(i+2)] > 0:
		f.Value, f.Last = minutes[s.word(i+2)]/2, i+2
		return f, true
	case (s.article(i) || s.word(i) == "one") && minutes[s.word(i+1)] > 0 && s.half(i+2):
		f.Value, f.Last = minutes[s.word(i+1)]*1.5, i+4
		return f, true
	}
	return f, false
}

func (s sentence) half(i int) bool {
	return s.word(i) == "and" && s.word(i+1) == "a" && s.word(i+2) == "half"
}

// duration reads the unit after f: "90 minutes", "two and a half hours" is two
// and a half of them.
func (s sentence) duration(f Figure) (Figure, bool) {
	unit := s.word(f.Last + 1)
	if s.article(f.First) && !lasting[s.word(f.First-1)] {
		return f, false // "twice a year", "a second meeting"
	}
	f.Kind, f.Last = Duration, f.Last+1
	f.Value *= minutes[unit]
	if s.half(f.Last + 1) {
		f.Value += minutes[unit] / 2
		f.Last += 3
	}
	next := s.word(f.Last + 1)
	// An age, or a time that has passed, is no duration of anything.
	old := next == "old" || next == "olds" || next == "ago" || next == "later" || next == "earlier" || next == "after" ||
		next == "before" || next == "from" || next == "away"
	return f, !old
}

// count takes f for a count of what follows it.
func (s sentence) count(f Figure) (Figure, bool) {
	at := f.Last + 1
	if at >= len(s.tokens) || f.First == f.Last && (s.article(f.First) || s.word(f.First) == "one") {
		return f, false
	}
	for k := 0; k < 2 && at+1 < len(s.tokens) && adjectives[s.word(at)] && s.between(at) == " "; k++ {
		at++
	}
	t := s.tokens[at]
	if s.between(f.Last) != " " || t.Upper || t.Stop || !counted(t) || s.named(f.First) {
		return f, false
	}
	f.Kind, f.Unit = Count, t.Term
	f.Last = at
	return f, true
}

// named reports whether the number at token i goes with a name, "Apollo 11",
// or a month.
func (s sentence) named(i int) bool {
	return i > 1 && s.tokens[i-1].Upper && s.between(i-1) == " " || months[s.word(i-1)]
}

// counted reports whether a word may be that of things which are counted: a
// plural.
func counted(t text.Token) bool {
	word := string(t.Exact)
	return irregular[word] || strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && len(word) > 3 && minutes[word] == 0
}

// number reads a number from token i on: its value and its last token.
func (s sentence) number(i int) (n float64, last int, ok bool) {
	t := s.tokens[i]
	raw := s.text[t.Start:t.End]
	if raw[0] >= '0' && raw[0] <= '9' {
		n, err := strconv.ParseFloat(strings.ReplaceAll(raw, ",", ""), 64)
		year := n >= 1900 && n <= 2100 && !strings.ContainsAny(raw, ",.") && s.currency(i) == ""
		return n, i, err == nil && !year && !s.partOfMore(i)
	}
	v, known := inWords[s.word(i)]
	if unit := s.unit(i + 1); known && unit > 0 && v >= 20 && joined(s.between(i)) {
		return v + unit, i + 1, true // twenty-five
	}
	return v, i, known
}

// unit is the number from one to nine in words that token i is, or 0.
func (s sentence) unit(i int) float64 {
	v := inWords[s.word(i)]
	if s.article(i) || v >= 10 {
		return 0
	}
	return v
}

// joined reports whether the words on both sides of a gap belong together.
func joined(gap string) bool { return gap == " " || gap == "-" || gap == "\u00a0" || gap == "‑" }

// partOfMore reports whether the number at token i is part of a score, a date, a
// time of day or a range.
func (s sentence) partOfMore(i int) bool {
	start, end := s.tokens[i].Start, s.tokens[i].End
	before, after := byte(' '), byte(' ')
	if start > 0 {
		before = s.text[start-1]
	}
	if end < len(s.text) {
		after = s.text[end]
	}
	if strings.IndexByte("-/:.#", before) >= 0 || strings.IndexByte("/:", after) >= 0 {
		return true
	}
	return after == '-' && end+1 < len(s.text) && s.text[end+1] >= '0' && s.text[end+1] <= '9'
}

// inRange reports whether the number at token i is an end of a range: "18 to 24",
// "between 18 and 24".
func (s sentence) inRange(i int) bool {
	number := func(k int) bool {
		if k < 0 || k >= len(s.tokens) || s.article(k) {
			return false
		}
		_, word := inWords[s.word(k)]
		digit := s.text[s.tokens[k].Start]
		return word || digit >= '0' && digit <= '9'
	}
	between := s.word(i-1) == "between" || s.word(i-1) == "and" && s.word(i-3) == "between"
	return between || s.word(i+1) == "to" && number(i+2) || s.word(i-1) == "to" && number(i-2)
}

// scaled multiplies n by "hundred", "million" and the like after it.
func (s sentence) scaled(n float64, last int) (float64, int) {
	for joined(s.between(last)) {
		by, ok := scales[s.word(last+1)]
		if !ok {
			break
		}
		n, last = n*by, last+1
	}
	return n, last
}

// currency is the sign before token i.
func (s sentence) currency(i int) string {
	for sign, name := range currencies {
		if strings.HasSuffix(s.text[:s.tokens[i].Start], sign) {
			return name
		}
	}
	return ""
}

// qualified reads the words before f that qualify it, and gives the first
// token of f with them.
func (s sentence) qualified(f *Figure) int {
	i := f.First - 1
	for _, q := range qualifiers {
		words := strings.Fields(q.words)
		from := i - len(words) + 1
		if from < 0 {
			continue
		}
		same := true
		for k, w := range words {
			same = same && s.word(from+k) == w
		}
		if same {
			f.Bound = q.bound
			return from
		}
	}
	return f.First
}

// Differ reports whether two figures of a kind cannot both be a way of telling the
// same: rounding, and words such as "about" and "at least", are no difference.
func Differ(a, b Figure) bool {
	if a.Kind != b.Kind || a.Unit != b.Unit {
		return false
	}
	lowA, highA := a.fits()
	lowB, highB := b.fits()
	if lowA <= highB && lowB <= highA {
		return false
	}
	return !rounds(a.Value, b.Value) && !rounds(b.Value, a.Value)
}

// How far the true value may be from one that is told with a bound: to either
// side of it, and to the side that it leaves open. Who knows that it is more than
// that tells so: "more than one hour" is not an hour and a half.
const (
	nearby = 0.1
	beyond = 0.3
)

// fits are the least and the most that a figure may stand for.
func (f Figure) fits() (low, high float64) {
	switch f.Bound {
	case Exactly:
		return f.Value, f.Value
	case Under:
		return f.Value * (1 - beyond), f.Value * (1 + nearby)
	case Over:
		return f.Value * (1 - nearby), f.Value * (1 + beyond)
	case About:
	}
	return f.Value * (1 - nearby), f.Value * (1 + nearby)
}

// mostRounding is how much of a figure is rounded away at most.
const mostRounding = 0.05

// rounds reports whether a is b, rounded or cut to as few digits as a has.
func rounds(a, b float64) bool {
	if a == 0 {
		return b == 0
	}
	step := 1.
	for step*10 <= math.Abs(a) && math.Mod(a, step*10) == 0 {
		step *= 10
	}
	if step == 1 && a != math.Trunc(a) {
		step = 0.1
		for k := 0; k < 6 && math.Abs(a/step-math.Round(a/step)) > 1e-9; k++ {
			step /= 10
		}
	}
	return (math.Abs(a-b) < step/2+1e-9 || b > a && b-a < step-1e-9) && math.Abs(a-b) <= mostRounding*math.Max(a, b)
}
