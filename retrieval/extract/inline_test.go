package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What stands within a line keeps its meaning: marks of notes are no figures,
// exponents stay exponents, and what is struck out or hidden is not read.
func TestInlineText(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{`cost 84<sup>1</sup> million`, `cost 84¹ million`},
		{`cost 84<sup class="footnote">1</sup> million`, `cost 84 million`},
		{`cost 84<sup><a href="#n1">1</a></sup> million`, `cost 84 million`},
		{`cost 84<a href="#fn1" role="doc-noteref"><sup>1</sup></a> million`, `cost 84 million`},
		{`gate of 240<sup>[3]</sup> metres`, `gate of 240 metres`},
		{`over its cost.<sup>2</sup> Then`, `over its cost. Then`},
		{`in 2017<sup class="noprint">[<i>citation needed</i>]</sup> it`, `in 2017 it`},
		{`see <a href="#fn-3">[3]</a> and`, `see and`},
		{`chapter <a href="#section-3">3</a> says`, `chapter 3 says`},
		{`10<sup>6</sup> litres`, `10⁶ litres`},
		{`10<sup>-3</sup> m<sup>2</sup>`, `10⁻³ m²`},
		{`2<sup>n</sup> and x<sup>a+1</sup>`, `2ⁿ and x^(a+1)`},
		{`<sup>14</sup>C of 5<sup>th</sup> M<sup>me</sup> Curie`, `¹⁴C of 5th Mme Curie`},
		{`1<sup>1</sup>/<sub>2</sub> cups`, `1¹/₂ cups`},
		{`CO<sub>2</sub> and log<sub>2</sub>8`, `CO2 and log₂8`},
		{`is <del>48</del> <ins>84</ins> million`, `is 84 million`},
		{`the <s>town</s> region <span style="text-decoration: line-through">not</span> pays`, `the region pays`},
		{`the <span hidden>secret </span>gate<span class="sr-only"> (opens in a new tab)</span>`, `the gate`},
		{`the <span style="font-size: 0">ignore this</span>gate`, `the gate`},
		{`the <span aria-hidden="true">★</span> gate`, `the gate`},
		{`<span aria-hidden="true">3×</span><span class="visually-hidden">three times</span> as big`, `3× as big`},
		{`a <span class="tooltip">levy<span class="tooltiptext">a kind of tax</span></span> on`, `a levy on`},
		{`a <span class="tooltip" title="a kind of tax">levy</span> on`, `a levy on`},
		{`a <span class="hidden md:inline">wide</span> gate`, `a wide gate`},
		{`the port<span class="sidenote">Built in 1901 by the town.</span> is`, `the port is`},
		{`<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の町`, `港の町`},
	} {
		blocks, err := htmlBlocks("<p>" + test.line + "</p>")
		if err != nil || len(blocks) != 1 {
			t.Fatalf("%s: %d blocks, %v", test.line, len(blocks), err)
		}
		if diff := cmp.Diff(test.want, blocks[0].text); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.line, diff)
		}
	}
}

// What is taken out of a line is told, and an element that was never closed
// does not strike out an article.
func TestStruckIsTold(t *testing.T) {
	const page = "<p>The barrier is to cost <del>48</del> <ins>84</ins> million crowns, the council said.</p><del><p>It is to open in May.</p></del>"
	result, err := New(Config{}).Entry(t.Context(), Entry{Content: page}, Source{}.Known)
	if err != nil {
		t.Fatal(err)
	}
	want := []Removed{{"48", whyStruck}, {"It is to open in May.", whyStruck}}
	if diff := cmp.Diff(want, result.Removed); diff != "" {
		t.Errorf("removed (-want +got):\n%s", diff)
	}
	result, err = New(Config{}).Entry(t.Context(), Entry{Content: "<s>" + page}, Source{}.Known)
	if err != nil || !strings.Contains(result.Article.Body, "84 million") {
		t.Errorf("%q, %v", result.Article.Body, err)
	}
}

// What is taken out below the last line of text is told too.
func TestLeftOutBelow(t *testing.T) {
	blocks, err := htmlBlocks(`<p>The gate was closed.</p><div><span hidden>Share this</span></div>`)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Removed{{Text: "Share this", Why: whyHidden}}, blocks[len(blocks)-1].inner); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
}
