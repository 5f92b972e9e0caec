package answers

import "testing"

func TestIsAside(t *testing.T) {
	for sentence, want := range map[string]bool{
		"WATCH: Trump and Putin shake hands":             true,
		"GO DEEPER How the Browns lost":                  true,
		"READ MORE: Five things to know":                 true,
		"Sign up for our newsletter.":                    true,
		"Photo: Reuters":                                 true,
		"Read the letter before you sign.":               false,
		"Watch sales rose by 5% last year.":              false,
		"Related parties must be named in the accounts.": false,
		"Subscribers pay $5 a month.":                    false,
		"Sources told Reuters that the deal was done.":   false,
	} {
		if got := isAside(sentence); got != want {
			t.Errorf("isAside(%q) = %t", sentence, got)
		}
	}
}
