package retrieval_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// What a question says of days leads to what appeared on them; its words are
// looked for where nothing did.
func TestSearchDays(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	for _, day := range []string{"2017-11-11", "2017-11-12", "2017-11-13"} {
		a := article(day, "The ferry to Tarnby was late and its passengers complained at the harbour of "+day+".")
		a.Published = day
		add(t, lib, a)
	}
	today := time.Date(2017, time.November, 14, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		ask         string
		days        []retrieval.DayRange
		first, last string // of the articles found
		content     []text.Term
	}{
		{"ferry before 12 November 2017", []retrieval.DayRange{{Until: "2017-11-11"}}, "2017-11-11", "", []text.Term{"ferri"}},
		{"ferry after 12 November 2017", []retrieval.DayRange{{Since: "2017-11-13"}}, "2017-11-13", "", []text.Term{"ferri"}},
		{"ferry on 12 November 2017", []retrieval.DayRange{{Since: "2017-11-12", Until: "2017-11-12"}}, "2017-11-12", "", []text.Term{"ferri"}},
		{"ferry yesterday", []retrieval.DayRange{{Since: "2017-11-13", Until: "2017-11-13"}}, "2017-11-13", "", []text.Term{"ferri"}},
		{"ferry between 12 and 13 November 2017", []retrieval.DayRange{{Since: "2017-11-12", Until: "2017-11-13"}}, "", "2017-11-11", []text.Term{"ferri"}},
		{"ferry in 1912", []retrieval.DayRange{{Since: "1912-01-01", Until: "1912-12-31"}}, "", "", []text.Term{"ferri", "1912"}},
		{"2017 ferry", []retrieval.DayRange{{Since: "2017-01-01", Until: "2017-12-31"}}, "", "", []text.Term{"2017", "ferri"}},
	} {
		res, err := lib.Search(t.Context(), retrieval.Query{Text: test.ask, Today: today})
		if err != nil {
			t.Fatal(err)
		}
		var content []text.Term
		for _, term := range res.Terms {
			content = append(content, term.Term)
		}
		if diff := cmp.Diff(test.days, res.Days); diff != "" {
			t.Errorf("%s: days (-want +got):\n%s", test.ask, diff)
		}
		if diff := cmp.Diff(test.content, content); diff != "" {
			t.Errorf("%s: content (-want +got):\n%s", test.ask, diff)
		}
		var ids []string
		for _, h := range res.Hits {
			ids = append(ids, h.Article.ID)
		}
		if test.first != "" && slices.Index(ids, test.first) != 0 || test.last != "" && slices.Index(ids, test.last) != 2 {
			t.Errorf("%s: found %v", test.ask, ids)
		}
	}
}
