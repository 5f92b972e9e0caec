package dates

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBetween(t *testing.T) {
	for _, test := range []struct {
		since, until string
		want         []string
	}{
		{"2024-02-28", "2024-03-01", []string{"2024-02-28", "2024-02-29", "2024-03-01"}},
		{"2024-02-28", "2024-02-28", []string{"2024-02-28"}},
		{"2024-02-28", "2025-01-01", []string{"2024-02-28", "2024-02-29", "2024-03-01"}},
		{"2024-02-28", "2024-02-27", nil},
		{"", "2024-02-27", nil},
	} {
		if diff := cmp.Diff(test.want, Between(test.since, test.until, 3)); diff != "" {
			t.Errorf("from %s to %s (-want +got):\n%s", test.since, test.until, diff)
		}
	}
}
