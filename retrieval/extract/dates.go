package extract

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// months are the names of months in the languages of the pages that are met
// most, in lower case, whole and shortened.
var months = monthNames(
	`january february march april may june july august september october november december`,
	`jan feb mar apr may jun jul aug sep oct nov dec`,
	`januar februar märz april mai juni juli august september oktober november dezember`,
	`jänner feber mrz apr mai jun jul aug sep okt nov dez`,
	`jan feb mär apr mai jun jul aug sept okt nov dez`,
	`janvier février mars avril mai juin juillet août septembre octobre novembre décembre`,
	`janv févr mars avr mai juin juil août sept oct nov déc`,
	`jan fév mar avr mai jun juil aoû sep oct nov déc`,
	`enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre`,
	`ene feb mar abr may jun jul ago set oct nov dic`,
	`janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro`,
	`jan fev mar abr mai jun jul ago set out nov dez`,
	`gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre`,
	`gen feb mar apr mag giu lug ago set ott nov dic`,
	`januari februari maart april mei juni juli augustus september oktober november december`,
	`jan feb mrt apr mei jun jul aug sep okt nov dec`,
	`januari februari mars april maj juni juli augusti september oktober november december`,
	`januar februar marts april maj juni juli august september oktober november desember`,
	`stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia`,
	`ledna února března dubna května června července srpna září října listopadu prosince`,
	`января февраля марта апреля мая июня июля августа сентября октября ноября декабря`,
	`янв фев мар апр май июн июл авг сен окт ноя дек`,
	`ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık`,
)

func monthNames(years ...string) map[string]time.Month {
	months := map[string]time.Month{}
	for _, year := range years {
		for i, name := range strings.Fields(year) {
			months[name] = time.Month(i + 1)
		}
	}
	return months
}

// The ways to write a day that are understood. A day in figures with the year
// last and strokes is understood only where one figure is no month: the order
// depends on the country.
var (
	monthDayYear  = lazy(`(\pL{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`)
	dayMonthYear  = lazy(`\b(\d{1,2})(?:st|nd|rd|th|\.|º|er)?(?:\s+de)?[\s-]+(\pL{3,12})\.?,?(?:\s+de)?[\s-]+(\d{4})\b`)
	isoDay        = lazy(`\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\b|T)`)
	dottedDay     = lazy(`\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b`)
	dayFirst      = lazy(`\b(1[3-9]|2\d|3[01])/(0?[1-9]|1[0-2])/(\d{4})\b`)
	monthFirst    = lazy(`\b(0?[1-9]|1[0-2])/(1[3-9]|2\d|3[01])/(\d{4})\b`)
	ideographsDay = lazy(`(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号號일]`)
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
		{dayFirst, 3, 2, 1},
		{monthFirst, 3, 1, 2},
		{ideographsDay, 1, 2, 3},
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
