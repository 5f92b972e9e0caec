package outlets

import "testing"

func TestLike(t *testing.T) {
	for _, test := range []struct {
		name, other string
		want        bool
	}{
		{"Harbour Post", "The Harbour Post", true},
		{"Harbor Post", "Harbour Post", true},
		{"harbourpost", "Harbour Post", true},
		{"Harbour Post", "Tribune", false},
		{"", "Tribune", false},
		{"...", "Tribune", false},
	} {
		if got := Like(test.name, test.other); got != test.want {
			t.Errorf("%q is like %q: %t", test.name, test.other, got)
		}
	}
}
