package dates

import (
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// asked gives what a question names as text: its words, and the range, open
// ends left out, with "?" where it is not sure.
func asked(question, today string) string {
	day, _ := time.Parse(time.DateOnly, today)
	out := ""
	for _, r := range Asked(question, analyzer.Tokens(question, "en"), day) {
		if out != "" {
			out += " "
		}
		words, _ := r.Of(question)
		out += words + ": " + written(r.From) + "/" + written(r.To)
		if !r.Sure {
			out += "?"
		}
	}
	return out
}

func written(d time.Time) string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}

// Asked on Sunday, 12 November 2017.
func TestAsked(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		// One day.
		{"What did Trump say on 12 November 2016?", "12 November 2016: 2016-11-12/2016-11-12"},
		{"what did trump say on 12 nov 2016", "12 nov 2016: 2016-11-12/2016-11-12"},
		{"What did Trump say on Nov 12?", "Nov 12: 2017-11-12/2017-11-12"},
		{"What did Trump say on Nov 13?", "Nov 13: 2016-11-13/2016-11-13"},
		{"What did Trump say on October 4th, 2017?", "October 4th, 2017: 2017-10-04/2017-10-04"},
		{"What did Trump say on 2017-11-09?", "2017-11-09: 2017-11-09/2017-11-09"},
		{"the article published at 2017-11-09T09:30:00+00:00?", "2017-11-09T09:30:00+00:00: 2017-11-09/2017-11-09"},
		{"What did Trump say on 09.11.2017?", "09.11.2017: 2017-11-09/2017-11-09"},
		{"What did Trump say on 25/12/2016?", "25/12/2016: 2016-12-25/2016-12-25"},
		{"What did Trump say on 11/12/2016?", ""}, // which of the two?
		{"What happened on 30 February 2017?", "2017: 2017-01-01/2017-12-31?"},
		{"what happened yesterday", "yesterday: 2017-11-11/2017-11-11"},
		{"what happened today", "today: 2017-11-12/2017-11-12"},
		{"what happened last night", "last night: 2017-11-11/2017-11-11"},
		{"what happened the day before yesterday", "day before yesterday: 2017-11-10/2017-11-10"},
		{"what happened three days ago", "three days ago: 2017-11-09/2017-11-09"},
		{"what happened on friday", "friday: 2017-11-10/2017-11-10"},
		{"what happened last Sunday", "last Sunday: 2017-11-05/2017-11-05"},

		// Several.
		{"what happened this week", "this week: 2017-11-06/2017-11-12"},
		{"what happened last week", "last week: 2017-10-30/2017-11-05"},
		{"what happened in the past week", "past week: 2017-11-05/2017-11-12"},
		{"what happened over the last week", "last week: 2017-11-05/2017-11-12"},
		{"what happened in the last week of the campaign", ""},
		{"what happened last weekend", "last weekend: 2017-11-04/2017-11-05"},
		{"what happened last month", "last month: 2017-10-01/2017-10-31"},
		{"what happened last year", "last year: 2016-01-01/2016-12-31"},
		{"what happened in the last 30 days", "last 30 days: 2017-10-13/2017-11-12"},
		{"what happened two months ago", "two months ago: 2017-09-01/2017-09-30"},
		{"what happened last summer", "last summer: 2017-06-01/2017-08-31"},
		{"what happened last winter", "last winter: 2016-12-01/2017-02-28"},
		{"what happened in the summer of 2015", "summer of 2015: 2015-06-01/2015-08-31"},
		{"what happened in november", "november: 2017-11-01/2017-11-30"},
		{"what happened in december", "december: 2016-12-01/2016-12-31"},
		{"what happened in may", "may: 2017-05-01/2017-05-31"},
		{"what may happen in 8 march events", "8 march: 2017-03-08/2017-03-08"},
		{"what happened in November 2015", "November 2015: 2015-11-01/2015-11-30"},
		{"what happened in 2015", "2015: 2015-01-01/2015-12-31"},
		{"what happened in early 2015", "2015: 2015-01-01/2015-12-31"},
		{"what happened in 2017-10", "2017-10: 2017-10-01/2017-10-31"},
		{"how did Apple do in Q3 2016", "Q3 2016: 2016-07-01/2016-09-30?"},
		{"how did Apple do in the third quarter of 2016", "third quarter of 2016: 2016-07-01/2016-09-30?"},

		// Ranges.
		{"What did Trump say before 12 November 2017?", "before 12 November 2017: /2017-11-11"},
		{"What did Trump say after 9 November 2017?", "after 9 November 2017: 2017-11-10/"},
		{"What did Trump say since 9 November 2017?", "since 9 November 2017: 2017-11-09/"},
		{"What did Trump say until November?", "until November: /2017-11-30"},
		{"What did Trump say after yesterday?", "after yesterday: 2017-11-12/"},
		{"news since the beginning of 2017", "since the beginning of 2017: 2017-01-01/"},
		{"news from October 2017 onwards", "from October 2017 onwards: 2017-10-01/"},
		{"news from October 2017", "October 2017: 2017-10-01/2017-10-31"},
		{"What was said between 3 November 2017 and 9 November 2017?", "between 3 November 2017 and 9 November 2017: 2017-11-03/2017-11-09"},
		{"What was said between Nov 3 and Nov 9, 2015?", "Nov 3 and Nov 9, 2015: 2015-11-03/2015-11-09"},
		{"What was said between 17 Nov and 3 Dec 2015?", "between 17 Nov and 3 Dec 2015: 2015-11-17/2015-12-03"},
		{"What was said between November 3 and 9?", "November 3 and 9: 2017-11-03/2017-11-09"},
		{"What was said from 2015 to 2016?", "from 2015 to 2016: 2015-01-01/2016-12-31"},
		{"What was said between October and December 2015?", "between October and December 2015: 2015-10-01/2015-12-31"},
		{"What was said from December to February?", "from December to February: 2016-12-01/2017-02-28"},
		{"What was said between 2017-11-03 and 2017-11-01?", "between 2017-11-03 and 2017-11-01: 2017-11-01/2017-11-03"},
		{"the report on October 4, 2017, and the one on October 6, 2017", "October 4, 2017: 2017-10-04/2017-10-04 October 6, 2017: 2017-10-06/2017-10-06"},

		// Years that are part of a name.
		{"who won the 2016 election", "2016: 2016-01-01/2016-12-31?"},
		{"what did he say before the 2016 election", "2016: 2016-01-01/2016-12-31?"},
		{"who was in the 2016-17 season's squad", ""},

		// Other numbers and words.
		{"how did 2,017 people get there", ""},
		{"who flies the Boeing 747", ""},
		{"what is section 230", ""},
		{"what may 12 senators do", ""},
		{"is there life on Mars", ""},
		{"was it better than the previous year", ""},
		{"Theresa May said what", ""},
		{"who won Thursday Night Football", ""},
		{"did it cost $2017", ""},
		{"who marched first", ""},
	} {
		if diff := cmp.Diff(row.want, asked(row.text, "2017-11-12")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", row.text, diff)
		}
	}
}

func TestAskedInOtherLanguages(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"¿Qué dijo Trump el 9 de noviembre de 2017?", "9 de noviembre de 2017: 2017-11-09/2017-11-09"},
		{"¿Qué dijo Trump antes del 9 de noviembre?", "antes del 9 de noviembre: /2017-11-08"},
		{"¿Qué dijo Trump después de noviembre de 2016?", "después de noviembre de 2016: 2016-12-01/"},
		{"¿Qué pasó ayer?", "ayer: 2017-11-11/2017-11-11"},
		{"¿Qué pasó la semana pasada?", "semana pasada: 2017-10-30/2017-11-05"},
		{"¿Qué pasó este mes?", "este mes: 2017-11-01/2017-11-30"},
		{"¿Qué pasó hace tres días?", "hace tres días: 2017-11-09/2017-11-09"},
		{"¿Qué pasó en los últimos 30 días?", "últimos 30 días: 2017-10-13/2017-11-12"},
		{"¿Qué pasó el verano pasado?", "verano pasado: 2017-06-01/2017-08-31"},
		{"¿Qué pasó el año pasado?", "año pasado: 2016-01-01/2016-12-31"},
		{"¿Qué pasó en noviembre?", "noviembre: 2017-11-01/2017-11-30"},
		{"¿Qué pasó desde 2015?", "desde 2015: 2015-01-01/"},
		{"¿Qué pasó entre 2015 y 2016?", "entre 2015 y 2016: 2015-01-01/2016-12-31"},
		{"¿Qué pasó el viernes?", "viernes: 2017-11-10/2017-11-10"},

		{"Qu’a dit Trump le 9 novembre 2017 ?", "9 novembre 2017: 2017-11-09/2017-11-09"},
		{"Qu’a dit Trump avant le 9 novembre ?", "avant le 9 novembre: /2017-11-08"},
		{"Que s’est-il passé hier ?", "hier: 2017-11-11/2017-11-11"},
		{"Que s’est-il passé la semaine dernière ?", "semaine dernière: 2017-10-30/2017-11-05"},
		{"Que s’est-il passé l’année dernière ?", "l’année dernière: 2016-01-01/2016-12-31"},
		{"Que s’est-il passé l’été dernier ?", "l’été dernier: 2017-06-01/2017-08-31"},
		{"Que s’est-il passé il y a trois jours ?", "il y a trois jours: 2017-11-09/2017-11-09"},
		{"Que s’est-il passé ces 30 derniers jours ?", "30 derniers jours: 2017-10-13/2017-11-12"},
		{"Que s’est-il passé jusqu’en 2015 ?", "jusqu’en 2015: /2015-12-31"},
		{"Que s’est-il passé depuis mars ?", "depuis mars: 2017-03-01/"},

		{"Was sagte Trump am 9. November 2017?", "9. November 2017: 2017-11-09/2017-11-09"},
		{"Was sagte Trump vor dem 9. November?", "vor dem 9. November: /2017-11-08"},
		{"Was sagte Trump nach dem 9. November?", "nach dem 9. November: 2017-11-10/"},
		{"Was geschah gestern?", "gestern: 2017-11-11/2017-11-11"},
		{"Was ist hier geschehen?", ""},
		{"Was geschah letzte Woche?", "letzte Woche: 2017-10-30/2017-11-05"},
		{"Was geschah vor drei Tagen?", "vor drei Tagen: 2017-11-09/2017-11-09"},
		{"Was geschah in den letzten 30 Tagen?", "letzten 30 Tagen: 2017-10-13/2017-11-12"},
		{"Was geschah letzten Sommer?", "letzten Sommer: 2017-06-01/2017-08-31"},
		{"Was geschah im November?", "November: 2017-11-01/2017-11-30"},
		{"Was geschah von 2015 bis 2016?", "von 2015 bis 2016: 2015-01-01/2016-12-31"},
		{"Was geschah seit 2015?", "seit 2015: 2015-01-01/"},

		{"O que Trump disse em 9 de novembro de 2017?", "9 de novembro de 2017: 2017-11-09/2017-11-09"},
		{"O que Trump disse antes de 9 de novembro?", "antes de 9 de novembro: /2017-11-08"},
		{"O que aconteceu ontem?", "ontem: 2017-11-11/2017-11-11"},
		{"O que aconteceu na semana passada?", "semana passada: 2017-10-30/2017-11-05"},
		{"O que aconteceu há três dias?", "há três dias: 2017-11-09/2017-11-09"},
		{"O que aconteceu nos últimos 30 dias?", "últimos 30 dias: 2017-10-13/2017-11-12"},
		{"O que aconteceu em março?", "março: 2017-03-01/2017-03-31"},
		{"O que disse Marco Rubio?", ""},
		{"O que aconteceu na sexta-feira?", "sexta-feira: 2017-11-10/2017-11-10"},
		{"O que aconteceu até 2015?", "até 2015: /2015-12-31"},
	} {
		if diff := cmp.Diff(row.want, asked(row.text, "2017-11-12")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", row.text, diff)
		}
	}
}

func FuzzAsked(f *testing.F) {
	f.Add("between 3 Nov and yesterday, before the 2016 election, il y a 3 ans", int64(1510444800))
	f.Add("avant l’été 2017 – 2019, 999 years ago, 12.11.2017", int64(0))
	f.Fuzz(func(t *testing.T, question string, today int64) {
		tokens := analyzer.Tokens(question, "en")
		at := -1
		for _, r := range Asked(question, tokens, time.Unix(today, 0)) {
			switch {
			case r.FirstToken <= at, r.LastToken < r.FirstToken, r.LastToken >= len(tokens), r.Start != tokens[r.FirstToken].Start, r.End != tokens[r.LastToken].End:
				t.Errorf("%+v overlaps what is before it, or is no run of tokens", r)
			case r.From.IsZero() && r.To.IsZero(), !r.From.IsZero() && !r.To.IsZero() && r.To.Before(r.From):
				t.Errorf("%+v ends before it begins, or does neither", r)
			case !told(r.From), !told(r.To):
				t.Errorf("%+v is out of the years that can be told", r)
			}
			if _, ok := r.Of(question); !ok && utf8.ValidString(question) {
				t.Errorf("%+v is no span of the question", r)
			}
			at = r.LastToken
		}
	})
}
