package extract

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// months are the names of months in the languages of the pages that are met
// most, in lower case.
var months = monthNames(
	`january february march april may june july august september october november december`,
	`jan feb mar apr may jun jul aug sep oct nov dec`,
	`januar februar märz april mai juni juli august september oktober november dezember`,
	`janvier février mars avril mai juin juillet août septembre octobre novembre décembre`,
	`enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre`,
	`janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro`,
	`gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre`,
	`januari februari maart april mei juni juli augustus september oktober november december`,
)

func monthNames(years ...string) map[string]time.Month {
	months := map[string]time.Month{"sept": time.September}
	for _, year := range years {
		for i, name := range strings.Fields(year) {
			months[name] = time.Month(i + 1)
		}
	}
	return months
}

// The ways to write a day that are understood. A day in figures with strokes
// is not: its order depends on the country.
var (
	monthDayYear = lazy(`(\pL{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`)
	dayMonthYear = lazy(`\b(\d{1,2})(?:st|nd|rd|th|\.|º|er)?(?:\s+de)?[\s-]+(\pL{3,10})\.?,?(?:\s+de)?[\s-]+(\d{4})\b`)
	isoDay       = lazy(`\b(\d{4})-(\d{2})-(\d{2})\b`)
	dottedDay    = lazy(`\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b`)
)

// findDay finds the first day written in text, as "2006-01-02", and where it
// stands. The day is "" when there is none.
func findDay(text string) (day string, start, end int) {
	for _, form := range []struct {
		pattern           pattern
		year, month, date int
	}{
		{isoDay, 1, 2, 3},
		{monthDayYear, 3, 1, 2},
		{dayMonthYear, 3, 2, 1},
		{dottedDay, 3, 2, 1},
	} {
		at := form.pattern.FindStringSubmatchIndex(text)
		if len(at) == 0 || day != "" && at[0] >= start {
			continue
		}
		part := func(n int) string { return text[at[2*n]:at[2*n+1]] }
		if found := dayOf(part(form.year), part(form.month), part(form.date)); found != "" {
			day, start, end = found, at[0], at[1]
		}
	}
	return day, start, end
}

// dayOf puts a day together from its parts, "" when there is no such day.
func dayOf(year, month, date string) string {
	if m, ok := months[strings.ToLower(month)]; ok {
		month = strconv.Itoa(int(m))
	}
	day := fmt.Sprintf("%s-%02s-%02s", year, month, date)
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return ""
	}
	return day
}

// layouts are the moments that are understood, those with an offset first.
var layouts = []struct {
	layout string
	offset bool
}{
	{time.RFC3339, true},
	{"2006-01-02T15:04Z07:00", true},
	{"2006-01-02T15:04:05Z0700", true},
	{"2006-01-02 15:04:05Z07:00", true},
	{"2006-01-02 15:04:05 Z07:00", true},
	{"2006-01-02 15:04:05 Z0700", true},
	{time.RFC1123Z, true},
	{"2006-01-02T15:04:05", false},
	{"2006-01-02 15:04:05", false},
	{"2006-01-02 15:04", false},
	{time.DateOnly, false},
}

// publishedFrom reads a date as a person or a program writes it: a moment
// whose offset is stated keeps it, any other is the day alone. It is "" for
// what is not understood.
func publishedFrom(text string) string {
	text = strings.TrimSpace(text)
	for _, l := range layouts {
		t, err := time.Parse(l.layout, text)
		switch {
		case err != nil:
			continue
		case l.offset:
			return t.Format(time.RFC3339)
		default:
			return t.Format(time.DateOnly)
		}
	}
	if day, start, end := findDay(text); start == 0 && end == len(text) {
		return day
	}
	return ""
}
