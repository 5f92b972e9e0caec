package extract

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/responses"
	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// pdfChar is a character of a line and where it stands.
type pdfChar struct {
	text string
	at   responses.CharPosition
}

func (c pdfChar) middle() float64 { return c.at.Left + c.at.Right }

// lineReader gathers the characters of a page's lines.
type lineReader struct {
	lines [][]pdfChar
	chars []pdfChar
	size  int
	// left and right count the page's letters that are read leftwards and
	// rightwards.
	left, right int
}

// add takes a character of the line under way.
func (r *lineReader) add(text string, at responses.CharPosition) {
	r.chars = append(r.chars, pdfChar{text: plainLetter(text), at: at})
	if r.size += len(text); r.size > maxLineBytes {
		r.end()
	}
}

// end ends the line under way.
func (r *lineReader) end() {
	left, right := balance(r.chars)
	r.left, r.right = r.left+left, r.right+right
	r.lines = append(r.lines, r.chars)
	r.chars, r.size = nil, 0
}

// page puts the lines together to a page.
func (r *lineReader) page(height float64) pdfPage {
	out := pdfPage{height: height}
	leftwards := r.left > r.right
	for _, chars := range r.lines {
		var line pdfLine
		for _, c := range readingOrder(chars, leftwards) {
			line.add(c.text, c.at)
		}
		if leftwards {
			line.mirror()
		}
		out.add(&line)
	}
	return out
}

// direction is how a character is read, as far as it matters here.
type direction uint8

const (
	// either is a mark, a space or a sign, read as what stands around it is.
	either direction = iota
	leftwards
	rightwards
	// digit is read rightwards in a line that is read leftwards.
	digit
)

// directionOf is how a character is read, by the first rune that it stands for.
func directionOf(text string) direction {
	r, _ := utf8.DecodeRuneInString(text)
	if r < utf8.RuneSelf && unicode.IsLetter(r) {
		return rightwards
	}
	properties, _ := bidi.LookupRune(r)
	switch properties.Class() {
	case bidi.R, bidi.AL:
		return leftwards
	case bidi.L:
		return rightwards
	case bidi.EN, bidi.AN:
		return digit
	default:
		return either
	}
}

// balance counts the letters that are read leftwards, and those that are read
// rightwards.
func balance(chars []pdfChar) (left, right int) {
	for _, c := range chars {
		switch directionOf(c.text) {
		case leftwards:
			left++
		case rightwards:
			right++
		case either, digit:
		}
	}
	return left, right
}

// readingOrder puts the characters of a line into the order in which they are
// read. pdfium does that for words of Arabic and Hebrew, but not for what stands
// among and beside them: figures, marks and brackets. So a line of such words is
// read anew from where its characters stand.
// leftwards says that the page is, and with it a line of figures alone or of
// mostly other words.
func readingOrder(chars []pdfChar, leftwards bool) []pdfChar {
	left, right := balance(chars)
	if left == 0 && (right > 0 || !leftwards) {
		return chars
	}
	chars = unligated(chars)
	if left < right && !leftwards {
		return chars
	}
	chars = fromTheRight(chars)
	arabic := slices.ContainsFunc(chars, arabicLetter)
	out := make([]pdfChar, 0, len(chars))
	for i := 0; i < len(chars); {
		end := i + rightwardsRun(chars[i:], arabic)
		if end == i {
			out = append(out, chars[i])
			i++
			continue
		}
		for k := end - 1; k >= i; k-- {
			out = append(out, chars[k])
		}
		i = end
	}
	facing(out)
	return out
}

// fromTheRight sorts characters from the right to the left. A mark on a letter
// stays behind it.
func fromTheRight(chars []pdfChar) []pdfChar {
	marks := map[int][]pdfChar{}
	letters := make([]pdfChar, 0, len(chars))
	for _, c := range chars {
		if !onLetter(c.text) {
			letters = append(letters, c)
		}
	}
	slices.SortStableFunc(letters, func(a, b pdfChar) int { return cmp.Compare(b.middle(), a.middle()) })
	if len(letters) == len(chars) || len(letters) == 0 {
		return letters
	}
	for _, c := range chars {
		if onLetter(c.text) {
			at := nearest(letters, c)
			marks[at] = append(marks[at], c)
		}
	}
	out := make([]pdfChar, 0, len(chars))
	for i, c := range letters {
		out = append(append(out, c), marks[i]...)
	}
	return out
}

// onLetter reports whether a character is a mark that stands on a letter.
func onLetter(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.Is(unicode.Mn, r)
}

// nearest is the index of the letter that a mark stands on, of those sorted from
// the right.
func nearest(letters []pdfChar, mark pdfChar) int {
	at, found := slices.BinarySearchFunc(letters, mark, func(a, b pdfChar) int { return cmp.Compare(b.middle(), a.middle()) })
	switch {
	case found:
		return at
	case at == len(letters):
		return at - 1
	case at > 0 && letters[at-1].middle()-mark.middle() < mark.middle()-letters[at].middle():
		return at - 1
	}
	return at
}

// rightwardsRun is how many characters at the start of a line that was sorted
// from the right belong to a run that is read rightwards: words of other
// scripts, or a number, with what stands within. In lines of Arabic signs do not
// go with numbers.
func rightwardsRun(chars []pdfChar, arabic bool) int {
	start := runStart(chars, arabic)
	if start < 0 {
		return 0
	}
	end := start + 1
	for i := end; i < len(chars); i++ {
		switch directionOf(chars[i].text) {
		case leftwards:
			i = len(chars)
		case rightwards, digit:
			if !joined(chars, end, i, arabic) {
				i = len(chars)
				break
			}
			end = i + 1
		case either:
		}
	}
	if end < len(chars) && strings.ContainsAny(chars[end].text, "€$£#") && directionOf(chars[end-1].text) == digit && !arabic {
		end++
	}
	return end
}

// runStart is where the first character of such a run stands that is not a sign
// of its number, -1 where there is no run.
func runStart(chars []pdfChar, arabic bool) int {
	switch directionOf(chars[0].text) {
	case rightwards, digit:
		return 0
	case leftwards, either:
	}
	if !arabic && strings.ContainsAny(chars[0].text, "%€$£°") && len(chars) > 1 && directionOf(chars[1].text) == digit {
		return 1
	}
	return -1
}

// arabicLetter reports whether a character is a letter of the Arabic script.
func arabicLetter(c pdfChar) bool {
	r, _ := utf8.DecodeRuneInString(c.text)
	return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r)
}

// joined reports whether what is read rightwards at end-1 and what is at i, with
// nothing but marks between, belong to one run.
func joined(chars []pdfChar, end, i int, arabic bool) bool {
	between := chars[end:i]
	switch {
	case len(between) == 0 || directionOf(chars[end-1].text) != digit:
		return true
	case directionOf(chars[i].text) == digit:
		return len(between) == 1 && (strings.ContainsAny(between[0].text, ".,:/") || !arabic && strings.ContainsAny(between[0].text, "+-"))
	}
	// "Windows 11", but "120 kg", which look the same from the right.
	for i+1 < len(chars) && directionOf(chars[i+1].text) == rightwards {
		i++
	}
	r, _ := utf8.DecodeRuneInString(chars[i].text)
	return unicode.IsUpper(r)
}

// facing turns brackets and quotation marks to what they enclose: as a PDF has
// them they may or may not be mirrored already.
func facing(chars []pdfChar) {
	for i := range chars {
		pair, ok := brackets[chars[i].text]
		if !ok {
			continue
		}
		opens := i == 0 || strings.TrimSpace(chars[i-1].text) == ""
		closes := i+1 == len(chars) || !wordChar(chars[i+1].text)
		switch {
		case opens && !closes:
			chars[i].text = pair[0]
		case closes && !opens:
			chars[i].text = pair[1]
		}
	}
}

func wordChar(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// brackets are the pairs that each of their parts stands for.
var brackets = map[string][2]string{
	"(": {"(", ")"}, ")": {"(", ")"}, "[": {"[", "]"}, "]": {"[", "]"}, "{": {"{", "}"}, "}": {"{", "}"},
	"«": {"«", "»"}, "»": {"«", "»"},
}

// unligated puts the characters of each ligature into their order: they stand
// in one place, and pdfium turns them with the others of the line.
func unligated(chars []pdfChar) []pdfChar {
	out := slices.Clone(chars)
	for i := 0; i < len(out); {
		end := i + 1
		for end < len(out) && out[end].at == out[i].at && out[i].at.Right > out[i].at.Left && directionOf(out[end].text) == leftwards && directionOf(out[i].text) == leftwards {
			end++
		}
		if end-i > 1 && !inOrder(out[i:end]) {
			slices.Reverse(out[i:end])
		}
		i = end
	}
	return out
}

// inOrder reports whether the characters of a ligature stand as they are read:
// Unicode has a character that stands for just them.
func inOrder(chars []pdfChar) bool {
	var word strings.Builder
	for _, c := range chars {
		word.WriteString(c.text)
	}
	return ligatures()[word.String()]
}

// ligatures are the letters that the ligatures in Unicode stand for.
var ligatures = sync.OnceValue(func() map[string]bool {
	const first, last = 0xfb50, 0xfefc
	words := map[string]bool{}
	for r := rune(first); r <= last; r++ {
		if word := norm.NFKC.String(string(r)); utf8.RuneCountInString(word) > 1 {
			words[word] = true
		}
	}
	return words
})

// plainLetter is a character as text writes it: Arabic has characters for what
// its letters look like within words.
func plainLetter(text string) string {
	r, _ := utf8.DecodeRuneInString(text)
	if r >= 0xfb1d && r <= 0xfefc && unicode.IsLetter(r) {
		return norm.NFKC.String(text)
	}
	return text
}

// mirror turns a line of a page that is read leftwards around, so that it begins
// at the left as those of other pages do. How large it is set is told by the
// tallest of its letters: those of Arabic and Hebrew differ much in height, so a
// line of other scripts cannot be compared with them.
func (l *pdfLine) mirror() {
	l.left, l.right = -l.right, -l.left
	l.small, l.smalls, l.large, l.larges = 0, 0, l.reach, 1
}
