//go:build !race

// The race detector allocates for itself, and nothing here runs side by side.

package answers

import (
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"testing"

	"dateline/retrieval"
)

// maxAllocated bounds what one answer allocates, whatever the articles, in bytes.
const maxAllocated = 250 << 20

// TestHostileArticlesAreReadInPart asks of articles that are one paragraph of
// a million bytes, and of many articles at once, and counts what it takes.
func TestHostileArticlesAreReadInPart(t *testing.T) {
	const size = 1_000_000
	fill := func(s string) string { return strings.TrimSpace(strings.Repeat(s, size/len(s))) }
	figures := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "On %d May 2020 the council of Town%d spent $%d million on the bridge over the river. ", 1+i%28, i%97, 1+i%50)
		}
		return b.String()
	}
	sets := map[string][]string{
		"one sentence": {fill("The city council agreed on Tuesday to build a new bridge across the river. ")},
		"no sentence":  {fill("Council Bridge River ")},
		"figures":      {figures(10_000)},
		"one word":     {"The council on the bridge: " + strings.Repeat("a", size)},
		"nested":       {fill("The council said “") + " bridge river " + strings.Repeat("”", size/3)},
		"Han":          {fill("议会同意在河上建桥。") + " council bridge river"},
	}
	for i := range 20 {
		sets["many"] = append(sets["many"], fmt.Sprintf("Edition %d. ", i)+figures(400))
	}
	for name, bodies := range sets {
		t.Run(name, func(t *testing.T) {
			var all []retrieval.Article
			for i, body := range bodies {
				all = append(all, retrieval.Article{Meta: retrieval.Meta{
					ID: fmt.Sprintf("a%d", i), Title: "Council builds a bridge over the river", Outlet: fmt.Sprintf("Outlet %d", i), Published: "2020-05-02", Language: "en",
				}, Body: body})
			}
			a := New(slog.New(slog.DiscardHandler), loadedIn(t, all, len(all)), Config{Threshold: .1, Excerpts: 3})
			topic := Topic{Text: "council bridge river"}
			for kind, do := range map[string]func() error{
				"ask": func() error {
					_, err := a.Ask(t.Context(), Question{Text: "What did the council agree to build across the river?"})
					return err
				},
				"compare":  func() error { _, err := a.Compare(t.Context(), topic); return err },
				"timeline": func() error { _, err := a.Timeline(t.Context(), topic); return err },
				"digest":   func() error { _, err := a.Digest(t.Context(), topic); return err },
				"summary":  func() error { _, err := a.Summarize(t.Context(), "a0", 3); return err },
				"quote": func() error {
					_, err := a.Quote(t.Context(), "", "The city council agreed on Wednesday to build a bridge across the river", Claim{})
					return err
				},
			} {
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				if err := do(); err != nil {
					t.Fatal(err)
				}
				runtime.ReadMemStats(&after)
				n := after.TotalAlloc - before.TotalAlloc
				t.Logf("%s: %d MB", kind, n>>20)
				if n > maxAllocated {
					t.Errorf("%s allocated %d MB", kind, n>>20)
				}
			}
		})
	}
}
