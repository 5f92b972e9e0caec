package retrieval

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval/text"
)

func TestMetadataIsBounded(t *testing.T) {
	long := strings.Repeat("m", maxField+1)
	many := strings.Split(strings.Repeat("A. Writer\n", MaxAuthors/10+1), "\n")
	for name, m := range map[string]Meta{
		"id": {ID: long}, "title": {Title: long}, "outlet": {Outlet: long}, "agency": {Agency: long}, "url": {URL: "https://example.org/" + long},
		"language": {Language: long}, "image": {Image: "https://example.org/" + long}, "published": {Published: "2017-11-16T09:00:00." + strings.Repeat("0", maxField) + "Z"},
		"author": {Authors: []string{long}}, "authors": {Authors: many}, "no names": {Authors: make([]string, MaxAuthors+2)},
	} {
		a := Article{Meta: m, Body: "The council met."}
		if err := a.validate(); !errors.Is(err, ErrInvalid) || len(err.Error()) > 200 {
			t.Errorf("%s: %.300v", name, err)
		}
		if diff := cmp.Diff(Meta{Authors: []string{}}, a.told()); diff != "" {
			t.Errorf("%s is told of what was refused", name)
		}
	}
	for name, e := range map[string]Edit{
		"title": {Title: &long}, "outlet": {Outlet: &long}, "agency": {Agency: &long}, "authors": {Authors: &many}, "author": {Authors: &[]string{long}},
	} {
		if err := e.Check(); !errors.Is(err, ErrInvalid) {
			t.Errorf("edit of the %s: %.300v", name, err)
		}
	}
	lines := Article{Body: strings.Repeat("a\n", MaxLines)}
	if err := lines.validate(); !errors.Is(err, ErrInvalid) {
		t.Errorf("%d lines: %v", MaxLines, err)
	}
}

func TestArticlesHaveBoundedBlocks(t *testing.T) {
	a := Article{Body: strings.Repeat("The council met. ", 3000)}
	a.complete()
	if len(a.Blocks) < 2 || a.Blocks[0].Len() > text.MaxBlock {
		t.Errorf("%d blocks, the first of %d bytes", len(a.Blocks), a.Blocks[0].Len())
	}
}

// words are so many different ones, in sentences.
func differentWords(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "W%dx%s", i*7919, []string{" ", " ", " ", ". "}[i%4])
	}
	return b.String()
}

// stopping is done after so many looks at it.
type stopping struct {
	context.Context
	looks int
}

func (s *stopping) Err() error {
	if s.looks--; s.looks < 0 {
		return context.Canceled
	}
	return nil
}

// TestLongArticleIsIndexedInParts stops in the middle of one, as a crash may, and
// puts it again.
func TestLongArticleIsIndexedInParts(t *testing.T) {
	a := &Article{Body: differentWords(60_000)}
	a.complete()
	p := emptyIndex(t)
	change := []indexed{{num: 1, seq: 1, article: a}}
	if err := p.apply(&stopping{t.Context(), 1}, 1, change); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	whole := uint64(len(text.CutPassages(a.Body, a.Blocks, indexedWords)))
	if n := p.state.Passages; n == 0 || n >= whole || p.state.Seq != 0 {
		t.Fatalf("%d of %d passages, and change %d, after the first part", n, whole, p.state.Seq)
	}
	if err := p.apply(t.Context(), 1, change); err != nil {
		t.Fatal(err)
	}
	docs, err := p.bleve.DocCount()
	if err != nil || docs != whole || p.state.Passages != whole || p.state.Seq != 1 {
		t.Errorf("%d passages in the index, %d by its count, want %d: %v", docs, p.state.Passages, whole, err)
	}
}

// textOf is a store of one article.
type textOf struct {
	libraryStore
	article Article
}

func (s textOf) Revision(context.Context, int64, int) (Article, error) { return s.article, nil }

// TestLongArticleIsReadInParts is stopped in the middle of one while an index is made:
// the index has not seen it then.
func TestLongArticleIsReadInParts(t *testing.T) {
	a := Article{Body: differentWords(60_000)}
	a.complete()
	p := emptyIndex(t)
	sh := &shelf{store: textOf{article: a}, index: p, catalog: newCatalog([]Entry{{Num: 1, Seq: 1}}, newOutletAliases(nil))}
	if _, err := sh.readSome(&stopping{t.Context(), 1}, []Change{{Num: 1, Seq: 1}}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if p.state.Passages == 0 || p.seq() != 0 {
		t.Errorf("%d passages, and change %d, after the first part", p.state.Passages, p.seq())
	}
}
