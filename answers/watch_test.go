package answers

import (
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
)

// What was there before is no news in another outlet, however short.
func TestNewEvidence(t *testing.T) {
	old := article("old", "Courier", "Two divers found the wreck of the Lumora off Gannet Point.")
	for _, test := range []struct {
		name string
		news []retrieval.Article
		want []string
	}{
		{"a short copy", []retrieval.Article{article("copy", "Mirror", "Two divers found the wreck of the Lumora off Gannet Point.")}, nil},
		{"a copy with a word more", []retrieval.Article{article("copy", "Mirror", "Two divers found the wreck of the Lumora off Gannet Point yesterday.")}, nil},
		{"a text of its own", []retrieval.Article{article("own", "Herald", "It was three divers who found the wreck of the Lumora, the coast guard said on Thursday.")}, []string{"own"}},
		{"two copies of what is new", []retrieval.Article{
			article("own", "Herald", "It was three divers who found the wreck of the Lumora, the coast guard said on Thursday."),
			article("repeat", "Mirror", "It was three divers who found the wreck of the Lumora, the coast guard said on Thursday."),
		}, []string{"own"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			lib := library(t, old)
			a := New(slog.New(slog.DiscardHandler), lib, Config{Excerpts: 3})
			_, seq, err := a.NewEvidence(t.Context(), Question{Text: "How many divers found the wreck of the Lumora?"}, 0)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := lib.Add(t.Context(), retrieval.NewLoad(retrieval.Actor{Kind: retrieval.ByProgram}, ""), test.news...); err != nil {
				t.Fatal(err)
			}
			found, _, err := a.NewEvidence(t.Context(), Question{Text: "How many divers found the wreck of the Lumora?"}, seq)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, e := range found {
				got = append(got, e.Article.ID)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
