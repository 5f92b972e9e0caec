package names_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/bot/names"
)

// TestForgiving finds what members mistype.
func TestForgiving(t *testing.T) {
	t.Parallel()
	n := names.New([]string{"Élections à Paris", "Putin meets Trump", "Election results", "Storm over Hamburg", "Trump speaks"})
	tests := map[string][]int{
		"elections par": {0}, "trump": {4, 1}, "ELECTION": {0, 2}, "puttin": {1}, "hamburk storm": {3}, "elektions": {0, 2}, "zzzz": {}, "rtump 2017": {1, 4}, "hambrug": {3}, "": {0, 1, 2, 3, 4},
	}
	for typed, want := range tests {
		if diff := cmp.Diff(want, append([]int{}, n.Find(typed)...)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", typed, diff)
		}
	}
}
