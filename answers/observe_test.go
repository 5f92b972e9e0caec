package answers

import (
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Who counts is told of all that is asked, and of nothing that is mere manner.
func TestObserve(t *testing.T) {
	lib := library(t, article("bridge", "Courier", bridge))
	var got []Asked
	a := New(slog.New(slog.DiscardHandler), lib, Config{Excerpts: 3, Observe: func(of Asked) { got = append(got, of) }})
	ctx := t.Context()
	for _, question := range []string{"How long will the repairs of the bridge take?", "Thank you!"} {
		if _, err := a.Ask(ctx, Question{Text: question}); err != nil {
			t.Fatal(err)
		}
	}
	_, _ = a.Ask(ctx, Question{})
	_, _ = a.Summarize(ctx, "bridge", 2)
	_, _ = a.Summarize(ctx, "none", 2)
	_, _ = a.Digest(ctx, Topic{Text: "harbour bridge"})
	_, _ = a.Compare(ctx, Topic{Text: "harbour bridge"})
	_, _ = a.Timeline(ctx, Topic{Text: "nothing of the kind"})
	_, _ = a.Quote(ctx, "", "The council expects repairs to take nine weeks.", Claim{})
	_, _, _ = a.NewEvidence(ctx, Question{Text: "How long will the repairs of the bridge take?"}, 0)
	want := []Asked{
		{Kind: "ask", Answered: true, Stages: []Stage{{Name: "search"}, {Name: "choose"}, {Name: "quote"}, {Name: "receipt"}}},
		{Kind: "ask"},
		{Kind: "summary", Answered: true},
		{Kind: "summary"},
		{Kind: "summary", Answered: true},
		{Kind: "compare", Answered: true},
		{Kind: "timeline"},
		{Kind: "quote", Answered: true},
		{Kind: "news", Answered: true},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Asked{}, "Took", "Err"), cmpopts.IgnoreFields(Stage{}, "Took")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for i, of := range got {
		if failed := i == 1 || i == 3; failed != (of.Err != nil) {
			t.Errorf("%d, %s: error %v", i, of.Kind, of.Err)
		}
	}
}
