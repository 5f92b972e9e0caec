package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// Names and days that stand beside the article are not the article's.
func TestSurroundings(t *testing.T) {
	const page = `<html><head><title>Flood in the valley</title></head><body>%s<article><h1>Flood in the valley</h1>%s<p>The river rose.</p></article>%s</body></html>`
	const day, name = `<time datetime="2024-03-05">5 March 2024</time>`, `<span class="byline">Ann Lee</span>`
	type found struct {
		Authors   []string
		Published string
	}
	own := found{[]string{"Ann Lee"}, "2024-03-05"}
	for _, test := range []struct {
		name, above, in, below string
		want                   found
	}{
		{"the article's own", "", name + day, "", own},
		{"readers' comments", "", "", `<div class="comments">` + name + day + `</div>`, found{}},
		{"responses", "", "", `<ol class="commentlist"><li>` + name + day + `</li></ol>`, found{}},
		{"related articles", `<div class="related-stories">` + name + day + `</div>`, "", "", found{}},
		{"a teaser", "", "", `<article><h2><a href="/x">A bridge reopens in the town of Aldmoor</a></h2>` + name + day + `</article>`, found{}},
		{"the site's header", `<header>` + name + day + `</header>`, "", "", found{}},
		{"the article's header", "", `<header>` + name + day + `</header>`, "", own},
		{"an aside of the page", `<aside>` + name + day + `</aside>`, "", "", found{}},
		{"when it was changed", "", name + `<p>Updated ` + day + `</p>`, "", found{Authors: own.Authors}},
		{"when it was published and changed", "", name + `<p>Published ` + day + `, updated <time datetime="2024-04-01">1 April</time></p>`, "", own},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc := parsed(t, fmt.Sprintf(page, test.above, test.in, test.below))
			got := pageMeta(doc, "")
			if diff := cmp.Diff(test.want, found{got.Authors, got.Published}); diff != "" {
				t.Errorf("taken from the page (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWithoutSlogan(t *testing.T) {
	for _, test := range []struct{ name, publisher, address, want string }{
		{"The Valley Gazette", "", "", "The Valley Gazette"},
		{"The Valley Gazette | News that flows", "", "", "The Valley Gazette"},
		{"News that flows – The Valley Gazette", "The Valley Gazette", "", "The Valley Gazette"},
		{"News that flows - Gazette", "", "https://www.gazette.example/x", "Gazette"},
		{"Gazette: News that flows", "", "", "Gazette"},
		{"Valley-Gazette", "", "", "Valley-Gazette"},
	} {
		s := sources{canonical: test.address, ld: linkedData{publisher: test.publisher}}
		if got := s.withoutSlogan(test.name); got != test.want {
			t.Errorf("%q is named %q, want %q", test.name, got, test.want)
		}
	}
}

func TestWithoutSpareCommas(t *testing.T) {
	for _, test := range []struct{ script, want string }{
		{`{"a": [1, 2, ], }`, `{"a": [1, 2  ]  }`},
		{`{"a": "x, ]", "b": "\",}"}`, `{"a": "x, ]", "b": "\",}"}`},
		{"[1,\n]", "[1 \n]"},
		{`[1,2]`, `[1,2]`},
		{`"a\`, `"a\`},
		{`,`, `,`},
	} {
		if got := withoutSpareCommas(test.script); got != test.want {
			t.Errorf("%s became %s, want %s", test.script, got, test.want)
		}
	}
}

// Linked data are read within a comment's marks and with a spare comma, or both.
func TestWrappedLinkedData(t *testing.T) {
	const plain, spare = `{"@type": "NewsArticle", "headline": "Flood"}`, `{"@type": "NewsArticle", "headline": "Flood",}`
	for _, script := range []string{plain, spare, "<!--\n" + plain + "\n-->", "//<![CDATA[\n" + spare + "\n//]]>", "/*<![CDATA[*/" + plain + "/*]]>*/"} {
		var ld linkedData
		if ld.read(script); ld.headline != "Flood" {
			t.Errorf("%s is not read", script)
		}
	}
}

func parsed(t *testing.T, page string) *html.Node {
	t.Helper()
	doc, err := parseHTML(page)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// However many elements without words stand before another one, few are looked at.
func TestWordsBeforeAreNear(t *testing.T) {
	for _, test := range []struct {
		between int
		want    string
	}{{10, "Updated"}, {1000, ""}} {
		doc, err := parseHTML("<p>Updated" + strings.Repeat("<i></i>", test.between) + "<time>Monday</time></p>")
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.Data == "time" {
				if got := strings.TrimSpace(wordsBefore(n)); got != test.want {
					t.Errorf("%d between: %q, want %q", test.between, got, test.want)
				}
			}
		}
	}
}
