package reader

import (
	"strings"
	"testing"
)

func TestWindowKeepsItsBounds(t *testing.T) {
	words := load(t).net.words
	long := strings.Repeat("word ", 200)
	for name, c := range map[string]struct {
		question  string
		candidate Candidate
		pieces    int
	}{
		"nothing":       {"", Candidate{}, 6},
		"sentence only": {"who won", Candidate{Sentence: "the home side won"}, 6 + 2 + 4},
		"all too long":  {long, Candidate{long, long, long, long}, maxWindow},
		"long beside":   {"who", Candidate{"", long, "she won", long}, 6 + 1 + 2 + maxBefore + maxAfter},
	} {
		w := windowOf(words, words.Pieces(c.question, maxQuestion), c.candidate)
		if len(w.ids) != c.pieces {
			t.Errorf("%s: %d pieces, want %d", name, len(w.ids), c.pieces)
		}
	}
}

func TestWindowKeepsTheNearEnds(t *testing.T) {
	words := load(t).net.words
	w := windowOf(words, nil, Candidate{
		Before:   strings.Repeat("far ", 50) + strings.Repeat("near ", maxBefore),
		Sentence: "here",
		After:    strings.Repeat("near ", maxAfter) + strings.Repeat("far ", 50),
	})
	far := words.Pieces("far", 1)[0]
	for _, id := range w.ids {
		if id == far {
			t.Fatalf("window %v holds what stands far off", w.ids)
		}
	}
}
