package retrieval_test

import (
	"errors"
	"slices"
	"testing"

	"dateline/retrieval"
)

// TestAtURL finds an article by the address that it has, and by the one that it
// had before that was mended.
func TestAtURL(t *testing.T) {
	h := openHouse(t, t.TempDir())
	lib := h.library(t, "a")
	ferry := retrieval.Article{Meta: retrieval.Meta{ID: "ferry", URL: "https://courier.example/ferry?utm_source=feed"}, Body: "The ferry leaves at seven."}
	add(t, lib, ferry, article("nowhere", "It has no address."))
	const url = "https://www.courier.example/ferry"
	mended := url + "/seven"
	at := func(url string) string {
		t.Helper()
		m, err := lib.AtURL(t.Context(), url)
		if err != nil && !errors.Is(err, retrieval.ErrNoArticle) {
			t.Fatal(err)
		}
		return m.ID
	}
	if got := []string{at(url), at(mended), at("")}; !slices.Equal(got, []string{"ferry", "", ""}) {
		t.Errorf("got %q", got)
	}
	if _, err := lib.Edit(t.Context(), tester, "ferry", retrieval.Edit{URL: &mended}); err != nil {
		t.Fatal(err)
	}
	if got := []string{at(url), at(mended)}; !slices.Equal(got, []string{"ferry", "ferry"}) {
		t.Errorf("with a mended address: got %q", got)
	}
	if err := lib.Remove(t.Context(), tester, "ferry"); err != nil {
		t.Fatal(err)
	}
	if got := []string{at(url), at(mended)}; !slices.Equal(got, []string{"", ""}) {
		t.Errorf("once it is removed: got %q", got)
	}
}
