package answers

import (
	"context"
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
)

// partLibrary is one of which a part can be searched.
type partLibrary struct{ Library }

func (partLibrary) Pending(context.Context) (*retrieval.Pending, error) {
	return &retrieval.Pending{Read: 1, Articles: 3}, nil
}

// Whatever looks for something says that it did so in a part of the library, and a
// standing question waits for the rest.
func TestExtent(t *testing.T) {
	ctx := t.Context()
	a := New(slog.New(slog.DiscardHandler), partLibrary{library(t, article("old", "Courier", "Two divers found the wreck of the Lumora off Gannet Point."))}, Config{Excerpts: 3})
	answer, err := a.Ask(ctx, Question{Text: "Wie viele Taucher fanden das Wrack der Lumora vor der Küste?"})
	if err != nil || answer.Languages != nil {
		t.Errorf("asked in another language: %v, %v", answer.Languages, err)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
	}
	check, err := a.Quote(ctx, "", "three pilots lost their way home", Claim{})
	must(err)
	summary, err := a.Digest(ctx, Topic{Text: "wreck of the Lumora"})
	must(err)
	comparison, err := a.Compare(ctx, Topic{Text: "wreck of the Lumora"})
	must(err)
	timeline, err := a.Timeline(ctx, Topic{Text: "wreck of the Lumora"})
	must(err)
	for name, got := range map[string]Extent{
		"ask": answer.Extent, "quote": check.Extent, "summary": summary.Extent, "compare": comparison.Extent, "timeline": timeline.Extent,
	} {
		if diff := cmp.Diff(&retrieval.Pending{Read: 1, Articles: 3}, got.Unread()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	found, seq, err := a.NewEvidence(ctx, Question{Text: "How many divers found the wreck of the Lumora?"}, 0)
	if len(found) > 0 || seq != 0 || err != nil {
		t.Errorf("news: %v up to %d, %v", found, seq, err)
	}
}
