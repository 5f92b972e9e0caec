package dates

import (
	"testing"
	"time"
)

// Given on Sunday, 12 November 2017.
func TestGiven(t *testing.T) {
	today := time.Date(2017, time.November, 12, 15, 4, 0, 0, time.UTC)
	for words, want := range map[string]string{
		"2017-11-09":            "2017-11-09/2017-11-09",
		" 2017-11-09 ":          "2017-11-09/2017-11-09",
		"9999-12-31":            "9999-12-31/9999-12-31",
		"2017-11":               "2017-11-01/2017-11-30",
		"2017":                  "2017-01-01/2017-12-31",
		"12 Nov 2017":           "2017-11-12/2017-11-12",
		"12.11.2017":            "2017-11-12/2017-11-12",
		"Nov 12":                "2017-11-12/2017-11-12",
		"may":                   "2017-05-01/2017-05-31",
		"in November":           "2017-11-01/2017-11-30",
		"yesterday":             "2017-11-11/2017-11-11",
		"friday":                "2017-11-10/2017-11-10",
		"last week":             "2017-10-30/2017-11-05",
		"the last 30 days":      "2017-10-13/2017-11-12",
		"last summer":           "2017-06-01/2017-08-31",
		"Q3 2016":               "2016-07-01/2016-09-30",
		"2 weeks ago":           "2017-10-23/2017-10-29",
		"from 2015 to 2016":     "2015-01-01/2016-12-31",
		"ayer":                  "2017-11-11/2017-11-11",
		"la semana pasada":      "2017-10-30/2017-11-05",
		"hier":                  "2017-11-11/2017-11-11",
		"1er août 2017":         "2017-08-01/2017-08-01",
		"letzte Woche":          "2017-10-30/2017-11-05",
		"8. März":               "2017-03-08/2017-03-08",
		"no mês passado":        "2017-10-01/2017-10-31",
		"":                      "",
		"the":                   "",
		"x":                     "",
		"12":                    "",
		"2023-02-30":            "",
		"30 February 2017":      "",
		"2017-13-01":            "",
		"11/12/2017":            "", // which of the two?
		"before 2017":           "",
		"yesterday and friday":  "",
		"yesterday's paper":     "",
		"2017-11-09 or earlier": "",
		"20171109":              "",
	} {
		first, last, err := Given(words, today)
		got := ""
		if err == nil {
			got = first + "/" + last
		}
		if got != want {
			t.Errorf("%q: %q, %v, want %q", words, got, err, want)
		}
	}
}

func FuzzGiven(f *testing.F) {
	f.Add("the last 30 days")
	f.Add("2023-02-30")
	f.Fuzz(func(t *testing.T, words string) {
		first, last, err := Given(words, time.Date(2017, time.November, 12, 0, 0, 0, 0, time.UTC))
		if err != nil {
			return
		}
		a, errA := time.Parse(time.DateOnly, first)
		b, errB := time.Parse(time.DateOnly, last)
		if errA != nil || errB != nil || b.Before(a) {
			t.Errorf("%q: %q to %q", words, first, last)
		}
	})
}
