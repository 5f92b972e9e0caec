package dates

import (
	"strings"
	"time"

	"dateline/retrieval/text"
)

// Range is the days that a question names.
type Range struct {
	// Span is where the words stand, "before" and its like included, in bytes
	// of the question; FirstToken and LastToken are the tokens, both included.
	text.Span
	FirstToken, LastToken int
	// From and To are the days, both inclusive, at midnight UTC; the zero Time
	// leaves that end open, and never both.
	From, To time.Time
	// Relative says that they count from today, as "last week" does.
	Relative bool
	// Sure says that the words mean days and nothing else. "The 2024 election"
	// is not sure: its year is part of the thing's name.
	Sure bool
}

// Asked reads the days that a question names, in its order, in any of the five
// languages, whichever the question is in. What counts from the present counts
// from today; a day, a month or a season without its year is the latest that
// has come. tokens are the question's; of each its language shows only in what
// is left unread.
func Asked(content string, tokens []text.Token, today time.Time) []Range {
	q := newQuestion(content, tokens, today)
	if q == nil {
		return nil
	}
	var out []Range
	for i := 0; i < len(tokens); i++ {
		if r, ok := q.rangeAt(i); ok {
			out = append(out, r)
			i = r.LastToken
		}
	}
	return out
}

// question is a question being read.
type question struct{ sentence }

func newQuestion(content string, tokens []text.Token, today time.Time) *question {
	today = time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	if !told(today) {
		return nil
	}
	return &question{sentence{
		Reader: &Reader{published: today, words: askedWords}, text: content, tokens: tokens, asked: true,
	}}
}

// period is a day or some days as a question names them, without what stands
// before them.
type period struct {
	mention
	// yearless says that the year is not stated.
	yearless bool
	// relative says that it counts from the present.
	relative bool
	// soft says that the words may be part of something's name.
	soft bool
}

// bound says which end of a range a word leaves open.
type bound int

const (
	closed bound = iota
	since
	until
	after
	before
)

// rangeAt reads days whose first token, the words that lead to them aside, is i.
func (q *question) rangeAt(i int) (Range, bool) {
	a, ok := q.period(i)
	if !ok {
		return Range{}, false
	}
	lead := q.lead(i)
	opener, open := bounds[q.word(lead)]
	open = open && (!a.soft || q.word(i-1) != "the")
	if r, ok := q.joined(a, lead); ok {
		return r, true
	}
	r := q.ranged(a.from, a.to, a.first, a.last, !a.soft)
	r.Relative = a.relative
	if !open {
		opener = closed
	}
	if openers[q.word(lead)] && onwards[q.word(a.to+1)] {
		opener, open = since, true
		r.LastToken, r.End = a.to+1, q.tokens[a.to+1].End
	}
	if open {
		r.FirstToken, r.Start, r.Sure = lead, q.tokens[lead].Start, true
	}
	return r.opened(opener), told(r.From) && told(r.To)
}

// opened is the range with an end left open.
func (r Range) opened(b bound) Range {
	switch b {
	case since:
		r.To = time.Time{}
	case until:
		r.From = time.Time{}
	case after:
		r.From, r.To = r.To.AddDate(0, 0, 1), time.Time{}
	case before:
		r.From, r.To = time.Time{}, r.From.AddDate(0, 0, -1)
	case closed:
	}
	return r
}

func (q *question) ranged(from, to int, first, last time.Time, sure bool) Range {
	return Range{
		Span:       text.Span{Start: q.tokens[from].Start, End: q.tokens[to].End},
		FirstToken: from, LastToken: to, From: first, To: last, Sure: sure,
	}
}

// lead is the token before i that says how the days there are meant: a word
// that bounds them, else one that opens a range, else one that leads to a month
// or a year, articles and the like between them skipped. It is -1 where none
// does.
func (q *question) lead(i int) int {
	opener, leads := -1, -1
	for k := i - 1; k >= max(0, i-4) && !q.parted(k); k-- {
		w := q.word(k)
		if _, ok := bounds[w]; ok {
			return k
		}
		if opener < 0 && openers[w] {
			opener = k
		}
		if leads < 0 && leadsAsked[w] {
			leads = k
		}
		if !skipped[w] {
			break
		}
	}
	if opener >= 0 {
		return opener
	}
	return leads
}

// led reports whether a word before token i leads to a month or a year.
func (q *question) led(i int) bool { return q.lead(i) >= 0 }

// parted reports whether a mark stands between token i and the next.
func (q *question) parted(i int) bool { return strings.ContainsAny(q.between(i), ",;:?!()") }

// joined reads the other end of "between X and Y", "from X to Y" and "X – Y".
func (q *question) joined(a period, lead int) (Range, bool) {
	opened := openers[q.word(lead)]
	at, ok := q.otherEnd(a.to, opened)
	if !ok {
		return Range{}, false
	}
	b, ok := q.ending(at)
	if !ok {
		return Range{}, false
	}
	if a.yearless { // its year is that of the other end
		anchored := *q
		anchored.Reader = &Reader{published: b.last, words: q.words}
		if again, ok := anchored.period(a.from); ok && again.to == a.to {
			a = again
		}
	}
	first, last := a.first, b.last
	if last.Before(first) {
		first, last = b.first, a.last
	}
	from := a.from
	if opened {
		from = lead
	}
	return q.ranged(from, b.to, first, last, true), told(first) && told(last) && !last.Before(first)
}

// otherEnd returns the token at which the other end of a range begins whose one
// end is at token to, and false where nothing joins the two. opened says that a
// word before them begins a range.
func (q *question) otherEnd(to int, opened bool) (at int, ok bool) {
	at = to + 1
	switch mark := strings.TrimSpace(q.between(to)); {
	case mark == "-" || mark == "–" || mark == "—":
	case connectors[q.word(at)] && opened, plainly[q.word(at)]:
		at++
	default:
		return 0, false
	}
	for n := 0; n < 2 && skipped[q.word(at)]; n++ {
		at++
	}
	return at, true
}

// ending reads the later end of a range, which needs no word that leads to it.
func (q *question) ending(i int) (period, bool) {
	if i >= len(q.tokens) {
		return period{}, false
	}
	closing := *q
	closing.given = true
	return closing.period(i)
}

// period reads days at token i.
func (q *question) period(i int) (period, bool) {
	if i >= len(q.tokens) {
		return period{}, false
	}
	for _, read := range []func(*question, int) (period, bool){
		(*question).fullDate, (*question).ago, (*question).recent, (*question).oneOff, (*question).ofSeason, (*question).ofQuarter,
		(*question).onWeekday, (*question).yearMonth, (*question).inMonth, (*question).inYear,
	} {
		if p, ok := read(q, i); ok && told(p.first) && told(p.last) {
			return p, true
		}
	}
	return period{}, false
}

// The years that days lie in. No article tells of others by the day, and the
// sums of no others are safe.
const (
	earliestYear = 1000
	latestYear   = 2999
)

// told reports whether a day, or an open end, is one that can be told.
func told(d time.Time) bool {
	return d.IsZero() || d.Year() >= earliestYear && d.Year() <= latestYear
}
