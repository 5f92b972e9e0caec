package extract

import (
	"strings"
	"testing"
)

// A list of names takes time by its length, not by the square of that.
func TestManyNames(t *testing.T) {
	var list strings.Builder
	for i := range 2000 {
		list.WriteString("Tessa N" + strings.Repeat("o", i%50) + strings.Repeat("r", i/50) + "; ")
	}
	if got := len(authorsOf(list.String())); got != maxAuthors {
		t.Errorf("%d names", got)
	}
	if got := len(creators(list.String())); got != maxAuthors {
		t.Errorf("%d creators", got)
	}
}
