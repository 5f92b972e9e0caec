package reuse

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/retrieval/text"
)

func textOf(body string) Text {
	return Text{Body: body, Blocks: text.FindBlocks(body)}
}

func TestCompareSentences(t *testing.T) {
	for _, tt := range []struct {
		name, before, after string
		want                []SentenceChange
	}{
		{"nothing", "The bridge was closed. Nobody was hurt.", "The bridge was  closed.\nNobody was hurt.", nil},
		{"a number", "The bridge was closed. Three people were hurt, police said. It rained.",
			"The bridge was closed. Five people were hurt, police said. It rained.",
			[]SentenceChange{{Before: "Three people were hurt, police said.", After: "Five people were hurt, police said."}}},
		{"out", "The bridge was closed. Nobody was hurt. It rained.", "The bridge was closed. It rained.",
			[]SentenceChange{{Before: "Nobody was hurt."}}},
		{"in", "The bridge was closed.", "The bridge was closed. A correction was made on Friday.",
			[]SentenceChange{{After: "A correction was made on Friday."}}},
		{"another", "The bridge was closed. It rained all night.", "The bridge was closed. Nobody saw anything.",
			[]SentenceChange{{Before: "It rained all night."}, {After: "Nobody saw anything."}}},
		{"several together", "One man was hurt. Two cars were lost in the river. It rained.",
			"Police came at noon. One woman was hurt. Three cars were lost in the river. It rained.",
			[]SentenceChange{
				{After: "Police came at noon."},
				{Before: "One man was hurt.", After: "One woman was hurt."},
				{Before: "Two cars were lost in the river.", After: "Three cars were lost in the river."},
			}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, CompareSentences(textOf(tt.before), textOf(tt.after))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What is said to have gone out stood in the first text, and what is said to
// have come in stands in the second, to the letter; a text does not differ from
// itself.
func TestCompareSentencesIsTrue(t *testing.T) {
	body := rapid.StringMatching(`([A-C][a-c ]{0,12}[.!?]( |\n\n)){1,12}`)
	rapid.Check(t, func(t *rapid.T) {
		before, after := textOf(body.Draw(t, "before")), textOf(body.Draw(t, "after"))
		if diff := CompareSentences(before, before); diff != nil {
			t.Fatalf("a text differs from itself: %q", diff)
		}
		for _, c := range CompareSentences(before, after) {
			if !strings.Contains(before.Body, c.Before) || !strings.Contains(after.Body, c.After) || c.Before == c.After {
				t.Fatalf("a change that was not made: %q", c)
			}
		}
	})
}
