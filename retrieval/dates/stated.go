package dates

import (
	"strconv"
	"strings"
	"time"
)

// The dates that state day and month.

// dashed reads 2017-11-08 and 2017/11/08, with a time of day after it or
// without.
func (s *sentence) dashed(i int) (mention, bool) {
	start := s.tokens[i].Start
	if start+len(time.DateOnly) > len(s.text) || i > 0 && s.tokens[i-1].End == start || !strings.ContainsAny(s.text[start+4:start+5], "-/") {
		return mention{}, false
	}
	d, err := time.Parse(time.DateOnly, strings.ReplaceAll(s.text[start:start+len(time.DateOnly)], "/", "-"))
	if err != nil || !told(d) {
		return mention{}, false
	}
	to := i
	for to+1 < len(s.tokens) && s.tokens[to].End < start+len(time.DateOnly) {
		to++
	}
	return one(i, to, d), true
}

// slashed reads 11/8/2017 and 8/11/17. Which of the two is the month, where
// both may be, is whichever makes a day nearer to that of publication.
func (s *sentence) slashed(i int) (mention, bool) {
	if !slash(s.between(i)) || !slash(s.between(i+1)) || slash(s.between(i-1)) || slash(s.between(i+2)) {
		return mention{}, false
	}
	a, okA := s.small(i, 31)
	b, okB := s.small(i+1, 31)
	year, okY := s.yearAt(i + 2)
	if !okY {
		year, okY = s.shortYear(i + 2)
	}
	if !okA || !okB || !okY {
		return mention{}, false
	}
	dayFirst, okDay := dayOf(year, time.Month(b), a)
	monthFirst, okMonth := dayOf(year, time.Month(a), b)
	if okDay && okMonth && !dayFirst.Equal(monthFirst) {
		return one(i, i+2, s.nearer(dayFirst, monthFirst)), !s.published.IsZero() && !s.asked
	}
	if okDay {
		return one(i, i+2, dayFirst), true
	}
	return one(i, i+2, monthFirst), okMonth
}

// nearer is whichever of the two readings of one date is meant: English has
// both, so that it is the nearer to publication there.
func (s *sentence) nearer(dayFirst, monthFirst time.Time) time.Time {
	if s.words != vocabularies["en"] || timeBetween(dayFirst, s.published) < timeBetween(monthFirst, s.published) {
		return dayFirst
	}
	return monthFirst
}

func slash(s string) bool { return s == "/" }

// pointed reads 8.11.2017, which is one word.
func (s *sentence) pointed(i int) (mention, bool) {
	parts := strings.Split(s.text[s.tokens[i].Start:s.tokens[i].End], ".")
	if len(parts) != 3 {
		return mention{}, false
	}
	var n [3]int
	for k, p := range parts {
		var err error
		if n[k], err = strconv.Atoi(p); err != nil {
			return mention{}, false
		}
	}
	if n[2] < 100 && len(parts[2]) == 2 && len(parts[0]) == 2 && len(parts[1]) == 2 { // 1.2.38 is a version
		n[2] += 2000
	}
	if n[2] < firstYear || n[2] > lastYear {
		return mention{}, false
	}
	d, ok := dayOf(n[2], time.Month(n[1]), n[0])
	return one(i, i, d), ok
}

// weekdayAndDate reads "Wednesday, November 8" and "Wednesday 8 November" as
// one date.
func (s *sentence) weekdayAndDate(i int) (mention, bool) {
	if _, ok := s.words.weekdays[s.word(i)]; !ok {
		return mention{}, false
	}
	at := i + 1
	for at < len(s.tokens) && (s.word(at) == "the" || s.word(at) == "dem" || s.word(at) == "feira" || s.word(at) == "le" ||
		timesOfDay[s.word(at)] || s.word(at) == "on") {
		at++
	}
	m, ok := s.date(at)
	m.from = i
	return m, ok
}

// date reads "November 8, 2017", "8 November 2017" and the like, ranges of
// them, and a weekday after them.
func (s *sentence) date(i int) (mention, bool) {
	m, ok := s.monthDay(i)
	if !ok {
		m, ok = s.dayMonth(i)
	}
	if w, named := s.words.weekdays[s.word(m.to+1)]; ok && named && w == m.last.Weekday() {
		m.to++
	}
	return m, ok
}

// monthDay reads "November 8, 2017", "Nov. 8", "Nov. 8-10" and "Nov. 8 to
// Dec. 2".
func (s *sentence) monthDay(i int) (mention, bool) {
	month, ok := s.monthAt(i)
	if !ok {
		return mention{}, false
	}
	at := i + 1
	if s.word(at) == "the" {
		at++
	}
	first, ok := s.dayAt(at)
	if !ok || strings.ContainsAny(s.between(i), ";:()") {
		return mention{}, false
	}
	to, last, lastMonth := at, first, month
	if s.rangeMark(to) {
		end := s.skipTo(to)
		if d, ok := s.dayAt(end); ok {
			to, last = end, d
		} else if m, ok := s.monthAt(end); ok {
			if d, ok := s.dayAt(end + 1); ok {
				to, last, lastMonth = end+1, d, m
			}
		}
	}
	return s.inYear(i, to, month, first, lastMonth, last)
}

// dayMonth reads "8 November 2017", "8th of November", "8-10 November", "8 de
// noviembre de 2017", "8. November" and "1er novembre".
func (s *sentence) dayMonth(i int) (mention, bool) {
	first, ok := s.dayAt(i)
	if !ok {
		return mention{}, false
	}
	at, last := i, first
	if s.rangeMark(at) {
		if d, ok := s.dayAt(s.skipTo(at)); ok {
			at = s.skipTo(at)
			last = d
		}
	}
	at++
	if s.word(at) == "of" || s.word(at) == "de" {
		at++
	}
	month, ok := s.monthAt(at)
	if !ok || strings.ContainsAny(s.between(at-1), ",;:()") {
		return mention{}, false
	}
	return s.inYear(i, at, month, first, month, last)
}

// inYear reads the year after token to, or finds the one that is meant.
func (s *sentence) inYear(from, to int, month time.Month, first int, lastMonth time.Month, last int) (mention, bool) {
	year, end, ok := s.yearAfter(to)
	if !ok {
		year, end, ok = s.yearBeside(to)
	}
	if !ok {
		if year, ok = s.yearMeant(from, to, month, first); !ok {
			return mention{}, false
		}
		end = to
	}
	a, okA := dayOf(year, month, first)
	b, okB := dayOf(year, lastMonth, last)
	if okB && b.Before(a) {
		b, okB = dayOf(year+1, lastMonth, last)
	}
	return mention{from: from, to: end, first: a, last: b}, okA && okB
}

// rangeMark reports whether a dash, "to" or "and" follows token i.
func (s *sentence) rangeMark(i int) bool {
	switch strings.TrimSpace(s.between(i)) {
	case "-", "–", "—":
		return true
	}
	switch s.word(i + 1) {
	case "to", "through", "until", "thru", "bis", "al", "au":
		return true
	case "and":
		return true
	}
	return false
}

// skipTo is the token after the mark of a range at token i.
func (s *sentence) skipTo(i int) int {
	if _, ok := s.dayAt(i + 1); ok {
		return i + 1
	}
	if _, ok := s.monthAt(i + 1); ok {
		return i + 1
	}
	return i + 2
}

// yearBeside reads "last year", "of this year" after token i.
func (s *sentence) yearBeside(i int) (year, to int, ok bool) {
	at := i + 1
	if s.word(at) == "of" {
		at++
	}
	if s.published.IsZero() || s.word(at+1) != "year" {
		return 0, 0, false
	}
	switch w := s.word(at); {
	case w == "this":
		return s.published.Year(), at + 1, true
	case s.words.last[w]:
		return s.published.Year() - 1, at + 1, true
	case s.words.next[w]:
		return s.published.Year() + 1, at + 1, true
	}
	return 0, 0, false
}

// otherYear is how much nearer to publication a day of another year has to be
// than that of the same year: news leaves the year out where it is the current
// one.
const otherYear = 180 * day

// slack is how far a day may lie on the other side of publication than its
// sentence tells: articles are dated by when they were put up.
const slack = 3 * day

// slack is the constant for an article, and none for a question, which is dated by
// when it is asked.
func (s *sentence) slack() time.Duration {
	if s.asked {
		return 0
	}
	return slack
}

// yearMeant is the year of a day that is stated without one: one in which the
// day had come, or was still to come, where the sentence tells it so.
func (s *sentence) yearMeant(from, to int, month time.Month, d int) (int, bool) {
	if year, ok := attackYear(s.word(to+1), month, d); ok {
		return year, true
	}
	if s.published.IsZero() || s.birth(from, to) {
		return 0, false
	}
	p, tense := s.published, s.tense(from, to)
	best, far := 0, time.Duration(0)
	for _, year := range []int{p.Year(), p.Year() - 1, p.Year() + 1} {
		candidate, ok := dayOf(year, month, d)
		if !ok || tense == past && candidate.After(p.Add(s.slack())) || tense == future && candidate.Before(p.Add(-slack)) {
			continue
		}
		distance := timeBetween(candidate, p)
		if tense == unclear && year != p.Year() {
			distance += otherYear
		}
		if best == 0 || distance < far {
			best, far = year, distance
		}
	}
	return best, best != 0
}

// birth reports whether words beside the tokens from to to say that somebody was
// born on that day, which tells nothing of the year.
func (s *sentence) birth(from, to int) bool {
	for k := max(0, from-3); k < from; k++ {
		if births[s.word(k)] {
			return true
		}
	}
	return births[s.word(to+1)]
}

var births = set("born birthday birthdays birth birthdate naissance ne nee nacio nacido nacida geboren geburtstag nasceu nascido nascida cumpleanos")

// monthAt reads a month's name; English and German ones are capitalised.
func (s *sentence) monthAt(i int) (time.Month, bool) {
	m, ok := months[s.word(i)]
	switch {
	case !ok:
	case s.asked:
		return m, s.monthAsked(i)
	case !s.tokens[i].Upper && lowerIsWord[s.word(i)]:
		return 0, false
	}
	return m, ok
}

// monthAsked reports whether the name of a month at token i of a question,
// where capitals tell little and any of the languages may be meant, is one.
func (s *sentence) monthAsked(i int) bool {
	w, lead := s.word(i), s.word(i-1)
	switch {
	case w == "marco": // a name, but for its cedilla
		return strings.ContainsAny(s.text[s.tokens[i].Start:s.tokens[i].End], "çÇ")
	case w == "mars":
		return !s.tokens[i].Upper || lead != "on" && lead != "in" && lead != "to" && lead != "from"
	case s.given, s.tokens[i].Upper, !lowerIsWord[w]:
		return true
	}
	return s.dated(i) || makesMonth(lead, w)
}

// dated reports whether a day or a year stands beside the name of a month at
// token i. After "may" a number tells nothing: "may 5 people enter".
func (s *sentence) dated(i int) bool {
	_, year := s.yearAt(i + 1)
	_, before := s.dayAt(i - 1)
	_, after := s.dayAt(i + 1)
	return year || before || after && s.word(i) != "may"
}

// makesMonth reports whether lead makes a month of the word after it, which
// may be another word.
func makesMonth(lead, word string) bool {
	if _, ok := bounds[lead]; ok || openers[lead] || lastOnes[lead] {
		return true
	}
	return (word == "may" || word == "march") && (leadsAsked[lead] || lead == "on")
}

// lowerIsWord are names of months that are other words in lower case.
var lowerIsWord = set("may march mar jan dec sept sep ago")

// dayAt reads the day of a month: "8", "8th", "1er".
func (s *sentence) dayAt(i int) (int, bool) {
	word := s.word(i)
	for _, suffix := range []string{"st", "nd", "rd", "th", "er", "º"} {
		word = strings.TrimSuffix(word, suffix)
	}
	n, err := strconv.Atoi(word)
	return n, err == nil && n >= 1 && n <= 31 && len(word) <= 2
}

func (s *sentence) small(i, most int) (int, bool) {
	n, err := strconv.Atoi(s.word(i))
	return n, err == nil && n >= 1 && n <= most && len(s.word(i)) <= 2
}

// The years that are read as such.
const (
	firstYear = 1500
	lastYear  = 2200
)

func (s *sentence) yearAt(i int) (int, bool) {
	n, err := strconv.Atoi(s.word(i))
	return n, err == nil && len(s.word(i)) == 4 && n >= firstYear && n <= lastYear
}

func (s *sentence) shortYear(i int) (int, bool) {
	n, err := strconv.Atoi(s.word(i))
	if err != nil || len(s.word(i)) != 2 {
		return 0, false
	}
	if n > 69 { // as POSIX reads two digits
		return 1900 + n, true
	}
	return 2000 + n, true
}

// yearAfter reads a year right after token i, "de" and "of" between them
// aside.
func (s *sentence) yearAfter(i int) (year, at int, ok bool) {
	at = i + 1
	if w := s.word(at); w == "de" || w == "del" || w == "of" {
		at++
	}
	if strings.ContainsAny(s.between(at-1), ".;:()/-–") && strings.TrimSpace(s.between(at-1)) != "." {
		return 0, 0, false
	}
	year, ok = s.yearAt(at)
	return year, at, ok
}
