package dates

import (
	"strings"
	"time"
)

// vocabulary is what a language calls days and how it counts them. Words are
// without case and accents.
type vocabulary struct {
	weekdays map[string]time.Weekday
	// days are words for a day, by how far it is from that of publication.
	days map[string]int
	// last and next say that the day beside them was, or is to come.
	last, next map[string]bool
	// after says that those words may follow what they belong to: "lundi
	// dernier".
	after bool
	// begins are all words that a date can begin with.
	begins map[string]bool
}

// vocabularyOf returns the vocabulary of a BCP 47 tag; English serves all others.
func vocabularyOf(tag string) *vocabulary {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if v, ok := vocabularies[base]; ok {
		return v
	}
	return vocabularies["en"]
}

var vocabularies = withBeginnings(map[string]*vocabulary{
	"en": {
		weekdays: weekdays("sunday monday tuesday wednesday thursday friday saturday",
			"sun mon tue wed thu fri sat", "- - tues weds thurs - -", "- - - - thur - -"),
		days: map[string]int{"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1},
		last: set("last past previous"),
		next: set("next coming upcoming"),
	},
	"es": {
		weekdays: weekdays("domingo lunes martes miercoles jueves viernes sabado"),
		days:     map[string]int{"hoy": 0, "ayer": -1, "anoche": -1, "anteayer": -2},
		last:     set("pasado pasada ultimo"),
		next:     set("proximo proxima"),
		after:    true,
	},
	"fr": {
		weekdays: weekdays("dimanche lundi mardi mercredi jeudi vendredi samedi"),
		days:     map[string]int{"aujourdhui": 0, "hier": -1, "demain": 1},
		last:     set("dernier passe"),
		next:     set("prochain"),
		after:    true,
	},
	"de": {
		weekdays: weekdays("sonntag montag dienstag mittwoch donnerstag freitag samstag", "- - - - - - sonnabend"),
		days:     map[string]int{"heute": 0, "gestern": -1, "vorgestern": -2, "ubermorgen": 2},
		last:     set("letzten letzter letzte vergangenen vorigen"),
		next:     set("nachsten kommenden nachster"),
	},
	"pt": {
		weekdays: weekdays("domingo segunda terca quarta quinta sexta sabado"),
		days:     map[string]int{"hoje": 0, "ontem": -1, "anteontem": -2, "amanha": 1},
		last:     set("passado passada ultimo ultima"),
		next:     set("proximo proxima"),
		after:    true,
	},
})

// withBeginnings notes for each vocabulary what its dates begin with.
func withBeginnings(all map[string]*vocabulary) map[string]*vocabulary {
	for _, v := range all {
		v.begins = set("this day previous following same weekend")
		for _, h := range holidays {
			v.begins[h.words[0]] = true
		}
		note(v.begins, v.weekdays)
		note(v.begins, v.days)
		note(v.begins, v.last)
		note(v.begins, v.next)
		note(v.begins, months)
		note(v.begins, numbers)
	}
	return all
}

func note[T any](all map[string]bool, words map[string]T) {
	for w := range words {
		all[w] = true
	}
}

// weekdays reads lists of names from Sunday on; "-" stands for none.
func weekdays(lists ...string) map[string]time.Weekday {
	out := make(map[string]time.Weekday)
	for _, list := range lists {
		for i, name := range strings.Fields(list) {
			if name != "-" {
				out[name] = time.Weekday(i)
			}
		}
	}
	return out
}

// months are the months' names in all the languages: beside the number of a
// day they cannot be taken for anything else.
var months = func() map[string]time.Month {
	out := make(map[string]time.Month)
	for _, list := range []string{
		"january february march april may june july august september october november december",
		"jan feb mar apr - jun jul aug sept oct nov dec",
		"- - - - - - - - sep - - -",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"ene - - abr - - - ago setiembre - - dic",
		"janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre", //nolint:misspell // French
		"janv fevr - avr - - juil - - - - -",
		"januar februar marz - - juni juli - - oktober - dezember",
		"janner - - - - - - - - okt - dez",
		"janeiro fevereiro marco - maio junho julho - setembro outubro novembro dezembro",
	} {
		for i, name := range strings.Fields(list) {
			if name != "-" {
				out[name] = time.Month(i + 1)
			}
		}
	}
	return out
}()

// numbers are small numbers in words.
var numbers = func() map[string]int {
	out := map[string]int{"a": 1, "an": 1}
	for i, name := range strings.Fields("one two three four five six seven eight nine ten eleven twelve") {
		out[name] = i + 1
	}
	return out
}()

func set(words string) map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
