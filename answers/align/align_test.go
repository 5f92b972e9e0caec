package align

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

func TestNearestSources(t *testing.T) {
	var places []retrieval.Place
	for id, body := range map[string]string{
		"nothing": "Gulls cried over an empty quay.",
		"some":    "The ferry ran until dusk, and nobody counted.",
		"most":    "The ferry ran every ten minutes until the bridge opened.",
	} {
		a := retrieval.Article{Meta: retrieval.Meta{ID: id}, Body: body}
		places = append(places, retrieval.Place{Span: text.Span{End: len(body)}, Article: &a})
	}
	quote := wordsOf("the ferry ran every nine minutes until the bridge")
	for _, test := range []struct {
		most int
		want []string
	}{
		{1000, []string{"most", "some"}},
		{15, []string{"most"}},
		{0, []string{"most"}},
	} {
		src := nearestSources(places, sharing(quote), test.most)
		got := make(map[string]bool)
		for c, w := range src.words {
			p := src.places[src.place[c]]
			if w.Len() > 0 {
				got[p.Article.ID] = true
			}
			if src.first(c) != (w.Len() == 0) {
				t.Errorf("%d words: column %d of %s begins a place, or does not", test.most, c, p.Article.ID)
			}
		}
		want := make(map[string]bool)
		for _, id := range test.want {
			want[id] = true
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d words (-want +got):\n%s", test.most, diff)
		}
	}
}
