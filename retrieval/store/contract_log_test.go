package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
)

var logContract = []promise{
	{"Acts Act LastAct", actsAreRecorded},
	{"Acts", actsAreListedInPages},
	{"Touched Undoable Tx.Undone", actsCanBeTakenBack},
	{"Touched Tx.Remove", removedArticlesAreForgottenByTheLog},
}

// by is an act of a member of Discord.
func by(id string, what retrieval.Deed) retrieval.Act {
	return retrieval.Act{ID: id, By: retrieval.Actor{Kind: retrieval.ByDiscord, ID: "42", Name: strange}, What: what, Detail: "of " + strange}
}

func actsAreRecorded(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	key, other := library(t, s, "local").Key, library(t, s, "other").Key
	before := time.Now().UTC().Truncate(time.Second)
	load := by("load", retrieval.DeedLoad)
	var a retrieval.Entry
	for range 2 { // a load in two parts is one act
		change(t, s, key, load, func(tx retrieval.StoreTx) (err error) {
			old, err := tx.ByID("a")
			if errors.Is(err, retrieval.ErrNoArticle) {
				err = nil
			}
			if err == nil {
				a, err = tx.Put(old, article("a", "One."), nil, retrieval.HashText("One."))
			}
			return err
		})
	}
	act := got[retrieval.Act](t)(s.Act(ctx, key, "load"))
	if act.Time.Before(before) || act.Time.After(time.Now()) {
		t.Errorf("it was at %v, before %v", act.Time, before)
	}
	want := load
	want.Num, want.Time, want.Added = act.Num, act.Time, 1
	want.Articles = []retrieval.Touched{{Num: a.Num, ID: "a", Did: retrieval.Added, Revision: 1, Changes: []retrieval.FieldChange{}}}
	if diff := cmp.Diff(want, act); diff != "" {
		t.Errorf("act (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]retrieval.Act{want}, got[[]retrieval.Act](t)(s.Acts(ctx, key, retrieval.LogQuery{Limit: 9}))); diff != "" {
		t.Errorf("acts (-want +got):\n%s", diff)
	}
	if _, err := s.Act(ctx, other, "load"); !errors.Is(err, retrieval.ErrNoAct) {
		t.Errorf("of another library: %v", err)
	}
	if last := got[int64](t)(s.LastAct(ctx, a.Num)); last != act.Num {
		t.Errorf("the last act of the article is %d, want %d", last, act.Num)
	}
	if last := got[int64](t)(s.LastAct(ctx, a.Num+9)); last != 0 {
		t.Errorf("the last act of no article is %d", last)
	}
}

func actsAreListedInPages(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	key, other := library(t, s, "local").Key, library(t, s, "other").Key
	for n := range 5 {
		change(t, s, key, by(fmt.Sprint("act", n), retrieval.DeedLoad), func(tx retrieval.StoreTx) error {
			for i := range 4 { // articles 0 to 3 in the first, 1 to 4 in the second…
				a := article(fmt.Sprint(n+i), fmt.Sprint("Text ", n))
				old, err := tx.ByID(a.ID)
				if err != nil && !errors.Is(err, retrieval.ErrNoArticle) {
					return err
				}
				a.Revision = old.Revision + 1
				if _, err := tx.Put(old, a, nil, retrieval.HashText(a.Body)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	put(t, s, other, retrieval.Entry{}, article("2", "Elsewhere."))
	ids := func(q retrieval.LogQuery) (ids []string, acts []retrieval.Act) {
		acts = got[[]retrieval.Act](t)(s.Acts(ctx, key, q))
		for _, a := range acts {
			ids = append(ids, a.ID)
		}
		return ids, acts
	}
	first, acts := ids(retrieval.LogQuery{Limit: 3})
	second, _ := ids(retrieval.LogQuery{Limit: 3, Before: acts[2].Num})
	if diff := cmp.Diff([]string{"act4", "act3", "act2", "act1", "act0"}, append(first, second...)); diff != "" {
		t.Errorf("acts (-want +got):\n%s", diff)
	}
	if a := acts[0]; a.Added != 1 || a.Updated != 3 || a.Removed != 0 || a.Undone != 0 || len(a.Articles) != 3 {
		t.Errorf("the last one is %+v", a)
	}
	of, acts := ids(retrieval.LogQuery{Article: "2", Limit: 9})
	if diff := cmp.Diff([]string{"act2", "act1", "act0"}, of); diff != "" {
		t.Errorf("acts of one article (-want +got):\n%s", diff)
	}
	for _, a := range acts {
		if len(a.Articles) != 1 || a.Articles[0].ID != "2" {
			t.Errorf("act %s has the articles %+v", a.ID, a.Articles)
		}
	}
	if of, _ := ids(retrieval.LogQuery{Article: "2", Before: acts[1].Num, Limit: 9}); !cmp.Equal([]string{"act0"}, of) {
		t.Errorf("acts of one article, the second page: %v", of)
	}
	if none, _ := ids(retrieval.LogQuery{Article: "none", Limit: 9}); len(none) > 0 {
		t.Errorf("acts of no article: %v", none)
	}
}

func actsCanBeTakenBack(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	key := library(t, s, "local").Key
	a := put(t, s, key, retrieval.Entry{}, article("a", "One."))
	b := put(t, s, key, retrieval.Entry{}, article("b", "Two."))
	stated := a.Meta
	edit := by("edit", retrieval.DeedEdit)
	retitled := func(id, body string) retrieval.Article {
		e := article(id, body)
		e.Title = "Another " + strange
		return e
	}
	change(t, s, key, edit, func(tx retrieval.StoreTx) error {
		_, errA := tx.Put(a, retitled("a", "One."), &stated, a.Text)
		_, errB := tx.Put(b, retitled("b", "Two."), nil, b.Text)
		_, errC := tx.Put(retrieval.Entry{}, article("c", "Three."), nil, retrieval.Hash{3})
		return errors.Join(errA, errB, errC)
	})
	act := got[retrieval.Act](t)(s.Act(ctx, key, "edit"))
	if act.Added != 1 || act.Updated != 2 {
		t.Errorf("the act is %+v", act)
	}
	touched := got[[]retrieval.Touched](t)(s.Touched(ctx, act.Num, 0, 9))
	if len(touched) != 3 {
		t.Fatalf("it touched %+v", touched)
	}
	want := retrieval.Touched{Num: a.Num, ID: "a", Did: retrieval.Updated, Revision: 1, Former: 1,
		Changes: []retrieval.FieldChange{{Field: "title", From: "Title of a", To: "Another " + strange}}}
	if diff := cmp.Diff(want, touched[0]); diff != "" {
		t.Errorf("it touched (-want +got):\n%s", diff)
	}
	if rest := got[[]retrieval.Touched](t)(s.Touched(ctx, act.Num, a.Num, 1)); len(rest) != 1 || rest[0].ID != "b" {
		t.Errorf("the next one: %+v", rest)
	}
	steps := got[[]retrieval.Undoable](t)(s.Undoable(ctx, act.Num, 0, 9))
	if len(steps) != 3 || steps[0].Before.Title != "Title of a" || steps[0].Before.Num != a.Num || steps[2].Before.Num != 0 || steps[0].Damaged {
		t.Fatalf("to be taken back: %+v", steps)
	}
	change(t, s, key, by("undo", retrieval.DeedUndo), func(tx retrieval.StoreTx) error {
		old, err := tx.ByID("a")
		if err != nil {
			return err
		}
		now, err := tx.Put(old, article("a", "One."), nil, a.Text)
		return errors.Join(err, tx.Undone(act.Num, steps[0], now))
	})
	left := got[[]retrieval.Undoable](t)(s.Undoable(ctx, act.Num, 0, 9))
	if len(left) != 2 || left[0].ID != "b" {
		t.Errorf("still to be taken back: %+v", left)
	}
	if act = got[retrieval.Act](t)(s.Act(ctx, key, "edit")); act.Undone != 1 || !act.Articles[0].Undone {
		t.Errorf("the act is %+v", act)
	}
	// The article is as its first load had left it, and that can be taken back.
	first := got[[]retrieval.Act](t)(s.Acts(ctx, key, retrieval.LogQuery{Limit: 9}))[3]
	entry := got[[]retrieval.Undoable](t)(s.Undoable(ctx, first.Num, 0, 9))
	if len(entry) != 1 || entry[0].Seq != 6 {
		t.Errorf("the first load can be taken back: %+v", entry)
	}
	must(t, s.Check(ctx))
}

func removedArticlesAreForgottenByTheLog(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	key := library(t, s, "local").Key
	e := put(t, s, key, retrieval.Entry{}, article("a", "One."))
	retitled := article("a", "One.")
	retitled.Title = "Another"
	change(t, s, key, by("edit", retrieval.DeedEdit), func(tx retrieval.StoreTx) error {
		_, err := tx.Put(e, retitled, nil, e.Text)
		return err
	})
	change(t, s, key, by("remove", retrieval.DeedRemove), func(tx retrieval.StoreTx) error { return tx.Remove(e) })
	edit := got[retrieval.Act](t)(s.Act(ctx, key, "edit"))
	if steps := got[[]retrieval.Undoable](t)(s.Undoable(ctx, edit.Num, 0, 9)); len(steps) > 0 {
		t.Errorf("to be taken back: %+v", steps)
	}
	want := []retrieval.Touched{{Num: e.Num, ID: "a", Did: retrieval.Updated, Revision: 1, Changes: []retrieval.FieldChange{}}}
	if diff := cmp.Diff(want, got[[]retrieval.Touched](t)(s.Touched(ctx, edit.Num, 0, 9))); diff != "" {
		t.Errorf("the log of the edit (-want +got):\n%s", diff)
	}
	acts := got[[]retrieval.Act](t)(s.Acts(ctx, key, retrieval.LogQuery{Article: "a", Limit: 9}))
	if len(acts) != 3 || acts[0].ID != "remove" || acts[0].Removed != 1 {
		t.Errorf("acts of the article that is removed: %+v", acts)
	}
}
