package retrieval_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/reuse"
)

func TestHistory(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	ctx := t.Context()
	add(t, lib, article("a", "Another life of that id."))
	must(t, lib.Remove(ctx, tester, "a"))
	add(t, lib, article("a", "The bridge was closed. Three people were hurt."), article("b", "The tower was opened."))
	add(t, lib, article("a", "The bridge was closed. Five people were hurt."))
	mistake := newest(t, lib)
	_, err := lib.Edit(ctx, tester, "a", retrieval.Edit{Title: new("Bridge")})
	must(t, err)
	undo(t, lib, newest(t, lib))
	undo(t, lib, mistake)

	steps, err := lib.History(ctx, "a", retrieval.LogQuery{})
	must(t, err)
	type change struct {
		What      retrieval.Deed
		Revision  int
		Fields    []retrieval.FieldChange
		Sentences []reuse.SentenceChange
	}
	var got []change
	for _, s := range steps {
		a := s.Act.Articles[0]
		got = append(got, change{s.Act.What, a.Revision, a.Changes, s.Sentences})
	}
	none := []retrieval.FieldChange{}
	three, five := "Three people were hurt.", "Five people were hurt."
	want := []change{
		{retrieval.DeedUndo, 1, none, []reuse.SentenceChange{{Before: five, After: three}}},
		{retrieval.DeedUndo, 2, []retrieval.FieldChange{{Field: "title", From: "Bridge"}}, nil},
		{retrieval.DeedEdit, 2, []retrieval.FieldChange{{Field: "title", To: "Bridge"}}, nil},
		{retrieval.DeedLoad, 2, none, []reuse.SentenceChange{{Before: three, After: five}}},
		{retrieval.DeedLoad, 1, none, nil},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
}
