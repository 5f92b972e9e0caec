package dates

import (
	"strconv"
	"strings"
	"time"
)

// The ways in which questions name days.

// fullDate reads a date with its day: "2017-11-12", "12.11.2017", "12 Nov 2017",
// "Nov 12", "Sunday, 12 November".
func (q *question) fullDate(i int) (period, bool) {
	if m, ok := q.dashed(i); ok {
		return period{mention: q.timed(m)}, true
	}
	for _, read := range []func(*sentence, int) (mention, bool){
		(*sentence).slashed, (*sentence).pointed, (*sentence).weekdayAndDate, (*sentence).date,
	} {
		if m, ok := read(&q.sentence, i); ok {
			return period{mention: m, yearless: !q.statesYear(m)}, true
		}
	}
	return period{}, false
}

// statesYear reports whether the year of a date is among its tokens.
func (q *question) statesYear(m mention) bool {
	for k := m.from; k <= m.to; k++ {
		if _, ok := q.yearAt(k); ok {
			return true
		}
	}
	return m.from == m.to || slash(q.between(m.from)) // 12.11.2017, 12/11/17
}

// timed is a date with the time of day that is joined to it:
// "2017-11-12T09:30:00Z".
func (q *question) timed(m mention) mention {
	for m.to+1 < len(q.tokens) && !strings.ContainsAny(q.between(m.to), " ,;?)'\"–—") {
		m.to++
	}
	return m
}

// ago reads "two weeks ago", "hace tres días", "il y a un mois", "vor drei
// Tagen" and "há dois anos".
func (q *question) ago(i int) (period, bool) {
	at := i
	switch {
	case q.follows(i, "il", "y", "a"):
		at += 3
	case countsBack(q.word(i)):
		at++
	}
	n, ok := q.howMany(at)
	unit, known := unitsAsked[q.word(at+1)]
	to := at + 1
	if at == i {
		if to++; q.word(to) != "ago" {
			return period{}, false
		}
	}
	if !ok || !known {
		return period{}, false
	}
	return period{mention: q.units(i, to, unit, -n), relative: true}, true
}

// countsBack reports whether a word before a count and a unit says that they count
// back from today.
func countsBack(word string) bool { return word == "hace" || word == "vor" || word == "ha" }

// howMany is the count that token i states, in figures or in words.
func (q *question) howMany(i int) (int, bool) {
	if n, ok := counts[q.word(i)]; ok {
		return n, true
	}
	n, err := strconv.Atoi(q.word(i))
	return n, err == nil && n > 0 && n < 1000
}

// recent reads "last week", "this year", "la semana pasada", "the last 30
// days", "les 30 derniers jours" and "last night".
func (q *question) recent(i int) (period, bool) {
	if m, ok := q.rolling(i); ok {
		return period{mention: m, relative: true}, true
	}
	if unit, ok := unitsAsked[q.word(i)]; ok && unit != byDay { // "semana pasada"
		switch w := q.word(i + 1); {
		case lastAfter[w]:
			return period{mention: q.units(i, i+1, unit, -1), relative: true}, true
		case nextAfter[w]:
			return period{mention: q.units(i, i+1, unit, 1), relative: true}, true
		}
	}
	n, ok := q.step(i)
	if !ok || q.word(i-1) == "the" || q.word(i+2) == "of" { // "the previous year" is one before another
		return period{}, false
	}
	if unit, ok := unitsAsked[q.word(i+1)]; ok && unit != byDay {
		return period{mention: q.units(i, i+1, unit, n), relative: true}, true
	}
	switch w := q.word(i + 1); {
	case timesOfDay[w] && n <= 0:
		return period{mention: one(i, i+1, q.published.AddDate(0, 0, n)), relative: true}, true
	case weekends[w]:
		saturday := mondayOf(q.published).AddDate(0, 0, 7*n+5)
		return period{mention: mention{from: i, to: i + 1, first: saturday, last: saturday.Add(day)}, relative: true}, true
	}
	return period{}, false
}

// stepTo reads a step at token i where there is one, and returns the token after
// it, else i itself.
func (q *question) stepTo(i int) (n, at int, stepped bool) {
	if n, stepped = q.step(i); stepped {
		return n, i + 1, true
	}
	return 0, i, false
}

// step is how far from the present a word says that what follows is.
func (q *question) step(i int) (int, bool) {
	switch w := q.word(i); {
	case thisOnes[w]:
		return 0, true
	case lastOnes[w]:
		return -1, true
	case nextOnes[w]:
		return 1, true
	}
	return 0, false
}

// rolling reads days up to today: "the last 30 days", "past week", "the last
// year", "últimos 30 días", "30 derniers jours".
func (q *question) rolling(i int) (mention, bool) {
	n, at, ok := q.lastFew(i)
	if !ok {
		return mention{}, false
	}
	unit, ok := unitsAsked[q.word(at)]
	if !ok || q.word(at+1) == "of" {
		return mention{}, false
	}
	return mention{from: i, to: at, first: unit.before(q.published, n), last: q.published}, true
}

// lastFew reads "the last 30", "past" and "30 derniers" before a unit of time:
// how many of them, and the token that the unit would be.
func (q *question) lastFew(i int) (n, at int, ok bool) {
	if n, ok := q.howMany(i); ok && lastOnes[q.word(i+1)] { // "30 derniers jours"
		return n, i + 2, true
	}
	w := q.word(i)
	if !lastOnes[w] && w != "past" {
		return 0, 0, false
	}
	if n, ok := q.howMany(i + 1); ok {
		return n, i + 2, true
	}
	// "last week" is that of the calendar.
	return 1, i + 1, w == "past" || w == "last" && q.word(i-1) == "the" || latestOnes[w]
}

// before is the day that n units lie before d.
func (u unit) before(d time.Time, n int) time.Time {
	switch u {
	case byDay:
		return d.AddDate(0, 0, -n)
	case byWeek:
		return d.AddDate(0, 0, -7*n)
	case byMonth:
		return d.AddDate(0, -n, 0)
	default:
		return d.AddDate(-n, 0, 0)
	}
}

// units is the calendar's day, week, month or year that is n of them away.
func (q *question) units(from, to int, unit unit, n int) mention {
	p := q.published
	switch unit {
	case byDay:
		return one(from, to, p.AddDate(0, 0, n))
	case byWeek:
		monday := mondayOf(p).AddDate(0, 0, 7*n)
		return mention{from: from, to: to, first: monday, last: monday.AddDate(0, 0, 6)}
	case byMonth:
		return wholeMonth(from, to, p.Year(), p.Month()+time.Month(n))
	default:
		return wholeYear(from, to, p.Year()+n)
	}
}

// oneOff reads "yesterday", "tonight", "the day before yesterday".
func (q *question) oneOff(i int) (period, bool) {
	if q.follows(i, "day", "before", "yesterday") {
		return period{mention: one(i, i+2, q.published.AddDate(0, 0, -2)), relative: true}, true
	}
	if q.follows(i, "avant", "hier") {
		return period{mention: one(i, i+1, q.published.AddDate(0, 0, -2)), relative: true}, true
	}
	n, ok := q.words.days[q.word(i)]
	if !ok || q.word(i) == "hier" && q.german() {
		return period{}, false
	}
	return period{mention: one(i, i, q.published.AddDate(0, 0, n)), relative: true}, true
}

// german reports whether a question is in German, where French "hier" is
// another word.
func (q *question) german() bool {
	for i := range q.tokens {
		if germanWords[q.word(i)] {
			return true
		}
	}
	return false
}

// ofSeason reads "last summer", "summer of 2017", "el verano pasado".
func (q *question) ofSeason(i int) (period, bool) {
	n, at, stepped := q.stepTo(i)
	month, ok := seasons[q.word(at)]
	if !ok {
		return period{}, false
	}
	p := q.published
	year, to, stated := q.yearAfter(at)
	switch {
	case stated:
	case lastAfter[q.word(at+1)], n < 0:
		if year, to = p.Year(), at; lastAfter[q.word(at+1)] {
			to++
		}
		for !time.Date(year, month+3, 1, 0, 0, 0, 0, time.UTC).Before(p) {
			year--
		}
	case stepped:
		if year, to = p.Year()+n, at; month == time.December && p.Month() < time.March {
			year--
		}
	case q.led(i), q.given:
		if year, to = p.Year(), at; time.Date(year, month, 1, 0, 0, 0, 0, time.UTC).After(p) {
			year--
		}
	default:
		return period{}, false
	}
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return period{mention: mention{from: i, to: to, first: first, last: first.AddDate(0, 3, -1)}, yearless: !stated}, true
}

// ofQuarter reads "Q3 2023", "third quarter of 2023", "last quarter". What is
// reported of a quarter appears after it, and matches have quarters too: it is
// never sure.
func (q *question) ofQuarter(i int) (period, bool) {
	n, ok := quarters[q.word(i)]
	at := i
	if !ok {
		if n, ok = quarterOrdinals[q.word(i)]; ok && quarterNames[q.word(i+1)] {
			at++
		} else {
			ok = false
		}
	}
	if year, to, stated := q.yearAfter(at); ok && stated {
		return q.quarter(i, to, year, time.Month(3*n-2)), true
	}
	step, ok := q.step(i)
	if !ok || !quarterNames[q.word(i+1)] || q.word(i-1) == "the" || step > 0 {
		return period{}, false
	}
	p := q.published
	return q.quarter(i, i+1, p.Year(), (p.Month()-1)/3*3+1+time.Month(3*step)), true
}

func (q *question) quarter(from, to, year int, month time.Month) period {
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return period{mention: mention{from: from, to: to, first: first, last: first.AddDate(0, 3, -1)}, soft: true}
}

// onWeekday reads "on Friday", "last Friday", "el viernes", "am Freitag".
func (q *question) onWeekday(i int) (period, bool) {
	n, at, stepped := q.stepTo(i)
	w, ok := q.words.weekdays[q.word(at)]
	if !ok || at+1 < len(q.tokens) && q.tokens[at+1].Upper {
		return period{}, false
	}
	to := at
	switch {
	case q.follows(at+1, "feira"):
		to++
	case ordinalDay[q.word(at)]:
		return period{}, false
	}
	if !stepped && lastAfter[q.word(to+1)] {
		stepped, n = true, -1
		to++
	}
	if !stepped && !q.given && !q.led(i) && !leadsToWeekday[q.word(i-1)] {
		return period{}, false
	}
	d := latest(q.published, w)
	switch {
	case n < 0:
		d = latest(q.published.Add(-day), w)
	case n > 0:
		d = earliest(q.published.Add(day), w)
	case stepped:
		d = mondayOf(q.published).AddDate(0, 0, (int(w)+6)%7)
	}
	return period{mention: one(i, to, d), relative: true}, true
}

// yearMonth reads "2017-11".
func (q *question) yearMonth(i int) (period, bool) {
	year, ok := q.yearAt(i)
	month, okM := q.small(i+1, 12)
	if !ok || !okM || q.between(i) != "-" || q.tokens[i+1].End-q.tokens[i+1].Start != 2 || q.between(i+1) == "-" {
		return period{}, false
	}
	return period{mention: wholeMonth(i, i+1, year, time.Month(month))}, true
}

// inMonth reads "November 2017", "in november", "last November".
func (q *question) inMonth(i int) (period, bool) {
	n, at, stepped := q.stepTo(i)
	month, ok := q.monthAt(at)
	if _, numbered := q.dayAt(at - 1); !ok || numbered && q.between(at-1) == " " { // "30 February"
		return period{}, false
	}
	if year, to, ok := q.yearAfter(at); ok {
		return period{mention: wholeMonth(i, to, year, month)}, true
	}
	to := at
	if lastAfter[q.word(to+1)] {
		to, stepped, n = to+1, true, -1
	}
	if !stepped && !q.given && (!q.led(i) || q.word(i-1) == "the") {
		return period{}, false
	}
	p := q.published
	year := p.Year()
	switch {
	case n > 0 && month <= p.Month():
		year++
	case n < 0 && month >= p.Month(), n == 0 && month > p.Month():
		year--
	}
	return period{mention: wholeMonth(i, to, year, month), yearless: true}, true
}

func wholeMonth(from, to, year int, month time.Month) mention {
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return mention{from: from, to: to, first: first, last: first.AddDate(0, 1, -1)}
}

// firstNamedYear is the first year that is taken for one where nothing leads to
// it, as in "the 2024 election".
const firstNamedYear = 1900

// inYear reads "in 2017", and a year that is part of a name as not sure.
func (q *question) inYear(i int) (period, bool) {
	year, ok := q.yearAt(i)
	if !ok || q.tokens[i].End-q.tokens[i].Start != 4 || q.partOfNumber(i) {
		return period{}, false
	}
	lead := q.word(q.lead(i))
	_, bounded := bounds[lead]
	sure := q.given || lead != "" && q.word(i-1) != "the" && (bounded || lead != "de")
	p := period{mention: wholeYear(i, i, year), soft: !sure}
	return p, !p.soft || year >= firstNamedYear && year <= q.published.Year()
}

// partOfNumber reports whether the figures at token i go on, or are a sum:
// "2023-24", "2023/24", "$2017", "2017%".
func (q *question) partOfNumber(i int) bool {
	t := q.tokens[i]
	head, tail := q.text[:t.Start], q.text[t.End:]
	for _, mark := range []string{"$", "€", "£", "#", "/", "."} {
		if strings.HasSuffix(head, mark) && t.Start > 0 {
			return true
		}
	}
	if strings.HasPrefix(tail, "%") || strings.HasPrefix(tail, "€") {
		return true
	}
	if !strings.HasPrefix(tail, "-") && !strings.HasPrefix(tail, "/") && !strings.HasPrefix(tail, "–") {
		return false
	}
	_, year := q.yearAt(i + 1)
	_, number := q.small(i+1, 99)
	return number && !year
}
