package retrieval_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
)

func TestEdit(t *testing.T) {
	dir := t.TempDir()
	h := openHouse(t, dir)
	lib := h.library(t, "local")
	ctx := t.Context()
	page := retrieval.Article{
		Meta: retrieval.Meta{Title: "Bridge", Outlet: "gazette.example", Published: "2020-01-02", PublishedInferred: true, URL: "https://gazette.example/bridge"},
		Body: "The bridge over the river was closed.",
	}
	id := add(t, lib, page, article("other", "The tower was opened."))[0].Article.ID
	got, err := lib.Edit(ctx, tester, id, retrieval.Edit{
		Outlet: new("The  Gazette"), Authors: &[]string{"Ada Quill", " "}, Published: new("2020-01-02"),
	})
	must(t, err)
	want := []retrieval.FieldChange{
		{Field: "outlet", From: "gazette.example", To: "The Gazette"},
		{Field: "authors", To: "Ada Quill"},
		{Field: "published", From: "2020-01-02 (inferred)", To: "2020-01-02"},
	}
	if diff := cmp.Diff(want, got.Changes); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	if ids := found(t, lib, retrieval.Query{Text: "bridge", Filter: retrieval.Filter{Outlets: []string{"gazette"}}}); !cmp.Equal(ids, []string{id}) {
		t.Errorf("within its mended outlet there are %v", ids)
	}

	// Its source says what it said before: what was mended stays.
	if again := add(t, lib, page)[0]; again.Status != retrieval.Duplicate || again.Article.Outlet != "The Gazette" {
		t.Errorf("loaded again it is a %s of %q", again.Status, again.Article.Outlet)
	}
	h.close(t)
	lib = openHouse(t, dir).library(t, "local")
	page.Body, page.Title = "The bridge over the river was opened again.", "Bridge opened"
	if again := add(t, lib, page)[0]; again.Article.Outlet != "The Gazette" || again.Article.Title != "Bridge opened" || again.Article.Revision != 2 {
		t.Errorf("with another text and title it is %+v", again.Article)
	}
	page.Outlet = "Daily Gazette"
	if again := add(t, lib, withID(page, id))[0]; again.Article.Outlet != "Daily Gazette" || again.Article.Revision != 2 {
		t.Errorf("with another outlet it is %+v", again.Article)
	}
}

// Whoever loads a page again by the URL that an article had before it was
// mended means that article.
func TestFormerURL(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	const first, mended, typo = "https://gazette.example/index", "https://gazette.example/bridge", "https://gazette.example/tower"
	page := func(url, body string) retrieval.Article {
		return retrieval.Article{Meta: retrieval.Meta{URL: url}, Body: body}
	}
	setURL := func(id, url string) {
		t.Helper()
		_, err := lib.Edit(t.Context(), tester, id, retrieval.Edit{URL: &url})
		must(t, err)
	}
	id := add(t, lib, page(first, "The bridge was closed."))[0].Article.ID
	setURL(id, typo)
	setURL(id, mended)
	for i, url := range []string{first + "?utm_source=feed", mended, first} {
		got := add(t, lib, page(url, fmt.Sprintf("The bridge was closed for %d days.", i+2)))[0]
		if got.Status != retrieval.Updated || got.Article.ID != id || got.Article.URL != mended || got.Article.Revision != i+2 {
			t.Errorf("loaded from %s it is %s %+v", url, got.Status, got.Article)
		}
	}
	tower := add(t, lib, page(typo, "The tower was opened."))[0]
	if tower.Status != retrieval.Added {
		t.Errorf("what stands where no source ever said that the article does is %s", tower.Status)
	}

	// A page that has got another article can be given to that.
	setURL(tower.Article.ID, first)
	if got := add(t, lib, page(first, "The tower was opened at noon."))[0]; got.Article.ID != tower.Article.ID {
		t.Errorf("an article that has the URL counts less than one that had it: %+v", got.Article)
	}

	// An undone load says nothing of where the article stands.
	const wrong = "https://gazette.example/gate"
	add(t, lib, withID(page(wrong, "The gate was closed."), id))
	undo(t, lib, newest(t, lib))
	if got := add(t, lib, page(wrong, "The gate was opened."))[0]; got.Status != retrieval.Added {
		t.Errorf("a URL whose load was undone is still known: %+v", got)
	}
}

func withID(a retrieval.Article, id string) retrieval.Article {
	a.ID = id
	return a
}

func TestEditRefuses(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	taken := article("a", "One.")
	taken.URL = "https://example.org/a"
	add(t, lib, taken, article("b", "Two."))
	for _, tt := range []struct {
		name string
		id   string
		edit retrieval.Edit
		want error
	}{
		{"unknown", "c", retrieval.Edit{Title: new("T")}, retrieval.ErrNoArticle},
		{"date", "b", retrieval.Edit{Published: new("2020-02-30")}, retrieval.ErrInvalid},
		{"url", "b", retrieval.Edit{URL: new("example.org/b")}, retrieval.ErrInvalid},
		{"scheme", "b", retrieval.Edit{URL: new("ftp://example.org/b")}, retrieval.ErrInvalid},
		{"taken url", "b", retrieval.Edit{URL: new("http://www.example.org/a?utm_source=x")}, retrieval.ErrTaken},
		{"language", "b", retrieval.Edit{Language: new("klingonese!")}, retrieval.ErrInvalid},
		{"not UTF-8", "b", retrieval.Edit{Title: new("\xff")}, retrieval.ErrInvalid},
	} {
		if _, err := lib.Edit(t.Context(), tester, tt.id, tt.edit); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
	before := len(logOf(t, lib, retrieval.LogQuery{}))
	if got, err := lib.Edit(t.Context(), tester, "a", retrieval.Edit{URL: new(taken.URL)}); err != nil || len(got.Changes) > 0 {
		t.Errorf("an edit that changes nothing: %+v, %v", got, err)
	}
	if acts := logOf(t, lib, retrieval.LogQuery{}); len(acts) != before {
		t.Errorf("an edit that changes nothing is in the log: %+v", acts[0])
	}
}
