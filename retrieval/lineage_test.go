package retrieval_test

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// telling is a text of n sentences whose words, made up, are its own.
func telling(name string, n int) string {
	seed := fnv.New64a()
	seed.Write([]byte(name))
	r := rand.New(rand.NewPCG(seed.Sum64(), 1))
	var b strings.Builder
	for range n {
		b.WriteString("The")
		for range 12 {
			fmt.Fprintf(&b, " %c%x", 'g'+rune(r.IntN(20)), r.IntN(1<<16))
		}
		b.WriteString(". ")
	}
	return strings.TrimSpace(b.String())
}

// edited is a text with every eleventh word changed.
func edited(text string) string {
	words := strings.Fields(text)
	for i := 5; i < len(words); i += 11 {
		words[i] = "xyz" + words[i]
	}
	return strings.Join(words, " ")
}

func by(outlet, id, body string) retrieval.Article {
	return retrieval.Article{Meta: retrieval.Meta{ID: id, Outlet: outlet, Language: "en"}, Body: body}
}

// kinOf gives what shares text with an article: the id, and whether it is a
// copy.
func kinOf(t *testing.T, lib *retrieval.Library, id string) map[string]bool {
	t.Helper()
	l, err := lib.Lineage(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string]bool)
	for _, k := range l.Kin {
		out[k.Article.ID] = k.Copy
		for _, s := range k.Spans {
			a, err := lib.Article(t.Context(), id, 0)
			if err != nil || a.Body[s.Here.Start:s.Here.End] != s.Text {
				t.Errorf("%s and %s: span %+v does not stand there (%v)", id, k.Article.ID, s, err)
			}
		}
	}
	return out
}

func TestLineage(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	statement := telling("minister", 5)
	add(t, lib,
		by("Courier", "wire", telling("captain", 12)),
		by("Gazette", "copy", edited(telling("captain", 12))),
		by("Herald", "report", telling("pilot", 8)+"\n\n"+statement),
		by("Mirror", "reprint", statement+"\n\n"+telling("cook", 9)),
		by("Mirror", "other", telling("baker", 9)),
	)
	want := func(id string, want map[string]bool) {
		t.Helper()
		if diff := cmp.Diff(want, kinOf(t, lib, id)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
	want("wire", map[string]bool{"copy": true})
	want("report", map[string]bool{"reprint": false})
	want("other", map[string]bool{})

	add(t, lib, by("Gazette", "copy", telling("nurse", 12))) // a new revision shares nothing
	want("wire", map[string]bool{})
	add(t, lib, by("Herald", "other", telling("baker", 9)+"\n\n"+statement)) // and one shares something
	want("other", map[string]bool{"reprint": false})
	if err := lib.Remove(t.Context(), tester, "reprint"); err != nil {
		t.Fatal(err)
	}
	want("report", map[string]bool{})
}

// Articles that share text are told of once each, also when both change in one
// load.
func TestLineageOfArticlesChangedTogether(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	content := telling("captain", 12)
	add(t, lib, by("Courier", "wire", content), by("Gazette", "copy", content))
	add(t, lib, by("The Courier", "wire", content), by("The Gazette", "copy", content))
	for id, other := range map[string]string{"wire": "copy", "copy": "wire"} {
		carriers, err := lib.Carriers(t.Context(), id, text.Span{End: len(content)}, retrieval.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		if len(carriers) != 1 || carriers[0].ID != other {
			t.Errorf("carriers of %s: %v, want %s alone", id, carriers, other)
		}
		if l, err := lib.Lineage(t.Context(), id); err != nil || len(l.Kin) != 1 || len(l.Kin[0].Spans) != 1 {
			t.Errorf("lineage of %s: %+v, %v; want one article and one span", id, l.Kin, err)
		}
	}
}

// What an outlet puts under all its articles links none of them, nor those
// that copied one of them, in whatever order and by how many they came.
func TestLineageLeavesFurnitureOut(t *testing.T) {
	notice := telling("subscriber", 5)
	var articles []retrieval.Article
	for i, word := range []string{"captain", "pilot", "cook", "baker"} {
		articles = append(articles, by("Courier - "+word, word, telling(word, 10+i)+"\n\n"+notice))
	}
	articles = append(articles, by("Gazette", "copy", telling("baker", 13)),
		by("Mirror", "guest", telling("guest", 10)+"\n\n"+notice))
	for first := range articles {
		for _, batch := range []int{1, 2, len(articles)} {
			t.Run(fmt.Sprintf("from %d by %d", first, batch), func(t *testing.T) {
				lib := openHouse(t, t.TempDir()).library(t, "local")
				for part := range slices.Chunk(slices.Concat(articles[first:], articles[:first]), batch) {
					add(t, lib, part...)
				}
				wantKin(t, lib, "copy", map[string]bool{"baker": true})
				wantKin(t, lib, "pilot", map[string]bool{})
				wantKin(t, lib, "guest", map[string]bool{})
			})
		}
	}
}

// wantKin wants those articles to share text with the one of that id, copies or
// not.
func wantKin(t *testing.T, lib *retrieval.Library, id string, want map[string]bool) {
	t.Helper()
	if diff := cmp.Diff(want, kinOf(t, lib, id)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", id, diff)
	}
}
