package text

import (
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	for _, tt := range []struct {
		name, language, content, want string
	}{
		{"inflection", "en", "The elections were agreed", "(the) elect (were) agre"},
		{"irregular", "en", "met meeting", "meet meet"},
		{"possessive", "en", "Russia’s Trump's", "russia trump"},
		{"country and pronoun", "en", "US told us; U.S. too", "us· tell (us) us· (too)"},
		{"group and verb", "en", "IS is defeated", "is· (is) defeat"},
		{"capitals throughout", "en", "THE U.S. IS THERE", "(the) us· (is) (there)"},
		{"hyphen", "en", "U.S.-Russia Asia-Pacific", "us· russia asia pacif"},
		{"numbers", "en", "1,000 people, 3.5 percent, 2017-11-16", "1000 peopl 3.5 percent 2017 11 16"},
		{"accents", "fr", "Les élections françaises", "(les) elect francais"},
		{"soft hyphen", "de", "Wahl\u00adkampf", "wahlkampf"},
		{"marks of direction", "en", "\u202eHaifa\u202c \u2068Beirut\u2069", "haifa beirut"},
		{"german", "de", "Die Wahlen in Köln", "(die) wahl (in) koln"},
		{"unknown language", "xx", "elections", "elections"},
		{"chinese", "zh", "中文", "中文"},
		{"nothing", "en", "— … !", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := NewAnalyzer()
			for range 2 { // the second time from memory
				if got := show(a.Tokens(tt.content, tt.language)); got != tt.want {
					t.Errorf("Tokens(%q) = %s, want %s", tt.content, got, tt.want)
				}
			}
		})
	}
}

func show(tokens []Token) string {
	var out []string
	for _, tok := range tokens {
		term := string(tok.Term)
		if tok.Stop {
			term = "(" + term + ")"
		}
		out = append(out, term)
	}
	return strings.Join(out, " ")
}
