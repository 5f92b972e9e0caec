package extract

import (
	"testing"
	"time"
)

func TestReadDate(t *testing.T) {
	for text, want := range map[string]string{
		"Tue, 5 Mar 24 22:10 EST":               "2024-03-05T22:10:00-05:00",
		"Tue, 05 Mar 2024 22:10:00 PST":         "2024-03-05T22:10:00-08:00",
		"Di, 05 Mrz 2024 22:10:00 +0100":        "2024-03-05T22:10:00+01:00",
		"mar., 05 mars 2024 22:10:00 +0100":     "2024-03-05T22:10:00+01:00",
		"Tues, 05 Mar 2024 22:10:00 GMT":        "2024-03-05T22:10:00Z",
		"Tue, 05 Mar 2024 24:00:00 GMT":         "2024-03-06T00:00:00Z",
		"Tue, 05 Mar 2024 22:10:00 MEZ":         "2024-03-05T22:10:00+01:00",
		"Tue, 05 Mar 2024 22:10:00 CEST":        "2024-03-05T22:10:00+02:00",
		"Tue, 05 Mar 2024 22:10:00 +0100 (CET)": "2024-03-05T22:10:00+01:00",
		"Tue, 05 Mar 2024 22:10:00 GMT+2":       "2024-03-05T22:10:00+02:00",
		"Tue, 05 Mar 2024 22:10:00 IST":         "2024-03-05",
		"Tue, 05 Mar 2024 22:10:00 XYZ":         "2024-03-05",
		"Tuesday, March 5, 2024 - 22:10":        "2024-03-05",
		"March 5, 2024 at 10:10 p.m. EST":       "2024-03-05T22:10:00-05:00",
		"9:10 AM EST, Tue March 5, 2024":        "2024-03-05T09:10:00-05:00",
		"5. März 2024, 22.10 Uhr":               "2024-03-05",
		"5. März 2024 um 22:10 Uhr MEZ":         "2024-03-05T22:10:00+01:00",
		"le 5 mars 2024 à 22h10":                "2024-03-05",
		"5 de marzo de 2024":                    "2024-03-05",
		"5 марта 2024":                          "2024-03-05",
		"05 déc. 2023":                          "2023-12-05",
		"5. Mai 1999":                           "1999-05-05",
		"05-Mar-2024":                           "2024-03-05",
		"5 Mar 99 10:00 GMT":                    "1999-03-05T10:00:00Z",
		"20240305":                              "2024-03-05",
		"20240305T221000Z":                      "2024-03-05T22:10:00Z",
		"20240305221000":                        "2024-03-05",
		"2024/03/05":                            "2024-03-05",
		"2024/3/5 22:10":                        "2024-03-05",
		"2024.03.05":                            "2024-03-05",
		"2024年3月5日":                             "2024-03-05",
		"2024年3月5日 22:10":                       "2024-03-05",
		"2024년 3월 5일":                           "2024-03-05",
		"25/03/2024":                            "2024-03-25",
		"03/25/2024":                            "2024-03-25",
		"05/03/2024":                            "",
		"2024-03-05":                            "2024-03-05",
		"2024-03-05T22:10:00":                   "2024-03-05",
		"2024-03-05 22:10:00 +0100":             "2024-03-05T22:10:00+01:00",
		"2024-03-05T22:10:00.123+01:00":         "2024-03-05T22:10:00+01:00",
		"2024-03-05T24:00:00Z":                  "2024-03-06T00:00:00Z",
		"2024-03-05T22:10+01":                   "2024-03-05T22:10:00+01:00",
		"2024-02-30":                            "",
		"2024-13-05":                            "",
		"20241305":                              "",
		"":                                      "",
		"yesterday":                             "",
		"12345678":                              "",
		"5 March 2024 by Tessa Nordwall of 9":   "",
		"2024-03-05 25:00":                      "",
		"2024-03-05T22:10:00+99:00":             "",
	} {
		if got := readDate(text); got != want {
			t.Errorf("readDate(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestPossible(t *testing.T) {
	now := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	for published, want := range map[string]bool{
		"2026-03-05": true, "2026-03-06": true, "2026-03-07": false, "2099-01-01T00:00:00Z": false,
		"1970-01-01": false, "1970-01-01T00:00:00Z": false, "1969-12-31T19:00:00-05:00": false, "1970-01-02": true,
		"0001-01-01T00:00:00Z": false, "1789-07-14": true, "": false,
	} {
		if got := possible(published, now); got != want {
			t.Errorf("possible(%q) = %t", published, got)
		}
	}
}

func TestStatedDay(t *testing.T) {
	for text, want := range map[string]string{
		"Updated 5 March 2024":                               "",
		"Published 1 March 2024, updated 5 March 2024":       "2024-03-01",
		"Updated March 5, 2024 - Published March 1, 2024":    "2024-03-01",
		"Zuletzt aktualisiert am 5. März 2024":               "",
		"Mis à jour le 5 mars 2024, publié le 1er mars 2024": "2024-03-01",
		"March 1, 2024": "2024-03-01",
	} {
		if got := statedDay(text); got != want {
			t.Errorf("statedDay(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestDayInURL(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/2024/03/05/gate":       "2024-03-05",
		"https://a.example/2024/mar/05/gate":      "2024-03-05",
		"https://a.example/news/2024-03-05-gate":  "2024-03-05",
		"https://a.example/20240305/gate":         "2024-03-05",
		"https://a.example/2024/13/05/gate":       "",
		"https://a.example/2099/03/05/gate":       "",
		"https://a.example/news/120240305/gate":   "",
		"https://a.example/2024/03/gate":          "",
		"https://a.example/gate-2024-03-05-x":     "",
		"https://a.example/news/20240305123/gate": "",
	} {
		if got := dayInURL(address); got != want {
			t.Errorf("dayInURL(%q) = %q, want %q", address, got, want)
		}
	}
}
