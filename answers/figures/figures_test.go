package figures

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval/text"
)

var analyzer = text.NewAnalyzer()

func read(text string) []Figure { return Read(text, analyzer.Tokens(text, "en")) }

func TestRead(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"He had just finished a 90 minute phone call.", "duration 90 “90 minute”"},
		{"It was a 90-minute call.", "duration 90 “90-minute”"},
		{"A call that lasted almost an hour and a half.", "duration 90 “almost an hour and a half”"},
		{"He spoke for more than one hour.", "duration 60 “more than one hour”"},
		{"They talked for half an hour.", "duration 30 “half an hour”"},
		{"It took two and a half hours.", "duration 150 “two and a half hours”"},
		{"It lasted three hours and a half.", "duration 210 “three hours and a half”"},
		{"He got twenty-five years in prison.", "duration 13149000 “twenty-five years”"},
		{"The 25-year-old man left 3 days ago.", ""},
		{"It cost $26.3 billion.", "amount 26300000000 $ “$26.3 billion”"},
		{"It cost about $1,200.", "amount 1200 $ “about $1,200”"},
		{"It cost 5 million euros.", "amount 5000000 € “5 million euros”"},
		{"Nearly 36% agreed, 40 percent did not.", "share 36 “Nearly 36%”; share 40 “40 percent”"},
		{"At least 25 people died.", "number 25 peopl “At least 25 people”"},
		{"The 19 hijackers were known.", "number 19 hijack “19 hijackers”"},
		{"Two former officers and 1,187 other villagers came.", "number 2 offic “Two former officers”; number 1187 villag “1,187 other villagers”"},
		{"They won 3-2 on Oct. 5, 2023, with iPhone 15 at 10:30.", ""},
		{"In 2016 cars were cheap.", ""},
		{"One of them left.", ""},
		{"A dozen people and two dozen cars were there.", "number 12 peopl “A dozen people”; number 24 car “two dozen cars”"},
		{"Half a dozen people saw a million birds.", "number 1000000 bird “a million birds”"},
		{"He prepared for a year.", "duration 525960 “a year”"},
		{"There was never a second meeting, and it cost $5 twice a year.", "amount 5 $ “$5”"},
		{"Fifteen of the 19 Sept. 11 hijackers, and between 18 and 24 others.", ""},
		{"It is $20 off, and takes 18 to 24 months.", ""},
	} {
		var got []string
		for _, f := range read(row.text) {
			unit := ""
			if f.Unit != "" {
				unit = " " + string(f.Unit)
			}
			got = append(got, fmt.Sprintf("%s %.0f%s “%s”", f.Kind, f.Value, unit, row.text[f.Start:f.End]))
		}
		if diff := cmp.Diff(row.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", row.text, diff)
		}
	}
}

func TestDiffer(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want bool
	}{
		{"25 people", "26 people", true},
		{"25 people", "twenty-five people", false},
		{"25 people", "25 cars", false},
		{"1.2 million people", "1,187,000 people", false},
		{"about 1,200 people", "1,187 people", false},
		{"more than 1,000 people", "1,400 people", true},
		{"90 minutes", "more than one hour", true},
		{"90 minutes", "an hour and a half", false},
		{"$5 million", "€5 million", false},
		{"$5 million", "$5.5 million", true},
		{"36 percent", "36%", false},
		{"at least 10 people", "12 people", false},
		{"at least 10 people", "8 people", true},
		{"about $1.5 billion", "$1.46 billion", false},
		{"$43 million", "$43,885,310", false},
		{"1.5 billion crowns", "1,500 million crowns", false},
		{"1.5 billion crowns", "1.8 billion crowns", true},
	} {
		a, b := read("They saw "+row.a+" there."), read("They saw "+row.b+" there.")
		if len(a) != 1 || len(b) != 1 {
			t.Fatalf("%q and %q: read %v and %v", row.a, row.b, a, b)
		}
		if got := Differ(a[0], b[0]); got != row.want || got != Differ(b[0], a[0]) {
			t.Errorf("%q and %q: differ %v, want %v either way", row.a, row.b, got, row.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("almost an hour and a half, $26.3 billion, 3-2, 36%, half a")
	f.Fuzz(func(t *testing.T, text string) {
		for _, g := range read(text) {
			if _, ok := g.Of(text); !ok || g.Value < 0 {
				t.Errorf("%+v is no figure of the text", g)
			}
		}
	})
}
