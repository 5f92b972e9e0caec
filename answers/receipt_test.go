package answers

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
)

// drawer keeps receipts.
type drawer map[string]Receipt

func (d drawer) KeepReceipt(_ context.Context, library string, r Receipt) error {
	d[library+"/"+r.ID] = r
	return nil
}

func TestRecheck(t *testing.T) {
	by := retrieval.Actor{Kind: retrieval.ByTerminal, Name: "tester"}
	for _, test := range []struct {
		name   string
		change func(lib *retrieval.Library) error
		want   State
		now    []string
	}{
		{"nothing happens", func(*retrieval.Library) error { return nil }, Unchanged, nil},
		{"another part changes", func(lib *retrieval.Library) error {
			_, err := lib.Add(t.Context(), retrieval.NewLoad(by, ""), article("bridge", "Courier", "It rained. "+bridge))
			return err
		}, Unchanged, []string{}},
		{"a word changes", func(lib *retrieval.Library) error {
			_, err := lib.Add(t.Context(), retrieval.NewLoad(by, ""), article("bridge", "Courier", strings.ReplaceAll(bridge, "every ten", "every two")))
			return err
		}, Changed, []string{`"two" in the place of "ten"`}},
		{"a word comes in", func(lib *retrieval.Library) error {
			_, err := lib.Add(t.Context(), retrieval.NewLoad(by, ""), article("bridge", "Courier", strings.ReplaceAll(bridge, "every ten", "every cold ten")))
			return err
		}, Changed, []string{`added: "cold"`}},
		{"it goes", func(lib *retrieval.Library) error { return lib.Remove(t.Context(), by, "bridge") }, Gone, nil},
		{"another article takes its id", func(lib *retrieval.Library) error {
			if err := lib.Remove(t.Context(), by, "bridge"); err != nil {
				return err
			}
			_, err := lib.Add(t.Context(), retrieval.NewLoad(by, ""), article("bridge", "Courier", wreck+wreck))
			return err
		}, Gone, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			lib := quoteLibrary(t)
			kept := drawer{}
			a := New(slog.New(slog.DiscardHandler), lib, Config{Excerpts: 1, Receipts: kept})
			answer, err := a.Ask(t.Context(), Question{Text: "How often will the ferry run until the bridge opens?"})
			if err != nil {
				t.Fatal(err)
			}
			receipt, ok := kept["local/"+answer.Receipt]
			if !ok || len(receipt.Citations) != 1 {
				t.Fatalf("receipt %q: %+v", answer.Receipt, kept)
			}
			if err := test.change(lib); err != nil {
				t.Fatal(err)
			}
			got, err := a.Recheck(t.Context(), receipt.Citations)
			if err != nil {
				t.Fatal(err)
			}
			if got[0].State != test.want || (got[0].Excerpt == nil) != (test.want == Gone) {
				t.Fatalf("%+v, want %s", got[0], test.want)
			}
			var changes []string
			for _, m := range got[0].Now {
				changes = append(changes, m.Changes...)
			}
			if diff := cmp.Diff(test.now, changes); diff != "" && len(test.now)+len(changes) > 0 {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}
