package retrieval_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
)

func statuses(outcomes []retrieval.Outcome) []retrieval.Status {
	var out []retrieval.Status
	for _, o := range outcomes {
		out = append(out, o.Status)
	}
	return out
}

func TestPreviewStoresNothing(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "news")
	add(t, lib, article("a", "The ferry sank."), article("b", "The bridge held."))
	given := []retrieval.Article{
		article("a", "The ferry sank."), article("b", "The bridge fell."), article("c", "The road flooded."),
		article("c", "The road flooded."), article("d", " "),
	}
	got, err := lib.Preview(t.Context(), given...)
	if err != nil {
		t.Fatal(err)
	}
	want := []retrieval.Status{retrieval.Duplicate, retrieval.Updated, retrieval.Added, retrieval.Duplicate, retrieval.Rejected}
	if diff := cmp.Diff(want, statuses(got)); diff != "" {
		t.Errorf("preview (-want +got):\n%s", diff)
	}
	if ids := found(t, lib, retrieval.Query{Text: "road flooded fell"}); len(ids) != 0 {
		t.Errorf("a preview has left %v behind", ids)
	}
	if diff := cmp.Diff(want, statuses(add(t, lib, given...))); diff != "" {
		t.Errorf("adding them differs from the preview (-want +got):\n%s", diff)
	}
}

func TestAddWithinQuota(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "news")
	add(t, lib, article("a", "The ferry sank."))
	got, err := lib.AddWithin(t.Context(), 2, retrieval.NewLoad(tester, ""),
		article("b", "The bridge held."), article("c", "The road flooded."), article("a", "The ferry sank at noon."), article("b", "The bridge held."))
	if err != nil {
		t.Fatal(err)
	}
	want := []retrieval.Status{retrieval.Added, retrieval.Rejected, retrieval.Updated, retrieval.Duplicate}
	if diff := cmp.Diff(want, statuses(got)); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	if !errors.Is(got[1].Err, retrieval.ErrFull) {
		t.Errorf("beyond the quota: %v, want ErrFull", got[1].Err)
	}
}
