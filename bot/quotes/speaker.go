package quotes

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/retrieval/text"
)

// saying are words that tell who says something, in the languages of the bot.
var saying = words(`say says said saying tell tells told claim claims claimed announce announces announced add adds added ask asks
	asked write writes wrote state states stated warn warns warned declare declares declared tweet tweets tweeted
	sagt sagte sagten gesagt erklärt erklärte schreibt schrieb behauptet behauptete warnte
	dice dijo dicho afirma afirmó declara declaró asegura aseguró escribe escribió
	dit disait déclare déclaré affirme affirmé écrit explique expliqué
	diz disse dito afirma afirmou declara declarou escreve escreveu`)

// according are words after which whose words they are stands.
var according = words(`according to laut zufolge nach según selon segundo conforme`)

// auxiliaries may stand between a name and the word of saying.
var auxiliaries = words(`has had have did does really once also just to hat habe haben a ha avait tem`)

// small are words that begin with a capital without being a name.
var small = words(`i he she it we they you the a an did does do is was who what when where why how and but so then yes no
	er sie es wir ich ihr der die das ein eine wer was wann wo hat ist und aber
	el la los las un una yo ella ellos usted quién qué cuándo dónde y pero
	le les une il elle ils elles on je nous vous qui que quand où et mais
	o os as um uma ele ela eles elas eu nós quem quando onde e mas mr mrs ms dr herr frau señor señora monsieur madame senhor senhora`)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// Named returns whom the message says to have said it, "" where it names nobody.
func (q Quotation) Named() string {
	before, after := read(q.before), read(q.after)
	if len(before) > 0 && strings.HasSuffix(strings.TrimSpace(q.before), ":") {
		if name := nameAlone(before); name != "" {
			return name
		}
	}
	if name := cmp.Or(nameNearest(before), nameBeside(before)); name != "" {
		return name
	}
	if rest := strings.TrimSpace(q.after); strings.HasPrefix(rest, "—") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "- ") || strings.HasPrefix(rest, "(") {
		if name := nameFrom(after, 0); name != "" {
			return name
		}
	}
	return nameBeside(after)
}

// Another reports whether a message names another speaker than an article does.
// Where the article has no name, that cannot be told.
func Another(named, speaker string) bool {
	a, b := capitals(named), capitals(speaker)
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	// Titles are shared; names end with what tells them apart.
	return !slices.Contains(b, a[len(a)-1]) && !slices.Contains(a, b[len(b)-1])
}

// capitals returns the words of a name that begin with a capital, folded and
// without accents, which messages often leave out.
func capitals(name string) []string {
	var out []string
	for _, w := range read(name) {
		if w.name() {
			out = append(out, text.FoldMarks(w.folded))
		}
	}
	return out
}

// spoken is a word of a sentence; an empty one stands for what divides others.
type spoken struct{ text, folded string }

func (w spoken) name() bool {
	first, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsUpper(first) && !small[w.folded]
}

// read cuts a sentence into its words.
func read(sentence string) []spoken {
	var out []spoken
	for _, field := range strings.Fields(sentence) {
		inner := strings.TrimFunc(field, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		before, after, _ := strings.Cut(field, inner)
		if inner == "" || before != "" && len(out) > 0 {
			out = append(out, spoken{})
		}
		if inner == "" {
			continue
		}
		own, _, _ := strings.Cut(strings.ReplaceAll(inner, "’", "'"), "'s")
		out = append(out, spoken{own, strings.ToLower(own)})
		if after != "" && after != "." { // which ends an abbreviation: "Mr."
			out = append(out, spoken{})
		}
	}
	return out
}

// nameAlone returns the name that is all of a sentence, but for small words: in
// "News from Berlin: “…”" Berlin says nothing.
func nameAlone(s []spoken) string {
	for _, w := range s {
		if w.text != "" && !w.name() && !small[w.folded] {
			return ""
		}
	}
	return nameEnding(s, len(s))
}

// nameNearest returns the name before the last word of saying, whose words follow:
// in "Trump tweeted that Obama said “…”" Obama's. Names may hold such words: "the
// United States".
func nameNearest(s []spoken) string {
	for i, w := range slices.Backward(s) {
		if saying[w.folded] && !w.name() {
			return nameSaying(s, i)
		}
	}
	return ""
}

// nameSaying returns the name that ends before word of saying n.
func nameSaying(s []spoken, n int) string {
	for n > 0 && auxiliaries[s[n-1].folded] {
		n--
	}
	return nameEnding(s, n)
}

// nameBeside returns the name that stands beside the first word of saying.
func nameBeside(s []spoken) string {
	for i, w := range s {
		switch {
		case according[w.folded]:
			if name := nameFrom(s, i+1); name != "" {
				return name
			}
		case saying[w.folded]:
			return cmp.Or(nameSaying(s, i), nameFrom(s, i+1))
		}
	}
	return ""
}

// nameEnding returns the name that ends before word n, and nameFrom the one that
// begins with word n.
func nameEnding(s []spoken, n int) string {
	for n > 0 && s[n-1].text == "" {
		n--
	}
	from := n
	for from > 0 && s[from-1].name() {
		from--
	}
	return join(s[from:n])
}

func nameFrom(s []spoken, n int) string {
	n = min(n, len(s))
	for n < len(s) && (n == 0 && s[n].text == "" || small[s[n].folded]) {
		n++
	}
	to := n
	for to < len(s) && s[to].name() {
		to++
	}
	return join(s[n:to])
}

func join(s []spoken) string {
	out := make([]string, len(s))
	for i, w := range s {
		out[i] = w.text
	}
	return strings.Join(out, " ")
}
