package retrieval_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dateline/retrieval"
)

// timeless leaves out of a comparison of acts what differs from run to run.
var timeless = cmp.Options{
	cmpopts.IgnoreFields(retrieval.Act{}, "Num", "ID", "Time"), cmpopts.IgnoreFields(retrieval.Touched{}, "Num"),
}

func logOf(t *testing.T, lib *retrieval.Library, q retrieval.LogQuery) []retrieval.Act {
	t.Helper()
	acts, err := lib.Log(t.Context(), q)
	must(t, err)
	return acts
}

func TestLog(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	ctx := t.Context()
	moderator := retrieval.Actor{Kind: retrieval.ByDiscord, ID: "42", Name: "Ada"}
	load := retrieval.NewLoad(moderator, "news.jsonl")
	for i := range 5 { // one load, in batches
		_, err := lib.Add(ctx, load, article(fmt.Sprintf("a%d", i), fmt.Sprintf("Text %d.", i)))
		must(t, err)
	}
	headed := article("a0", "Text 0, mended.")
	headed.Title = "Headline"
	add(t, lib, headed)
	add(t, lib, headed) // changes nothing
	must(t, lib.Remove(ctx, tester, "a1"))

	none := []retrieval.FieldChange{}
	added := func(id string) retrieval.Touched {
		return retrieval.Touched{ID: id, Did: retrieval.Added, Revision: 1, Changes: none}
	}
	want := []retrieval.Act{
		{By: tester, What: retrieval.DeedRemove, Removed: 1, Articles: []retrieval.Touched{
			{ID: "a1", Did: retrieval.Removed, Revision: 1, Changes: none},
		}},
		{By: tester, What: retrieval.DeedLoad, Updated: 1, Articles: []retrieval.Touched{
			{ID: "a0", Did: retrieval.Updated, Revision: 2, Former: 1, Changes: []retrieval.FieldChange{{Field: "title", To: "Headline"}}},
		}},
		{By: moderator, What: retrieval.DeedLoad, Detail: "news.jsonl", Added: 5,
			Articles: []retrieval.Touched{added("a0"), added("a1"), added("a2")}},
	}
	acts := logOf(t, lib, retrieval.LogQuery{})
	if diff := cmp.Diff(want, acts, timeless); diff != "" {
		t.Fatalf("log (-want +got):\n%s", diff)
	}
	if acts[2].ID != load.ID() {
		t.Errorf("the load is %s in the log and calls itself %s", acts[2].ID, load.ID())
	}

	page := logOf(t, lib, retrieval.LogQuery{Limit: 2})
	if diff := cmp.Diff(acts[:2], page); diff != "" {
		t.Errorf("first page (-want +got):\n%s", diff)
	}
	page = logOf(t, lib, retrieval.LogQuery{Limit: 2, Before: page[1].Num})
	if diff := cmp.Diff(acts[2:], page); diff != "" {
		t.Errorf("second page (-want +got):\n%s", diff)
	}
	want = []retrieval.Act{acts[0], acts[2]}
	want[1].Articles = acts[2].Articles[1:2]
	if diff := cmp.Diff(want, logOf(t, lib, retrieval.LogQuery{Article: "a1"})); diff != "" {
		t.Errorf("acts on a1 (-want +got):\n%s", diff)
	}

	touched, err := lib.Touched(ctx, acts[2], acts[2].Articles[2].Num, 0)
	must(t, err)
	if diff := cmp.Diff([]retrieval.Touched{added("a3"), added("a4")}, touched, timeless); diff != "" {
		t.Errorf("the rest of what the load touched (-want +got):\n%s", diff)
	}
	if _, err := lib.Act(ctx, "nonesuch"); !errors.Is(err, retrieval.ErrNoAct) {
		t.Errorf("an unknown act: %v", err)
	}
}

// What was removed tells nothing in the log but its id, and a feed can know of
// it.
func TestRemovedIsForgottenInTheLog(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	ctx := t.Context()
	const url = "https://example.org/story?utm_source=x"
	page := retrieval.Article{Meta: retrieval.Meta{ID: "a", Title: "Old headline", URL: url}, Body: "Text."}
	add(t, lib, page)
	page.Title = "New headline"
	add(t, lib, page)
	removed := func() bool {
		t.Helper()
		removed, err := lib.Removed(ctx, "http://www.example.org/story/")
		must(t, err)
		return removed
	}
	if removed() {
		t.Error("it counts as removed while it is there")
	}
	must(t, lib.Remove(ctx, tester, "a"))
	for _, act := range logOf(t, lib, retrieval.LogQuery{}) {
		for _, a := range act.Articles {
			if len(a.Changes) > 0 {
				t.Errorf("%s still tells %+v", act.What, a.Changes)
			}
		}
	}
	if !removed() {
		t.Error("it does not count as removed")
	}
	add(t, lib, page)
	if removed() {
		t.Error("it counts as removed though it was loaded again")
	}
}

func TestActorString(t *testing.T) {
	for want, actor := range map[string]retrieval.Actor{
		"terminal":                     {Kind: retrieval.ByTerminal},
		"terminal ada":                 {Kind: retrieval.ByTerminal, Name: "ada"},
		"discord 42 (Ada)":             {Kind: retrieval.ByDiscord, ID: "42", Name: "Ada"},
		"feed https://example.org/rss": {Kind: retrieval.ByFeed, ID: "https://example.org/rss"},
	} {
		if got := actor.String(); got != want {
			t.Errorf("%+v: %q, want %q", actor, got, want)
		}
	}
}
