package answers

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/retrieval/text"
)

func TestFollowUp(t *testing.T) {
	const vietnam = "When did Trump meet Putin in Vietnam?"
	tests := []struct {
		name, before, question, want string
		meant                        bool
	}{
		{"stands alone", vietnam, "What did Merkel say about the budget?", "What did Merkel say about the budget?", false},
		{"a pronoun", "What did Donald Trump say about Syria?", "and what did he say about Ukraine?", "what did Donald Trump say about Ukraine?", false},
		{"two names", vietnam, "And what did they agree on?", "what did Trump or Putin agree on?", false},
		{"whose", "Who is Theresa May's deputy?", "when was his appointment announced?", "when was Theresa May's appointment announced?", false},
		{"another person", "What did Trump say about Ukraine?", "What about Merkel?", "What did Merkel say about Ukraine?", false},
		{"another topic", "What did Trump say about Syria?", "and about Ukraine?", "What did Trump say about Ukraine?", false},
		{"another place", vietnam, "and in Germany?", "When did Trump meet Putin in Germany?", false},
		{"a place more", "What did Trump say?", "and in Germany?", "What did Trump say in Germany?", false},
		{"why", vietnam, "Why?", "Why Trump meet Putin in Vietnam?", false},
		{"and then", vietnam, "and then what happened?", "what happened Trump meet Putin in Vietnam?", false},
		{"no name", vietnam, "How long was the conversation?", "How long was the conversation?", false},
		{"no name, meant", vietnam, "How long was the conversation?", "How long was the conversation Trump or Putin or Vietnam?", true},
		{"letters whose small ones take more bytes", vietnam, "What about " + strings.Repeat("İ", 12), "When did " + strings.Repeat("İ", 12) + " meet Putin in Vietnam?", false},
		{"nothing before", "", "and what did he say?", "and what did he say?", true},
		{"nothing asked", vietnam, "???", "???", true},
		{"it, without names", "how much do eggs cost?", "is it more than milk?", "is it more than milk much do eggs cost?", false},
	}
	an := text.NewAnalyzer()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, FollowUp(an, test.before, test.question, test.meant)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestFollowUpOfAnything goes on from anything with anything: no word of what is
// asked is lost but those that lean.
func TestFollowUpOfAnything(t *testing.T) {
	t.Parallel()
	an := text.NewAnalyzer()
	anyText := rapid.OneOf(rapid.String(), rapid.StringMatching(`((and|what about|why|he|did|in|of|Trump|May's|Vietnam|Köln|ΣΊΣΥΦΟΣ|İ|\?|…)[ ,]?){0,8}`))
	rapid.Check(t, func(t *rapid.T) {
		before, question := anyText.Draw(t, "before"), anyText.Draw(t, "question")
		if got := FollowUp(an, before, question, rapid.Bool().Draw(t, "meant")); question != "" && got == "" {
			t.Errorf("%q after %q is understood as nothing", question, before)
		}
	})
}
