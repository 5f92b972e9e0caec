package text

import (
	"strings"
	"unicode"
)

// maxLongWords bounds a name that is abbreviated, in words.
const maxLongWords = 8

// Abbreviation is one that a text introduces: "Asia-Pacific Economic
// Cooperation (APEC)".
type Abbreviation struct {
	Short string // as a question's word would be: "apec"
	Long  string // the name's terms: "asia pacif econom cooper"
}

// Abbreviations returns the abbreviations that text introduces, by the letters
// that its words begin with. tokens are the text's. (A plain form of Schwartz
// and Hearst, "A simple algorithm for identifying abbreviation definitions in
// biomedical text", 2003.)
func Abbreviations(text string, tokens []Token) []Abbreviation {
	var out []Abbreviation
	for i := 1; i < len(tokens); i++ {
		short := text[tokens[i].Start:tokens[i].End]
		if !inBrackets(text, tokens[i].Span) || !abbreviation(short) {
			continue
		}
		if long := longForm(strings.ToLower(short), tokens[max(0, i-maxLongWords):i]); long != "" {
			out = append(out, Abbreviation{string(tokens[i].Exact), long})
		}
	}
	return out
}

func inBrackets(text string, s Span) bool {
	return s.Start > 0 && text[s.Start-1] == '(' && s.End < len(text) && text[s.End] == ')'
}

// abbreviation reports whether word is two to eight letters, mostly capitals.
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

// longForm returns the last of tokens whose first letters spell short, small
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
