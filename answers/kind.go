package answers

import (
	"slices"
	"strings"
	"unicode"

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
	aDuration
	aReason
)

// kindOf reads the kind from the question's words.
func kindOf(tokens []text.Token) kind {
	for i, t := range tokens {
		next := text.Term("")
		if i+1 < len(tokens) {
			next = tokens[i+1].Exact
		}
		if k, ok := kindOfWord[t.Exact]; ok {
			return k
		}
		if k, ok := kindOfHow[next]; ok && t.Exact == "how" {
			return k
		}
		if k, ok := kindOfNoun[next]; ok && (t.Exact == "what" || t.Exact == "which") {
			return k
		}
	}
	return anyKind
}

// kindOfWord is what a word asks for by itself, and kindOfHow what "how"
// before a word does.
var (
	kindOfWord = map[text.Term]kind{
		"who": aPerson, "whom": aPerson, "whose": aPerson, "when": aTime, "where": aPlace, "why": aReason,
	}
	kindOfHow = map[text.Term]kind{
		"long": aDuration, "many": aNumber, "much": aNumber, "old": aNumber, "far": aNumber, "large": aNumber, "big": aNumber,
	}
)

// kindOfNoun is what "what" or "which" before a noun asks for.
var kindOfNoun = map[text.Term]kind{
	"year": aTime, "date": aTime, "day": aTime, "month": aTime, "century": aTime, "decade": aTime, "time": aTime,
	"country": aPlace, "city": aPlace, "place": aPlace, "state": aPlace, "region": aPlace, "town": aPlace,
	"percentage": aNumber, "percent": aNumber, "number": aNumber, "amount": aNumber, "age": aNumber,
	"person": aPerson, "president": aPerson, "leader": aPerson, "official": aPerson,
}

// meets reports whether a sentence can hold an answer of that kind: 1 when it
// holds such a thing that the question does not name itself, -1 when it does
// not, 0 where any sentence may.
func (k kind) meets(s sentence, asked map[text.Term]bool) float64 {
	if k == anyKind {
		return 0
	}
	for i, t := range s.tokens {
		if !asked[t.Term] && k.holds(s.tokens[:i], t) {
			return 1
		}
	}
	return -1
}

// holds reports whether t, after the words before it, is a thing of that kind.
func (k kind) holds(before []text.Token, t text.Token) bool {
	switch k {
	case aPerson, aPlace:
		return len(before) > 0 && t.Upper && !t.Stop
	case aTime:
		return timeWords[t.Exact] || containsDigit(t)
	case aNumber:
		return isNumber(t)
	case aDuration:
		return unitsOfTime[t.Exact] && slices.ContainsFunc(before[max(0, len(before)-4):], func(n text.Token) bool {
			return isNumber(n) || n.Exact == "a" || n.Exact == "an"
		})
	case aReason:
		return reasonWords[t.Exact]
	case anyKind:
	}
	return false
}

func isNumber(t text.Token) bool { return numberWords[t.Exact] || containsDigit(t) }

func containsDigit(t text.Token) bool { return strings.ContainsFunc(string(t.Exact), unicode.IsDigit) }

var (
	timeWords = terms(`monday tuesday wednesday thursday friday saturday sunday january february march april june july
		august september october november december yesterday today tomorrow tonight morning evening noon midnight
		century decade week month year ago`)
	numberWords = terms(`one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
		seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
		trillion dozen half third quarter once twice thrice percent`)
	unitsOfTime = terms(`second seconds minute minutes hour hours day days week weeks month months year years decade
		decades century centuries`)
	reasonWords = terms(`because since due owing reason reasons therefore thus hence so cause caused causes causing
		prompted led after amid order`)
)
