package followup

import (
	"slices"
	"strings"

	"dateline/retrieval/text"
)

// leaning is how questions of a language lean on one before them. Words are
// without case and accents, but for pronouns, which some accents tell apart from
// articles.
type leaning struct {
	// leads begin a question that goes on from another, and abouts, as words in a
	// row, one that puts something else in its place.
	leads  map[text.Term]bool
	abouts [][]text.Term
	// pronouns speak of what was named before. Of these, persons do of somebody
	// or several of them, a name can stand in the place of a swap, and in that of
	// an owner with an 's.
	pronouns, persons, swaps, owners map[string]bool
	// asks say what a question asks for, one or two words; the adverbs among them
	// can take each other's place.
	asks, adverbs map[text.Term]bool
	// prepositions say how a name takes part; those with the same number do so in
	// the same way.
	prepositions map[text.Term]int
	articles     map[text.Term]bool
	// verbs help others, or say no more than that something was said or happened:
	// no topic.
	verbs map[text.Term]bool
	// silent says that a verb alone may speak of who was named before, and nouns
	// that all nouns have capitals, so that these tell no names.
	silent, nouns bool
}

// The ways in which names take part that languages have in common.
const (
	place = iota + 1
	about
	company
	origin
	direction
	against
	otherWay // and those after it
)

// ways numbers the words of each text: those of the first few as the constants
// above, any further one by itself.
func ways(sets ...string) map[text.Term]int {
	out := map[text.Term]int{}
	for i, set := range sets {
		for j, word := range strings.Fields(set) {
			way := place + i
			if way >= otherWay {
				way = otherWay + j
			}
			out[text.Term(word)] = way
		}
	}
	return out
}

// rows reads phrases with a comma between them.
func rows(phrases string) [][]text.Term {
	var out [][]text.Term
	for phrase := range strings.SplitSeq(phrases, ",") {
		var row []text.Term
		for _, word := range strings.Fields(phrase) {
			row = append(row, text.Term(word))
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b []text.Term) int { return len(b) - len(a) })
	return out
}

// wordSet returns the set of words.
func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// asking joins question words of one word and of two, the latter with a hyphen
// between them.
func asking(words string) map[text.Term]bool {
	out := map[text.Term]bool{}
	for _, w := range strings.Fields(words) {
		out[text.Term(strings.ReplaceAll(w, "-", " "))] = true
	}
	return out
}

var leanings = map[string]*leaning{
	"en": {
		leads:    text.TermSet(`and but so also then ok okay well or`),
		abouts:   rows(`what about, how about`),
		pronouns: wordSet(`he she it they him her them his hers its their theirs this that these those there`),
		persons:  wordSet(`he she they him her them his hers their theirs`),
		swaps:    wordSet(`he she it they him them`),
		owners:   wordSet(`his its their theirs hers`),
		asks:     asking(`what when where who whom whose why how which`),
		adverbs:  asking(`when where why how`),
		prepositions: ways(`in at`, `about on of`, `with`, `from`, `to`, `against`,
			`by for between during over under after before`),
		articles: text.TermSet(`the a an`),
		verbs: text.TermSet(`did do does is was were are has have had will would can could should been be say says said tell
			tells told happen happens happened exactly else mean means next later really more ever`),
	},
	"de": {
		leads:    text.TermSet(`und aber also dann ok okay na oder doch`),
		abouts:   rows(`was ist mit, was war mit, wie ist es mit, wie steht es mit, wie steht es um, wie sieht es mit, wie sieht es aus mit`),
		pronouns: wordSet(`er sie es ihn ihm ihr ihnen sein seine seinem seinen seiner ihre ihrem ihren ihrer dies dieser dieses diese davon daran dazu darüber dafür dagegen damit dabei dort`),
		persons:  wordSet(`er sie ihn ihm ihr ihnen sein seine seinem seinen seiner ihre ihrem ihren ihrer`),
		swaps:    wordSet(`er ihn ihm`),
		asks:     asking(`was wann wo wer wen wem wessen warum wieso weshalb wie welche welcher welches welchen wohin woher womit woruber`),
		adverbs:  asking(`wann wo warum wieso weshalb wie`),
		prepositions: ways(`in im an am auf bei beim`, `uber von vom zu zum zur`, `mit`, `aus`, `nach`, `gegen`,
			`durch fur zwischen wahrend unter vor seit ohne um wegen`),
		articles: text.TermSet(`der die das den dem des ein eine einen einem einer`),
		verbs: text.TermSet(`hat haben hatte hatten ist sind war waren wird werden wurde wurden kann konnen konnte soll sollte
			sagt sagte sagten gesagt sagen passiert passierte geschah geschehen genau noch sonst mehr wirklich denn eigentlich weiter`),
		nouns: true,
	},
	"es": {
		leads:    text.TermSet(`y e pero entonces ok o bueno`),
		abouts:   rows(`que hay de, que hay del, que pasa con, que paso con, que tal, y de`),
		pronouns: wordSet(`él ella ellos ellas le les su sus eso esto ello allí ahí aquello`),
		persons:  wordSet(`él ella ellos ellas le les su sus`),
		swaps:    wordSet(`él ella`),
		asks:     asking(`que cuando donde quien quienes cual cuales como cuanto cuantos cuanta cuantas por-que adonde`),
		adverbs:  asking(`cuando donde como por-que`),
		prepositions: ways(`en`, `sobre de del`, `con`, `desde`, `a al hacia`, `contra`,
			`por para entre durante tras ante bajo segun hasta`),
		articles: text.TermSet(`el la los las un una unos unas`),
		verbs: text.TermSet(`ha han habia es son fue fueron era eran esta estan estaba puede pueden dijo dijeron dice dicen dicho
			paso pasa pasado ocurrio ocurre sucedio exactamente mas tambien realmente despues luego`),
		silent: true,
	},
	"fr": {
		leads:    text.TermSet(`et mais alors donc ok ou`),
		abouts:   rows(`qu en est il de, qu en est il du, qu en est il des, qu en est il d, quid de, quid du, quid des, quid d, que dire de, que dire du`),
		pronouns: wordSet(`il elle ils elles lui leur leurs eux son sa ses cela ça ceci`),
		persons:  wordSet(`il elle ils elles lui leur leurs eux son sa ses`),
		swaps:    wordSet(`il elle ils elles`),
		asks:     asking(`que qu quoi quand ou qui quel quelle quels quelles comment pourquoi combien`),
		adverbs:  asking(`quand ou comment pourquoi`),
		prepositions: ways(`en a au aux dans`, `sur de du des d`, `avec`, `depuis`, `vers chez`, `contre`,
			`par pour entre pendant sous apres avant selon`),
		articles: text.TermSet(`le la les l un une`),
		verbs: text.TermSet(`a ont avait avaient est sont etait etaient ete sera peut dit disent disait passe arrive fait t s c ce
			exactement encore aussi vraiment plus ensuite`),
	},
	"pt": {
		leads:    text.TermSet(`e mas entao ok ou bom`),
		abouts:   rows(`quanto a, quanto ao, quanto aos, quanto as, que tal, o que dizer de, o que dizer do, o que dizer da`),
		pronouns: wordSet(`ele ela eles elas lhe lhes seu sua seus suas dele dela deles delas isso isto aquilo lá nele nela`),
		persons:  wordSet(`ele ela eles elas lhe lhes seu sua seus suas dele dela deles delas`),
		swaps:    wordSet(`ele ela`),
		asks:     asking(`que o-que quando onde quem qual quais como quanto quantos quanta quantas por-que porque`),
		adverbs:  asking(`quando onde como por-que porque`),
		prepositions: ways(`em no na nos nas`, `sobre de do da dos das`, `com`, `desde`, `a ao aos para`, `contra`,
			`por pelo pela entre durante apos segundo ate`),
		articles: text.TermSet(`o a os as um uma`),
		verbs: text.TermSet(`e sao foi foram era eram esta estao estava tem tinha pode podem disse disseram diz dizem dito
			aconteceu acontece houve exatamente mais tambem realmente depois`),
		silent: true,
	},
}
