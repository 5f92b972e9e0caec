package text

import (
	"strings"
	"testing"
)

func TestFirstWords(t *testing.T) {
	for s, want := range map[string]string{
		"":                       "",
		" ... ":                  "",
		"Čapek's 2nd R.U.R.":     "capek s 2nd r u r",
		"one two three":          "one two three",
		"one two three four":     "one two three",
		"anticonstitutionnelles": "",
	} {
		if got := strings.Join(FirstWords(s, 18), " "); got != want {
			t.Errorf("of %q: %q, want %q", s, got, want)
		}
	}
}
