package retrieval_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
)

// A topic shows every article on it before any for the second time; a question
// may have two good passages of one article.
func TestSearchTopicShowsEveryArticle(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	strong := "Ferry fares rise. " + telling("a", 9) + " Ferry fares rise again. " + telling("b", 9) + " Ferry fares rise in May. " + telling("c", 9)
	add(t, lib, by("Harbour Post", "strong", strong))
	for i := range 4 {
		add(t, lib, by("Coast Times", fmt.Sprint("weak", i), telling(fmt.Sprint("weak", i), 5)+" A ferry came. "+telling(fmt.Sprint("more", i), 5)))
	}
	ids := found(t, lib, retrieval.Query{Text: "ferry fares rise", Limit: 5})
	slices.Sort(ids)
	if diff := cmp.Diff([]string{"strong", "weak0", "weak1", "weak2", "weak3"}, ids); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
