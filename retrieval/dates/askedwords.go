package dates

import (
	"maps"
	"strings"
	"time"
)

// What questions call days, in all five languages at once: which one a
// question is in is often not known, and hardly any of these words means something
// else in another. Words are without case and accents.

// askedWords are the weekdays and days of all languages, by their full names.
var askedWords = func() *vocabulary {
	v := &vocabulary{
		weekdays: weekdays("sunday monday tuesday wednesday thursday friday saturday"),
		days:     map[string]int{"vorgestern": -2, "avanthier": -2},
		last:     make(map[string]bool),
		next:     make(map[string]bool),
	}
	for name, of := range vocabularies {
		if name != "en" {
			maps.Copy(v.weekdays, of.weekdays)
		}
		maps.Copy(v.days, of.days)
	}
	maps.Copy(v.last, lastOnes)
	maps.Copy(v.next, nextOnes)
	return v
}()

// bounds are the words that leave an end of a range open; "de" and articles may
// stand between them and the day.
var bounds = func() map[string]bound {
	out := make(map[string]bound)
	for b, words := range map[bound]string{
		since:  "since desde depuis seit ab partir",
		until:  "until till through by hasta jusqua jusquau jusquen jusque bis ate",
		after:  "after despues apres nach depois apos",
		before: "before antes avant vor prior",
	} {
		for w := range set(words) {
			out[w] = b
		}
	}
	return out
}()

var (
	// openers begin a range that names both of its ends, and connectors join
	// them there; plainly joins them without an opener too.
	openers    = set("between from entre zwischen von vom de del du desde do da ab seit since depuis")
	connectors = set("and y et und e to until till through a al au bis ate hasta jusqua jusquau jusquen")
	plainly    = set("to through bis hasta")
	// onwards follow "from" and a day that only begins a range.
	onwards = set("on onward onwards an")
	// skipped may stand between a bound and its day.
	skipped = set(`the of to on in than end start beginning early late mid de del du do da dem den der des el la le les los o a au
		am im no na dia le jour anfang ende mitte principios finales comienzos debut fin inicio final`)
	// leadsAsked lead to a month or a year.
	leadsAsked = set(`in since during of early late mid en em im durante pendant anfang ende mitte debut fin mi de del du by
		until before after between from`)
	leadsToWeekday = set("on am el la le na no ce cette este esta")

	thisOnes = set("this esta este cette ce cet diese diesen dieses dieser diesem nesta neste nessa nesse")
	lastOnes = set(`last previous letzte letzten letztes letzter letztem vergangene vergangenen vergangenes vorige vorigen
		ultimo ultima ultimos ultimas dernier derniere derniers dernieres`)
	// latestOnes are those of lastOnes that count back from today.
	latestOnes = set("ultimo ultima ultimos ultimas")
	nextOnes   = set("next coming upcoming nachste nachsten nachstes kommende kommenden proximo proxima")
	// lastAfter and nextAfter follow what they belong to.
	lastAfter = set("pasado pasada passado passada dernier derniere passe passee ultimo")
	nextAfter = set("proximo proxima prochain prochaine")
	weekends  = set("weekend wochenende")

	germanWords = set("der die das ist was wer wie wo wann warum hat und nicht wird ein eine von")

	quarterNames = set("quarter trimestre quartal")
)

// unit is what a question counts time in.
type unit int

const (
	byDay unit = iota
	byWeek
	byMonth
	byYear
)

var unitsAsked = func() map[string]unit {
	out := make(map[string]unit)
	for u, words := range map[unit]string{
		byDay:   "day days dia dias jour jours tag tage tagen",
		byWeek:  "week weeks semana semanas semaine semaines woche wochen",
		byMonth: "month months mes meses mois monat monate monaten",
		byYear:  "year years ano anos an ans annee annees jahr jahre jahren",
	} {
		for w := range set(words) {
			out[w] = u
		}
	}
	return out
}()

// seasons are the months that they begin in, as meteorologists have them north
// of the equator.
var seasons = func() map[string]time.Month {
	out := make(map[string]time.Month)
	for m, words := range map[time.Month]string{
		time.March:     "spring primavera printemps fruhling fruhjahr",
		time.June:      "summer verano ete sommer verao",
		time.September: "autumn fall otono automne herbst outono",
		time.December:  "winter invierno hiver inverno",
	} {
		for w := range set(words) {
			out[w] = m
		}
	}
	return out
}()

var quarters = map[string]int{"q1": 1, "q2": 2, "q3": 3, "q4": 4}

var quarterOrdinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4,
	"primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4,
	"premier": 1, "deuxieme": 2, "troisieme": 3, "quatrieme": 4,
	"ersten": 1, "zweiten": 2, "dritten": 3, "vierten": 4, "erstes": 1, "zweites": 2, "drittes": 3, "viertes": 4,
	"primeiro": 1, "terceiro": 3, "quarto": 4,
}

// counts are small numbers in the words of all the languages.
var counts = func() map[string]int {
	out := maps.Clone(numbers)
	for _, list := range []string{
		"un dos tres cuatro cinco seis siete ocho nueve diez", "una",
		"un deux trois quatre cinq six sept huit neuf dix", "une",
		"ein zwei drei vier funf sechs sieben acht neun zehn", "einem", "einer", "eine",
		"um dois tres quatro cinco seis sete oito nove dez", "uma duas",
	} {
		for i, name := range strings.Fields(list) {
			out[name] = i + 1
		}
	}
	return out
}()
