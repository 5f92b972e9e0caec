package kinds

import (
	"slices"

	"dateline/retrieval/text"
)

// kind is the kind of answer that a question asks for.
type kind int

const (
	anyKind kind = iota
	aPerson
	aTime
	aPlace
	aNumber
	aCount
	aDuration
	money
	aShare
	aReason
	aLength
	aWeight
	aSpeed
	aTemperature
	anAge
	aFrequency
)

// strict are the kinds whose answers are told by their form: what has none in it
// cannot answer.
var strict = map[kind]bool{
	money: true, aShare: true, aLength: true, aWeight: true, aSpeed: true, aTemperature: true, anAge: true,
}

// Want is what a question asks for: an answer of a kind, and of a count what is
// counted. The zero Want is any answer.
type Want struct {
	kind kind
	// counted is what is counted; "" where that is not said.
	counted text.Term
	// either is another kind that would do: "how long" is a time or a way.
	either kind
}

// WantOf reads it from the tokens of a question in a language: its first word
// that asks for something tells.
func WantOf(tokens []text.Token, language string) Want {
	whether := len(tokens) > 0 && language == "en" && yesOrNo[tokens[0].Exact]
	for i := range tokens {
		k, asks := kindAt(tokens, i, language)
		if !asks || whether && (k == aPerson || k == aTime || k == aPlace) {
			continue // "Is it safe when …" asks for no time
		}
		w := Want{kind: k, either: eitherKind(tokens, i, k)}
		if k == aCount {
			w.counted = countedAfter(tokens, i)
		}
		return w
	}
	return Want{}
}

// Reason reports whether a reason is asked for.
func (w Want) Reason() bool { return w.kind == aReason }

// Strict reports whether an answer must hold something that is told by its form:
// a sum, a measure, a share.
func (w Want) Strict() bool { return strict[w.kind] && (w.either == anyKind || strict[w.either]) }

// kindAt returns the kind that token i asks for, by itself or with the next
// words, and whether it asks for anything.
func kindAt(tokens []text.Token, i int, language string) (k kind, asks bool) {
	if k, ok := kindOfWord[language][tokens[i].Exact]; ok {
		return k, true
	}
	if language != "en" {
		return anyKind, false
	}
	switch tokens[i].Exact {
	case "how", "hows":
		return kindOfHowAt(tokens[i+1:]), true
	case "what", "which", "whats":
		return kindOfNounIn(tokens[i+1:]), true
	}
	return anyKind, false
}

// nounReach is within how many words of "what" the noun stands that says what is
// asked for.
const nounReach = 4

// kindOfNounIn is what the noun asks for that follows "what": it may stand behind
// the verb, as in "What was the price of oil", but not in what is told of it, as
// in "What did the 18th century bring" or "What kind of time".
func kindOfNounIn(after []text.Token) kind {
	for _, t := range after[:min(nounReach, len(after))] {
		if k, ok := kindOfNoun[t.Exact]; ok {
			return k
		}
		if endsNoun[t.Exact] {
			return anyKind
		}
	}
	return anyKind
}

// kindOfHowAt is what "how" asks for before the tokens after.
func kindOfHowAt(after []text.Token) kind {
	if len(after) == 0 {
		return anyKind
	}
	k := kindOfHow[after[0].Exact]
	switch {
	case k == money && hasAny(after[1:], weighing):
		return aWeight
	case k == money && !hasAny(after[1:], moneyVerbs):
		return aNumber
	}
	return k
}

// hasAny reports whether one of the words is among tokens.
func hasAny(tokens []text.Token, words map[text.Term]bool) bool {
	return slices.ContainsFunc(tokens, func(t text.Token) bool { return words[t.Exact] || words[t.Term] })
}

// eitherKind is another kind that would do beside k, which token i asks for.
func eitherKind(tokens []text.Token, i int, k kind) kind {
	if i+2 >= len(tokens) || tokens[i].Exact != "how" {
		return anyKind
	}
	be := tokens[i+2].Exact == "is" || tokens[i+2].Exact == "was" || tokens[i+2].Exact == "are"
	switch {
	case k == aDuration && be:
		return aLength
	case k == aSpeed, k == aLength && tokens[i+1].Exact == "far":
		return aDuration // "in nine seconds", "an hour away"
	}
	return anyKind
}

// countedAfter returns what a question for a count counts: the first noun after
// "how many".
func countedAfter(tokens []text.Token, i int) text.Term {
	for _, t := range tokens[i+1:] {
		if !t.Stop && t.Exact != "many" {
			return t.Term
		}
	}
	return ""
}
