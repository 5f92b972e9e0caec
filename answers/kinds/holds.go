package kinds

import (
	"slices"
	"strings"
	"unicode"

	"dateline/retrieval/text"
)

// Meets rates whether a sentence of a body, of these tokens, can hold such an
// answer: 1 when it holds one that the question does not name itself, -1 when it
// does not, 0 where any sentence may, or this one might: a number counts nothing
// that is asked for, or only its first word, which has a capital in any case, may
// be a name.
func (w Want) Meets(body string, tokens []text.Token, asked map[text.Term]bool) float64 {
	if w.kind == anyKind {
		return 0
	}
	best := -1.
	for i := range tokens {
		if w.held(body, tokens, i, asked) {
			if w.sure(tokens, i) {
				return 1
			}
			best = 0
		}
	}
	return best
}

// held reports whether token i is such an answer, and none that is named in the
// question.
func (w Want) held(body string, tokens []text.Token, i int, asked map[text.Term]bool) bool {
	return !asked[tokens[i].Term] && (w.kind.holds(body, tokens, i) || w.either.holds(body, tokens, i))
}

// sure reports whether token i, of the kind, is plainly what is asked for.
func (w Want) sure(tokens []text.Token, i int) bool {
	switch w.kind {
	case aPerson, aPlace:
		return i > 0
	case aCount:
		return w.counted == "" || counts(tokens, i, w.counted)
	default:
		return true
	}
}

// countReach is how far behind its number the thing stands that it counts:
// "35 armed and masked people".
const countReach = 6

// counts reports whether term stands shortly behind token i.
func counts(tokens []text.Token, i int, term text.Term) bool {
	return slices.ContainsFunc(tokens[i:min(i+countReach, len(tokens))], func(t text.Token) bool { return t.Term == term })
}

// holds reports whether token i is a thing of that kind.
func (k kind) holds(body string, tokens []text.Token, i int) bool {
	t := tokens[i]
	switch k {
	case aPerson, aPlace:
		return t.Upper && !t.Stop
	case aTime:
		return timeWords[t.Exact] || HasDigit(t)
	case aNumber, aCount:
		return IsNumber(t)
	case money:
		return IsNumber(t) && ofMoney(body, tokens, i)
	case aShare:
		return isShare(body, tokens, i)
	case aDuration:
		return isDuration(tokens, i)
	case aReason:
		return reasonWords[t.Exact]
	case aFrequency:
		return frequencyWords[t.Exact]
	case aLength, aWeight, aSpeed, aTemperature, anAge:
		return IsNumber(t) && measured[k](body, tokens, i)
	case anyKind:
	}
	return false
}

// isShare reports whether token i is a share of a whole.
func isShare(body string, tokens []text.Token, i int) bool {
	t := tokens[i]
	if strings.HasPrefix(strings.TrimLeft(body[t.End:], " \u00a0"), "%") {
		return HasDigit(t)
	}
	return shareWords[t.Exact] || t.Exact == "cent" && i > 0 && tokens[i-1].Exact == "per"
}

// isDuration reports whether token i is a unit of time with a number before it.
func isDuration(tokens []text.Token, i int) bool {
	return unitsOfTime[tokens[i].Exact] && slices.ContainsFunc(tokens[max(0, i-4):i], func(n text.Token) bool {
		return IsNumber(n) || n.Exact == "a" || n.Exact == "an"
	})
}

// ofMoney reports whether the number at token i is an amount of money: by a
// sign beside it, or by a currency in the next words.
func ofMoney(body string, tokens []text.Token, i int) bool {
	before := strings.TrimRight(body[max(0, tokens[i].Start-4):tokens[i].Start], " ")
	for _, sign := range currencySigns {
		if strings.HasSuffix(before, sign) || strings.HasPrefix(strings.TrimLeft(body[tokens[i].End:], " "), sign) {
			return true
		}
	}
	return slices.ContainsFunc(tokens[max(0, i-1):min(i+4, len(tokens))], func(t text.Token) bool { return currencyWords[t.Exact] })
}

// IsNumber reports whether a token is a number, in digits or in words.
func IsNumber(t text.Token) bool { return numberWords[t.Exact] || HasDigit(t) }

// HasDigit reports whether a token has a digit in it.
func HasDigit(t text.Token) bool { return strings.ContainsFunc(string(t.Exact), unicode.IsDigit) }
