package kinds

import (
	"dateline/retrieval/text"
)

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
		for w := range text.TermSet(words) {
			out[w] = k
		}
	}
	return out
}

// kindOfHow is what "how" before a word asks for.
var kindOfHow = askedBy(map[kind]string{
	aDuration: "long", aCount: "many", money: "much", anAge: "old", aFrequency: "often frequently", aNumber: "large big",
	aLength: "far tall high deep wide thick", aSpeed: "fast quick quickly", aWeight: "heavy", aTemperature: "hot cold warm",
})

// kindOfNoun is what "what" or "which" with a noun asks for.
var kindOfNoun = askedBy(map[kind]string{
	aTime:        "year date day month century decade time",
	aPlace:       "country city place state region town area",
	aPerson:      "person president leader official",
	aShare:       "percentage percent",
	aNumber:      "share number amount population",
	money:        "price cost salary fee fine revenue wage budget",
	aLength:      "height length width depth distance altitude elevation",
	aWeight:      "weight",
	aSpeed:       "speed",
	aTemperature: "temperature temperatures",
	anAge:        "age",
})

func askedBy(words map[kind]string) map[text.Term]kind {
	out := make(map[text.Term]kind)
	for k, list := range words {
		for w := range text.TermSet(list) {
			out[w] = k
		}
	}
	return out
}

var (
	currencySigns = []string{"$", "€", "£", "¥", "₹", "₽", "₩", "Rs", "Rs."}
	currencyWords = text.TermSet(`dollar dollars cents euro euros pound pounds pence crowns kronor kroner krona yen yuan rupee rupees rs
		ruble rubles franc francs peso pesos real reais usd eur gbp`)
	moneyVerbs = text.TermSet(`cost costs pay paid pays price worth earn earned earns lose lost spend spent raise raised money salary
		settle settled sell sold fee fine charge charged invest invested owe owes debt make made revenue donate donated`)
	shareWords = text.TermSet(`percent half third quarter quarters thirds majority`)
	timeWords  = text.TermSet(`monday tuesday wednesday thursday friday saturday sunday january february march april june july august
		september october november december yesterday today tomorrow tonight morning evening noon midnight
		century decade week month year ago`)
	numberWords = text.TermSet(`one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
		seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
		trillion dozen half third quarter once twice thrice percent`)
	unitsOfTime = text.TermSet(`second seconds minute minutes hour hours day days week weeks month months year years decade
		decades century centuries`)
	reasonWords = text.TermSet(`because since due owing reason reasons therefore thus hence so cause caused causes causing
		prompted led after amid order`)
	frequencyWords = text.TermSet(`once twice thrice times every daily weekly monthly yearly annually nightly hourly quarterly biennial
		rarely seldom often always never`)
	yesOrNo  = text.TermSet(`is are was were do does did has have had can could will would should may might any`)
	endsNoun = text.TermSet(`of do does did can could will would has have had should may might and or`)
	ageWords = text.TermSet(`aged age ages turned turning turns`)
	weighing = text.TermSet(`weigh weighs weighed weight`)
	lengths  = text.TermSet(`mm cm km m mi ft foot feet inch inches yard yards mile miles millimeter millimeters millimetre millimetres
		centimeter centimeters centimetre centimetres meter meters metre metres kilometer kilometers kilometre kilometres
		fathom fathoms furlong furlongs story stories storey storeys au`)
	weights = text.TermSet(`g kg mg gram grams kilo kilos kilogram kilograms kilogramme kilogrammes tonne tonnes ton tons lb lbs pound
		pounds ounce ounces oz stone`)
	speeds   = text.TermSet(`mph kph kmh knot knots`)
	degrees  = text.TermSet(`degree degrees celsius fahrenheit`)
	oldWords = text.TermSet(`old olds older`)
)
