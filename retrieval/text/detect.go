package text

import (
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// Evidence is how much speaks for each language that a text may be in: how
// many of its words are that language's stop words, or all of them where its
// script is that language's alone.
type Evidence map[string]int

// detectWords bounds how many words of a text are looked at.
const detectWords = 200

// plainMarks is how many words a mark counts as that only one language has.
const plainMarks = 2

// precedence orders languages of equal evidence: those that more is written in
// first, the others by their tags after them.
var precedence = []string{"en", "es", "fr", "de", "pt", "ru", "ar", "it", "nl", "zh", "ja", "tr", "sv", "da", "no", "fi"}

// Witness reads what speaks for each language in the first words of a text.
func Witness(text string) Evidence { return witness(text, false) }

// witness is Witness, where inNames says to pass over what may be part of a name.
func witness(text string, inNames bool) Evidence {
	known := stopTable()
	seen := make(Evidence)
	it, named := words.FromString(text), false
	for n := 0; n < detectWords && it.Next(); {
		first, _ := utf8.DecodeRuneInString(it.Value())
		if !unicode.IsLetter(first) {
			continue
		}
		n++
		if tag := languageOfScript(it.Value()); tag != "" {
			seen[tag]++
			continue
		}
		word := fold(it.Value())
		if inNames && named && withinNames[word] {
			continue
		}
		named = known.of[word] == 0
		for set := known.of[word]; set != 0; set &= set - 1 {
			seen[known.tags[bits.TrailingZeros64(set)]]++
		}
	}
	if strings.ContainsAny(text, "¿¡") {
		seen["es"] += plainMarks
	}
	if seen["ja"] > 0 {
		seen["ja"] += seen["zh"] // kanji among kana
		delete(seen, "zh")
	}
	return seen
}

// Best returns the language with the most evidence, of equals the first of prefer
// and then the most usual one; "" where there is none for any.
func (e Evidence) Best(prefer ...string) string {
	best, most := "", 0
	for _, tag := range slices.Concat(prefer, precedence, Languages()) {
		if e[tag] > most {
			best, most = tag, e[tag]
		}
	}
	return best
}

// LanguageOf returns the tag of the analysis that serves an article: that of
// its stated language, or where none is stated that of the one that its body is
// most likely in, English where it is too short to tell.
func LanguageOf(stated, body string) string {
	if stated != "" && stated != unknown {
		return BaseLanguage(stated)
	}
	if tag := Witness(body).Best("en"); tag != "" {
		return tag
	}
	return "en"
}

// stopWordTable has a bit for each language that a folded word is a stop word
// of.
type stopWordTable struct {
	tags []string
	of   map[string]uint64
}

var stopTable = sync.OnceValue(func() stopWordTable {
	t := stopWordTable{tags: Languages(), of: make(map[string]uint64)}
	for i, tag := range t.tags {
		for w := range morphologies[tag].stopWords() {
			t.of[w] |= 1 << i
		}
	}
	return t
})

// scripts are those that one language of news is written in.
var scripts = []struct {
	of  *unicode.RangeTable
	tag string
}{
	{unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Han, "zh"}, {unicode.Hangul, "ko"}, {unicode.Thai, "th"},
	{unicode.Devanagari, "hi"}, {unicode.Greek, "el"}, {unicode.Armenian, "hy"},
}

// vietnamese are letters that no other language has.
const vietnamese = "ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"

// languageOfScript is the language that a word's letters tell, or "".
func languageOfScript(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	if first < utf8.RuneSelf && size == len(word) {
		return ""
	}
	for _, s := range scripts {
		if unicode.Is(s.of, first) {
			return s.tag
		}
	}
	if strings.ContainsAny(strings.ToLower(word), vietnamese) {
		return "vi"
	}
	return ""
}
