package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

var libraryContract = []promise{
	{"CreateLibrary Library Libraries FinishLibrary", librariesAreKept},
	{"DeleteLibrary Totals", deletedLibrariesTakeAllAlong},
	{"NoteLost Losses", lossesAreToldUntilMadeUpFor},
	{"LastUsed", lastUsedComesFirst},
	{"Names.Libraries Names.Outlets Names.Articles Names.Close", namesAreReadBesideTheStore},
	{"Close ReadOnly MakeRoom", storesCanBeOpenedAgain},
}

func librariesAreKept(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	if _, err := s.Library(ctx, "news"); !errors.Is(err, retrieval.ErrNoLibrary) {
		t.Errorf("no library yet: %v", err)
	}
	if all := got[[]retrieval.LibraryRecord](t)(s.Libraries(ctx)); len(all) > 0 {
		t.Errorf("an empty store has %v", all)
	}
	news := library(t, s, "news")
	archive := library(t, s, "archive")
	if again := library(t, s, "news"); again != news {
		t.Errorf("made again it is %+v, was %+v", again, news)
	}
	if news.Epoch == archive.Epoch || news.Key == archive.Key || news.Finished {
		t.Errorf("they are %+v and %+v", news, archive)
	}
	must(t, s.FinishLibrary(ctx, news.Key))
	must(t, s.FinishLibrary(ctx, news.Key))
	must(t, s.Close())
	s = at.open(t)
	news.Finished = true
	if diff := cmp.Diff([]retrieval.LibraryRecord{archive, news}, got[[]retrieval.LibraryRecord](t)(s.Libraries(ctx))); diff != "" {
		t.Errorf("libraries (-want +got):\n%s", diff)
	}
	if r := got[retrieval.LibraryRecord](t)(s.Library(ctx, "news")); r != news {
		t.Errorf("news is %+v, want %+v", r, news)
	}
}

func deletedLibrariesTakeAllAlong(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	news, other := library(t, s, "news"), library(t, s, "other")
	e := put(t, s, news.Key, retrieval.Entry{}, article("a", "One."))
	put(t, s, other.Key, retrieval.Entry{}, article("a", "One."))
	remove(t, s, news.Key, put(t, s, news.Key, retrieval.Entry{}, article("b", "Two.")))
	change(t, s, news.Key, act(), func(tx retrieval.StoreTx) error {
		return tx.SetAlias("x", retrieval.Alias{Alias: "X", Outlet: "Y"})
	})
	holds(t, s, store.Totals{Libraries: 2, Articles: 2})
	if deleted, err := s.DeleteLibrary(ctx, news.Key); !deleted || err != nil {
		t.Errorf("deleted: %t, %v", deleted, err)
	}
	holds(t, s, store.Totals{Libraries: 1, Articles: 1})
	if _, err := s.Revision(ctx, e.Num, 0); !errors.Is(err, retrieval.ErrNoArticle) {
		t.Errorf("its article: %v", err)
	}
	if again := library(t, s, "news"); again.Key == news.Key || again.Epoch == news.Epoch {
		t.Errorf("another library of the name is %+v, as was the deleted one", again)
	}
	if aliases := got[[]retrieval.Alias](t)(s.Aliases(ctx, library(t, s, "news").Key)); len(aliases) > 0 {
		t.Errorf("it has aliases: %v", aliases)
	}
}

func lossesAreToldUntilMadeUpFor(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	lib := library(t, s, "news")
	library(t, s, "other")
	must(t, s.NoteLost(ctx, lib.Key, 2))
	must(t, s.NoteLost(ctx, lib.Key, 1)) // less than is known
	want := []store.Loss{{Library: "news", Seen: 2}}
	if diff := cmp.Diff(want, got[[]store.Loss](t)(s.Losses(ctx))); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
	put(t, s, lib.Key, retrieval.Entry{}, article("a", "One."))
	put(t, s, lib.Key, retrieval.Entry{}, article("b", "Two."))
	if left := got[[]store.Loss](t)(s.Losses(ctx)); len(left) > 0 {
		t.Errorf("as many changes later: %v", left)
	}
}

func lastUsedComesFirst(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	db := s.Database()
	later := time.Now().Add(time.Hour)
	for _, name := range []string{"asked", "changed", "made", "quoted", "unfinished"} {
		lib := library(t, s, name)
		if name != "unfinished" {
			must(t, s.FinishLibrary(ctx, lib.Key))
		}
		_, err := db.Exec(ctx, `UPDATE libraries SET created = ? WHERE key = ?`, store.Stamp(later.Add(-24*time.Hour)), lib.Key)
		must(t, err)
		switch name {
		case "asked":
			_, err = db.Exec(ctx, `INSERT INTO questions (id, guild, channel, "user", asked, inquiry, answered, private, citations)
				VALUES ('1', ?, '', '', ?, '{}', 1, 0, '[]')`, name, store.Stamp(later.Add(2*time.Hour)))
		case "changed": // now
			put(t, s, lib.Key, retrieval.Entry{}, article("a", "One."))
		case "quoted":
			_, err = db.Exec(ctx, `INSERT INTO receipts (id, library, made, citations) VALUES ('1', ?, ?, '[]')`, lib.Key, store.Stamp(later))
		}
		must(t, err)
	}
	used := got[[]string](t)(s.LastUsed(ctx, 10))
	if diff := cmp.Diff([]string{"asked", "quoted", "changed", "made"}, used); diff != "" {
		t.Errorf("last used (-want +got):\n%s", diff)
	}
	if first := got[[]string](t)(s.LastUsed(ctx, 2)); !cmp.Equal(first, used[:2]) {
		t.Errorf("the first two are %v", first)
	}
}

func namesAreReadBesideTheStore(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	key := library(t, s, "news").Key
	library(t, s, "Archive")
	for _, id := range []string{"fence", "ferry", "fest", "FERRY", "f%", "f\U0010FFFD", "harbour"} {
		a := article(id, "The text of "+id+".")
		a.Outlet = "The Courier"
		put(t, s, key, retrieval.Entry{}, a)
	}
	change(t, s, key, act(), func(tx retrieval.StoreTx) error {
		return tx.SetAlias("courier", retrieval.Alias{Alias: "Courier", Outlet: "The Courier"})
	})
	n, err := store.OpenNames(at.file)
	must(t, err)
	if diff := cmp.Diff([]string{"Archive", "news"}, got[[]string](t)(n.Libraries(ctx))); diff != "" {
		t.Errorf("libraries (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Courier", "The Courier"}, got[[]string](t)(n.Outlets(ctx, "news"))); diff != "" {
		t.Errorf("outlets (-want +got):\n%s", diff)
	}
	for prefix, want := range map[string][]string{"fe": {"fence", "ferry"}, "f%": {"f%"}, "f\U0010FFFD": {"f\U0010FFFD"}, "x": nil} {
		var ids []string
		for _, m := range got[[]retrieval.Meta](t)(n.Articles(ctx, "news", prefix, 2)) {
			ids = append(ids, m.ID)
			if m.Title != "Title of "+m.ID {
				t.Errorf("%s has the title %q", m.ID, m.Title)
			}
		}
		if diff := cmp.Diff(want, ids); diff != "" {
			t.Errorf("ids from %q (-want +got):\n%s", prefix, diff)
		}
	}
	must(t, n.Close())
}

func storesCanBeOpenedAgain(t *testing.T, at place) {
	s := at.open(t)
	library(t, s, "news")
	if s.ReadOnly() {
		t.Error("it can only be read")
	}
	if s.MakeRoom(nil) || s.MakeRoom(retrieval.ErrNoArticle) {
		t.Error("room is made for nothing")
	}
	must(t, s.Close())
	if _, err := s.Libraries(t.Context()); err == nil {
		t.Error("a closed store is read")
	}
	holds(t, at.open(t), store.Totals{Libraries: 1})
}
