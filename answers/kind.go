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
	aCount
	aDuration
	money
	aShare
	aReason
)

// want is what a question asks for: an answer of a kind, and of a count what is
// counted.
type want struct {
	kind    kind
	counted text.Term // "" where that is not said
}

// wantOf reads it from the tokens of a question in a language.
func wantOf(tokens []text.Token, language string) want {
	for i := range tokens {
		if k := kindAt(tokens, i, language); k != anyKind {
			return want{k, countedAfter(tokens, i, k)}
		}
	}
	return want{}
}

// kindAt returns the kind that token i asks for, by itself or with the next
// word.
func kindAt(tokens []text.Token, i int, language string) kind {
	word, next := tokens[i].Exact, text.Term("")
	if i+1 < len(tokens) {
		next = tokens[i+1].Exact
	}
	if k, ok := kindOfWord[language][word]; ok {
		return k
	}
	if language != "en" {
		return anyKind
	}
	switch word {
	case "how":
		if next == "much" && !amountOfMoney(tokens[i+2:]) {
			return aNumber
		}
		return kindOfHow[next]
	case "what", "which", "whats":
		// "What was the price": the noun may follow the verb.
		for _, t := range tokens[i+1 : min(i+nounReach, len(tokens))] {
			if k, ok := kindOfNoun[t.Exact]; ok {
				return k
			}
		}
	}
	return anyKind
}

// nounReach is within how many words of "what" the noun stands that says what is
// asked for.
const nounReach = 5

// amountOfMoney reports whether what follows "how much" asks for money.
func amountOfMoney(tokens []text.Token) bool {
	return slices.ContainsFunc(tokens, func(t text.Token) bool { return moneyVerbs[t.Exact] || moneyVerbs[t.Term] })
}

// countedAfter returns what a question for a count counts: the first noun after
// "how many".
func countedAfter(tokens []text.Token, i int, k kind) text.Term {
	if k != aCount {
		return ""
	}
	for _, t := range tokens[i+1:] {
		if !t.Stop && t.Exact != "many" {
			return t.Term
		}
	}
	return ""
}

// meets rates whether a sentence of a body can hold such an answer: 1 when it
// holds one that the question does not name itself, -1 when it does not, 0
// where any sentence may. A count of nothing that is named counts half.
func (w want) meets(body string, s sentence, asked map[text.Term]bool) float64 {
	if w.kind == anyKind {
		return 0
	}
	best := -1.
	for i, t := range s.tokens {
		if asked[t.Term] || !w.kind.holds(body, s.tokens, i) {
			continue
		}
		if w.counted == "" || counts(s.tokens, i, w.counted) {
			return 1
		}
		best = 0
	}
	return best
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
		return i > 0 && t.Upper && !t.Stop
	case aTime:
		return timeWords[t.Exact] || hasDigit(t)
	case aNumber, aCount:
		return isNumber(t)
	case money:
		return isNumber(t) && ofMoney(body, tokens, i)
	case aShare:
		return hasDigit(t) && strings.HasPrefix(body[t.End:], "%") || shareWords[t.Exact]
	case aDuration:
		return isDuration(tokens, i)
	case aReason:
		return reasonWords[t.Exact]
	case anyKind:
	}
	return false
}

// isDuration reports whether token i is a unit of time with a number before it.
func isDuration(tokens []text.Token, i int) bool {
	return unitsOfTime[tokens[i].Exact] && slices.ContainsFunc(tokens[max(0, i-4):i], func(n text.Token) bool {
		return isNumber(n) || n.Exact == "a" || n.Exact == "an"
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

func isNumber(t text.Token) bool { return numberWords[t.Exact] || hasDigit(t) }

// kindOfWord is what a word asks for by itself, by language.
var kindOfWord = map[string]map[text.Term]kind{
	"en": askingFor("who whom whose whos", "when", "where", "why", ""),
	"de": askingFor("wer wen wem wessen", "wann", "wo wohin woher", "warum wieso weshalb", "wieviele wieviel"),
	"es": askingFor("quien quienes", "cuando", "donde", "", "cuantos cuantas cuanto cuanta"),
	"fr": askingFor("qui", "quand", "ou", "pourquoi", "combien"),
	"pt": askingFor("quem", "quando", "onde", "", "quantos quantas quanto quanta"),
	"it": askingFor("chi", "quando", "dove", "", "quanti quante quanto quanta"),
	"nl": askingFor("wie", "wanneer", "waar", "waarom", "hoeveel"),
	"ru": askingFor("кто кого кем", "когда", "где куда", "почему зачем", "сколько"),
	"tr": askingFor("kim kimi kime", "", "nerede nereye nereden", "neden nicin", "kac"),
	"ar": askingFor("من", "متى", "اين", "لماذا", "كم"),
	"sv": askingFor("vem vems", "nar", "var vart", "varfor", ""),
}

// askingFor makes a table of the words that ask for a person, a time, a place, a
// reason and a number.
func askingFor(person, time, place, reason, number string) map[text.Term]kind {
	out := make(map[text.Term]kind)
	for words, k := range map[string]kind{person: aPerson, time: aTime, place: aPlace, reason: aReason, number: aNumber} {
		for w := range terms(words) {
			out[w] = k
		}
	}
	return out
}

// kindOfHow is what "how" before a word asks for.
var kindOfHow = map[text.Term]kind{
	"long": aDuration, "many": aCount, "much": money, "old": aNumber, "far": aNumber, "large": aNumber, "big": aNumber,
	"tall": aNumber, "high": aNumber, "deep": aNumber, "fast": aNumber, "heavy": aNumber, "wide": aNumber,
}

// kindOfNoun is what "what" or "which" with a noun asks for.
var kindOfNoun = map[text.Term]kind{
	"year": aTime, "date": aTime, "day": aTime, "month": aTime, "century": aTime, "decade": aTime, "time": aTime,
	"country": aPlace, "city": aPlace, "place": aPlace, "state": aPlace, "region": aPlace, "town": aPlace,
	"percentage": aShare, "percent": aShare, "share": aNumber, "number": aNumber, "amount": aNumber, "age": aNumber,
	"person": aPerson, "president": aPerson, "leader": aPerson, "official": aPerson,
	"price": money, "cost": money, "salary": money, "fee": money, "fine": money, "revenue": money, "wage": money,
}

var (
	currencySigns = []string{"$", "€", "£", "¥", "₹", "₽", "₩", "Rs", "Rs."}
	currencyWords = terms(`dollar dollars cents euro euros pound pounds pence crowns kronor kroner krona yen yuan rupee rupees rs
		ruble rubles franc francs peso pesos real reais usd eur gbp`)
	moneyVerbs = terms(`cost costs pay paid pays price worth earn earned earns lose lost spend spent raise raised money salary
		settle settled sell sold fee fine charge charged invest invested owe owes debt make made revenue donate donated`)
	shareWords = terms(`percent half third quarter quarters thirds majority`)
	timeWords  = terms(`monday tuesday wednesday thursday friday saturday sunday january february march april june july august
		september october november december yesterday today tomorrow tonight morning evening noon midnight
		century decade week month year ago`)
	numberWords = terms(`one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
		seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
		trillion dozen half third quarter once twice thrice percent`)
	unitsOfTime = terms(`second seconds minute minutes hour hours day days week weeks month months year years decade
		decades century centuries`)
	reasonWords = terms(`because since due owing reason reasons therefore thus hence so cause caused causes causing
		prompted led after amid order`)
)

func hasDigit(t text.Token) bool { return strings.ContainsFunc(string(t.Exact), unicode.IsDigit) }
