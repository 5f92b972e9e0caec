package load

import (
	"context"
	"testing"

	"dateline/retrieval"
)

// archive is a shelf that knows the documents of what it was given.
type archive struct{ shelf }

func (a *archive) Document(_ context.Context, hash retrieval.Hash) (retrieval.Article, error) {
	for _, known := range a.articles {
		if known.Document == hash {
			known.Title = "As the library has it"
			return known, nil
		}
	}
	return retrieval.Article{}, retrieval.ErrNoArticle
}

// A document that the library has an article of is not read again, and one that
// differs in anything is.
func TestKnownDocument(t *testing.T) {
	lib := new(archive)
	path := write(t, t.TempDir(), "flood.md", "---\ntitle: Flood\n---\n"+story)
	l := New(Config{})
	for _, step := range []struct {
		name  string
		known retrieval.Meta
		want  retrieval.Status
		title string
	}{
		{"new", retrieval.Meta{}, retrieval.Added, "Flood"},
		{"again", retrieval.Meta{}, retrieval.Duplicate, "As the library has it"},
		{"with other facts", retrieval.Meta{Outlet: "The Herald"}, retrieval.Added, "Flood"},
	} {
		items := loadAll(t, l, lib, Request{Sources: []string{path}, Known: step.known})
		if len(items) != 1 || items[0].Status != step.want || items[0].Title != step.title || items[0].Words != 19 {
			t.Errorf("%s: %+v", step.name, items)
		}
	}
	if len(lib.batches) != 2 {
		t.Errorf("the library was given %d batches, want 2", len(lib.batches))
	}
}
