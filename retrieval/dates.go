package retrieval

import (
	"strconv"
	"strings"
	"time"

	"dateline/retrieval/text"
)

// DayRange is a range of days, "2006-01-02", both inclusive; "" is open.
type DayRange struct {
	Since string `json:"since"`
	Until string `json:"until"`
}

// holds says whether day lies in the range; an unknown day lies in none.
func (d DayRange) holds(day string) bool {
	return day != "" && day >= d.Since && (d.Until == "" || day <= d.Until)
}

// narrow says whether the range is of a few days, so that it picks articles
// out.
func (d DayRange) narrow() bool { return d.Since != "" && d.Until != "" && len(daysOf(d)) <= 3 }

// daysOf lists the days of a closed range, four at most.
func daysOf(d DayRange) []string {
	day, err := time.Parse(time.DateOnly, d.Since)
	if err != nil {
		return nil
	}
	var out []string
	for len(out) < 4 {
		s := day.Format(time.DateOnly)
		if s > d.Until {
			break
		}
		out = append(out, s)
		day = day.AddDate(0, 0, 1)
	}
	return out
}

// dateMention is a date read in a question's tokens, from first to last, both
// included.
type dateMention struct {
	first, last int
	days        DayRange
}

var months = map[text.Term]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
	"aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

// readDates finds the days, months, years and relative dates in a question.
// today is the day it is asked.
func readDates(text string, tokens []text.Token, today time.Time) []dateMention {
	var out []dateMention
	for i := 0; i < len(tokens); i++ {
		m, ok := readDate(text, tokens, i, today)
		if !ok {
			continue
		}
		m.days = openEnded(tokens, m)
		out = append(out, m)
		i = m.last
	}
	return out
}

func readDate(content string, tokens []text.Token, i int, today time.Time) (dateMention, bool) {
	for _, read := range []func(string, []text.Token, int, time.Time) (dateMention, bool){
		readISO, readMonthDay, readDayMonth, readMonth, readYear, readRelative,
	} {
		if m, ok := read(content, tokens, i, today); ok {
			return m, true
		}
	}
	return dateMention{}, false
}

func oneDay(first, last, year int, month time.Month, day int) (dateMention, bool) {
	d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if d.Day() != day || d.Month() != month {
		return dateMention{}, false
	}
	s := d.Format(time.DateOnly)
	return dateMention{first, last, DayRange{s, s}}, true
}

// readISO reads 2023-10-04, with a time of day after it or without.
func readISO(text string, tokens []text.Token, i int, _ time.Time) (dateMention, bool) {
	start := tokens[i].Start
	if start+10 > len(text) {
		return dateMention{}, false
	}
	day, err := time.Parse(time.DateOnly, text[start:start+10])
	if err != nil {
		return dateMention{}, false
	}
	last := i
	for last+1 < len(tokens) && !strings.ContainsAny(text[tokens[last].End:tokens[last+1].Start], " ,;)'\"") {
		last++
	}
	return oneDay(i, last, day.Year(), day.Month(), day.Day())
}

// readMonthDay reads "October 4, 2023" and "Oct. 4th".
func readMonthDay(_ string, tokens []text.Token, i int, today time.Time) (dateMention, bool) {
	month, ok := monthAt(tokens, i)
	if !ok || i+1 >= len(tokens) {
		return dateMention{}, false
	}
	day, ok := ordinal(tokens[i+1])
	if !ok {
		return dateMention{}, false
	}
	year, last := yearAfter(tokens, i+1, month, day, today)
	return oneDay(i, last, year, month, day)
}

// readDayMonth reads "4 October 2023" and "4th of October".
func readDayMonth(_ string, tokens []text.Token, i int, today time.Time) (dateMention, bool) {
	day, ok := ordinal(tokens[i])
	if !ok {
		return dateMention{}, false
	}
	at := i + 1
	if at < len(tokens) && tokens[at].Exact == "of" {
		at++
	}
	month, ok := monthAt(tokens, at)
	if !ok {
		return dateMention{}, false
	}
	year, last := yearAfter(tokens, at, month, day, today)
	return oneDay(i, last, year, month, day)
}

// readMonth reads "October 2023", and "in October" as the last one that was.
func readMonth(_ string, tokens []text.Token, i int, today time.Time) (dateMention, bool) {
	month, ok := monthAt(tokens, i)
	if !ok {
		return dateMention{}, false
	}
	year, last := yearAfter(tokens, i, month, 1, today)
	if last == i && (i == 0 || !leadsToMonth[tokens[i-1].Exact]) {
		return dateMention{}, false
	}
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return dateMention{i, last, daysFrom(first, first.AddDate(0, 1, -1))}, true
}

var leadsToMonth = map[text.Term]bool{"in": true, "since": true, "during": true, "of": true, "last": true, "early": true, "late": true, "mid": true}

// readYear reads "in 2023".
func readYear(_ string, tokens []text.Token, i int, _ time.Time) (dateMention, bool) {
	year, ok := yearOf(tokens[i])
	if !ok || i == 0 || !leadsToMonth[tokens[i-1].Exact] {
		return dateMention{}, false
	}
	first := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	return dateMention{i, i, daysFrom(first, first.AddDate(1, 0, -1))}, true
}

// readRelative reads "yesterday", "today", "last week", "this month".
func readRelative(_ string, tokens []text.Token, i int, today time.Time) (dateMention, bool) {
	back := func(first, last, from, to int) (dateMention, bool) {
		return dateMention{first, last, daysFrom(today.AddDate(0, 0, -from), today.AddDate(0, 0, -to))}, true
	}
	switch tokens[i].Exact {
	case "yesterday":
		return back(i, i, 1, 1)
	case "today":
		return back(i, i, 0, 0)
	}
	if i+1 >= len(tokens) || (tokens[i].Exact != "last" && tokens[i].Exact != "past" && tokens[i].Exact != "this") {
		return dateMention{}, false
	}
	switch tokens[i+1].Exact {
	case "week":
		return back(i, i+1, 7, 0)
	case "month":
		return back(i, i+1, 31, 0)
	case "year":
		return back(i, i+1, 365, 0)
	}
	return dateMention{}, false
}

// openEnded opens the range of a date that stands after "since", "after",
// "before" or "until".
func openEnded(tokens []text.Token, m dateMention) DayRange {
	if m.first == 0 {
		return m.days
	}
	switch tokens[m.first-1].Exact {
	case "since":
		return DayRange{Since: m.days.Since}
	case "until", "till":
		return DayRange{Until: m.days.Until}
	}
	return m.days
}

func daysFrom(first, last time.Time) DayRange {
	return DayRange{first.Format(time.DateOnly), last.Format(time.DateOnly)}
}

func monthAt(tokens []text.Token, i int) (time.Month, bool) {
	if i >= len(tokens) || !tokens[i].Upper {
		return 0, false
	}
	m, ok := months[tokens[i].Exact]
	return m, ok
}

// ordinal reads the day of a month: "4", "4th".
func ordinal(t text.Token) (int, bool) {
	s := string(t.Exact)
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		s = strings.TrimSuffix(s, suffix)
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1 && n <= 31 && len(s) <= 2
}

func yearOf(t text.Token) (int, bool) {
	n, err := strconv.Atoi(string(t.Exact))
	return n, err == nil && n >= 1500 && n <= 2200 && len(t.Exact) == 4
}

// yearAfter reads the year after token i, or takes the last in which the day
// was not yet to come.
func yearAfter(tokens []text.Token, i int, month time.Month, day int, today time.Time) (year, last int) {
	if i+1 < len(tokens) {
		if y, ok := yearOf(tokens[i+1]); ok {
			return y, i + 1
		}
	}
	if time.Date(today.Year(), month, day, 0, 0, 0, 0, time.UTC).After(today) {
		return today.Year() - 1, i
	}
	return today.Year(), i
}
