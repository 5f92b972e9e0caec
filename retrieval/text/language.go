package text

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/analysis/lang/bg"
	"github.com/blevesearch/bleve/v2/analysis/lang/ca"
	"github.com/blevesearch/bleve/v2/analysis/lang/ckb"
	"github.com/blevesearch/bleve/v2/analysis/lang/cs"
	"github.com/blevesearch/bleve/v2/analysis/lang/da"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/el"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/eu"
	"github.com/blevesearch/bleve/v2/analysis/lang/fa"
	"github.com/blevesearch/bleve/v2/analysis/lang/fi"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/ga"
	"github.com/blevesearch/bleve/v2/analysis/lang/gl"
	"github.com/blevesearch/bleve/v2/analysis/lang/hi"
	"github.com/blevesearch/bleve/v2/analysis/lang/hu"
	"github.com/blevesearch/bleve/v2/analysis/lang/hy"
	"github.com/blevesearch/bleve/v2/analysis/lang/id"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/nl"
	"github.com/blevesearch/bleve/v2/analysis/lang/no"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
	"github.com/blevesearch/bleve/v2/analysis/lang/ro"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"
	"github.com/blevesearch/bleve/v2/analysis/lang/sv"
	"github.com/blevesearch/bleve/v2/analysis/lang/tr"
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"
	"golang.org/x/text/unicode/norm"
)

// morphology is what is known of a language's words.
type morphology struct {
	// stem returns the stem of a word in lower case; nil keeps words whole.
	stem func(string) string
	// accented says that the stemmer goes by letters that folding takes away.
	accented bool
	// stops is a list of stop words in the form of bleve and Snowball, and more
	// are further ones, such as those that ask.
	stops []byte
	more  string
	// syllables says that spaces part syllables, not words.
	syllables bool
	// lemmas are irregular forms and what they come from.
	lemmas map[string]string
}

// unknown is the tag of the analysis that serves languages nothing is known of.
const unknown = "und"

// morphologies are the languages that are known, by their base tag.
var morphologies = map[string]morphology{
	unknown: {},
	"ar":    {stem: snowball(arabic.Stem), accented: true, stops: ar.ArabicStopWords, more: `ما ماذا متى أين كيف لماذا كم هل أي من`},
	"bg":    {stops: bg.BulgarianStopWords},
	"ca":    {stops: ca.CatalanStopWords},
	"ckb":   {stops: ckb.SoraniStopWords},
	"cs":    {stops: cs.CzechStopWords, more: `kdo kdy kde kolik jaký jaká jaké který která které proč`},
	"da":    {stem: snowball(danish.Stem), stops: da.DanishStopWords, more: `hvem hvad hvor hvornår hvordan hvorfor hvilken hvilket hvilke`},
	"de": {stem: snowball(german.Stem), stops: de.GermanStopWords,
		more: `wer wen wem wessen wo wann warum wieso weshalb wie wieviel wieviele wurde wurden worden woher wohin`},
	"el": {stops: el.GreekStopWords, more: `ποιος ποια ποιο ποιοι ποιες ποιον πότε πού πώς γιατί πόσο πόσα πόσοι πόσες τι ήταν είναι`},
	"en": {stem: snowball(english.Stem), stops: en.EnglishStopWords, more: `us also`, lemmas: englishLemmas},
	"es": {stem: snowball(spanish.Stem), stops: es.SpanishStopWords,
		more: `quién quiénes qué cuál cuáles cuándo cuánto cuánta cuántos cuántas dónde cómo`},
	"eu": {stops: eu.BasqueStopWords},
	"fa": {stops: fa.PersianStopWords},
	"fi": {stem: snowball(finnish.Stem), stops: fi.FinnishStopWords, more: `milloin miten miksi kuinka montako paljonko missä`},
	"fr": {stem: snowball(french.Stem), stops: fr.FrenchStopWords,
		more: `quand comment pourquoi combien où quoi quel quelle quels quelles qui`},
	"ga": {stops: ga.IrishStopWords},
	"gl": {stops: gl.GalicianStopWords},
	"hi": {stem: hindiStem, accented: true, stops: hi.HindiStopWords, more: `क्या कौन कब कहाँ कहां क्यों कैसे कितने कितना कितनी किस किसने किसे किसका`},
	"hu": {stem: snowball(hungarian.Stem), accented: true, stops: hu.HungarianStopWords, more: `ki mi mikor hol miért hogyan hány mennyi melyik milyen`},
	"hy": {stops: hy.ArmenianStopWords},
	"id": {stops: id.IndonesianStopWords, more: `apa siapa kapan mana bagaimana mengapa berapa`},
	"it": {stem: snowball(italian.Stem), stops: it.ItalianStopWords,
		more: `chi cosa quando dove perché quanto quanta quanti quante quale quali qual`},
	"ja": {}, "ko": {}, "th": {}, "zh": {},
	"nl": {stem: snowball(dutch.Stem), stops: nl.DutchStopWords, more: `wie wat wanneer waar waarom hoe hoeveel welke welk`},
	"no": {stem: snowball(norwegian.Stem), stops: no.NorwegianStopWords, more: `hvem hva hvor når hvordan hvorfor hvilken hvilket hvilke`},
	"pt": {stem: snowball(portuguese.Stem), stops: pt.PortugueseStopWords,
		more: `quem quando onde como quanto quanta quantos quantas qual quais porquê que`},
	"ro": {stem: romanianStem, accented: true, stops: ro.RomanianStopWords, more: `cine ce când unde cum cât câtă câți câte care`},
	"ru": {stem: snowball(russian.Stem), accented: true, stops: ru.RussianStopWords,
		more: `кто что когда где почему зачем сколько какой какая какое какие каком какого какую который которая которое которые чем кем`},
	"sv": {stem: snowball(swedish.Stem), stops: sv.SwedishStopWords, more: `vem vad var när hur varför vilken vilket vilka`},
	"tr": {stem: snowball(turkish.Stem), accented: true, stops: tr.TurkishStopWords,
		more: `kim kime kimin ne nerede nereye neden niçin nasıl hangi kaç zaman`},
	"vi": {syllables: true, more: `là và của có trong được cho các những một với này đã để khi như từ ở ra vào bị do tại theo về cũng hay hoặc mà thì
		ai gì nào đâu sao bao nhiêu khi mấy ông bà người đó năm`},
}

// Languages are the tags of the languages that are known, in alphabetical order.
func Languages() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(morphologies)), func(tag string) bool { return tag == unknown })
}

// sameLanguage are tags of one language.
var sameLanguage = map[string]string{"nb": "no", "nn": "no", "iw": "he", "in": "id"}

// BaseLanguage returns the tag of the analysis that serves the texts of a
// language: "de" for "de-AT".
func BaseLanguage(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	if same, ok := sameLanguage[base]; ok {
		base = same
	}
	if _, ok := morphologies[base]; !ok {
		return unknown
	}
	return base
}

// stopWords are the language's stop words, folded.
func (m morphology) stopWords() map[string]bool {
	list := analysis.NewTokenMap()
	_ = list.LoadBytes(m.stops) // reading from memory cannot fail
	for _, w := range strings.Fields(m.more) {
		list.AddToken(w)
	}
	stops := make(map[string]bool, len(list))
	for w := range list {
		// A list has a form of a word for each place of an apostrophe: "l'".
		if f := fold(w); f != "" {
			stops[f] = true
		}
	}
	return stops
}

// snowball returns a stemmer of Snowball's as a function.
func snowball(stem func(*snowballstem.Env) bool) func(string) string {
	return func(word string) string {
		env := snowballstem.NewEnv(word)
		stem(env)
		return env.Current()
	}
}

// cedillas are the letters that Snowball's Romanian knows in their former
// spelling alone.
var cedillas = strings.NewReplacer("ș", "ş", "ț", "ţ")

func romanianStem(word string) string { return snowball(romanian.Stem)(cedillas.Replace(word)) }

var hindi = hi.NewHindiStemmerFilter()

func hindiStem(word string) string {
	stream := hindi.Filter(analysis.TokenStream{{Term: []byte(word)}})
	return string(stream[0].Term)
}

// lowerCase returns a word in lower case, its accents kept.
func lowerCase(word string) string {
	return norm.NFC.String(strings.ToLower(strings.TrimFunc(word, unicode.IsPunct)))
}
