package retrieval

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// Sentences cuts the part of body within s into sentences, without the white
// space between them. The boundaries are those of Unicode's UAX #29, mended
// where English and its neighbours put a full stop that ends nothing:
// abbreviations, initials, ellipses, and the end of a quotation whose sentence
// goes on.
func Sentences(body string, s Span) []Span {
	var out []Span
	it := sentences.FromString(body[s.Start:s.End])
	for it.Next() {
		next := trim(body, Span{s.Start + it.Start(), s.Start + it.End()})
		if next.Len() == 0 {
			continue
		}
		if n := len(out); n > 0 && continues(body[out[n-1].Start:out[n-1].End], body[next.Start:next.End]) {
			out[n-1].End = next.End
			continue
		}
		out = append(out, next)
	}
	return out
}

const (
	closingMarks = "\"'”’»)]}"
	openingMarks = "\"'“‘«([{"
)

// continues says whether right goes on with the sentence that left seemed to
// end.
func continues(left, right string) bool {
	bare := strings.TrimRight(left, closingMarks)
	quoted := len(bare) < len(left)
	first := firstWord(right)
	initial, _ := utf8.DecodeRuneInString(first)
	switch {
	case first == "" && strings.Trim(right, closingMarks+".!?") == "":
		return true // a stray mark
	case unicode.IsLower(initial):
		return endsSentence(left) // "What?" he asked.
	case strings.HasSuffix(bare, "..."), strings.HasSuffix(bare, "…"):
		return true
	case strings.HasSuffix(bare, ".") && !quoted:
		return abbreviates(lastWord(bare), first)
	case quoted && strings.HasSuffix(bare, "?"), quoted && strings.HasSuffix(bare, "!"):
		return attributes(right)
	}
	return false
}

// abbreviates says whether the full stop after last belongs to an abbreviation
// that does not end its sentence, given the word that follows.
func abbreviates(last, first string) bool {
	if first == "" {
		return false
	}
	word := strings.ToLower(last)
	initial, _ := utf8.DecodeRuneInString(first)
	final, size := utf8.DecodeRuneInString(last)
	switch {
	case nonFinal[word]:
		return true
	case numbered[word]:
		return unicode.IsDigit(initial)
	case size == len(last) && unicode.IsUpper(final) && last != "I":
		return true // an initial: Donald J. Trump
	case sometimesFinal[word] || initialism(last):
		return !opensSentence[strings.ToLower(first)]
	}
	return false
}

// initialism says whether word is letters with full stops between, as "U.S".
func initialism(word string) bool {
	letters := 0
	for i, part := range strings.Split(word, ".") {
		if utf8.RuneCountInString(part) != 1 || (i > 0 && part == "") {
			return false
		}
		letters++
	}
	return letters > 1
}

// attributes says whether right begins as what follows a quotation and names
// its speaker: "Trump said".
func attributes(right string) bool {
	words := strings.Fields(right)
	for i, w := range words[:min(len(words), 4)] {
		if i > 0 && saidVerbs[strings.ToLower(strings.Trim(w, ".,;:"))] {
			return true
		}
	}
	return false
}

// lastWord is the last word of text, without the full stop after it.
func lastWord(text string) string {
	text = strings.TrimRight(text, ". ")
	if i := strings.LastIndexFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || r == '-' || r == '—' || strings.ContainsRune(openingMarks, r)
	}); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[i:])
		return text[i+size:]
	}
	return text
}

// firstWord is the first word of text, without the marks around it.
func firstWord(text string) string {
	text = strings.TrimLeft(text, openingMarks+"–—- ")
	end := strings.IndexFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if end < 0 {
		end = len(text)
	}
	return text[:end]
}

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	// nonFinal abbreviations stand before a name or a thing, never at an end.
	nonFinal = set(`mr mrs ms messrs mme mlle dr prof gen sen rep reps sens gov lt col sgt cpl capt cmdr maj adm
		rev hon pres supt insp fr st mt ft vs e.g i.e cf viz ca approx dept est asst assn`)
	// numbered abbreviations are ones only before a number.
	numbered = set(`no nos vol vols art fig figs sec ch p pp para jan feb mar apr jun jul aug sep sept oct nov dec`)
	// sometimesFinal abbreviations may end a sentence as well.
	sometimesFinal = set(`inc corp co ltd jr sr bros llc plc ph.d etc al a.m p.m ave blvd rd`)
	// opensSentence holds words that, capitalised, begin sentences rather than
	// names.
	opensSentence = set(`the a an he she it they we you i his her its their our my this that these those there here
		but and or so yet in on at by for from with to of as if when while after before since until although though
		because however meanwhile also not no what who where why how which whose both each all some many most
		according then now still even once over under during despite`)
	saidVerbs = set(`said says asked asks told replied wrote tweeted added shouted exclaimed wondered`)
)
