package extract

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dateline/retrieval"
)

// What a page says of itself has bounds.
func TestMetaIsBounded(t *testing.T) {
	people := make([]string, 80)
	for i := range people {
		people[i] = fmt.Sprintf("Tessa %s", "N"+strings.Repeat("o", 300+i))
	}
	m := bounded(retrieval.Meta{Title: strings.Repeat("ü", 4<<20), Outlet: strings.Repeat("x", 300), Authors: people})
	if utf8.RuneCountInString(m.Title) != maxTitle || utf8.RuneCountInString(m.Outlet) != maxName || len(m.Authors) != maxAuthors || utf8.RuneCountInString(m.Authors[0]) != maxName {
		t.Errorf("%d, %d, %d, %q", len(m.Title), len(m.Outlet), len(m.Authors), m.Authors[0])
	}
	if short := bounded(retrieval.Meta{Title: "Flood"}); short.Title != "Flood" {
		t.Errorf("%+v", short)
	}
}

// A page of very many elements is read in a time that grows as it does, or is
// refused.
func TestLargePages(t *testing.T) {
	var many strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&many, "<p>The harbour town approved barrier number %d on Tuesday after a session that ran past midnight.</p>", i)
	}
	start := time.Now()
	result, err := New(Config{}).Extract(t.Context(), Source{Data: []byte(vellmarPage("<article><h1>Many</h1><div>" + many.String() + "</div></article>"))})
	if err != nil || strings.Count(result.Article.Body, "\n\n") != 20_000-1 {
		t.Errorf("%d paragraphs, %v", strings.Count(result.Article.Body, "\n\n"), err)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
	var fonts strings.Builder
	for i := range 400 {
		fmt.Fprintf(&fonts, "<font size=%d>", i)
	}
	for _, content := range []string{strings.Repeat("<p>", maxNodes+1), fonts.String() + strings.Repeat("<p>x", 10_000)} {
		_, err := New(Config{}).Extract(t.Context(), Source{Data: []byte(vellmarPage(content))})
		if !errors.Is(err, errManyElements) {
			t.Errorf("%v", err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := New(Config{}).Extract(ctx, Source{Data: []byte(vellmarPage("<p>x"))}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// HTML within other formats has the bounds of a page: each paragraph of these
// would have all that is never closed once more.
func TestUnclosedTagsWithin(t *testing.T) {
	var open strings.Builder
	for i := range 400 {
		fmt.Fprintf(&open, "<b a%d>", i)
	}
	hostile := open.String() + strings.Repeat("\n\n<p>x", 1100)
	words := strings.Repeat("The gate was closed. ", 20)
	body, err := json.Marshal(hostile + words)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"markdown":    []byte("# Gate\n\n- One\n- Two\n\n" + hostile),
		"linked data": []byte(`<html><head><script type="application/ld+json">{"@type":"NewsArticle","articleBody":` + string(body) + `}</script></head><body><p>x</p></body></html>`),
		"epub": zipOf(t, "mimetype", "application/epub+zip", "META-INF/container.xml", container,
			"OEBPS/book.opf", `<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>`,
			"OEBPS/a.xhtml", "<html><body>"+hostile),
	} {
		if _, err := New(Config{}).Extract(t.Context(), Source{Data: data}); !errors.Is(err, errManyElements) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := New(Config{}).Entry(t.Context(), Entry{Content: hostile}, retrieval.Meta{}); !errors.Is(err, errManyElements) {
		t.Errorf("an entry's text: %v", err)
	}
	if got := plainText(hostile); got != tidy(hostile) {
		t.Errorf("an entry's title was read as HTML: %.80q", got)
	}
}
