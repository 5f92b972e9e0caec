package retrieval_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

func undo(t *testing.T, lib *retrieval.Library, act string) []retrieval.Undone {
	t.Helper()
	out, err := lib.Undo(t.Context(), tester, act)
	must(t, err)
	return out
}

// newest is the id of the last act.
func newest(t *testing.T, lib *retrieval.Library) string {
	t.Helper()
	return logOf(t, lib, retrieval.LogQuery{Limit: 1})[0].ID
}

func TestUndoLoad(t *testing.T) {
	dir := t.TempDir()
	h := openHouse(t, dir)
	lib := h.library(t, "local")
	old := article("old", "The bridge was closed.")
	old.Title = "Bridge"
	add(t, lib, old)
	_, err := lib.Edit(t.Context(), tester, "old", retrieval.Edit{Outlet: new("Gazette")})
	must(t, err)
	add(t, lib, article("fixed", "The tower was opened."))

	load := retrieval.NewLoad(tester, "wrong.jsonl")
	mistaken := article("old", "The bridge was painted green.")
	mistaken.Title = "Paint"
	for _, a := range []retrieval.Article{
		mistaken, article("new", "The ferry sank."), article("fixed", "The tower was painted."), article("gone", "The road was painted."),
	} {
		_, err := lib.Add(t.Context(), load, a)
		must(t, err)
	}
	add(t, lib, article("fixed", "The tower was painted blue."))
	later := newest(t, lib)
	must(t, lib.Remove(t.Context(), tester, "gone"))

	want := []retrieval.Undone{
		{ID: "old", Status: retrieval.Updated, Revision: 1},
		{ID: "fixed", Status: retrieval.Rejected, Reason: "it has changed since, by terminal tester in the load " + later},
		{ID: "new", Status: retrieval.Removed},
	}
	sorted := cmpopts.SortSlices(func(a, b retrieval.Undone) bool { return a.ID < b.ID })
	if diff := cmp.Diff(want, undo(t, lib, load.ID()), sorted, cmpopts.IgnoreFields(retrieval.Undone{}, "Err")); diff != "" {
		t.Errorf("undone (-want +got):\n%s", diff)
	}
	check := func(lib *retrieval.Library) {
		t.Helper()
		expect(t, lib, "ferry sank")
		expect(t, lib, "bridge closed", "old")
		a, err := lib.Article(t.Context(), "old", 0)
		must(t, err)
		if a.Title != "Bridge" || a.Outlet != "Gazette" || a.Revision != 1 || a.Body != old.Body {
			t.Errorf("it is %+v", a)
		}
		// Who quoted the mistaken revision can still be shown it.
		if a, err := lib.Article(t.Context(), "old", 2); err != nil || a.Body != mistaken.Body {
			t.Errorf("revision 2 is %q, %v", a.Body, err)
		}
	}
	check(lib)
	h.close(t)
	lib = openHouse(t, dir).library(t, "local")
	check(lib)

	// What was mended by hand is still known to be, and the next text is a new
	// revision.
	if got := add(t, lib, old)[0]; got.Status != retrieval.Duplicate {
		t.Errorf("loading what its source said before is %s", got.Status)
	}
	if got := add(t, lib, article("old", "The bridge was opened."))[0]; got.Article.Revision != 3 || got.Article.Outlet != "Gazette" {
		t.Errorf("the next text makes it %+v", got.Article)
	}

	// The act that stood in the way is undone, and then the first one can be.
	undo(t, lib, later)
	if diff := cmp.Diff([]retrieval.Undone{{ID: "fixed", Status: retrieval.Updated, Revision: 1}}, undo(t, lib, load.ID())); diff != "" {
		t.Errorf("undone again (-want +got):\n%s", diff)
	}
	expect(t, lib, "tower opened", "fixed")
	act, err := lib.Act(t.Context(), load.ID())
	must(t, err)
	if act.Added != 2 || act.Updated != 2 || act.Undone != 3 {
		t.Errorf("the log says of the load %+v", act)
	}
	if top := logOf(t, lib, retrieval.LogQuery{Limit: 1})[0]; top.What != retrieval.DeedUndo || top.Detail != load.ID() || top.Updated != 1 {
		t.Errorf("the log says of undoing it %+v", top)
	}
}

func TestUndoRefuses(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	add(t, lib, article("a", "One."))
	load := newest(t, lib)
	must(t, lib.Remove(t.Context(), tester, "a"))
	for act, want := range map[string]error{
		"nonesuch": retrieval.ErrNoAct, load: retrieval.ErrNotUndone, newest(t, lib): retrieval.ErrNotUndone,
	} {
		if _, err := lib.Undo(t.Context(), tester, act); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", act, err, want)
		}
	}
}

// A load of more articles than one transaction takes back.
func TestUndoLargeLoad(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	load := retrieval.NewLoad(tester, "")
	var articles []retrieval.Article
	for i := range 450 {
		articles = append(articles, article(fmt.Sprint(i), fmt.Sprintf("Text %d.", i)))
	}
	_, err := lib.Add(t.Context(), load, articles...)
	must(t, err)
	out := undo(t, lib, load.ID())
	if len(out) != 450 || slices.ContainsFunc(out, func(u retrieval.Undone) bool { return u.Status != retrieval.Removed }) {
		t.Errorf("%d articles are undone", len(out))
	}
	if left, err := lib.List(t.Context(), retrieval.Filter{}); err != nil || len(left) > 0 {
		t.Errorf("%d articles are left, %v", len(left), err)
	}
}

// An article that had a text once does not keep another from being added that
// has it now.
func TestMintedIDIsFree(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	page := func(url, body string) retrieval.Article {
		return retrieval.Article{Meta: retrieval.Meta{Title: "Story", URL: url}, Body: body}
	}
	first := add(t, lib, page("https://a.example/", "One."))[0]
	add(t, lib, page("https://a.example/", "Two."))
	second := add(t, lib, page("https://b.example/", "One."))[0]
	if second.Status != retrieval.Added || second.Article.ID != first.Article.ID+"-2" {
		t.Errorf("after %s comes %+v", first.Article.ID, second)
	}
}

// countingStore counts how often the log is read, and may not know what changed
// an article last.
type countingStore struct {
	*store.Store
	reads int
	fail  error
}

func (s *countingStore) LastAct(ctx context.Context, article int64) (int64, error) {
	num, err := s.Store.LastAct(ctx, article)
	return num, errors.Join(err, s.fail)
}

func (s *countingStore) Acts(ctx context.Context, key int64, q retrieval.LogQuery) ([]retrieval.Act, error) {
	s.reads++
	return s.Store.Acts(ctx, key, q)
}

// What a later load has changed is looked up once, however many articles that
// are: each look counts all of them.
func TestUndoWhatALaterLoadChanged(t *testing.T) {
	dir := t.TempDir()
	st, err := store.Open(t.Context(), dir, "test")
	must(t, err)
	counting := &countingStore{Store: st}
	libraries := retrieval.New(slog.New(slog.DiscardHandler), counting, retrieval.Config{Dir: dir})
	t.Cleanup(func() { must(t, errors.Join(libraries.Close(), st.Close())) })
	lib, err := libraries.Make(t.Context(), "local")
	must(t, err)
	first, later := retrieval.NewLoad(tester, "first"), retrieval.NewLoad(tester, "later")
	add := func(load retrieval.Load, text string) {
		_, err := lib.Add(t.Context(), load, article("a", text), article("b", text), article("c", text))
		must(t, err)
	}
	add(first, "The ferry sank.")
	add(later, "The ferry was raised.")
	undone, err := lib.Undo(t.Context(), tester, first.ID())
	must(t, err)
	want := "it has changed since, by " + tester.String() + " in the load " + later.ID()
	for _, u := range undone {
		if u.Status != retrieval.Rejected || u.Reason != want {
			t.Errorf("%+v, want it left alone: %s", u, want)
		}
	}
	if len(undone) != 3 || counting.reads != 1 {
		t.Errorf("%d articles in %d looks at the log, want 3 in one", len(undone), counting.reads)
	}
	counting.fail = context.Canceled
	if undone, err = lib.Undo(t.Context(), tester, first.ID()); !errors.Is(err, context.Canceled) || len(undone) > 0 {
		t.Errorf("stopped, it has undone %v, %v", undone, err)
	}
}
