package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// hyphens tells a hyphen that divides a word at a line's end from one that
// belongs to it.
type hyphens struct {
	// words are those of the document, hyphenated ones as they stand.
	words map[string]bool
	// english says that the document is in English, which writes many words
	// with hyphens, and small letters after them.
	english bool
}

func newHyphens(pages []pdfPage) hyphens {
	const enough = 20_000
	var all strings.Builder
	for _, p := range pages {
		for _, l := range p.lines {
			if all.Len() < enough {
				all.WriteString(l.text + "\n")
			}
		}
	}
	return hyphens{words: wordsOf(pages), english: detectLanguage(all.String()) == "en"}
}

// join joins a line to the text before it.
func (h hyphens) join(text, line string) string {
	hyphen, size := utf8.DecodeLastRuneInString(text)
	head := text[:len(text)-size]
	before, _ := utf8.DecodeLastRuneInString(head)
	if hyphen != '-' && hyphen != lineHyphen || !unicode.IsLetter(before) && !unicode.IsDigit(before) {
		return text + " " + line
	}
	after, _ := utf8.DecodeRuneInString(line)
	first := strings.ToLower(head[strings.LastIndexByte(head, ' ')+1:])
	first = strings.TrimLeft(first, "([{\"'“‘„«")
	second, _, _ := strings.Cut(strings.ToLower(line), " ")
	second = strings.TrimRight(second, ".,;:!?)\"'”’»")
	if !unicode.IsLower(after) || unicode.IsDigit(before) || h.belongs(first, second) {
		return head + "-" + line
	}
	return head + line
}

// belongs reports whether the hyphen between two parts is the word's own. The
// document's other words say so first. Without them, in English, it is, unless
// one of the parts can be no word.
func (h hyphens) belongs(first, second string) bool {
	whole := first + second
	switch {
	case h.words[whole]:
		return false
	case h.words[first+"-"+second]:
		return true
	case !h.english:
		return false
	}
	last := first[strings.LastIndexByte(first, '-')+1:]
	switch {
	case compounding[last]:
		return true
	case syllables[last], wordEnding.MatchString(second), oddOnset.MatchString(second), oddEnd.MatchString(last):
		return false
	}
	return true
}

var (
	// compounding open words with hyphens, though they look like syllables.
	compounding = wordSet(`self non long short well ill half high low full part mid all ex anti semi multi mini vice co pro post pre
		so far near ever once two three four five six seven eight nine ten first second third cross`)
	// syllables open words, and are none themselves in what is printed today,
	// or close up with what follows.
	syllables = wordSet(`over under out up in im il ir en em un dis mis con com col cor con ob ad ac af ag al ap ar as at be de re per
		par pur sub suf sug sup sur sus trans inter intro super fore with a e i o u ab an ban bar can car cen cer col den der dif ef el es
		ever fi for fu gen gov gra gov hos hu ju li lo ma man mar mem mi min mo mu na ne no nu of op or pa pe pi po pri pub ra
		ri ro sa se si sta su te ti to tra uni va vi vo wa we wo`)
	// wordEnding is what a word ends with, and none begins with.
	wordEnding = lazy(`^(\pL{0,3}(tions?|sions?|cions?)|tional|tionally|ments?|mental|ness|less|ful|fully|ing|ings|ed|er|ers|est|ly|als?|ally|cal|cally|tics?|ics?|ity|ities|ties|ty|ance|ances|ence|ences|ency|able|ably|ible|ibly|ous|ously|ives?|ively|tures?|tured|tors?|cient|ciently|ciency|cial|cially|tial|tially|cious|tious|ism|ists?|ize[ds]?|izing|ise[ds]?|ising|mately|gress|ern|erns?|bers?|ders?|gers?|ters?|sters?|cils?|lars?|rity|rities|nity|mity|lity|tary|nary|cies|tives?|sures?|ship|ships|dent|dents|nent|nents|rent|rents|lent|tent|cent|ple|ples|bles?|cles?|tles?|dles?|gles?|zens?|gan|gans|ton|tions)$`)
	// oddOnset begins no English word, and oddEnd ends none.
	oddOnset = lazy(`^(ck|ct|ft|ld|lf|lk|lm|lt|mp|nc|nd|ng|nk|ns|nt|pt|rb|rc|rd|rg|rk|rl|rm|rn|rp|rs|rt|rv|tt|ss|ll|mm|nn|rr|pp|ff|bb|dd|gg)`)
	oddEnd   = lazy(`[ijquv]$|^[^aeiouy]+$`)
)
