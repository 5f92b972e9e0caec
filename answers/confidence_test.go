package answers

import (
	"testing"

	"dateline/retrieval"
)

func TestAgreed(t *testing.T) {
	of := func(ids string) (out []choice) {
		for _, id := range ids {
			out = append(out, choice{reading: &reading{article: &retrieval.Article{Meta: retrieval.Meta{ID: string(id)}}}})
		}
		return out
	}
	alone, first, last, no := agreed(of("a")), agreed(of("aab")), agreed(of("aba")), agreed(of("abb"))
	if alone != 1 || first >= alone || last >= first || no >= last || no <= 0 {
		t.Errorf("agreed: %v alone, %v before another, %v after it, %v not at all", alone, first, last, no)
	}
	if more := agreed(of("aaaaaaaaaaaaaaaabbbb")); more != 1 {
		t.Errorf("agreed: %v where only the best are the article's", more)
	}
}
