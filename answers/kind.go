package answers

import (
	"slices"
	"strings"
	"unicode"

	"dateline/retrieval"
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
func kindOf(tokens []retrieval.Token) kind {
	for i, t := range tokens {
		next := retrieval.Term("")
		if i+1 < len(tokens) {
			next = tokens[i+1].Exact
		}
		switch t.Exact {
		case "who", "whom", "whose":
			return aPerson
		case "when":
			return aTime
		case "where":
			return aPlace
		case "why":
			return aReason
		case "how":
			if next == "long" {
				return aDuration
			}
			if next == "many" || next == "much" || next == "old" || next == "far" || next == "large" || next == "big" {
				return aNumber
			}
		case "what", "which":
			if k, ok := kindOfNoun[next]; ok {
				return k
			}
		}
	}
	return anyKind
}

// kindOfNoun is what "what" or "which" before a noun asks for.
var kindOfNoun = map[retrieval.Term]kind{
	"year": aTime, "date": aTime, "day": aTime, "month": aTime, "century": aTime, "decade": aTime, "time": aTime,
	"country": aPlace, "city": aPlace, "place": aPlace, "state": aPlace, "region": aPlace, "town": aPlace,
	"percentage": aNumber, "percent": aNumber, "number": aNumber, "amount": aNumber, "age": aNumber,
	"person": aPerson, "president": aPerson, "leader": aPerson, "official": aPerson,
}

// meets says whether a sentence can hold an answer of that kind: 1 when it
// holds such a thing that the question does not name itself, -1 when it does
// not, 0 where any sentence may.
func (k kind) meets(s sentence, asked map[retrieval.Term]bool) float64 {
	var holds func(i int, t retrieval.Token) bool
	switch k {
	case aPerson, aPlace:
		holds = func(i int, t retrieval.Token) bool { return i > 0 && t.Upper && !t.Stop && !asked[t.Term] }
	case aTime:
		holds = func(_ int, t retrieval.Token) bool { return timeWords[t.Exact] || hasDigit(t) && !asked[t.Term] }
	case aNumber:
		holds = func(_ int, t retrieval.Token) bool { return (numberWords[t.Exact] || hasDigit(t)) && !asked[t.Term] }
	case aDuration:
		holds = func(i int, t retrieval.Token) bool {
			return unitsOfTime[t.Exact] && slices.ContainsFunc(s.tokens[max(0, i-4):i], func(n retrieval.Token) bool {
				return numberWords[n.Exact] || hasDigit(n) || n.Exact == "a" || n.Exact == "an"
			})
		}
	case aReason:
		holds = func(_ int, t retrieval.Token) bool { return reasonWords[t.Exact] }
	default:
		return 0
	}
	for i, t := range s.tokens {
		if holds(i, t) {
			return 1
		}
	}
	return -1
}

func hasDigit(t retrieval.Token) bool { return strings.ContainsFunc(string(t.Exact), unicode.IsDigit) }

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
