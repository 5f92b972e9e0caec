package retrieval_test

import (
	"testing"

	"dateline/retrieval"
)

func TestRemoved(t *testing.T) {
	h := openHouse(t, t.TempDir())
	lib, other := h.library(t, "a"), h.library(t, "b")
	ferry := retrieval.Article{Meta: retrieval.Meta{ID: "ferry", URL: "https://courier.example/ferry?utm_source=feed"}, Body: "The ferry leaves at seven."}
	removed := func(lib *retrieval.Library, url string) bool {
		t.Helper()
		r, err := lib.Removed(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	const url = "https://www.courier.example/ferry"
	add(t, lib, ferry, article("nowhere", "It has no address."))
	if removed(lib, url) {
		t.Error("an article that is there is removed")
	}
	for _, id := range []string{"ferry", "nowhere"} {
		if err := lib.Remove(t.Context(), tester, id); err != nil {
			t.Fatal(err)
		}
	}
	if !removed(lib, url) || removed(other, url) || removed(lib, url+"/two") || removed(lib, "") {
		t.Error("what is removed is not what was removed")
	}
	add(t, lib, ferry)
	if removed(lib, url) {
		t.Error("an article that was loaded again is removed")
	}
	mended := url + "/seven"
	if _, err := lib.Edit(t.Context(), tester, "ferry", retrieval.Edit{URL: &mended}); err != nil {
		t.Fatal(err)
	}
	if removed(lib, url) || removed(lib, mended) {
		t.Error("an article whose URL was mended is removed")
	}
	if err := lib.Remove(t.Context(), tester, "ferry"); err != nil {
		t.Fatal(err)
	}
	if !removed(lib, url) || !removed(lib, mended) {
		t.Error("a removed article is not known by its former URL")
	}
}
