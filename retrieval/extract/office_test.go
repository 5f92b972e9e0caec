package extract

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// zipOf makes a zip file of names and contents, in turn.
func zipOf(tb testing.TB, parts ...string) []byte {
	tb.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

const (
	wordOpen  = `<w:document xmlns:w="w" xmlns:mc="mc"><w:body>`
	wordClose = `</w:body></w:document>`
	flood     = "The river rose by two metres overnight, the town said on Friday, and the bridge was closed."
)

func docx(tb testing.TB) []byte {
	tb.Helper()
	return zipOf(tb,
		"word/document.xml", wordOpen+
			`<w:p><w:pPr><w:pStyle w:val="T1"/></w:pPr><w:r><w:t>Flood in the valley</w:t></w:r></w:p>`+
			`<w:p><w:r><w:t xml:space="preserve">By Ann </w:t></w:r><w:r><w:t>Lee</w:t></w:r></w:p>`+
			`<w:p><w:r><w:t xml:space="preserve">The river rose by two </w:t></w:r><w:del><w:r><w:delText>three </w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve">metres overnight, </w:t></w:r></w:ins>`+
			`<w:hyperlink><w:r><w:t>the town said</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE 3</w:instrText><w:t xml:space="preserve"> on Friday, and the bridge was closed.</w:t></w:r></w:p>`+
			`<w:p><w:pPr><w:pStyle w:val="H2"/></w:pPr><w:r><w:t>What next</w:t></w:r></w:p>`+
			`<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>The bridge opens on Monday.</w:t></w:r></w:p>`+
			`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Day</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Metres</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`+
			`<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>A box of text stands here.</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>A box of text stands here.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>`+
			wordClose,
		"word/styles.xml", `<w:styles xmlns:w="w"><w:style w:styleId="T1"><w:name w:val="Title"/></w:style><w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style></w:styles>`,
		"docProps/core.xml", `<cp xmlns:dc="dc"><dc:title>Microsoft Word - x.doc</dc:title><dc:creator>Bo Ek</dc:creator></cp>`,
	)
}

func odt(tb testing.TB) []byte {
	tb.Helper()
	return zipOf(tb,
		"mimetype", "application/vnd.oasis.opendocument.text",
		"content.xml", `<o xmlns:text="t" xmlns:style="s" xmlns:table="b"><style:style style:name="P1" style:parent-style-name="Title"/>`+
			`<text:tracked-changes><text:p>Deleted long ago.</text:p></text:tracked-changes>`+
			`<text:p text:style-name="P1">Flood in the valley</text:p>`+
			`<text:p>`+strings.ReplaceAll(flood, " two ", `<text:s/>two<text:note><text:p>A footnote.</text:p></text:note> `)+`</text:p>`+
			`<text:h text:outline-level="2">What next</text:h>`+
			`<text:list><text:list-item><text:p>The bridge opens on Monday.</text:p></text:list-item></text:list>`+
			`<table:table-row><table:table-cell><text:p>Day</text:p></table:table-cell><table:table-cell><text:p>Metres</text:p></table:table-cell></table:table-row></o>`,
		"meta.xml", `<o xmlns:dc="dc" xmlns:meta="m"><meta:initial-creator>Ann Lee</meta:initial-creator></o>`,
	)
}

const container = `<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>`

func epub(tb testing.TB) []byte {
	tb.Helper()
	return zipOf(tb,
		"mimetype", "application/epub+zip",
		"META-INF/container.xml", container,
		"OEBPS/book.opf", `<package xmlns:dc="dc"><metadata><dc:title>Flood in the valley</dc:title><dc:creator>Ann Lee</dc:creator><dc:publisher>Valley Press</dc:publisher><dc:date>2021-03-04</dc:date><dc:language>en</dc:language></metadata>`+
			`<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="b" href="two.xhtml" media-type="application/xhtml+xml"/><item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/></manifest>`+
			`<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="a"/></spine></package>`,
		"OEBPS/nav.xhtml", `<html><body><p>Contents of the book</p></body></html>`,
		"OEBPS/text/one.xhtml", `<?xml version="1.0"?><html><head><title>x</title></head><body><h1>Flood in the valley</h1><p>`+flood+`</p></body></html>`,
		"OEBPS/two.xhtml", `<html><body><h2>What next</h2><ul><li>The bridge opens on Monday.</li></ul></body></html>`,
	)
}

func TestOfficeFormats(t *testing.T) {
	for _, test := range []struct {
		name, want string
		data       []byte
	}{
		{"docx", "Flood in the valley, , , [Ann Lee]\np " + flood + "\nh What next\np The bridge opens on Monday.\nc Day Metres\np A box of text stands here.\n", docx(t)},
		{"odt", "Flood in the valley, , , [Ann Lee]\np " + flood + "\nh What next\np The bridge opens on Monday.\nc Day Metres\n", odt(t)},
		{"epub", "Flood in the valley, Valley Press, 2021-03-04, [Ann Lee]\np " + flood + "\nh What next\np The bridge opens on Monday.\n", epub(t)},
	} {
		t.Run(test.name, func(t *testing.T) {
			result, err := New(Config{}).Extract(t.Context(), Source{Data: test.data})
			if err != nil {
				t.Fatal(err)
			}
			check(t, result)
			a := result.Article
			var got strings.Builder
			got.WriteString(a.Title + ", " + a.Outlet + ", " + a.Published + ", [" + strings.Join(a.Authors, "; ") + "]\n")
			for _, b := range a.Blocks {
				text, _ := b.Of(a.Body)
				got.WriteString(string(b.Kind) + " " + text + "\n")
			}
			if diff := cmp.Diff(test.want, got.String()); diff != "" {
				t.Errorf("article (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOfficeRefusals(t *testing.T) {
	laughs := `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>`
	for _, test := range []struct {
		name, want string
		data       []byte
	}{
		{"other zip", "it is a zip file, but neither DOCX, ODT nor EPUB: unpack it and load the files in it", zipOf(t, "a.txt", "x")},
		{"cut off", "it is a broken zip file: get it again from where it came", docx(t)[:200]},
		{"bomb", "it unpacks to more than 67108864 bytes: give the article's text instead", zipOf(t, "word/document.xml", wordOpen+strings.Repeat(" ", maxUnpacked)+wordClose)},
		{"nested deep", "its elements are nested too deep: give the article's text instead", zipOf(t, "word/document.xml", strings.Repeat("<w:p>", maxXMLDepth+1))},
		{"broken xml", "its XML is broken: get it again from where it came", zipOf(t, "word/document.xml", "<w:p><")},
		{"laughs", "it holds no article text: give a document with paragraphs of text", zipOf(t, "word/document.xml", laughs+wordOpen+wordClose)},
		{"encrypted odt", "it is encrypted: save it without a password", zipOf(t, "mimetype", "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml", "<m:encryption-data/>", "content.xml", "x")},
		{"protected epub", "it is protected against copying: give a copy without protection", zipOf(t, "mimetype", "application/epub+zip", "META-INF/container.xml", container, "META-INF/rights.xml", "")},
		{"epub without package", "it is an EPUB without a package file: get it again from where it came", zipOf(t, "mimetype", "application/epub+zip", "META-INF/container.xml", container)},
		{"old word", "it is an old or encrypted Office document, not text: give the article as text or Markdown", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")},
		{"rtf", "it is an RTF document, not text: give the article as text or Markdown", []byte(`{\rtf1 text}`)},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := New(Config{}).Extract(t.Context(), Source{Data: test.data})
			if err == nil || err.Error() != test.want {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

func FuzzOffice(f *testing.F) {
	f.Add(docx(f))
	f.Add(odt(f))
	f.Add(epub(f))
	x := New(Config{})
	f.Fuzz(func(t *testing.T, data []byte) {
		result, err := x.Extract(t.Context(), Source{Data: append([]byte("PK\x03\x04"), bytes.TrimPrefix(data, []byte("PK\x03\x04"))...)})
		if err == nil {
			check(t, result)
		}
	})
}

// FuzzXML reads what a zip file would hold, which mutating one seldom reaches.
func FuzzXML(f *testing.F) {
	f.Add(wordOpen + `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Text</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>` + wordClose)
	f.Add(`<o><tracked-changes/><p>x<s/>y<tab/></p><list-item><h>z</h></list-item><table-row><p>1</p></table-row></o>`)
	x := New(Config{})
	f.Fuzz(func(t *testing.T, content string) {
		for _, data := range [][]byte{
			zipOf(t, "word/document.xml", content, "word/styles.xml", content, "docProps/core.xml", content),
			zipOf(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", content, "meta.xml", content),
			zipOf(t, "mimetype", "application/epub+zip", "META-INF/container.xml", container, "OEBPS/book.opf", content),
		} {
			result, err := x.Extract(t.Context(), Source{Data: data})
			if err == nil {
				check(t, result)
			}
		}
	})
}

// A creator's role counts once, and one that refines no creator counts for none.
func TestCreatorsOfBooks(t *testing.T) {
	var book epubBook
	if err := book.titled(strings.NewReader(`<package><metadata>` +
		`<creator id="a" role="aut">Ann Lee</creator><meta refines="#a" property="role">aut</meta>` +
		`<creator>Bo Ek</creator><meta property="role">ill</meta>` +
		`<creator id="c">Cy Dahl</creator><meta refines="#c" property="role">trl</meta>` +
		`</metadata></package>`)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Ann Lee", "Bo Ek"}, book.meta.Authors); diff != "" {
		t.Errorf("authors (-want +got):\n%s", diff)
	}
}
