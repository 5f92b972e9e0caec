package answers

import "testing"

// Who asks what somebody said is not told what another said about the same.
func TestAskedForTheirWords(t *testing.T) {
	lib := library(t, article("ferry", "Gazette", `Ada Holm said she and Olaf Brandt had no time to discuss the new ferry on Monday.

“The ferry is too small,” the harbour master said.`), article("bridge", "Gazette", `Olaf Brandt said the bridge would open again in May.`))
	for _, c := range []struct {
		question string
		others   bool
	}{
		{"what did olaf brandt say about the new ferry", true},
		{"What did Ada Holm say about the new ferry?", false},
		{"what did brandt say about the bridge", false},
		// Whose words the harbour master's are, the article does not tell by name.
		{"what did brandt say about the ferry being too small", false},
		// Nobody's words are asked for by name alone.
		{"what did the friends of brandt say about the new ferry", false},
		{"what did olaf brandt discuss about the new ferry", false},
	} {
		a := New(nil, lib, Config{})
		s, err := a.search(t.Context(), Question{Text: c.question}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.need.sayOthers(s.choices); got != c.others {
			t.Errorf("%q: %t, want %t", c.question, got, c.others)
		}
	}
}
