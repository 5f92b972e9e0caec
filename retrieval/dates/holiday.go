package dates

import (
	"strings"
	"time"
)

// holiday reads days that have names: holidays, and days known by what
// happened.
func (s *sentence) holiday(i int) (mention, bool) {
	if !s.tokens[i].Upper && s.word(i) != "9" {
		return mention{}, false
	}
	if s.follows(i, "9", "11") && slash(s.between(i)) && !slash(s.between(i+1)) {
		d, _ := dayOf(2001, time.September, 11)
		return one(i, i+1, d), true
	}
	for _, h := range holidays {
		if !s.follows(i, h.words...) {
			continue
		}
		to := i + len(h.words) - 1
		if year, end, ok := s.yearAfter(to); ok {
			return one(i, end, h.in(year)), true
		}
		if year, end, ok := s.yearBeside(to); ok {
			return one(i, end, h.in(year)), true
		}
		if s.published.IsZero() || s.describes(to) || s.habitual(i) {
			return mention{}, false
		}
		return one(i, to, s.holidayMeant(h, i, to)), true
	}
	return mention{}, false
}

// describes reports whether the name that ends at token i only says what kind
// of thing the next word is: "Black Friday sale".
func (s *sentence) describes(i int) bool {
	if i+1 >= len(s.tokens) {
		return false
	}
	switch s.between(i) {
	case "-":
		return true
	case " ":
		return !s.tokens[i+1].Stop && !timesOfDay[s.word(i+1)] && s.verb(i+1) == unclear
	}
	return false
}

// holidaySlack is how far a holiday that is told of as past may lie ahead: pages of
// the days before it are written on.
const holidaySlack = 4 * day

// holidayMeant is the holiday's day nearest to publication that goes with how
// the sentence tells it.
func (s *sentence) holidayMeant(h holiday, from, to int) time.Time {
	p, tense := s.published, s.tense(from, to)
	var best time.Time
	for _, year := range []int{p.Year(), p.Year() - 1, p.Year() + 1} {
		d := h.in(year)
		if tense == past && d.After(p.Add(holidaySlack)) || tense == future && d.Before(p) {
			continue
		}
		if best.IsZero() || timeBetween(d, p) < timeBetween(best, p) {
			best = d
		}
	}
	return best
}

// holiday is a day with a name, and when it is in a year.
type holiday struct {
	words []string
	in    func(year int) time.Time
}

// holidays are those that English news names; longer names stand first.
var holidays = func() []holiday {
	var out []holiday
	add := func(names string, in func(int) time.Time) {
		for name := range strings.SplitSeq(names, ",") {
			out = append(out, holiday{strings.Fields(name), in})
		}
	}
	fixed := func(m time.Month, d int) func(int) time.Time {
		return func(year int) time.Time { return time.Date(year, m, d, 0, 0, 0, 0, time.UTC) }
	}
	after := func(in func(int) time.Time, days int) func(int) time.Time {
		return func(year int) time.Time { return in(year).AddDate(0, 0, days) }
	}
	// nth is the nth such weekday of a month, from its end where n is negative.
	nth := func(m time.Month, w time.Weekday, n int) func(int) time.Time {
		return func(year int) time.Time {
			if n < 0 {
				return latest(time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC), w)
			}
			return earliest(time.Date(year, m, 7*n-6, 0, 0, 0, 0, time.UTC), w)
		}
	}
	thanksgiving := nth(time.November, time.Thursday, 4)
	add("new year eve", fixed(time.December, 31))
	add("new year day", fixed(time.January, 1))
	add("martin luther king jr day,martin luther king day", nth(time.January, time.Monday, 3))
	add("valentine day", fixed(time.February, 14))
	add("memorial day", nth(time.May, time.Monday, -1))
	add("independence day,july fourth,fourth of july", fixed(time.July, 4))
	add("labor day", nth(time.September, time.Monday, 1))
	add("halloween", fixed(time.October, 31))
	add("election day", after(nth(time.November, time.Monday, 1), 1))
	add("veterans day", fixed(time.November, 11))
	add("thanksgiving eve", after(thanksgiving, -1))
	add("thanksgiving day,thanksgiving", thanksgiving)
	add("black friday", after(thanksgiving, 1))
	add("cyber monday", after(thanksgiving, 4))
	add("giving tuesday", after(thanksgiving, 5))
	add("christmas eve", fixed(time.December, 24))
	add("christmas day", fixed(time.December, 25))
	add("boxing day", fixed(time.December, 26))
	add("good friday", after(easter, -2))
	add("easter monday", after(easter, 1))
	add("easter sunday,easter", easter)
	return out
}()

// easter is the Sunday of Easter by the Gregorian calendar (Meeus,
// Astronomical Algorithms, 1991: the Anonymous Gregorian algorithm).
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}

// attackYear is the year of the two days that American news names after what
// happened on them, where a word of it follows.
func attackYear(after string, month time.Month, d int) (int, bool) {
	switch {
	case month == time.September && d == 11 && attack[after]:
		return 2001, true
	case month == time.January && d == 6 && (attack[after] || capitol[after]):
		return 2021, true
	}
	return 0, false
}

var (
	attack  = set("attacks terror terrorist hijackers hijackings")
	capitol = set("capitol insurrection riot riots rioters rioter committee panel")
)
