package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// settingsDocx has text set in every way that changes what it says.
func settingsDocx(tb testing.TB) []byte {
	tb.Helper()
	run := func(properties, text string) string {
		return `<w:r><w:rPr>` + properties + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
	}
	return zipOf(tb,
		"word/document.xml", wordOpen+`<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>`+
			run("", "The gate holds 10")+run(`<w:vertAlign w:val="superscript"/>`, "6")+run("", " litres and costs 84")+
			`<w:r><w:footnoteReference w:id="1"/></w:r>`+run("", " million")+run(`<w:vanish/>`, " or not")+run(`<w:rStyle w:val="X"/>`, " hidden too")+
			run(`<w:vanish w:val="0"/>`, " crowns")+run(`<w:strike/>`, " or francs")+run("", ", H")+run(`<w:vertAlign w:val="subscript"/>`, "2")+run("", "O aside.")+
			`</w:p>`+wordClose,
		"word/styles.xml", `<w:styles xmlns:w="w"><w:style w:styleId="X"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`,
		"word/footnotes.xml", `<w:footnotes xmlns:w="w"><w:footnote w:id="1"><w:p><w:r><w:t>As of March.</w:t></w:r></w:p></w:footnote></w:footnotes>`,
	)
}

func settingsODT(tb testing.TB) []byte {
	tb.Helper()
	span := func(style, text string) string {
		return `<text:span text:style-name="` + style + `">` + text + `</text:span>`
	}
	return zipOf(tb,
		"mimetype", "application/vnd.oasis.opendocument.text",
		"styles.xml", `<o xmlns:style="s" xmlns:text="t"><style:style style:name="Secret"><style:text-properties text:display="none"/></style:style></o>`,
		"content.xml", `<o xmlns:text="t" xmlns:style="s"><style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>`+
			`<style:style style:name="T2" style:parent-style-name="Secret"/><style:style style:name="T3"><style:text-properties style:text-line-through-style="solid"/></style:style>`+
			`<style:style style:name="T4"><style:text-properties style:text-position="sub 58%"/></style:style>`+
			`<text:p>The gate holds 10`+span("T1", "6")+` litres and costs 84<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>As of March.</text:p></text:note-body></text:note> million`+
			span("T2", " or not")+span("Secret", " hidden too")+` crowns`+span("T3", " or francs")+`, H`+span("T4", "2")+`O aside.</text:p></o>`,
	)
}

func TestTextSettings(t *testing.T) {
	for name, data := range map[string][]byte{"docx": settingsDocx(t), "odt": settingsODT(t)} {
		result, err := New(Config{}).Extract(t.Context(), Source{Data: data})
		if err != nil {
			t.Fatal(name, err)
		}
		if want := "The gate holds 10⁶ litres and costs 84 million crowns, H2O aside."; result.Article.Body != want {
			t.Errorf("%s: body %q, want %q", name, result.Article.Body, want)
		}
		why := map[string]string{}
		for _, r := range result.Removed {
			why[r.Text] = r.Why
		}
		want := map[string]string{"or not": whyHidden, "hidden too": whyHidden, "or francs": whyStruck, "As of March.": whyNotes}
		if diff := cmp.Diff(want, why); diff != "" {
			t.Errorf("%s: removed (-want +got):\n%s", name, diff)
		}
	}
}

func TestEPUBBook(t *testing.T) {
	data := zipOf(t,
		"mimetype", "application/epub+zip",
		"META-INF/container.xml", container,
		"OEBPS/book.opf", `<package xmlns:dc="dc" xmlns:opf="o"><metadata><dc:title id="s">What water does</dc:title><meta refines="#s" property="title-type">subtitle</meta>`+
			`<dc:title id="m">Flood in the valley</dc:title><meta refines="#m" property="title-type">main</meta>`+
			`<dc:creator id="a">Nordwall, Tessa</dc:creator><meta refines="#a" property="role">aut</meta><dc:creator opf:role="aut">Ann Lee</dc:creator><dc:creator opf:role="ill">Pia Paint</dc:creator>`+
			`<dc:date opf:event="modification">2024-01-01</dc:date><dc:date>2021-03-04</dc:date></metadata>`+
			`<manifest><item id="a" href="text/one%20eins.xhtml" media-type="application/xhtml+xml"/><item id="b" href="two.xhtml" media-type="application/xhtml+xml"/></manifest>`+
			`<spine><itemref idref="a"/><itemref idref="b"/></spine></package>`,
		"OEBPS/text/one eins.xhtml", `<html><body><p>`+flood+`</p></body></html>`,
	)
	result, err := New(Config{}).Extract(t.Context(), Source{Data: data})
	if err != nil {
		t.Fatal(err)
	}
	a := result.Article
	got := []string{a.Title, strings.Join(a.Authors, "; "), a.Published, a.Body}
	if diff := cmp.Diff([]string{"Flood in the valley", "Tessa Nordwall; Ann Lee", "2021-03-04", flood}, got); diff != "" {
		t.Errorf("article (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Removed{{Text: "OEBPS/two.xhtml", Why: whyAbsent}}, result.Removed); diff != "" || !a.Partial {
		t.Errorf("partial %t, removed (-want +got):\n%s", a.Partial, diff)
	}
}

func TestCreators(t *testing.T) {
	for text, want := range map[string]string{
		"Nordwall, Tessa":           "Tessa Nordwall",
		"van Dijk, Jan":             "Jan van Dijk",
		"Tessa Nordwall, Ann Lee":   "Tessa Nordwall|Ann Lee",
		"Nordwall, Tessa; Lee, Ann": "Tessa Nordwall|Ann Lee",
		"Tessa Nordwall":            "Tessa Nordwall",
		"TESSA NORDWALL; T. Lee":    "TESSA NORDWALL|T. Lee",
		"Coast Press, Vellmar":      "Coast Press",
	} {
		if got := strings.Join(creators(text), "|"); got != want {
			t.Errorf("creators(%q) = %q, want %q", text, got, want)
		}
	}
}
