package posts

import (
	"testing"

	"dateline/bot/record"
	"dateline/retrieval"
)

func TestPasses(t *testing.T) {
	t.Parallel()
	a := retrieval.Article{Meta: retrieval.Meta{Title: "Élections in Norsund"}, Body: "The mayor's office counted 1,204 votes. 台風が近づいている。 Flood\nwarning."}
	for _, test := range []struct {
		only, without string
		want          bool
	}{
		{"", "", true},
		{"elections", "", true},
		{"ELECTIONS, storm", "", true},
		{"election", "", false},
		{"lections", "", false},
		{"mayor", "", true},
		{"mayor's office", "", true},
		{"204", "", true},
		{"20", "", false},
		{"台風", "", true},
		{"", "votes", false},
		{"mayor", "storm", true},
		{"mayor", "norsund", false},
		{" , ", "", true},
	} {
		rule := record.Rule{Only: Words(test.only), Without: Words(test.without)}
		if got := passes(rule, a); got != test.want {
			t.Errorf("only %q, without %q: %t", test.only, test.without, got)
		}
	}
}

func TestKnowsTemplate(t *testing.T) {
	t.Parallel()
	for template, want := range map[string]bool{
		"": true, "plain {": true, "{headline}: {sentences} {image}": true, "{}": true, "{body}": false, "{headline} {Outlet}": false,
	} {
		if KnowsTemplate(template) != want {
			t.Errorf("%q: %t", template, !want)
		}
	}
}
