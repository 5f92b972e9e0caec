package bot

import "testing"

// A whole month and a whole year are shown as such.
func TestDays(t *testing.T) {
	for _, test := range []struct{ first, last, want string }{
		{"2015-01-01", "2015-12-31", "2015"},
		{"2015-02-01", "2015-02-28", "February 2015"},
		{"2015-02-03", "", "3 February 2015"},
		{"2015-02-03", "2015-02-03", "3 February 2015"},
		{"2015-02-03", "2015-02-04", "3 February 2015 – 4 February 2015"},
	} {
		if got := english.Days(test.first, test.last); got != test.want {
			t.Errorf("%s to %s: %q, want %q", test.first, test.last, got, test.want)
		}
	}
}
