package extract

import "testing"

func TestHyphens(t *testing.T) {
	english := hyphens{words: map[string]bool{"well-known": true, "coastline": true}, english: true}
	for _, test := range []struct{ text, line, want string }{
		{"the long-", "term plan", "the long-term plan"},
		{"a price-", "determining factor", "a price-determining factor"},
		{"a 24-", "hour watch", "a 24-hour watch"},
		{"the Anglo-", "Saxon wall", "the Anglo-Saxon wall"},
		{"the well-", "known gate", "the well-known gate"},
		{"the coast-", "line of", "the coastline of"},
		{"an effi-", "cient motor", "an efficient motor"},
		{"the govern-", "ment said", "the government said"},
		{"it is approxi-", "mately nine", "it is approximately nine"},
		{"for infor-", "mation only", "for information only"},
		{"stood over-", "night there", "stood overnight there"},
		{"the coun-", "cil voted", "the council voted"},
		{"no hyphen", "here", "no hyphen here"},
	} {
		if got := english.join(test.text, test.line); got != test.want {
			t.Errorf("join(%q, %q) = %q, want %q", test.text, test.line, got, test.want)
		}
	}
	german := hyphens{words: map[string]bool{}}
	if got := german.join("der Haf-", "enrat"); got != "der Hafenrat" {
		t.Errorf("German: %q", got)
	}
}

func TestPDFRaisedFigures(t *testing.T) {
	data := pdfOf("BT /F 10 Tf 50 700 Td (The gate of Vellmar holds 10) Tj /F 6 Tf 4 Ts (6) Tj /F 10 Tf 0 Ts ( litres of water and costs 84) Tj " +
		"/F 6 Tf 4 Ts (1) Tj /F 10 Tf 0 Ts ( million crowns, said the town.) Tj ET")
	result, err := pdfReader().Extract(t.Context(), Source{Data: data})
	if err != nil {
		t.Fatal(err)
	}
	if want := "The gate of Vellmar holds 10⁶ litres of water and costs 84¹ million crowns, said the town."; result.Article.Body != want {
		t.Errorf("body %q, want %q", result.Article.Body, want)
	}
}
