package dates

import (
	"strconv"
	"strings"
	"time"
)

// The dates that count from the day of publication, or from the day told of
// last.

var timesOfDay = set("morning afternoon evening night midday noon")

// titles are words before or after a weekday that make it part of a name.
var (
	titlesBefore = set("black cyber giving good easter ash super bloody ruby holy palm fat casual cbs")
	titlesAfter  = set("times mirror telegraph post express mail world football")
)

// weekday reads "on Saturday", "last Saturday", "Thursday last week", "lundi
// dernier".
func (s *sentence) weekday(i int) (mention, bool) {
	weekday, ok := s.words.weekdays[s.word(i)]
	if !ok || s.published.IsZero() || !s.dayName(i) || s.habitual(i) {
		return mention{}, false
	}
	to := i
	if s.follows(i+1, "feira") {
		to++
	}
	if n, end, ok := s.weekBeside(to); ok {
		monday := mondayOf(s.published).AddDate(0, 0, 7*n)
		return one(i, end, monday.AddDate(0, 0, (int(weekday)+6)%7)), true
	}
	before := s.word(i - 1)
	if s.words.after && (s.words.last[s.word(to+1)] || s.words.next[s.word(to+1)]) {
		before = s.word(to + 1)
	}
	switch {
	case s.words.last[before]:
		return one(i, to, latest(s.published.Add(-day), weekday)), true
	case s.words.next[before]:
		return one(i, to, earliest(s.published.Add(day), weekday)), true
	}
	day, named := s.named[weekday]
	if !named {
		day = s.nearest(i, to, weekday)
		s.named[weekday] = day
	}
	return one(i, to, day), true
}

// nearest is the weekday before or after publication that the sentence means
// by the tokens from i to j.
func (s *sentence) nearest(i, j int, w time.Weekday) time.Time {
	tense := s.tense(i, j)
	if tense == future || s.word(i-1) == "this" && tense != past {
		return earliest(s.published, w)
	}
	return latest(s.published, w)
}

// dayName reports whether the weekday's name at token i means a day.
func (s *sentence) dayName(i int) bool {
	switch {
	case s.words == vocabularies["pt"]:
		return !ordinalDay[s.word(i)] || s.follows(i+1, "feira")
	case s.words != vocabularies["en"]:
		return true
	case !s.tokens[i].Upper, s.word(i-1) == "every", s.word(i-1) == "each", i > 0 && s.tokens[i-1].Upper && titlesBefore[s.word(i-1)]:
		return false
	case len(s.word(i)) < len("sunday") && !s.shortened(i):
		return false
	}
	next := i + 1
	if s.word(next) == "the" && s.word(next+1) == "13th" {
		return false // the film
	}
	if next >= len(s.tokens) || !s.tokens[next].Upper {
		return true
	}
	if timesOfDay[s.word(next)] { // Monday Night Football
		return s.word(next+1) != "football" && s.word(next+1) != "live"
	}
	return !titlesAfter[s.word(next)]
}

// ordinalDay are the Portuguese names that without "feira" are also numbers.
var ordinalDay = set("segunda terca quarta quinta sexta")

// shortened reports whether the short name of a weekday is marked as such, "Sat."
// or "Sat,": it may be another word.
func (s *sentence) shortened(i int) bool {
	end := s.tokens[i].End
	return end+1 < len(s.text) && (s.text[end] == '.' || s.text[end] == ',')
}

// weekBeside reads "last week", "of last week", "next week", "this week" after
// token i, as weeks from that of publication.
func (s *sentence) weekBeside(i int) (weeks, to int, ok bool) {
	at := i + 1
	if s.word(at) == "of" {
		at++
	}
	if s.word(at+1) != "week" {
		return 0, 0, false
	}
	switch w := s.word(at); {
	case s.words.last[w]:
		return -1, at + 1, true
	case s.words.next[w]:
		return 1, at + 1, true
	case w == "this":
		return 0, at + 1, true
	}
	return 0, 0, false
}

// counted reads "three days ago", "a week earlier", "two days later" and "in
// five days".
func (s *sentence) counted(i int) (mention, bool) {
	n, ok := s.numberAt(i)
	unit := s.word(i + 1)
	if !ok || units[unit] == 0 {
		return mention{}, false
	}
	var from time.Time
	var sign int
	to := i + 2
	switch {
	case s.word(to) == "ago":
		from, sign = s.published, -1
	case s.follows(to, "from", "now"):
		from, sign = s.published, 1
		to++
	case s.word(to) == "earlier", s.word(to) == "before" && s.endsClause(to), s.word(to) == "previously":
		if from, sign = s.lastOrPublished(), -1; units[unit] > 2 && s.last.IsZero() {
			return mention{}, false // years before what, is not told
		}
	case s.word(to) == "later", s.word(to) == "after" && s.endsClause(to), s.word(to) == "afterwards":
		from, sign = s.lastTold(), 1
	case s.word(i-1) == "in" && s.tense(i-1, i+1) == future:
		from, sign = s.published, 1
		to = i + 1
	default:
		return mention{}, false
	}
	if from.IsZero() {
		return mention{}, false
	}
	m := counted(i, to, from, sign*n, unit)
	m.follows = !from.Equal(s.published)
	return m, !s.overshoots(from, m.first)
}

// overshoots reports whether what counts from a day that had come would not
// have come yet when the article appeared: it counts from another day then.
func (s *sentence) overshoots(from, to time.Time) bool {
	p := s.published
	return !p.IsZero() && !from.After(p) && !from.Equal(p) && to.After(p.Add(slack))
}

// units are how exactly a count of them tells a day.
var units = map[string]int{"day": 1, "days": 1, "week": 2, "weeks": 2, "fortnight": 2, "month": 3, "months": 3, "year": 4, "years": 4}

// counted is n units from a day: months and years later is no certain day.
func counted(i, to int, from time.Time, n int, unit string) mention {
	switch units[unit] {
	case 1:
		return one(i, to, from.AddDate(0, 0, n))
	case 2:
		if unit == "fortnight" {
			n *= 2
		}
		return one(i, to, from.AddDate(0, 0, 7*n))
	case 3:
		first := time.Date(from.Year(), from.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		return mention{from: i, to: to, first: first, last: first.AddDate(0, 1, -1)}
	}
	return wholeYear(i, to, from.Year()+n)
}

// endsClause reports whether token i is the last of its clause, so that "a day
// before" does not go on with what it was before.
func (s *sentence) endsClause(i int) bool {
	return i+1 >= len(s.tokens) || strings.ContainsAny(s.between(i), ",;.:—–")
}

// reach is how many sentences after the one that tells a day "two days later"
// may still count from it.
const reach = 2

// lastTold is the day told of last, zero where that is too far back.
func (s *sentence) lastTold() time.Time {
	if s.sentences-s.toldIn > reach {
		return time.Time{}
	}
	return s.last
}

// lastOrPublished is the day that "a day earlier" counts from: that of
// publication only where no other was told before.
func (s *sentence) lastOrPublished() time.Time {
	if s.last.IsZero() {
		return s.published
	}
	return s.lastTold()
}

func (s *sentence) numberAt(i int) (int, bool) {
	if n, ok := numbers[s.word(i)]; ok {
		return n, true
	}
	n, err := strconv.Atoi(s.word(i))
	return n, err == nil && n > 0 && n < 1000 && i < len(s.tokens)
}

// around reads "the day before", "the following day", "the same day", "the day
// before yesterday".
func (s *sentence) around(i int) (mention, bool) {
	switch {
	case s.follows(i, "day", "before", "yesterday") && !s.published.IsZero():
		return one(i, i+2, s.published.AddDate(0, 0, -2)), true
	case s.follows(i, "day", "after", "tomorrow") && !s.published.IsZero():
		return one(i, i+2, s.published.AddDate(0, 0, 2)), true
	case s.follows(i, "day", "before") && s.word(i-1) == "the" && s.endsClause(i+1):
		return s.fromLast(i, i+1, s.lastOrPublished(), -1)
	case s.follows(i, "previous", "day"):
		return s.fromLast(i, i+1, s.lastOrPublished(), -1)
	case s.follows(i, "following", "day"), s.follows(i, "next", "day") && s.word(i-1) == "the",
		s.follows(i, "day", "after") && s.word(i-1) == "the" && s.endsClause(i+1):
		return s.fromLast(i, i+1, s.lastTold(), 1)
	case s.follows(i, "same", "day"):
		return s.fromLast(i, i+1, s.lastTold(), 0)
	}
	return mention{}, false
}

func (s *sentence) fromLast(i, to int, from time.Time, n int) (mention, bool) {
	m := one(i, to, from.AddDate(0, 0, n))
	m.follows = !from.Equal(s.published)
	return m, !from.IsZero()
}

// deictic reads "yesterday", "this morning", "last night", "last week", "this
// month" and the like.
func (s *sentence) deictic(i int) (mention, bool) {
	p := s.published
	if p.IsZero() {
		return mention{}, false
	}
	if n, ok := s.words.days[s.word(i)]; ok && !s.titled(i, i) {
		m := one(i, i, p.AddDate(0, 0, n))
		m.loose = n == 0
		return m, true
	}
	this, last, next := s.word(i) == "this", s.words.last[s.word(i)], s.words.next[s.word(i)]
	if !this && !last && !next {
		return s.weekend(i)
	}
	if s.titled(i, i+1) || s.word(i-1) == "the" || s.word(i-1) == "these" { // "the last week of", "the past year"
		return mention{}, false
	}
	n := 0
	switch {
	case last:
		n = -1
	case next:
		n = 1
	}
	if s.word(i+1) == "weekend" {
		return s.weekend(i + 1)
	}
	return s.nearPublication(i, n)
}

// nearPublication reads the time of day, the week or the month whose name follows
// token i, n of them from publication.
func (s *sentence) nearPublication(i, n int) (mention, bool) {
	p := s.published
	switch unit := s.word(i + 1); {
	case timesOfDay[unit] && n <= 0:
		m := one(i, i+1, p.AddDate(0, 0, n))
		m.loose = n == 0
		return m, true
	case unit == "week" && n < 0 && p.Weekday() == time.Sunday: // what is written on a Sunday looks back on the week that ended
		return mention{from: i, to: i + 1, first: p.AddDate(0, 0, -7), last: p.AddDate(0, 0, -1)}, true
	case unit == "week":
		monday := mondayOf(p).AddDate(0, 0, 7*n)
		return mention{from: i, to: i + 1, first: monday, last: monday.AddDate(0, 0, 6)}, true
	case unit == "month":
		return counted(i, i+1, p, n, unit), true
	}
	return mention{}, false // "last year" is no day
}

// titled reports whether the words from token i to token j are those of a programme,
// "This Week" or “Today”: capitals on all of them, or one between quotation marks.
func (s *sentence) titled(i, j int) bool {
	if j >= len(s.tokens) || !s.tokens[i].Upper || !s.tokens[j].Upper || s.asked {
		return false
	}
	if i < j {
		return true
	}
	after := s.text[s.tokens[j].End:]
	return strings.ContainsAny(s.between(i-1), "\"“") && (strings.HasPrefix(after, "\"") || strings.HasPrefix(after, "”"))
}

// weekend reads "the weekend" as the last one, or the one to come.
func (s *sentence) weekend(i int) (mention, bool) {
	if s.word(i) != "weekend" || s.habitual(i) {
		return mention{}, false
	}
	before := s.word(i - 1)
	if before != "the" && before != "this" && !s.words.last[before] && !s.words.next[before] {
		return mention{}, false
	}
	saturday := latest(s.published, time.Saturday)
	switch {
	case before == "last" || before == "previous": // never the one that it is
		saturday = mondayOf(s.published).AddDate(0, 0, -2)
	case s.words.last[before]:
	case s.words.next[before], s.weekendToCome(i):
		saturday = earliest(s.published, time.Saturday)
	}
	return mention{from: i, to: i, first: saturday, last: saturday.Add(day)}, true
}

// weekendToCome reports whether the weekend at token i is the one after
// publication: by how it is told, and towards its end "this weekend" is that of the
// week.
func (s *sentence) weekendToCome(i int) bool {
	if t := s.tense(i, i); t != unclear {
		return t == future
	}
	day := s.published.Weekday()
	return s.word(i-1) == "this" && day >= time.Wednesday && day <= time.Friday
}

// month reads "November 2017", "in November", "last November".
func (s *sentence) month(i int) (mention, bool) {
	month, ok := s.monthAt(i)
	if !ok {
		return mention{}, false
	}
	year, to, ok := s.yearAfter(i)
	if !ok {
		if s.published.IsZero() || !leadsToMonth[s.word(i-1)] || !s.tokens[i].Upper {
			return mention{}, false
		}
		to, year = i, s.monthYear(i, month)
	}
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return mention{from: i, to: to, first: first, last: first.AddDate(0, 1, -1)}, true
}

// monthYear is the year of a month that is named without one, by the rules of
// yearMeant.
func (s *sentence) monthYear(i int, month time.Month) int {
	p, tense := s.published, s.tense(i, i)
	if s.words.last[s.word(i-1)] {
		p, tense = p.AddDate(0, -1, 0), past
	}
	if s.words.next[s.word(i-1)] {
		p, tense = p.AddDate(0, 1, 0), future
	}
	best, far := p.Year(), 0
	for n, year := range []int{p.Year(), p.Year() - 1, p.Year() + 1} {
		ahead := 12*(year-p.Year()) + int(month-p.Month())
		if tense == past && ahead > 0 || tense == future && ahead < 0 {
			continue
		}
		distance := max(ahead, -ahead)
		if tense == unclear && n > 0 {
			distance += 6 // news leaves the year out where it is the current one
		}
		if far == 0 || distance+1 < far {
			best, far = year, distance+1
		}
	}
	return best
}

var leadsToMonth = set("in since during last early late mid until by next this before after through from")

// year reads "in 2016".
func (s *sentence) year(i int) (mention, bool) {
	year, ok := s.yearAt(i)
	if !ok || !leadsToYear[s.word(i-1)] || i+1 < len(s.tokens) && !s.endsClause(i) && s.word(i+1) != "and" && !s.tokens[i+1].Stop && s.word(i-1) != "in" {
		return mention{}, false
	}
	return wholeYear(i, i, year), true
}

var leadsToYear = set("in since until during en em")

func wholeYear(from, to, year int) mention {
	first := time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC)
	return mention{from: from, to: to, first: first, last: first.AddDate(1, 0, -1)}
}

// latest is the last such weekday on or before d.
func latest(d time.Time, w time.Weekday) time.Time {
	return d.AddDate(0, 0, -(int(d.Weekday())-int(w)+7)%7)
}

// earliest is the first such weekday on or after d.
func earliest(d time.Time, w time.Weekday) time.Time {
	return d.AddDate(0, 0, (int(w)-int(d.Weekday())+7)%7)
}

func mondayOf(d time.Time) time.Time { return latest(d, time.Monday) }
