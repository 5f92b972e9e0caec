package dates

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval/text"
)

var analyzer = text.NewAnalyzer()

// read gives what a sentence tells of as text: "2017-11-08", or
// "2017-11-06/2017-11-12" for several days.
func read(r *Reader, text, language string) string {
	var out []string
	for _, m := range r.Read(text, analyzer.Tokens(text, language)) {
		days := m.First.Format("2006-01-02")
		if !m.Exact() {
			days += "/" + m.Last.Format("2006-01-02")
		}
		out = append(out, days)
	}
	return strings.Join(out, " ")
}

// Published on Sunday, 12 November 2017, unless a row says otherwise.
func TestRead(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		// Stated in full.
		{"It was signed on November 8, 2017, in Amman.", "2017-11-08"},
		{"It was signed on Nov. 8, 2017.", "2017-11-08"},
		{"It was signed on Nov 8 2017.", "2017-11-08"},
		{"It was signed on November 8th, 2017.", "2017-11-08"},
		{"It was signed on 8 November 2017.", "2017-11-08"},
		{"It was signed on the 8th of November, 2017.", "2017-11-08"},
		{"It was signed on 2017-11-08 at noon.", "2017-11-08"},
		{"It was signed on 2017/11/08.", "2017-11-08"},
		{"It was signed on 11/8/2017.", "2017-11-08"},
		{"It was signed on 25/12/2016.", "2016-12-25"},
		{"It was signed on 12/25/16.", "2016-12-25"},
		{"It was signed on 08.11.2017.", "2017-11-08"},
		{"It was signed on Wednesday, November 8, 2017.", "2017-11-08"},
		{"It was signed on Wednesday 8 November.", "2017-11-08"},
		{"It was signed Wednesday, Nov. 8, at the summit.", "2017-11-08"},
		{"The war began on September 1, 1939.", "1939-09-01"},
		{"The talks ran from November 8-10, 2017.", "2017-11-08/2017-11-10"},
		{"The talks ran from 8 to 10 November.", "2017-11-08/2017-11-10"},
		{"The talks ran from Nov. 28 to Dec. 2, 2016.", "2016-11-28/2016-12-02"},
		{"February 30, 2017 is no day.", ""},

		// Without the year.
		{"They met on July 7 in Hamburg.", "2017-07-07"},
		{"They met on Dec. 20 in Hamburg.", "2016-12-20"},
		{"They met on Jan. 3 in Hamburg.", "2017-01-03"},
		{"They will meet on Jan. 3 in Hamburg.", "2018-01-03"},
		{"The trial, set for May 3, was delayed.", "2018-05-03"},
		{"He set a deadline of Dec. 1 for it and restated his offer.", "2017-12-01"},
		{"They met on Jan. 3 last year.", "2016-01-03"},
		{"He pleaded guilty on March 1.", "2017-03-01"},
		{"The Sept. 11 attacks changed that.", "2001-09-11"},
		{"After 9/11 it changed.", "2001-09-11"},
		{"They may march 8 miles.", ""},

		// Weekdays.
		{"They met on Saturday in Danang.", "2017-11-11"},
		{"They met on Sunday in Danang.", "2017-11-12"},
		{"They met on Monday in Danang.", "2017-11-06"},
		{"They met last Sunday.", "2017-11-05"},
		{"They met early Tuesday.", "2017-11-07"},
		{"The court on Tuesday night rejected it.", "2017-11-07"},
		{"Friday's meeting ended early.", "2017-11-10"},
		{"They will meet on Tuesday.", "2017-11-14"},
		{"They will meet on Sunday.", "2017-11-12"},
		{"They will meet next Sunday.", "2017-11-19"},
		{"They will meet this coming Wednesday.", "2017-11-15"},
		{"This Thursday they will meet.", "2017-11-16"},
		{"On Thursday, the court will rule.", "2017-11-16"},
		{"On Thursday, the court ruled.", "2017-11-09"},
		{"The court said Thursday that it will rule soon.", "2017-11-09"},
		{"The court said it will rule Thursday.", "2017-11-16"},
		{"The ruling is expected to be announced on Thursday.", "2017-11-16"},
		{"He is scheduled to appear in court on Thursday.", "2017-11-16"},
		{"The leaders agreed to meet on Thursday.", "2017-11-16"},
		{"The offer ends Thursday.", "2017-11-16"},
		{"Senators have until Thursday.", "2017-11-16"},
		{"Ahead of Thursday's vote, nothing was settled.", "2017-11-16"},
		{"He arrived on Thursday last week.", "2017-11-02"},
		{"He arrived on Thursday of this week.", "2017-11-09"},
		{"It has risen since Monday.", "2017-11-06"},
		{"He watched Monday Night Football and Super Tuesday results.", ""},
		{"The Sunday Times has the story.", ""},
		{"The Sun reported it.", ""},
		{"Every Friday they met.", ""},
		{"On Friday he said they would meet at noon Friday.", "2017-11-10 2017-11-10"},
		{"They met on November 7, Tuesday.", "2017-11-07"},

		// Counted from publication.
		{"They met today.", "2017-11-12"},
		{"They met yesterday.", "2017-11-11"},
		{"They meet again tomorrow.", "2017-11-13"},
		{"They met this morning.", "2017-11-12"},
		{"They met last night.", "2017-11-11"},
		{"They met the day before yesterday.", "2017-11-10"},
		{"They met three days ago.", "2017-11-09"},
		{"They met a week ago.", "2017-11-05"},
		{"They met two weeks ago.", "2017-10-29"},
		{"They met a month ago.", "2017-10-01/2017-10-31"},
		{"They met three years ago.", "2014-01-01/2014-12-31"},
		{"They will meet in two days.", "2017-11-14"},
		{"It sold out in two days.", ""},
		{"They met last week.", "2017-11-05/2017-11-11"}, // it is a Sunday
		{"They met last month.", "2017-10-01/2017-10-31"},
		{"They met over the weekend.", "2017-11-11/2017-11-12"},
		{"They met last weekend.", "2017-11-04/2017-11-05"}, // it is a Sunday
		{"They met in October.", "2017-10-01/2017-10-31"},
		{"They met in December.", "2016-12-01/2016-12-31"},
		{"Republicans running to win back the Senate in December", "2017-12-01/2017-12-31"},
		{"They met last November.", "2016-11-01/2016-11-30"},
		{"They met last December.", "2016-12-01/2016-12-31"},
		{"They met in October 2015.", "2015-10-01/2015-10-31"},
		{"They met in 2015.", "2015-01-01/2015-12-31"},
		{"The 2015 budget had 2000 pages.", ""},

		// The tense of another clause.
		{"This Friday marks three years since the iPhone was announced.", "2017-11-17"},
		{"The shop opens on December 5, its owner said.", "2017-12-05"},
		{"The market, open on Black Friday, with hours based on demand, will draw crowds.", "2017-11-24"},
		{"On Thursday, the minister, who will retire, spoke.", "2017-11-09"},

		{"Joining others on Tuesday, the firm is set to report its sales.", "2017-11-14"},
		{"They named a team ahead of their final on Saturday.", "2017-11-18"},
		{"He wrote to her in advance of her speech on Thursday.", "2017-11-16"},
		{"He can decide Tuesday's game.", "2017-11-14"},
		{"A cliffhanger was in the first season of Vigil (November 21).", "2017-11-21"},

		// What is done again and again is done on no day.
		{"They would often meet on the weekend.", ""},
		{"It is not a typical Thursday.", ""},
		{"Every Black Friday there is a hype.", ""},

		// Names of other things.
		{"She was on “Today” with her book.", ""},
		{"He was on ABC's \"This Week\" again.", ""},
		{"It is rated like Friday the 13th.", ""},
		{"The update 1.2.38 is small.", ""},
		{"He is heading to Boise for a speech Thursday morning.", "2017-11-16"},
		{"Four years earlier, it would have helped.", ""},
		{"She took the blame for the Sept. 11 attack in Benghazi.", "2017-09-11"},

		// Birthdays are of any year.
		{"He was born on March 1 in Hull.", ""},
		{"He was born on March 1, 1950, in Hull.", "1950-03-01"},

		// Counted from a day before.
		{"It was signed on May 25; two days later, on May 27, it failed.", "2017-05-25 2017-05-27"},
		{"It was signed in 2016. Two years later it failed.", "2016-01-01/2016-12-31"},
		{"It was signed on November 8, 2016. Two years later it failed.", "2016-11-08"},
		{"They met on Wednesday, a day after they had arrived.", "2017-11-08"},
		{"They met on Wednesday and left two days later.", "2017-11-08 2017-11-10"},
		{"They met on Wednesday. A day earlier, they had talked.", "2017-11-08 2017-11-07"},
		{"They met on Wednesday and left the following day.", "2017-11-08 2017-11-09"},
		{"They met on Wednesday and left the same day.", "2017-11-08 2017-11-08"},
		{"A day earlier, they had talked.", "2017-11-11"},
		{"Two days later, they left.", ""},

		// Days with names.
		{"They met on Christmas Day.", "2016-12-25"},
		{"They will meet on Christmas Eve.", "2017-12-24"},
		{"They met on New Year’s Day.", "2017-01-01"},
		{"Deals for Black Friday will come.", "2017-11-24"},
		{"They met on Easter Sunday.", "2017-04-16"},
		{"They met on Memorial Day 2016.", "2016-05-30"},
		{"They met on Memorial Day last year.", "2016-05-30"},
		{"The Black Friday sale began.", ""},
		{"A Thanksgiving-themed dinner was held.", ""},
		{"Save on Black Friday Deals.", ""},
		{"Sales on Black Friday rose.", "2016-11-25"},
	} {
		if diff := cmp.Diff(row.want, read(NewReader("2017-11-12", "en"), row.text, "en")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", row.text, diff)
		}
	}
}

// Towards its end "this weekend" is that of the week, and at its beginning the last.
func TestReadWeekend(t *testing.T) {
	for _, row := range []struct{ published, text, want string }{
		{"2017-11-10", "He is in Boise this weekend.", "2017-11-11/2017-11-12"},
		{"2017-11-10", "He was in Boise this weekend.", "2017-11-04/2017-11-05"},
		{"2017-11-13", "He is in Boise this weekend.", "2017-11-11/2017-11-12"},
		{"2017-11-13", "He will be in Boise this weekend.", "2017-11-18/2017-11-19"},
		{"2017-11-12", "He is in Boise this weekend.", "2017-11-11/2017-11-12"},
		{"2017-11-24", "It is still discounted from Cyber Monday.", "2017-11-27"},
	} {
		if diff := cmp.Diff(row.want, read(NewReader(row.published, "en"), row.text, "en")); diff != "" {
			t.Errorf("%s: %s (-want +got)\n%s", row.published, row.text, diff)
		}
	}
}

func TestReadOtherLanguages(t *testing.T) {
	for _, row := range []struct{ language, text, want string }{
		{"es", "Se firmó el 8 de noviembre de 2017 en Amán.", "2017-11-08"},
		{"es", "Se firmó el 7 de julio en Hamburgo.", "2017-07-07"},
		{"es", "Se reunieron el sábado.", "2017-11-11"},
		{"es", "Se reunieron ayer.", "2017-11-11"},
		{"fr", "L’accord a été signé le 8 novembre 2017.", "2017-11-08"},
		{"fr", "L’accord a été signé le 1er août 2017.", "2017-08-01"},
		{"fr", "Le musée a rouvert le 12 juin 2017, et le 3 mars.", "2017-06-12 2017-03-03"},
		{"fr", "Ils se sont vus lundi dernier.", "2017-11-06"},
		{"fr", "Ils se sont vus hier.", "2017-11-11"},
		{"de", "Es wurde am 8. November 2017 unterzeichnet.", "2017-11-08"},
		{"de", "Es wurde am 8. März unterzeichnet.", "2017-03-08"},
		{"de", "Es wurde am 08.11.2017 unterzeichnet.", "2017-11-08"},
		{"de", "Sie trafen sich am Samstag.", "2017-11-11"},
		{"de", "Sie trafen sich gestern.", "2017-11-11"},
		{"pt", "Foi assinado em 8 de novembro de 2017.", "2017-11-08"},
		{"pt", "Reuniram-se na segunda-feira.", "2017-11-06"},
		{"pt", "A segunda vez foi pior.", ""},
		{"", "Se firmó el 8 de noviembre de 2017 en Amán.", "2017-11-08"},
	} {
		if diff := cmp.Diff(row.want, read(NewReader("2017-11-12", row.language), row.text, row.language)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", row.text, diff)
		}
	}
}

// Without a day of publication, only what is stated in full is a date.
func TestReadUndated(t *testing.T) {
	for text, want := range map[string]string{
		"They met on Saturday, and again yesterday.": "",
		"They met on November 8.":                    "",
		"They met on 8/11/2017.":                     "",
		"They met on November 8, 2017.":              "2017-11-08",
		"They left two days later.":                  "",
	} {
		if got := read(NewReader("", "en"), text, "en"); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// What is read in one sentence is what the next one counts from.
func TestReaderRemembers(t *testing.T) {
	r := NewReader("2017-11-12", "en")
	for _, row := range []struct{ text, want string }{
		{"Two days later, they left.", ""},
		{"They met on Nov. 1.", "2017-11-01"},
		{"Two days later, they left.", "2017-11-03"},
		{"They came back the next day.", "2017-11-04"},
		{"It rained.", ""},
		{"It rained on.", ""},
		{"Two days later, it stopped.", ""}, // after which day is not clear any more
		{"A day earlier, it had poured.", ""},
	} {
		if got := read(r, row.text, "en"); got != row.want {
			t.Errorf("%s: %q, want %q", row.text, got, row.want)
		}
	}
}

func TestLooseIsToday(t *testing.T) {
	for text, want := range map[string]bool{
		"The presidents today affirmed it.": true,
		"The presidents met this morning.":  true,
		"The presidents met yesterday.":     false,
		"The presidents met on Sunday.":     false,
	} {
		m := NewReader("2017-11-12", "en").Read(text, analyzer.Tokens(text, "en"))
		if len(m) != 1 || m[0].Loose != want {
			t.Errorf("%s: %+v, want one mention, loose: %v", text, m, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("They met on Nov. 8-10, two days after 11/8/2017.", "2017-11-12", "en")
	f.Add("31 de febrero de 2017, 1er, 9/11 Easter", "2017-11-12", "es")
	f.Fuzz(func(t *testing.T, text, published, language string) {
		tokens := analyzer.Tokens(text, language)
		for _, m := range NewReader(published, language).Read(text, tokens) {
			if _, ok := m.Of(text); !ok && utf8.ValidString(text) || m.Start < 0 || m.Start >= m.End || m.End > len(text) {
				t.Errorf("%+v is no span of the text", m)
			}
			if m.Last.Before(m.First) || !told(m.First) || !told(m.Last) {
				t.Errorf("%+v ends before it begins, or is out of the years that can be told", m)
			}
		}
	})
}
