package retrieval_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

// tester changes the libraries.
var tester = retrieval.Actor{Kind: retrieval.ByTerminal, Name: "tester"}

// house is a data folder with its store and libraries open.
type house struct {
	*retrieval.Libraries
	dir   string
	store *store.Store
}

func openHouse(t *testing.T, dir string) *house {
	t.Helper()
	s, err := store.Open(t.Context(), dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	h := &house{retrieval.New(slog.New(slog.DiscardHandler), s, retrieval.Config{Dir: dir}), dir, s}
	t.Cleanup(func() { h.close(t) })
	return h
}

// close may be called again.
func (h *house) close(t *testing.T) {
	t.Helper()
	if err := errors.Join(h.Close(), h.store.Close()); err != nil {
		t.Error(err)
	}
}

func (h *house) library(t *testing.T, name string) *retrieval.Library {
	t.Helper()
	lib, err := h.Make(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

func add(t *testing.T, lib *retrieval.Library, articles ...retrieval.Article) []retrieval.Outcome {
	t.Helper()
	out, err := lib.Add(t.Context(), retrieval.NewLoad(tester, ""), articles...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func article(id, body string) retrieval.Article {
	return retrieval.Article{Meta: retrieval.Meta{ID: id}, Body: body}
}

// found lists the articles that a search finds, best first.
func found(t *testing.T, lib *retrieval.Library, q retrieval.Query) []string {
	t.Helper()
	res, err := lib.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{}
	for _, h := range res.Hits {
		if h.Text != h.Article.Body[h.Start:h.End] {
			t.Errorf("%q is not at %v of %s", h.Text, h.Span, h.Article.ID)
		}
		ids = append(ids, h.Article.ID)
	}
	return ids
}

func expect(t *testing.T, lib *retrieval.Library, query string, want ...string) {
	t.Helper()
	if want == nil {
		want = []string{}
	}
	if diff := cmp.Diff(want, found(t, lib, retrieval.Query{Text: query})); diff != "" {
		t.Errorf("%q: %s", query, diff)
	}
}

func TestAddIsFoundAndRemoveForgets(t *testing.T) {
	dir := t.TempDir()
	h := openHouse(t, dir)
	lib := h.library(t, "local")
	add(t, lib, article("bridge", "The bridge over the river was closed."), article("tower", "The tower was opened."))
	expect(t, lib, "bridge closed", "bridge")
	if err := lib.Remove(t.Context(), tester, "bridge"); err != nil {
		t.Fatal(err)
	}
	expect(t, lib, "bridge closed")
	expect(t, lib, "tower", "tower")
	if err := lib.Remove(t.Context(), tester, "bridge"); !errors.Is(err, retrieval.ErrNoArticle) {
		t.Errorf("removing again: %v", err)
	}

	h.close(t)
	lib = openHouse(t, dir).library(t, "local")
	expect(t, lib, "bridge closed")
	expect(t, lib, "tower", "tower")
}

// Several articles are removed as one act, what is not there left aside.
func TestRemoveAll(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	add(t, lib, article("a", "A zephyr."), article("b", "A gale."), article("c", "A calm."))
	removed, err := lib.RemoveAll(t.Context(), tester, "b", "nonesuch", "a", "b")
	if diff := cmp.Diff([]string{"b", "a"}, removed); diff != "" || err != nil {
		t.Errorf("removed: %v, %s", err, diff)
	}
	expect(t, lib, "zephyr")
	expect(t, lib, "calm", "c")
	if act := logOf(t, lib, retrieval.LogQuery{})[0]; act.Removed != 2 {
		t.Errorf("the log has %+v last", act)
	}
	if removed, err := lib.RemoveAll(t.Context(), tester, "b"); len(removed) > 0 || err != nil {
		t.Errorf("again: %v, %v", removed, err)
	}
}

func TestAddOutcomes(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	withURL := retrieval.Article{Meta: retrieval.Meta{URL: "https://www.example.org/story/?utm_source=x#top"}, Body: "A story."}
	sameURL := retrieval.Article{Meta: retrieval.Meta{URL: "http://example.org/story"}, Body: "A story, mended."}
	for _, step := range []struct {
		name     string
		article  retrieval.Article
		want     retrieval.Status
		revision int
	}{
		{"new", article("a", "One."), retrieval.Added, 1},
		{"the same", article("a", "One."), retrieval.Duplicate, 1},
		{"another text", article("a", "Two."), retrieval.Updated, 2},
		{"another headline", retrieval.Article{Meta: retrieval.Meta{ID: "a", Title: "T"}, Body: "Two."}, retrieval.Updated, 2},
		{"the same text, another id", article("b", "Two."), retrieval.Added, 1},
		{"a known text without id", article("", "Two."), retrieval.Duplicate, 2},
		{"a page", withURL, retrieval.Added, 1},
		{"the page, mended", sameURL, retrieval.Updated, 2},
		{"no text", article("c", " \n"), retrieval.Rejected, 0},
		{"not UTF-8", article("c", "\xff"), retrieval.Rejected, 0},
		{"id with a space", article("c d", "One."), retrieval.Rejected, 0},
		{"bad date", retrieval.Article{Meta: retrieval.Meta{ID: "c", Published: "yesterday"}, Body: "One."}, retrieval.Rejected, 0},
	} {
		got := add(t, lib, step.article)[0]
		if got.Status != step.want || got.Article.Revision != step.revision {
			t.Errorf("%s: %s, revision %d (%v)", step.name, got.Status, got.Article.Revision, got.Err)
		}
		if (got.Status == retrieval.Rejected) != errors.Is(got.Err, retrieval.ErrInvalid) {
			t.Errorf("%s: error %v", step.name, got.Err)
		}
	}
}

// Only an article's newest revision is searched; older ones can be read.
func TestRevisionReplacesTheOld(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	add(t, lib, article("a", "The bridge was closed."))
	add(t, lib, article("a", "The tower was opened."))
	expect(t, lib, "bridge")
	expect(t, lib, "tower", "a")
	old, err := lib.Article(t.Context(), "a", 1)
	if err != nil || old.Body != "The bridge was closed." || old.Revision != 1 {
		t.Errorf("revision 1: %+v, %v", old, err)
	}
}

func TestLibrariesAreApart(t *testing.T) {
	h := openHouse(t, t.TempDir())
	one, two := h.library(t, "one"), h.library(t, "two")
	add(t, one, article("a", "The bridge was closed."))
	add(t, two, article("a", "The tower was opened."))
	expect(t, one, "bridge", "a")
	expect(t, two, "bridge")
	if _, err := h.Library(t.Context(), "three"); !errors.Is(err, retrieval.ErrNoLibrary) {
		t.Errorf("unknown library: %v", err)
	}
	for _, name := range []string{"", "a b", "../x", "Ü", "A"} {
		if _, err := h.Make(t.Context(), name); !errors.Is(err, retrieval.ErrInvalid) {
			t.Errorf("make %q: %v", name, err)
		}
		if _, err := h.Library(t.Context(), name); !errors.Is(err, retrieval.ErrInvalid) {
			t.Errorf("library %q: %v", name, err)
		}
	}
}

func TestDelete(t *testing.T) {
	h := openHouse(t, t.TempDir())
	add(t, h.library(t, "one"), article("a", "The bridge was closed."))
	must(t, h.Delete(t.Context(), "one"))
	if _, err := os.Stat(filepath.Join(h.dir, "index", "one")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the index is still there: %v", err)
	}
	if err := h.Delete(t.Context(), "one"); !errors.Is(err, retrieval.ErrNoLibrary) {
		t.Errorf("deleted again: %v", err)
	}
	again := h.library(t, "one")
	expect(t, again, "bridge")
	add(t, again, article("b", "The bridge was opened."))
	expect(t, again, "bridge", "b")
}

// More libraries than may be open at a time must all answer.
func TestManyLibraries(t *testing.T) {
	h := openHouse(t, t.TempDir())
	for i := range 80 {
		add(t, h.library(t, fmt.Sprintf("lib-%d", i)), article(fmt.Sprintf("a%d", i), "The bridge was closed."))
	}
	for i := range 80 {
		expect(t, h.library(t, fmt.Sprintf("lib-%d", i)), "bridge", fmt.Sprintf("a%d", i))
	}
}

// The index must come back to what the store says, whatever became of it.
func TestIndexMendsItself(t *testing.T) {
	behind := func(t *testing.T, h *house, saved string) { restore(t, saved, filepath.Join(h.dir, "index", "local")) }
	for name, harm := range map[string]func(t *testing.T, h *house, saved string){
		"behind the store": behind,
		"missing": func(t *testing.T, h *house, _ string) {
			must(t, os.RemoveAll(filepath.Join(h.dir, "index")))
		},
		"broken": func(t *testing.T, h *house, _ string) {
			must(t, os.WriteFile(filepath.Join(h.dir, "index", "local", "index_meta.json"), []byte("{"), 0o600))
		},
		"of another store": func(t *testing.T, h *house, _ string) {
			other := openHouse(t, t.TempDir())
			add(t, other.library(t, "local"), article("x", "A foreign bridge."), article("y", "More."), article("z", "And more."),
				article("u", "More still."))
			other.close(t)
			restore(t, filepath.Join(other.dir, "index", "local"), filepath.Join(h.dir, "index", "local"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			h := openHouse(t, dir)
			lib := h.library(t, "local")
			add(t, lib, article("bridge", "The bridge was closed."), article("tower", "The tower was opened."))
			h.close(t)
			saved := filepath.Join(t.TempDir(), "saved")
			restore(t, filepath.Join(dir, "index", "local"), saved)

			h = openHouse(t, dir)
			lib = h.library(t, "local")
			must(t, lib.Remove(t.Context(), tester, "bridge"))
			add(t, lib, article("tower", "The tower was sold."), article("harbour", "The harbour was opened."))
			h.close(t)
			harm(t, h, saved)

			lib = openHouse(t, dir).library(t, "local")
			expect(t, lib, "bridge")
			expect(t, lib, "sold", "tower")
			expect(t, lib, "opened", "harbour")
		})
	}
}

// The index must come back from files that say something else than what was
// written to them, wherever that is: it must not fail, panic, or find less.
func TestDamagedIndexMendsItself(t *testing.T) {
	dir := t.TempDir()
	h := openHouse(t, dir)
	add(t, h.library(t, "local"), article("bridge", "The bridge was closed."), article("tower", "The tower was opened."))
	h.close(t)
	saved := filepath.Join(t.TempDir(), "saved")
	restore(t, filepath.Join(dir, "index", "local"), saved)
	names, err := filepath.Glob(filepath.Join(saved, "store", "*"))
	must(t, err)
	for _, name := range names {
		content, err := os.ReadFile(name)
		must(t, err)
		file := filepath.Join(dir, "index", "local", "store", filepath.Base(name))
		check := func(what string, damaged []byte) {
			restore(t, saved, filepath.Join(dir, "index", "local"))
			must(t, os.WriteFile(file, damaged, 0o600))
			h := openHouse(t, dir)
			lib := h.library(t, "local")
			expect(t, lib, "bridge", "bridge")
			expect(t, lib, "opened", "tower")
			h.close(t)
			if t.Failed() {
				t.Fatalf("%s of %s", what, filepath.Base(name))
			}
		}
		const places = 12
		for i := range places {
			at := len(content) * i / places
			damaged := slices.Clone(content)
			damaged[at] ^= 0xff
			check(fmt.Sprintf("byte %d", at), damaged)
			check(fmt.Sprintf("the first %d bytes", at), content[:at])
		}
	}
}

// restore puts a copy of the folder from in place of to.
func restore(t *testing.T, from, to string) {
	t.Helper()
	must(t, os.RemoveAll(to))
	must(t, os.CopyFS(to, os.DirFS(from)))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// The starter articles come when the library is made, also when making it was
// interrupted, and do not come back when they are removed.
func TestStarter(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(t.Context(), dir, "test")
	must(t, err)
	defer s.Close()
	fail := true
	open := func() *retrieval.Libraries {
		return retrieval.New(slog.New(slog.DiscardHandler), s, retrieval.Config{Dir: dir, Starter: func(ctx context.Context, lib *retrieval.Library) error {
			if _, err := lib.Add(ctx, retrieval.NewLoad(tester, ""), article("first", "The bridge was closed.")); err != nil || !fail {
				return err
			}
			return errors.New("interrupted")
		}})
	}
	libs := open()
	if _, err := libs.Make(t.Context(), "local"); err == nil {
		t.Fatal("the interruption was not reported")
	}
	fail = false
	lib, err := libs.Make(t.Context(), "local")
	must(t, err)
	expect(t, lib, "bridge", "first")
	must(t, lib.Remove(t.Context(), tester, "first"))
	must(t, libs.Close())
	libs = open()
	defer libs.Close()
	lib, err = libs.Make(t.Context(), "local")
	must(t, err)
	expect(t, lib, "bridge")
}

func TestFilters(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	for id, meta := range map[string]retrieval.Meta{
		"times":   {Outlet: "The Harbour Times", Published: "2020-01-01"},
		"post":    {Outlet: "Post", Published: "2020-06-30T23:00:00-05:00"},
		"undated": {Outlet: "Post"},
	} {
		meta.ID = id
		add(t, lib, retrieval.Article{Meta: meta, Body: "The bridge was closed."})
	}
	for _, tt := range []struct {
		name   string
		filter retrieval.Filter
		want   []string
	}{
		{"outlet", retrieval.Filter{Outlets: []string{"harbour times"}}, []string{"times"}},
		{"outlets", retrieval.Filter{Outlets: []string{"POST", "The Harbour Times"}}, []string{"post", "times", "undated"}},
		{"unknown outlet", retrieval.Filter{Outlets: []string{"none"}}, []string{}},
		{"since", retrieval.Filter{Since: "2020-01-02"}, []string{"post"}},
		{"until, inclusive", retrieval.Filter{Until: "2020-01-01"}, []string{"times"}},
		{"one day in the page's own zone", retrieval.Filter{Since: "2020-06-30", Until: "2020-06-30"}, []string{"post"}},
		{"both", retrieval.Filter{Outlets: []string{"post"}, Until: "2020-12-31"}, []string{"post"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := found(t, lib, retrieval.Query{Text: "bridge", Filter: tt.filter})
			if diff := cmp.Diff(tt.want, sorted(got)); diff != "" {
				t.Errorf("search: %s", diff)
			}
			metas, err := lib.List(t.Context(), tt.filter)
			must(t, err)
			got = []string{}
			for _, m := range metas {
				got = append(got, m.ID)
			}
			if diff := cmp.Diff(tt.want, sorted(got)); diff != "" {
				t.Errorf("list: %s", diff)
			}
		})
	}
}

func sorted(ids []string) []string {
	slices.Sort(ids)
	return ids
}

// What is no word must not cost what a word's other spellings do.
func TestSearchOverlongWord(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	add(t, lib, article("ferry", "The ferry leaves the harbour at seven."))
	for _, n := range []int{100, 5_000, 50_000} {
		res, err := lib.Search(t.Context(), retrieval.Query{Text: "ferry " + strings.Repeat("ferriboat", n)})
		if err != nil {
			t.Fatalf("%d letters: %.100v", 9*n, err)
		}
		if len(res.Hits) != 1 {
			t.Errorf("%d letters: %d passages, want the one that has the other word", 9*n, len(res.Hits))
		}
	}
}
