package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/store"
	"dateline/retrieval/text"
)

var articleContract = []promise{
	{"AtURL", articlesAreFoundAtURLs},
	{"Tx.Put Entries Revision Body", articlesAreKeptToTheLetter},
	{"Tx.Put Revision", formerRevisionsStay},
	{"Change", changesAreWholeOrNothing},
	{"Change", changesAreCounted},
	{"Changes NewTexts", changesAreListed},
	{"Tx.ByID Tx.ByURL Tx.ByText Tx.ByFormerURL Tx.KeepURL", articlesAreFound},
	{"Tx.Remove Removed", removedArticlesLeaveATombstone},
	{"Document LoadedBy", documentsAndDaysAreNoted},
	{"KeepRejects Rejects", rejectsAreReplaced},
	{"Aliases Tx.SetAlias Tx.DropAlias", aliasesAreSetAndDropped},
}

// strange is text that a database may stumble over.
const strange = "NUL \x00, a quote ' and \", a backslash \\, ? and ?1 and $1, \U0010FFFD\U0010FFFE\U0010FFFF, e\u0301, 漢字, 👩‍👩‍👧, \r\n."

// full is an article of which no field is empty.
func full() retrieval.Article {
	body := "A first paragraph: " + strange + "\n\nA second one."
	return retrieval.Article{
		Meta: retrieval.Meta{
			ID: "full-漢?1'", Revision: 1, Title: strange, Outlet: strange + "o", Agency: strange + "g", Authors: []string{strange, "B, C"},
			Published: "2017-11-16T08:00:00+01:00", PublishedInferred: true, URL: "https://example.org/?q=1&r=%00", Language: "en", Image: "https://example.org/i.png",
		},
		Body: body, Blocks: text.FindBlocks(body), Partial: true,
	}
}

func articlesAreKeptToTheLetter(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	lib, other := library(t, s, "local"), library(t, s, "other")
	a := full()
	stated := a.Meta
	stated.Title = "stated: " + strange
	var e retrieval.Entry
	change(t, s, lib.Key, act(), func(tx retrieval.StoreTx) (err error) {
		e, err = tx.Put(retrieval.Entry{}, a, &stated, retrieval.HashText(a.Body))
		return err
	})
	bare := retrieval.Article{Meta: retrieval.Meta{ID: "bare", Revision: 1, Authors: []string{}}, Body: "x", Blocks: text.FindBlocks("x")}
	second := put(t, s, lib.Key, retrieval.Entry{}, bare)
	must(t, s.Close())
	s = at.open(t)
	want := []retrieval.Entry{
		{Num: e.Num, Seq: 1, Meta: a.Meta, Revisions: 1, Partial: true, Text: retrieval.HashText(a.Body), Stated: &stated},
		{Num: second.Num, Seq: 2, Meta: bare.Meta, Revisions: 1, Text: retrieval.HashText("x")},
	}
	entries := got[[]retrieval.Entry](t)(s.Entries(ctx, lib.Key))
	slices.SortFunc(entries, func(a, b retrieval.Entry) int { return int(a.Num - b.Num) })
	if diff := cmp.Diff(want, entries); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(a, got[retrieval.Article](t)(s.Revision(ctx, e.Num, 0))); diff != "" {
		t.Errorf("article (-want +got):\n%s", diff)
	}
	if body := got[string](t)(s.Body(ctx, e.Num, 1)); body != a.Body {
		t.Errorf("its text is %q", body)
	}
	if of := got[[]retrieval.Entry](t)(s.Entries(ctx, other.Key)); len(of) > 0 {
		t.Errorf("another library has %v", of)
	}
	if _, err := s.Body(ctx, e.Num, 2); !errors.Is(err, retrieval.ErrNoArticle) {
		t.Errorf("a text that is not there: %v", err)
	}
	if _, err := s.Revision(ctx, e.Num+9, 0); !errors.Is(err, retrieval.ErrNoArticle) {
		t.Errorf("an article that is not there: %v", err)
	}
	must(t, s.Check(ctx))
}

func formerRevisionsStay(t *testing.T, at place) {
	s := at.open(t)
	key := library(t, s, "local").Key
	first := article("a", "One.")
	e := put(t, s, key, retrieval.Entry{}, first)
	second := article("a", "Two.")
	second.Revision = 2
	e = put(t, s, key, e, second)
	if e.Revisions != 2 || e.Revision != 2 {
		t.Errorf("it has %d revisions, the newest %d", e.Revisions, e.Revision)
	}
	e = put(t, s, key, e, first) // back to the first text
	for revision, want := range map[int]retrieval.Article{0: first, 1: first, 2: second} {
		if diff := cmp.Diff(want, got[retrieval.Article](t)(s.Revision(t.Context(), e.Num, revision))); diff != "" {
			t.Errorf("revision %d (-want +got):\n%s", revision, diff)
		}
	}
	if e.Revisions != 2 || e.Seq != 3 {
		t.Errorf("at last it is %+v", e)
	}
}

func changesAreWholeOrNothing(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	key := library(t, s, "local").Key
	boom := errors.New("boom")
	seq, err := s.Change(ctx, key, act(), func(tx retrieval.StoreTx) error {
		_, err := tx.Put(retrieval.Entry{}, article("a", "One."), nil, retrieval.HashText("One."))
		return errors.Join(err, boom)
	})
	if seq != 0 || !errors.Is(err, boom) {
		t.Errorf("%d, %v", seq, err)
	}
	holds(t, s, store.Totals{Libraries: 1})
	if acts := got[[]retrieval.Act](t)(s.Acts(ctx, key, retrieval.LogQuery{Limit: 5})); len(acts) > 0 {
		t.Errorf("the log has %v", acts)
	}
	if _, err := s.Change(ctx, key+9, act(), func(retrieval.StoreTx) error { return nil }); err == nil {
		t.Error("a library that is not there is changed")
	}
	seq = change(t, s, key, act(), func(retrieval.StoreTx) error { return nil })
	if acts := got[[]retrieval.Act](t)(s.Acts(ctx, key, retrieval.LogQuery{Limit: 5})); seq != 0 || len(acts) > 0 {
		t.Errorf("a change of nothing is number %d, and the log has %v", seq, acts)
	}
}

// Those who change a library at once get a number each, without gaps.
func changesAreCounted(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	key := library(t, s, "local").Key
	const writers, each = 4, 5
	var wait sync.WaitGroup
	seqs := make(chan int64, writers*each)
	for w := range writers {
		wait.Go(func() {
			for i := range each {
				a := article(fmt.Sprint(w, "-", i), "One.")
				seq, err := s.Change(ctx, key, act(), func(tx retrieval.StoreTx) error {
					_, err := tx.Put(retrieval.Entry{}, a, nil, retrieval.HashText(a.Body))
					return err
				})
				if err != nil {
					t.Error(err)
				}
				seqs <- seq
			}
		})
	}
	wait.Wait()
	close(seqs)
	var all []int64
	for seq := range seqs {
		all = append(all, seq)
	}
	slices.Sort(all)
	for i, seq := range all {
		if seq != int64(i)+1 {
			t.Fatalf("the changes have the numbers %v", all)
		}
	}
	if changes, last, err := s.Changes(ctx, key, 0); err != nil || len(changes) != writers*each || last != writers*each {
		t.Errorf("%d changes, the last %d, %v", len(changes), last, err)
	}
}

func changesAreListed(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	key, other := library(t, s, "local").Key, library(t, s, "other").Key
	a := put(t, s, key, retrieval.Entry{}, article("a", "One."))
	b := put(t, s, key, retrieval.Entry{}, article("b", "Two."))
	put(t, s, other, retrieval.Entry{}, article("a", "Three."))
	retitled := article("b", "Two.")
	retitled.Title = "Another title"
	put(t, s, key, b, retitled)
	remove(t, s, key, a)
	for after, want := range map[int64][]retrieval.Change{
		0:       {{Num: b.Num, Seq: 3}, {Num: a.Num, Seq: 4, Removed: true}},
		3:       {{Num: a.Num, Seq: 4, Removed: true}},
		4:       {},
		1 << 62: {},
	} {
		changes, last, err := s.Changes(ctx, key, after)
		must(t, err)
		slices.SortFunc(changes, func(a, b retrieval.Change) int { return int(a.Seq - b.Seq) })
		if diff := cmp.Diff(want, changes); diff != "" || last != 4 {
			t.Errorf("after %d, the last %d (-want +got):\n%s", after, last, diff)
		}
	}
	if changes, last, err := s.Changes(ctx, key+99, 0); len(changes) > 0 || last != 0 || err != nil {
		t.Errorf("of no library: %v, %d, %v", changes, last, err)
	}
	for after, want := range map[int64][]int64{0: {b.Num}, 1: {b.Num}, 2: nil} { // the third change brought no text
		nums, last, err := s.NewTexts(ctx, key, after)
		if diff := cmp.Diff(want, nums); diff != "" || last != 4 || err != nil {
			t.Errorf("new texts after %d, the last %d, %v (-want +got):\n%s", after, last, err, diff)
		}
	}
}

func articlesAreFound(t *testing.T, at place) {
	s := at.open(t)
	key, other := library(t, s, "local").Key, library(t, s, "other").Key
	a := article("a", "One.")
	want := put(t, s, key, retrieval.Entry{}, a)
	twin := article("z", "One.")
	twin.URL = a.URL
	put(t, s, key, retrieval.Entry{}, twin) // the first is found
	url, former, body := retrieval.HashURL(a.URL), retrieval.HashURL("https://example.org/former"), retrieval.HashText(a.Body)
	change(t, s, key, act(), func(tx retrieval.StoreTx) error {
		return errors.Join(tx.KeepURL(want, former), tx.KeepURL(want, former))
	})
	for name, find := range map[string]func(tx retrieval.StoreTx, wrong bool) (retrieval.Entry, error){
		"id": func(tx retrieval.StoreTx, wrong bool) (retrieval.Entry, error) {
			return tx.ByID(map[bool]string{false: "a", true: "A"}[wrong])
		},
		"URL": func(tx retrieval.StoreTx, wrong bool) (retrieval.Entry, error) {
			return tx.ByURL(map[bool]retrieval.Hash{false: url, true: former}[wrong])
		},
		"former URL": func(tx retrieval.StoreTx, wrong bool) (retrieval.Entry, error) {
			return tx.ByFormerURL(map[bool]retrieval.Hash{false: former, true: url}[wrong])
		},
		"text": func(tx retrieval.StoreTx, wrong bool) (retrieval.Entry, error) {
			return tx.ByText(map[bool]retrieval.Hash{false: body, true: {9}}[wrong])
		},
	} {
		change(t, s, key, act(), func(tx retrieval.StoreTx) error {
			if e, err := find(tx, false); err != nil || !cmp.Equal(want, e) {
				t.Errorf("by its %s: %v, %s", name, err, cmp.Diff(want, e))
			}
			if e, err := find(tx, true); !errors.Is(err, retrieval.ErrNoArticle) {
				t.Errorf("by another %s: %+v, %v", name, e, err)
			}
			return nil
		})
		change(t, s, other, act(), func(tx retrieval.StoreTx) error {
			if e, err := find(tx, false); !errors.Is(err, retrieval.ErrNoArticle) {
				t.Errorf("in another library by its %s: %+v, %v", name, e, err)
			}
			return nil
		})
	}
}

func removedArticlesLeaveATombstone(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	key, other := library(t, s, "local").Key, library(t, s, "other").Key
	a := article("a", "One.")
	e := put(t, s, key, retrieval.Entry{}, a)
	url, former := retrieval.HashURL(a.URL), retrieval.HashURL("https://example.org/former")
	change(t, s, key, act(), func(tx retrieval.StoreTx) error { return tx.KeepURL(e, former) })
	removed := func(key int64, url retrieval.Hash) bool { return got[bool](t)(s.Removed(ctx, key, url)) }
	if removed(key, url) {
		t.Error("it is removed already")
	}
	if _, err := s.Change(ctx, other, act(), func(tx retrieval.StoreTx) error { return tx.Remove(e) }); !errors.Is(err, retrieval.ErrNoArticle) {
		t.Errorf("removed from another library: %v", err)
	}
	remove(t, s, key, e)
	if !removed(key, url) || !removed(key, former) || removed(key, retrieval.Hash{1}) || removed(other, url) {
		t.Errorf("removed: %t, %t, %t, %t", removed(key, url), removed(key, former), removed(key, retrieval.Hash{1}), removed(other, url))
	}
	if _, err := s.Revision(ctx, e.Num, 1); !errors.Is(err, retrieval.ErrNoArticle) {
		t.Errorf("its text: %v", err)
	}
	if _, err := s.Change(ctx, key, act(), func(tx retrieval.StoreTx) error { return tx.Remove(e) }); !errors.Is(err, retrieval.ErrNoArticle) {
		t.Errorf("removed again: %v", err)
	}
	if again := put(t, s, key, retrieval.Entry{}, a); again.Num == e.Num {
		t.Error("its number is used again")
	}
	if removed(key, url) {
		t.Error("it is there again, and removed")
	}
}

func documentsAndDaysAreNoted(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	key, other := library(t, s, "local").Key, library(t, s, "other").Key
	a := article("a", "One.")
	a.Document = retrieval.Hash{7}
	e := put(t, s, key, retrieval.Entry{}, a)
	if num := got[int64](t)(s.Document(ctx, key, a.Document)); num != e.Num {
		t.Errorf("it came of article %d, want %d", num, e.Num)
	}
	none := func(key int64, hash retrieval.Hash) {
		t.Helper()
		if num, err := s.Document(ctx, key, hash); !errors.Is(err, retrieval.ErrNoArticle) {
			t.Errorf("article %d, %v", num, err)
		}
	}
	none(other, a.Document)
	none(key, retrieval.Hash{8})
	b := put(t, s, key, retrieval.Entry{}, func() retrieval.Article { // the document reads otherwise now
		b := article("b", "Two.")
		b.Document = a.Document
		return b
	}())
	if num := got[int64](t)(s.Document(ctx, key, a.Document)); num != b.Num {
		t.Errorf("it came of article %d, want %d", num, b.Num)
	}
	newer := article("b", "Three.")
	newer.Revision = 2
	put(t, s, key, b, newer)
	none(key, a.Document) // its text is another now

	today := time.Now().UTC()
	for day, want := range map[time.Time]int{today.AddDate(0, 0, 1): 2, today.AddDate(0, 0, -1): 0} {
		if nums := got[[]int64](t)(s.LoadedBy(ctx, key, day.Format(time.DateOnly))); len(nums) != want {
			t.Errorf("loaded by %s: %v, want %d", day.Format(time.DateOnly), nums, want)
		}
	}
}

func rejectsAreReplaced(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	key, other := library(t, s, "local").Key, library(t, s, "other").Key
	want := []retrieval.Reject{{Source: "/b", Reason: strange}, {Source: "/a", Reason: strings.Repeat("long ", 2000)}}
	must(t, s.KeepRejects(ctx, key, []retrieval.Reject{{Source: "/c", Reason: "before"}}))
	must(t, s.KeepRejects(ctx, key, want))
	if diff := cmp.Diff(want, got[[]retrieval.Reject](t)(s.Rejects(ctx, key))); diff != "" {
		t.Errorf("rejects (-want +got):\n%s", diff)
	}
	if of := got[[]retrieval.Reject](t)(s.Rejects(ctx, other)); len(of) > 0 {
		t.Errorf("another library's: %v", of)
	}
	must(t, s.KeepRejects(ctx, key, nil))
	if left := got[[]retrieval.Reject](t)(s.Rejects(ctx, key)); len(left) > 0 {
		t.Errorf("after a load that rejected nothing: %v", left)
	}
}

func aliasesAreSetAndDropped(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	key, other := library(t, s, "local").Key, library(t, s, "other").Key
	set := func(folded, alias, outlet string) {
		change(t, s, key, act(), func(tx retrieval.StoreTx) error {
			return tx.SetAlias(folded, retrieval.Alias{Alias: alias, Outlet: outlet})
		})
	}
	set("b", "B", "Before")
	set("ä", "Ä", "Umlaut "+strange)
	set("a", "A", "First")
	set("b", "B.", "Second")
	want := []retrieval.Alias{{Alias: "A", Outlet: "First"}, {Alias: "B.", Outlet: "Second"}, {Alias: "Ä", Outlet: "Umlaut " + strange}}
	if diff := cmp.Diff(want, got[[]retrieval.Alias](t)(s.Aliases(ctx, key))); diff != "" {
		t.Errorf("aliases (-want +got):\n%s", diff)
	}
	change(t, s, key, act(), func(tx retrieval.StoreTx) error { return errors.Join(tx.DropAlias("b"), tx.DropAlias("none")) })
	if diff := cmp.Diff([]retrieval.Alias{want[0], want[2]}, got[[]retrieval.Alias](t)(s.Aliases(ctx, key))); diff != "" {
		t.Errorf("aliases after one was dropped (-want +got):\n%s", diff)
	}
	if of := got[[]retrieval.Alias](t)(s.Aliases(ctx, other)); len(of) > 0 {
		t.Errorf("another library's: %v", of)
	}
	must(t, s.Check(ctx))
}

func articlesAreFoundAtURLs(t *testing.T, at place) {
	s := at.open(t)
	lib, other := library(t, s, "local"), library(t, s, "other")
	with := func(id, url string) retrieval.Entry {
		a := article(id, "Of "+id+".")
		a.URL = url
		return put(t, s, lib.Key, retrieval.Entry{}, a)
	}
	const url, former, since, gone = "https://example.org/now", "https://example.org/former", "https://example.org/since", "https://example.org/gone"
	a := with("a", url)
	with("nowhere", "")
	later, removed := with("later", since), with("removed", gone)
	_, err := s.Change(t.Context(), lib.Key, act(), func(tx retrieval.StoreTx) error {
		return errors.Join(tx.KeepURL(a, retrieval.HashURL(former)), tx.KeepURL(a, retrieval.HashURL(since)),
			tx.KeepURL(removed, retrieval.HashURL(gone+"/before")), tx.Remove(removed))
	})
	must(t, err)
	for _, tt := range []struct {
		name string
		in   retrieval.LibraryRecord
		url  string
		want int64 // 0 for none
	}{
		{"its own", lib, url + "?utm_source=feed", a.Num},
		{"a former one", lib, former, a.Num},
		{"a former one that another has now", lib, since, later.Num},
		{"of another library", other, url, 0},
		{"nobody's", lib, url + "/two", 0},
		{"no URL", lib, "", 0},
		{"of a removed article", lib, gone, 0},
		{"a former one of a removed article", lib, gone + "/before", 0},
	} {
		got, err := s.AtURL(t.Context(), tt.in.Key, retrieval.HashURL(tt.url))
		if got != tt.want || (err == nil) != (tt.want != 0) || err != nil && !errors.Is(err, retrieval.ErrNoArticle) {
			t.Errorf("%s: got %d, %v, want %d", tt.name, got, err, tt.want)
		}
	}
}
