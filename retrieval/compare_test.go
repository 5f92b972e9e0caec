package retrieval_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

func articleOf(body string) retrieval.Article {
	return retrieval.Article{Body: body, Blocks: text.FindBlocks(body)}
}

func TestCompareSentences(t *testing.T) {
	for _, tt := range []struct {
		name, before, after string
		want                []retrieval.SentenceChange
	}{
		{"nothing", "The bridge was closed. Nobody was hurt.", "The bridge was  closed.\nNobody was hurt.", nil},
		{"a number", "The bridge was closed. Three people were hurt, police said. It rained.",
			"The bridge was closed. Five people were hurt, police said. It rained.",
			[]retrieval.SentenceChange{{Before: "Three people were hurt, police said.", After: "Five people were hurt, police said."}}},
		{"out", "The bridge was closed. Nobody was hurt. It rained.", "The bridge was closed. It rained.",
			[]retrieval.SentenceChange{{Before: "Nobody was hurt."}}},
		{"in", "The bridge was closed.", "The bridge was closed. A correction was made on Friday.",
			[]retrieval.SentenceChange{{After: "A correction was made on Friday."}}},
		{"another", "The bridge was closed. It rained all night.", "The bridge was closed. Nobody saw anything.",
			[]retrieval.SentenceChange{{Before: "It rained all night."}, {After: "Nobody saw anything."}}},
		{"several together", "One man was hurt. Two cars were lost in the river. It rained.",
			"Police came at noon. One woman was hurt. Three cars were lost in the river. It rained.",
			[]retrieval.SentenceChange{
				{After: "Police came at noon."},
				{Before: "One man was hurt.", After: "One woman was hurt."},
				{Before: "Two cars were lost in the river.", After: "Three cars were lost in the river."},
			}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, retrieval.CompareSentences(articleOf(tt.before), articleOf(tt.after))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What is said to have gone out stood in the first text, and what is said to
// have come in stands in the second, to the letter; a text does not differ from
// itself.
func TestCompareSentencesIsTrue(t *testing.T) {
	body := rapid.StringMatching(`([A-C][a-c ]{0,12}[.!?]( |\n\n)){1,12}`)
	rapid.Check(t, func(t *rapid.T) {
		before, after := articleOf(body.Draw(t, "before")), articleOf(body.Draw(t, "after"))
		if diff := retrieval.CompareSentences(before, before); diff != nil {
			t.Fatalf("a text differs from itself: %q", diff)
		}
		for _, c := range retrieval.CompareSentences(before, after) {
			if !strings.Contains(before.Body, c.Before) || !strings.Contains(after.Body, c.After) || c.Before == c.After {
				t.Fatalf("a change that was not made: %q", c)
			}
		}
	})
}

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
		Sentences []retrieval.SentenceChange
	}
	var got []change
	for _, s := range steps {
		a := s.Act.Articles[0]
		got = append(got, change{s.Act.What, a.Revision, a.Changes, s.Sentences})
	}
	none := []retrieval.FieldChange{}
	three, five := "Three people were hurt.", "Five people were hurt."
	want := []change{
		{retrieval.DeedUndo, 1, none, []retrieval.SentenceChange{{Before: five, After: three}}},
		{retrieval.DeedUndo, 2, []retrieval.FieldChange{{Field: "title", From: "Bridge"}}, nil},
		{retrieval.DeedEdit, 2, []retrieval.FieldChange{{Field: "title", To: "Bridge"}}, nil},
		{retrieval.DeedLoad, 2, none, []retrieval.SentenceChange{{Before: three, After: five}}},
		{retrieval.DeedLoad, 1, none, nil},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
}
