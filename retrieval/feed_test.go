package retrieval_test

import (
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/store"
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
}

func TestLoadedIsTold(t *testing.T) {
	s, err := store.Open(t.Context(), t.TempDir(), "test")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var told []string
	libraries := retrieval.New(slog.New(slog.DiscardHandler), s, retrieval.Config{
		Dir: t.TempDir(),
		Loaded: func(library string, by retrieval.Actor, articles []retrieval.Meta) {
			for _, m := range articles {
				told = append(told, library+" "+by.Name+" "+m.ID)
			}
		},
	})
	defer libraries.Close()
	lib, err := libraries.Make(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	add(t, lib, article("1", "One."), article("2", ""))
	add(t, lib, article("1", "One."))
	add(t, lib, article("1", "Another."))
	if diff := cmp.Diff([]string{"a tester 1", "a tester 1"}, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}
