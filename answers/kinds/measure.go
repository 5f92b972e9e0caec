package kinds

import (
	"strings"
	"unicode"

	"dateline/retrieval/text"
)

// measured says, for the kinds that are measured, whether the number at token i
// has a unit of what they measure: "6ft", "1.2 million miles", "twenty-five degrees".
var measured = map[kind]func(body string, tokens []text.Token, i int) bool{
	aLength: isLength, aWeight: isWeight, aSpeed: isSpeed, aTemperature: isTemperature, anAge: isAge,
}

func isLength(body string, tokens []text.Token, i int) bool {
	unit, at := unitOf(tokens, i)
	return lengths[unit] && !isRate(tokens, at) && !squared(tokens, i, at) ||
		inFeet(strings.TrimLeftFunc(body[tokens[i].Start:], unicode.IsDigit))
}

func isWeight(body string, tokens []text.Token, i int) bool {
	unit, _ := unitOf(tokens, i)
	return weights[unit] && !strings.HasSuffix(body[:tokens[i].Start], "£")
}

func isSpeed(_ string, tokens []text.Token, i int) bool {
	unit, at := unitOf(tokens, i)
	return speeds[unit] || lengths[unit] && isRate(tokens, at)
}

func isTemperature(body string, tokens []text.Token, i int) bool {
	unit, _ := unitOf(tokens, i)
	rest := strings.TrimLeft(body[tokens[i].End:], " \u00a0")
	return degrees[unit] || strings.HasPrefix(rest, "°") || strings.HasPrefix(rest, "º")
}

// unitReach is how many words may stand between a number and its unit, as "million
// square" does before "miles".
const unitReach = 3

// unitOf is the word that follows the number at token i, numbers and "square" left
// out, and the token that it is: of "6ft" it is "ft", in the number itself.
func unitOf(tokens []text.Token, i int) (unit text.Term, at int) {
	if within := strings.TrimLeftFunc(string(tokens[i].Exact), func(r rune) bool { return unicode.IsDigit(r) || r == '.' || r == ',' }); HasDigit(tokens[i]) && within != "" {
		return text.Term(within), i
	}
	for at = i + 1; at < min(i+1+unitReach, len(tokens)); at++ {
		if word := tokens[at].Exact; !numberWords[word] && word != "square" && word != "cubic" && word != "metric" && word != "a" {
			return word, at
		}
	}
	return "", i
}

// squared reports whether "square" stands between a number and its unit.
func squared(tokens []text.Token, i, at int) bool {
	for _, t := range tokens[i:at] {
		if t.Exact == "square" || t.Exact == "sq" {
			return true
		}
	}
	return false
}

// isRate reports whether "per hour" or "an hour" follows token at, or a second of
// it.
func isRate(tokens []text.Token, at int) bool {
	if at+2 >= len(tokens) {
		return at+1 < len(tokens) && (tokens[at+1].Exact == "h" || tokens[at+1].Exact == "s")
	}
	per, unit := tokens[at+1].Exact, tokens[at+2].Exact
	return per == "h" || per == "s" || (per == "per" || per == "an" || per == "a") && unitsOfTime[unit]
}

// inFeet reports whether what follows a number are the marks of feet and inches:
// 6' 2", or 6-foot-2, whose unit stands as a word.
func inFeet(rest string) bool {
	for _, mark := range []string{"'", "’", "′"} {
		if after, ok := strings.CutPrefix(rest, mark); ok {
			after = strings.TrimLeft(after, " ")
			return after != "" && unicode.IsDigit(rune(after[0]))
		}
	}
	return false
}

// oldest is the age that nobody is known to have passed.
const oldest = 125

// isAge reports whether token i tells an age: "63-year-old", "aged nine", or a
// number of two digits between commas after a name.
func isAge(body string, tokens []text.Token, i int) bool {
	t := tokens[i]
	word := func(at int) text.Term {
		if at < 0 || at >= len(tokens) {
			return ""
		}
		return tokens[at].Exact
	}
	switch {
	case ageWords[word(i-1)], ageWords[word(i-2)] && tokens[i-1].Stop, word(i+1) == "birthday":
		return true
	case word(i+1) == "year", word(i+1) == "years", word(i+1) == "month", word(i+1) == "months":
		return oldWords[word(i+2)] || word(i+2) == "of" && word(i+3) == "age"
	}
	return i > 0 && tokens[i-1].Upper && between(body, tokens[i-1], t) == ", " && atMost(t, oldest) &&
		strings.ContainsAny(body[t.End:min(t.End+1, len(body))], ",.;)")
}

func between(body string, a, b text.Token) string { return body[a.End:max(a.End, b.Start)] }

// atMost reports whether a token is a whole number that is not greater.
func atMost(t text.Token, most int) bool {
	n := 0
	for _, r := range string(t.Exact) {
		if r < '0' || r > '9' {
			return false
		}
		if n = 10*n + int(r-'0'); n > most {
			return false
		}
	}
	return n > 0
}
