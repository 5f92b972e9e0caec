package extract

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Paragraphs of an article about a made-up town.
var vellmar = []string{
	"The harbour town of Vellmar approved a new flood barrier on Tuesday after a council session that ran past midnight.",
	"Councillors voted 17 to 6 for the plan, which foresees a steel gate of 240 metres across the mouth of the river Osse.",
	"The barrier is to cost 84 million crowns, of which the region will pay two thirds; the rest is to come from a levy.",
	"Fishermen had asked for a wider gap for their boats, and the engineers widened it by nine metres in the last draft.",
	"The harbour office expects 310 ships a year to pass the gate, which is to stay open except when the water rises.",
	"Opponents, among them the owners of the old shipyard, said that the levy would drive boats to Ostrey, further east.",
	"The regional government must still sign the contract for its share of the cost, its finance minister announced.",
	"The mayor said that the noise would be lower than that of the road, and that the town would pay for new windows.",
}

// paragraphs sets texts as paragraphs.
func paragraphs(texts ...string) string { return "<p>" + strings.Join(texts, "</p><p>") + "</p>" }

// vellmarPage is a page with that content.
func vellmarPage(content string) string {
	return `<!doctype html><html lang="en"><head><title>Vellmar approves flood barrier | Coast Courier</title></head><body>` +
		`<nav><a href="/">Home</a> <a href="/news">News</a></nav>` + content + `<footer><p>© 2024 Coast Courier. All rights reserved.</p></footer></body></html>`
}

// What of a page is the article's is in the body, and the rest is told of.
func TestRegion(t *testing.T) {
	const (
		h1      = "<h1>Vellmar approves flood barrier</h1>"
		other   = "A quite different thing happened in Ostrey, where the museum of ropes was opened by the minister."
		comment = "My own father said so too, and nobody ever listened to him about the light."
		author  = "Tessa Nordwall has written about the coast and its harbours for the paper since she left the sea in 2009."
		note    = "The figure is the council's own, of March."
	)
	v := vellmar
	teaser := "<p><a href='/other'>" + other + "</a></p>"
	all := paragraphs(v...)
	for _, test := range []struct {
		name, content string
		body          []string
		text, why     string // left out, and why
	}{
		{"a lead in a header", "<main><article><header>" + h1 + paragraphs(v[0]) + "</header><div class=x>" + paragraphs(v[1:]...) + "</div></article></main>", v, "News", whyFurniture},
		{"a standfirst in a header", "<article><header>" + h1 + "<p class=standfirst>" + v[0] + "</p></header><div class=x>" + paragraphs(v[1:]...) + "</div></article>", v[1:], v[0], whyStandfirst},
		{"a lead set as a heading", "<article>" + h1 + "<h2>" + v[0] + "</h2><div>" + paragraphs(v[1:]...) + "</div></article>", v[1:], v[0], whyStandfirst},
		{"a lead beside", "<article>" + h1 + "<div>" + paragraphs(v[0]) + "<div class=rest>" + paragraphs(v[1:]...) + "</div></div></article>", v, "Vellmar approves flood barrier", whyTitle},
		{"an end in a box", "<article>" + h1 + "<div>" + paragraphs(v[:6]...) + "</div><div class=more>" + paragraphs(v[6:]...) + "</div></article>", v, "Home", whyFurniture},
		{"a sentence that is a link", "<article>" + h1 + "<div>" + paragraphs(v[:3]...) + "<p><a href='/e'>" + v[3] + "</a></p>" + paragraphs(v[4:]...) + "</div></article>", v, "Home", whyFurniture},
		{"links to others", "<article>" + h1 + "<div>" + all + "</div><div>" + teaser + teaser + "</div></article>", v, other, whyRelated},
		{"comments", "<article>" + h1 + "<div>" + all + "</div><div id=comments>" + paragraphs("They should have built it of stone, as my father said.", comment) + "</div></article>", v, comment, whyComments},
		{"a note on the author", "<article>" + h1 + "<div>" + all + "</div><div class=author-bio>" + paragraphs(author) + "</div></article>", v, author, whyFurniture},
		{"notes", "<article>" + h1 + "<div>" + all + "</div><section class=footnotes><ol><li>" + note + "</li></ol></section></article>", v, note, whyNotes},
		{
			"a long id", "<article>" + h1 + "<div>" + paragraphs(v[:4]...) + "<div id='sharing-the-cost-with-the-region'><h2>Sharing the cost</h2>" + paragraphs(v[4:6]...) + "</div>" + paragraphs(v[6:]...) + "</div></article>",
			slices.Concat(v[:4], []string{"Sharing the cost"}, v[4:]), "Home", whyFurniture,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			result, err := New(Config{}).Extract(t.Context(), Source{Data: []byte(vellmarPage(test.content))})
			if err != nil {
				t.Fatal(err)
			}
			check(t, result)
			if diff := cmp.Diff(strings.Join(test.body, "\n\n"), result.Article.Body); diff != "" {
				t.Errorf("body (-want +got):\n%s", diff)
			}
			for _, want := range []Removed{{test.text, test.why}, {"© 2024 Coast Courier. All rights reserved.", whyFurniture}} {
				if !slices.ContainsFunc(result.Removed, func(r Removed) bool { return strings.Contains(r.Text, want.Text) && r.Why == want.Why }) {
					t.Errorf("%+v is not left out: %+v", want, result.Removed)
				}
			}
		})
	}
}

// A page that shows none of its article has it in its data.
func TestArticleBodyOfData(t *testing.T) {
	long := slices.Repeat(vellmar, 2)
	for i := range long {
		long[i] = "Day " + string(rune('A'+i)) + ": " + long[i]
	}
	data := `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Vellmar approves flood barrier","articleBody":"` + strings.Join(long, `\n\n`) + `"}</script>`
	page := vellmarPage(data + "<main><h1>Vellmar approves flood barrier</h1><div id=root><p>Loading the story, please wait a moment.</p></div></main>")
	result, err := New(Config{}).Extract(t.Context(), Source{Data: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Join(long, "\n\n"), result.Article.Body); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
	if !slices.ContainsFunc(result.Removed, func(r Removed) bool { return strings.HasPrefix(r.Text, "Loading the story") }) {
		t.Errorf("what the page shows is not told of: %+v", result.Removed)
	}
}
