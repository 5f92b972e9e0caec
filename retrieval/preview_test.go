package retrieval_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

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

// A text that an article had until another was given is nobody's: whoever has it
// now is a new article, with revisions of its own.
func TestPreviewOfAFormerText(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "news")
	page := func(n int, body string) retrieval.Article {
		return retrieval.Article{Meta: retrieval.Meta{URL: fmt.Sprint("https://example.org/", n)}, Body: body}
	}
	add(t, lib, page(1, "The ferry sank."))
	given := []retrieval.Article{page(1, "The ferry was raised."), page(2, "The ferry sank."), page(2, "The bridge held.")}
	promised, err := lib.Preview(t.Context(), given...)
	must(t, err)
	if diff := cmp.Diff(add(t, lib, given...), promised); diff != "" {
		t.Errorf("preview (-added +promised):\n%s", diff)
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

// A preview says of any articles, in any order and number, what adding them
// makes of them, and one of an empty library what adding them to a new one does.
func TestPreviewIsTrue(t *testing.T) {
	h := openHouse(t, t.TempDir())
	libraries := 0
	urls := []string{"https://example.org/1", "https://example.org/2", "https://example.org/3"}
	one := rapid.Custom(func(t *rapid.T) retrieval.Article {
		a := retrieval.Article{Body: rapid.SampledFrom([]string{"One.", "Two.", "Three.", " "}).Draw(t, "body")}
		a.ID = rapid.SampledFrom([]string{"", "", "a", "b", "c d"}).Draw(t, "id")
		a.URL = rapid.SampledFrom([]string{"", urls[0], urls[1]}).Draw(t, "url")
		a.Title = rapid.SampledFrom([]string{"", "Title"}).Draw(t, "title")
		return a
	})
	rapid.Check(t, func(rt *rapid.T) {
		libraries++
		lib, err := h.Make(t.Context(), fmt.Sprint("l", libraries))
		must(t, err)
		before := rapid.SliceOfN(one, 0, 2).Draw(rt, "before")
		preview := retrieval.NewPreview(nil)
		if len(before) > 0 {
			for _, o := range add(t, lib, before...) {
				if url := rapid.SampledFrom(append(urls, "")).Draw(rt, "mended"); url != "" && o.Status == retrieval.Added {
					_, err := lib.Edit(t.Context(), tester, o.Article.ID, retrieval.Edit{URL: &url})
					if !errors.Is(err, retrieval.ErrTaken) {
						must(t, err)
					}
				}
			}
			preview = retrieval.NewPreview(lib)
		}
		given := rapid.SliceOfN(one, 1, 6).Draw(rt, "given")
		var promised []retrieval.Outcome
		for _, a := range given {
			out, err := preview.Add(t.Context(), retrieval.Load{}, a)
			must(t, err)
			promised = append(promised, out...)
		}
		for i, got := range add(t, lib, given...) {
			want := promised[i]
			if got.Status != want.Status || got.Article.ID != want.Article.ID || got.Article.Revision != want.Article.Revision {
				rt.Fatalf("article %d: %+v was promised, and it is %+v", i, want, got)
			}
		}
	})
}
