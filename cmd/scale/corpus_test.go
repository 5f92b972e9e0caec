package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// harbour is the repository's own small benchmark.
var harbour = filepath.Join("..", "..", "answers", "eval", "testdata", "harbour")

func TestArticles(t *testing.T) {
	c, err := readCorpus(t.Context(), harbour)
	if err != nil {
		t.Fatal(err)
	}
	const wanted = 400
	n := 0
	articles := slices.Collect(counted(c.articles(wanted), &n))
	last := len(passages(articles[len(articles)-1]))
	if n < wanted || n-last >= wanted {
		t.Errorf("%d passages, the last article's %d, want the least that are %d", n, last, wanted)
	}
	if diff := cmp.Diff(c.base, articles[:len(c.base)]); diff != "" {
		t.Errorf("the benchmark's own articles (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(articles, slices.Collect(c.articles(wanted))); diff != "" {
		t.Errorf("made again (-want +got):\n%s", diff)
	}
	forms := make(map[string]bool)
	for _, a := range articles[len(c.base):] {
		for w := range strings.FieldsSeq(a.Body) {
			forms[bare(w)] = true
		}
	}
	grown := 0
	for w := range c.rare {
		if c.rare[w] && forms[form(w, 1)] {
			grown++
		}
	}
	if grown == 0 {
		t.Error("no rare word has another form in what was made: the vocabulary does not grow")
	}
}

func TestForm(t *testing.T) {
	seen := make(map[string]int)
	for n := range 1000 {
		w := form("harbour", n)
		if other, ok := seen[w]; ok {
			t.Errorf("forms %d and %d are both %q", other, n, w)
		}
		seen[w] = n
	}
}
