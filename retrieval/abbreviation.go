package retrieval

import (
	"strings"
	"unicode"
)

// shortMark stands in the index between an abbreviation and what it is short
// for, in the one order and in the other.
const shortMark = "="

// maxLongWords bounds a name that is abbreviated, in words.
const maxLongWords = 8

// introduced is an abbreviation that a text introduces: "Asia-Pacific Economic
// Cooperation (APEC)".
type introduced struct {
	short string // as a question's word would be: "apec"
	long  string // the name's terms: "asia pacif econom cooper"
}

// introductions finds the abbreviations that text introduces, by the letters
// that its words begin with. tokens are the text's. (A plain form of Schwartz
// and Hearst, "A simple algorithm for identifying abbreviation definitions in
// biomedical text", 2003.)
func introductions(text string, tokens []Token) []introduced {
	var out []introduced
	for i := 1; i < len(tokens); i++ {
		short := text[tokens[i].Start:tokens[i].End]
		if !inBrackets(text, tokens[i].Span) || !abbreviation(short) {
			continue
		}
		if long := longForm(strings.ToLower(short), tokens[max(0, i-maxLongWords):i]); long != "" {
			out = append(out, introduced{string(tokens[i].Exact), long})
		}
	}
	return out
}

func inBrackets(text string, s Span) bool {
	return s.Start > 0 && text[s.Start-1] == '(' && s.End < len(text) && text[s.End] == ')'
}

// abbreviation says whether word is two to eight letters, mostly capitals.
func abbreviation(word string) bool {
	capitals := 0
	for _, r := range word {
		if !unicode.IsLetter(r) {
			return false
		}
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return len(word) <= 8 && capitals >= 2 && capitals*2 > len(word)
}

// longForm gives the last of tokens whose first letters spell short, small
// words between them left out.
func longForm(short string, tokens []Token) string {
	letters := []rune(short)
	var words []string
	i := len(tokens) - 1
	for n := len(letters) - 1; n >= 0; i-- {
		if i < 0 {
			return ""
		}
		t := tokens[i]
		switch {
		case strings.HasPrefix(string(t.Exact), string(letters[n])):
			n--
		case !t.Stop:
			return ""
		}
		if !t.Stop {
			words = append([]string{string(t.Term)}, words...)
		}
	}
	if len(words) < 2 {
		return ""
	}
	return strings.Join(words, " ")
}
