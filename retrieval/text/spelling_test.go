package text_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval/text"
)

func TestSpellings(t *testing.T) {
	for content, want := range map[string][]string{
		"Don’t — “stop”, it's ok.":    {"Don't", "stop", "it's", "ok"},
		"The U.S. and e.g. this.That": {"The", "US", "and", "eg", "this", "That"},
		"$1,000.50 or 5% of 1,5":      {"$", "1000.50", "or", "5", "%", "of", "1,5"},
		"[T]he editor[s] [sic]":       {"The", "editor", "s", "sic"},
		"co\u00adoperate ﬁnal":        {"cooperate", "final"},
		"well-known_word":             {"well", "known", "word"},
		"東京 2023年":                    {"東", "京", "2023", "年"},
		"… !":                         {},
	} {
		got := []string{}
		for _, w := range text.Spellings(content) {
			got = append(got, text.NormalWord(content[w.Start:w.End]))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", content, diff)
		}
	}
}

func TestSpellingsCompare(t *testing.T) {
	for _, test := range []struct {
		a, b           string
		letter, folded bool
	}{
		{"don’t", "don't", true, true},
		{"Trump", "Trump's", false, false},
		{"Bush", "bush", false, true},
		{"résumé", "resume", false, false},
		{"re\u0301sume\u0301", "résumé", true, true},
	} {
		a, b := text.Spellings(test.a)[0], text.Spellings(test.b)[0]
		if got := a.Letter == b.Letter; got != test.letter {
			t.Errorf("%q and %q to the letter: %v", test.a, test.b, got)
		}
		if got := a.Folded == b.Folded; got != test.folded {
			t.Errorf("%q and %q but for case: %v", test.a, test.b, got)
		}
	}
}
