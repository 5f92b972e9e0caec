package figures

import (
	"strings"

	"dateline/retrieval/text"
)

// minutes is how long each unit of time lasts, in minutes; weeks and what is
// longer are read as a calendar has them.
var minutes = map[string]float64{
	"second": 1. / 60, "seconds": 1. / 60, "minute": 1, "minutes": 1, "hour": 60, "hours": 60, "day": 1440, "days": 1440,
	"week": 10080, "weeks": 10080, "month": 43830, "months": 43830, "year": 525960, "years": 525960,
}

var scales = map[string]float64{
	"dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9, "k": 1e3,
}

// inWords are numbers in words.
var inWords = func() map[string]float64 {
	out := map[string]float64{"a": 1, "an": 1, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
		"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
	for i, word := range strings.Fields(`one two three four five six seven eight nine ten eleven twelve thirteen fourteen
		fifteen sixteen seventeen eighteen nineteen`) {
		out[word] = float64(i + 1)
	}
	return out
}()

var (
	currencies = map[string]string{"$": "$", "€": "€", "£": "£", "¥": "¥"}
	moneyWords = map[string]text.Term{"dollars": "$", "dollar": "$", "euros": "€", "euro": "€", "pounds": "£",
		"yen": "¥", "crowns": "crown", "kronor": "crown", "kroner": "crown", "francs": "franc", "roubles": "rouble", "rubles": "rouble",
		"rupees": "rupee", "pesos": "peso", "yuan": "yuan", "shekels": "shekel"}
	// changes say that a sum is added or taken off.
	changes = set("less more off cheaper below above discount extra additional")
	// adjectives may stand between a number and what it counts.
	adjectives = set(`other more new additional different separate such further former senior top major federal american
		house senate republican democratic russian israeli palestinian foreign police people's young small large old key
		civilian military local innocent same`)
	// lasting words stand before a length of time that is told with an article:
	// "for a year", but not "a year", which may be a rate.
	lasting = set(`for in within lasted lasts last lasting took takes take than about nearly almost over least most under
		roughly around to of`)
	months = set(`january february april june july august september october november december
		jan feb mar apr jun jul aug sep sept oct nov dec`)
	// irregular are plurals without an s.
	irregular = set("people men women children police lawmen firemen policemen congressmen senators dead")
)

func set(words string) map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// qualifiers are words before a figure that bound it, the longer ones first.
var qualifiers = []struct {
	words string
	bound Bound
}{
	{"no more than", Under}, {"no fewer than", Over}, {"no less than", Over}, {"as many as", Under}, {"as much as", Under},
	{"more than", Over}, {"less than", Under}, {"fewer than", Under}, {"at least", Over}, {"at most", Under}, {"up to", Under},
	{"close to", Under}, {"upwards of", Over}, {"just over", Over}, {"just under", Under}, {"well over", Over},
	{"over", Over}, {"under", Under}, {"almost", Under}, {"nearly", Under}, {"about", About}, {"around", About},
	{"roughly", About}, {"some", About}, {"approximately", About}, {"estimated", About},
}
