package extract

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// publishedFrom is readDate without the days on which nothing can have been
// published.
func publishedFrom(text string) string {
	if published := readDate(text); possible(published, time.Now()) {
		return published
	}
	return ""
}

// readDate reads a date as a person or a program writes it: a moment whose
// offset is stated keeps it, any other is the day alone. A zone that is not
// known, or whose name stands for several, is no reason to guess: the day
// stays. It is "" for what is not understood.
func readDate(text string) string {
	const longest = 100
	text = strings.TrimSpace(text)
	if len(text) > longest {
		return ""
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.Format(time.RFC3339)
	}
	if m := compactDate.FindStringSubmatch(text); m != nil {
		text = fmt.Sprintf("%s-%s-%s %s:%s:%s %s", m[1], m[2], m[3], orZero(m[4]), orZero(m[5]), orZero(m[6]), m[7])
	}
	day, start, end := findDay(text)
	if short, at, to := findShortYear(text); short != "" && (day == "" || at < start) {
		day, start, end = short, at, to
	}
	if day == "" {
		return ""
	}
	return withClock(day, besideDay(text[:start])+" "+besideDay(text[end:]))
}

// compactDate is a date that is figures alone, with or without a time.
var compactDate = lazy(`^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(?:\.\d+)?\s?(Z|[+-]\d{2}:?\d{2})?)?$`)

func orZero(figures string) string {
	if figures == "" {
		return "00"
	}
	return figures
}

// shortYear is the day of RFC 822, whose year has two figures.
var shortYear = lazy(`\b(\d{1,2})[\s-]+(\pL{3,12})\.?[\s-]+(\d{2})(?:\s|$)`)

// findShortYear finds a day whose year has two figures, which RFC 2822 reads
// as one from 1950 to 2049.
func findShortYear(text string) (day string, start, end int) {
	at := shortYear.FindStringSubmatchIndex(text)
	if len(at) == 0 {
		return "", 0, 0
	}
	year, _ := strconv.Atoi(text[at[6]:at[7]]) // two figures
	if year += 1900; year < 1950 {
		year += 100
	}
	return dayOf(strconv.Itoa(year), text[at[4]:at[5]], text[at[2]:at[3]]), at[0], at[7]
}

// weekdays are the names of days, as they stand beside a date.
var weekdays = wordSet(`mon tue tues wed weds thu thur thurs fri sat sun
	monday tuesday wednesday thursday friday saturday sunday
	mo di mi do fr sa so mon die mit don fre sam son montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
	lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche
	lun mar mié mie jue vie sáb sab dom lunes martes miércoles miercoles jueves viernes sábado sabado domingo
	seg ter qua qui sex segunda terça quarta quinta sexta segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
	gio lunedì martedì mercoledì giovedì venerdì sabato domenica
	ma di wo do vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
	on ti to fr lö sö måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag`)

// clockWords lead from a day to its time.
var clockWords = wordSet(`at um à às alle kl klo om o le am on den el de , - – — | · •`)

// besideDay is what stands on one side of a day, without the day's name and
// the small words around it.
func besideDay(text string) string {
	var rest []string
	for word := range strings.FieldsSeq(text) {
		bare := strings.ToLower(strings.Trim(word, ",.()"))
		if bare != "" && !weekdays[bare] && !clockWords[bare] {
			rest = append(rest, word)
		}
	}
	return strings.Trim(strings.Join(rest, " "), ",-–—|· ")
}

// clock is a time of day, and what may be its zone.
var clock = lazy(`^(?i)T?(\d{1,2})\s?[:.h時时点]\s?(\d{2})分?(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap]\.?\s?m\b\.?)?\s*(?:(?:uhr|hrs?|h)\b\.?)?[\s,]*(.*)$`)

// withClock is the moment on a day that a time with its zone tells, or the day
// alone; "" when beside the day stands what is no time.
func withClock(day, beside string) string {
	beside = strings.TrimSpace(beside)
	if beside == "" {
		return day
	}
	m := clock.FindStringSubmatch(beside)
	if m == nil {
		return ""
	}
	hour, minute, second := hourOf(figure(m[1]), m[4]), figure(m[2]), figure(m[3])
	if hour > 24 || hour == 24 && minute+second > 0 || minute > 59 || second > 60 {
		return ""
	}
	at, err := time.Parse(time.DateOnly, day)
	zone, known, ok := zoneOf(strings.Trim(m[5], ", "))
	switch {
	case err != nil || !ok:
		return ""
	case !known && hour == 24 && m[5] == "":
		return at.AddDate(0, 0, 1).Format(time.DateOnly)
	case !known:
		return day
	}
	return time.Date(at.Year(), at.Month(), at.Day(), hour, minute, second, 0, zone).Format(time.RFC3339)
}

// hourOf is an hour of the day, of which half may be said, as "p.m.".
func hourOf(hour int, half string) int {
	switch half = strings.ToLower(half); {
	case strings.HasPrefix(half, "p") && hour < 12:
		return hour + 12
	case strings.HasPrefix(half, "a") && hour == 12:
		return 0
	}
	return hour
}

func figure(figures string) int {
	n, _ := strconv.Atoi(figures) // "" is none
	return n
}

var (
	zoneOffset = lazy(`^(?i)(?:GMT|UTC|UT|Z)?\s?([+-])(\d{1,2}):?(\d{2})?(?:\s*\([^()]*\))?$`)
	zoneName   = lazy(`^\(?[\pL./_ -]{1,40}\)?$`)
)

// zones are the names of zones that mean one offset, in minutes east of
// Greenwich: those of RFC 822, and those that are no other zone's name too.
var zones = map[string]int{
	"z": 0, "gmt": 0, "utc": 0, "ut": 0, "wet": 0, "wez": 0, "bst": 60, "west": 60, "wesz": 60,
	"cet": 60, "mez": 60, "hnec": 60, "cest": 120, "mesz": 120, "mest": 120, "haec": 120, "sast": 120, "cat": 120,
	"eet": 120, "oez": 120, "eest": 180, "oesz": 180, "msk": 180, "eat": 180, "trt": 180,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"akst": -540, "akdt": -480, "hst": -600, "nst": -210, "ndt": -150, "brt": -180,
	"pkt": 300, "npt": 345, "ict": 420, "wib": 420, "hkt": 480, "sgt": 480, "awst": 480, "jst": 540, "kst": 540,
	"acst": 570, "acdt": 630, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}

// zoneOf reads a zone. known is false when there is none, or one whose offset
// the name does not tell; ok is false when text is no zone at all.
func zoneOf(text string) (zone *time.Location, known, ok bool) {
	text = strings.TrimSpace(text)
	if minutes, found := zones[strings.ToLower(strings.Trim(text, "()."))]; found {
		return fixed(minutes), true, true
	}
	m := zoneOffset.FindStringSubmatch(text)
	if m == nil {
		return nil, false, text == "" || zoneName.MatchString(text)
	}
	minutes := figure(m[2])*60 + figure(m[3])
	if minutes > 18*60 {
		return nil, false, false
	}
	if m[1] == "-" {
		minutes = -minutes
	}
	return fixed(minutes), true, true
}

func fixed(minutes int) *time.Location {
	if minutes == 0 {
		return time.UTC
	}
	return time.FixedZone("", minutes*60)
}

// possible reports whether an article can have been published then: not in the
// future, and not at the moments that programs write for no date at all.
func possible(published string, now time.Time) bool {
	at, err := time.Parse(time.RFC3339, published)
	if err != nil {
		at, err = time.Parse(time.DateOnly, published)
	}
	if err != nil {
		return false
	}
	const first = 1600 // the oldest newspapers
	// A day may begin half a day earlier elsewhere.
	return at.Year() >= first && at.UTC().Format(time.DateOnly) != "1970-01-01" && at.Before(now.Add(36*time.Hour))
}

var (
	// updateLabel and publishLabel say what a day beside them is the day of.
	updateLabel  = lazy(`(?i)(updat|modif|edited|revised|aktualisiert|geändert|änderung|mis à jour|actualizad|atualizad|aggiornat|bijgewerkt|uppdater|opdater|oppdater|更新|обновл)`)
	publishLabel = lazy(`(?i)(publi|posted|created|first|veröffentlicht|erschienen|erstellt|geplaatst|pubblic|발행|发布|發布|公開)`)
	urlDay       = lazy(`(?i)/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?:[/-]|$)|/((?:19|20)\d\d)(\d\d)(\d\d)(?:/|$)`)
)

// statedDay finds the first day in text that is not said to be one on which
// something was updated.
func statedDay(text string) string {
	for {
		day, start, end := findDay(text)
		if day == "" {
			return ""
		}
		if label := text[:start]; !updateLabel.MatchString(label) || publishLabel.MatchString(label) {
			return day
		}
		text = text[end:]
	}
}

// dayInURL is the day that the path of an address gives, "" for none.
func dayInURL(path string) string {
	m := urlDay.FindStringSubmatch(path)
	if m == nil {
		return ""
	}
	day := dayOf(m[1]+m[4], m[2]+m[5], m[3]+m[6])
	if !possible(day, time.Now()) {
		return ""
	}
	return day
}
