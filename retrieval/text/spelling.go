package text

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Spelling is a word of a text as quotations are compared: to the letter, but for
// how it is set. Unlike a Token it keeps inflection, accents and the
// possessive.
type Spelling struct {
	Span
	// Letter tells words apart that differ in a letter or in case, Folded those
	// that differ in a letter. They are hashes of what NormalWord
	// returns.
	Letter, Folded uint64
	// Loose says that the case of its first letter was changed by whoever
	// quoted: "[T]he".
	Loose bool
}

// Spellings are the words of text: runs of letters and digits, with the apostrophes
// and the points inside of them, and signs that change what is said ("$", "%").
// Typography makes no difference: kinds of quotation marks, dashes and spaces,
// ligatures, soft hyphens, marks for bold. A script that is written without
// spaces has one word per character.
func Spellings(text string) []Spelling {
	out := make([]Spelling, 0, len(text)/6+1)
	for w := range spellings(text) {
		out = append(out, w)
	}
	return out
}

// FoldedWords returns the words of text without regard to case, as hashes.
func FoldedWords(text string) []uint64 {
	out := make([]uint64, 0, len(text)/6+1)
	for w := range spellings(text) {
		out = append(out, w.Folded)
	}
	return out
}

func spellings(text string) iter.Seq[Spelling] {
	return func(yield func(Spelling) bool) {
		for at := 0; at < len(text); {
			w, next := nextWord(text, at)
			if next == at {
				return
			}
			at = next
			if w.Len() > 0 && !yield(w) {
				return
			}
		}
	}
}

// nextWord reads one word that starts at or after at, and says where it ends;
// the word is empty when there is none before next.
func nextWord(text string, at int) (w Spelling, next int) {
	for at < len(text) && plainMark[text[at]] {
		at++
	}
	r, size := runeAt(text, at)
	switch {
	case size == 0:
		return Spelling{}, at
	case r == '[' && initialInBrackets(text, at):
		_, letter := runeAt(text, at+1)
		end := wordEnd(text, at+letter+2)
		w = hashed(text[at+1:at+1+letter] + text[at+letter+2:end])
		w.Span, w.Loose = Span{at, end}, true
		return w, end
	case changesSense(r) || alone(r):
		w = hashed(text[at : at+size])
		w.Span = Span{at, at + size}
		return w, at + size
	case !inWord(r):
		return Spelling{}, at + size
	}
	end := wordEnd(text, at)
	w = hashed(text[at:end])
	w.Span = Span{at, end}
	return w, end
}

// runeAt is the character at i, with no size at the end of text.
func runeAt(text string, i int) (rune, int) {
	if i >= len(text) {
		return 0, 0
	}
	if c := text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(text[i:])
}

// initialInBrackets reports whether a word starts at the bracket at i whose first
// letter was changed: "[T]he".
func initialInBrackets(text string, i int) bool {
	r, size := runeAt(text, i+1)
	if size == 0 || !unicode.IsLetter(r) || i+1+size >= len(text) || text[i+1+size] != ']' {
		return false
	}
	r, size = runeAt(text, i+2+size)
	return size > 0 && unicode.IsLetter(r)
}

// wordEnd is where the word ends that goes on at i.
func wordEnd(text string, i int) int {
	letters, last := 0, rune(0) // since the last point, and the last character
	for i < len(text) {
		for i < len(text) && plainLetter[text[i]] {
			letters, last = letters+1, rune(text[i])
			i++
		}
		r, size := runeAt(text, i)
		next, _ := runeAt(text, i+size)
		switch {
		case size == 0:
			return i
		case inWord(r) && !alone(r):
			letters, last = letters+1, r
		case unicode.Is(unicode.Cf, r): // a soft hyphen, a joiner
		case bindsLetters(last, r, next), bindsDigits(last, r, next):
			last = r
		case r == '.' && letters == 1 && unicode.IsLetter(last) && unicode.IsLetter(next) && initialNext(text, i+size):
			letters, last = 0, r
		default:
			return i
		}
		i += size
	}
	return i
}

// bindsLetters and bindsDigits report whether a mark belongs to the word that it
// stands in: "don't", "1,000.5".
func bindsLetters(last, mark, next rune) bool {
	return apostrophe(mark) && unicode.IsLetter(last) && unicode.IsLetter(next)
}

func bindsDigits(last, mark, next rune) bool {
	return (mark == '.' || mark == ',') && unicode.IsDigit(last) && unicode.IsDigit(next)
}

// initialNext reports whether a single letter stands at i, as the second of
// "U.S.".
func initialNext(text string, i int) bool {
	_, size := runeAt(text, i)
	r, _ := runeAt(text, i+size)
	return !inWord(r)
}

// Most of most texts is plain letters and marks: they are told by a table.
var plainLetter, plainMark = plainCharacters()

func plainCharacters() (letters, marks [256]bool) {
	for c := range utf8.RuneSelf {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		letters[c] = letter
		marks[c] = !letter && !strings.ContainsRune("[%&$", rune(c))
	}
	return letters, marks
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return plainLetter[r]
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || unicode.Is(unicode.No, r)
}

// alone reports whether r is a word by itself.
func alone(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// changesSense reports whether r is a sign that is read as a word.
func changesSense(r rune) bool {
	return r == '%' || r == '&' || r == '$' || r >= utf8.RuneSelf && (r == '‰' || unicode.Is(unicode.Sc, r))
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '´' }

// The parameters of FNV-1a.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// hashed returns the hashes of a word.
func hashed(word string) Spelling {
	letter, folded := uint64(fnvOffset), uint64(fnvOffset)
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= utf8.RuneSelf || c == '.' || c == ',' {
			return hashedSlowly(word)
		}
		letter = (letter ^ uint64(c)) * fnvPrime
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		folded = (folded ^ uint64(c)) * fnvPrime
	}
	return Spelling{Letter: letter, Folded: folded}
}

func hashedSlowly(word string) Spelling {
	normal := NormalWord(word)
	return Spelling{Letter: fnv(normal), Folded: fnv(strings.ToLower(normal))}
}

func fnv(s string) uint64 {
	h := uint64(fnvOffset)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

// NormalWord returns a word without its typography: "don’t" is "don't", "U.S" is
// "US", "1,000" is "1000", "[T]he" is "The".
func NormalWord(word string) string {
	if !strings.ContainsFunc(word, func(r rune) bool { return r >= utf8.RuneSelf || strings.ContainsRune(".,[]", r) }) {
		return word
	}
	word = strings.Map(func(r rune) rune {
		switch {
		case apostrophe(r):
			return '\''
		case unicode.Is(unicode.Cf, r), r == '[', r == ']':
			return -1
		}
		return r
	}, norm.NFKC.String(word))
	if first, _ := utf8.DecodeRuneInString(word); unicode.IsLetter(first) {
		return strings.ReplaceAll(word, ".", "")
	}
	if groupsOfThree(word) {
		return strings.ReplaceAll(word, ",", "")
	}
	return word
}

// groupsOfThree reports whether every comma of a number parts thousands.
func groupsOfThree(number string) bool {
	whole, _, _ := strings.Cut(number, ".")
	groups := strings.Split(whole, ",")
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return false
		}
	}
	return len(groups) > 1 && len(groups[0]) <= 3
}
