package extract

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/responses"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// pdfPage is a page's lines. Lengths are in points, upwards from the bottom.
type pdfPage struct {
	height float64
	lines  []pdfLine
}

// pdfLine is a line of text and where it stands.
type pdfLine struct {
	text                     string
	left, right, top, bottom float64
	// small and large are the heights of its letters, added up, and how many
	// they are: those without strokes up or down, and all others.
	small, large   float64
	smalls, larges int
	// base is where the last letter that hangs below no line stands, and tall
	// how high the last that is a capital or a figure is.
	base, tall float64
	// reach is how high its tallest letter is that is read leftwards.
	reach float64
}

func (l *pdfLine) height() float64 { return l.top - l.bottom }

// size is how large the line is set: the height of its small letters.
func (l *pdfLine) size() float64 {
	const smallToLarge = 0.7
	switch {
	case l.smalls > 0:
		return l.small / float64(l.smalls)
	case l.larges > 0:
		return l.large / float64(l.larges) * smallToLarge
	}
	return 0
}

// add takes a character, whose box is empty for spaces that are not drawn.
func (l *pdfLine) add(text string, at responses.CharPosition) {
	if strings.TrimSpace(text) == "" || at.Top <= at.Bottom {
		l.text += text
		return
	}
	if l.raised(text, at) {
		l.text += raise.Replace(text)
		l.right = max(l.right, at.Right)
		return
	}
	l.text += text
	l.settle(text, at)
	if directionOf(text) == leftwards {
		l.reach = max(l.reach, at.Top-at.Bottom)
	}
	if l.smalls+l.larges == 0 {
		l.left, l.right, l.top, l.bottom = at.Left, at.Right, at.Top, at.Bottom
	}
	l.left, l.right = min(l.left, at.Left), max(l.right, at.Right)
	l.top, l.bottom = max(l.top, at.Top), min(l.bottom, at.Bottom)
	if strings.ContainsAny(text, "acemnorsuvwxz") {
		l.small, l.smalls = l.small+at.Top-at.Bottom, l.smalls+1
	} else {
		l.large, l.larges = l.large+at.Top-at.Bottom, l.larges+1
	}
}

// raised reports whether a figure is set smaller than the line, and above where
// its letters stand.
func (l *pdfLine) raised(text string, at responses.CharPosition) bool {
	return l.tall > 0 && strings.ContainsAny(text, "0123456789") &&
		at.Top-at.Bottom < l.tall*0.85 && at.Bottom > l.base+l.tall*0.25
}

// settle takes from a letter where the line stands.
func (l *pdfLine) settle(text string, at responses.CharPosition) {
	first, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsLetter(first) && !unicode.IsDigit(first) || strings.ContainsAny(text, "gjpqyQJ") {
		return
	}
	l.base = at.Bottom
	if unicode.IsUpper(first) || unicode.IsDigit(first) || strings.ContainsAny(text, "bdfhkl") {
		l.tall = at.Top - at.Bottom
	}
}

// shiftedLine is the text of a line that stands beside another: figures that are
// raised from it stay so.
func shiftedLine(a, b pdfLine) string {
	text := strings.TrimSpace(b.text)
	if number.MatchString(text) && a.tall > 0 && b.height() < a.tall*0.85 && b.bottom > a.base+a.tall*0.25 {
		return raise.Replace(text)
	}
	return b.text
}

// add takes a line and empties it.
func (p *pdfPage) add(l *pdfLine) {
	if strings.TrimSpace(l.text) != "" {
		p.lines = append(p.lines, *l)
	}
	*l = pdfLine{}
}

// pdfDocument reads a PDF.
func (x *Extractor) pdfDocument(ctx context.Context, src Source) (*page, error) {
	pages, filed, err := x.pdf.read(ctx, src.Data)
	if err != nil {
		return nil, err
	}
	const fewest = 10
	letters := 0
	for _, p := range pages {
		for _, l := range p.lines {
			letters += strings.Count(fold(l.text), "") - 1
		}
	}
	if letters < fewest*max(1, len(pages)) {
		return nil, retrieval.NewProblem("pictures", "it holds pictures of text, not text: recognise its text first (OCR), or give the text")
	}
	return &page{meta: src.Known, filed: filed, blocks: pdfBlocks(pages)}, nil
}

// pdfBlocks puts the lines of pages together to paragraphs.
func pdfBlocks(pages []pdfPage) []block {
	body := bodySize(pages)
	heads := runningHeads(pages)
	hyphens := newHyphens(pages)
	var out []block
	for i := range pages {
		p := &pages[i]
		p.lines = slices.DeleteFunc(p.lines, func(l pdfLine) bool { return p.runs(l, heads) })
		out = append(out, p.paragraphs(body, hyphens)...)
	}
	return out
}

// bodySize is the size that most text is set in.
func bodySize(pages []pdfPage) float64 {
	const enough = 20
	var sizes []float64
	for _, p := range pages {
		for _, l := range p.lines {
			if len(l.text) > enough {
				sizes = append(sizes, l.size())
			}
		}
	}
	if len(sizes) == 0 {
		return 0
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}

// margin is the part of a page's height, at its top and bottom, in which
// running heads and page numbers stand.
const margin = 0.1

func (p *pdfPage) inMargin(l pdfLine) bool {
	return l.bottom > p.height*(1-margin) || l.top < p.height*margin
}

var (
	figures    = lazy(`\d+`)
	pageNumber = lazy(`^(?i)\W*(page|seite|p\.|página)?\W*(\d{1,4}|[ivxlc]{1,6})(\W*(of|/|von|de)\W*\d{1,4})?\W*$`)
)

// headKey is what a running head has in common from page to page.
func headKey(text string) string { return figures.ReplaceAllString(fold(text), "#") }

// runningHeads counts the lines that stand in the margins of several pages.
func runningHeads(pages []pdfPage) map[string]bool {
	count := map[string]int{}
	for _, p := range pages {
		seen := map[string]bool{}
		for _, l := range p.lines {
			if key := headKey(l.text); p.inMargin(l) && !seen[key] {
				seen[key] = true
				count[key]++
			}
		}
	}
	heads := map[string]bool{}
	for key, n := range count {
		heads[key] = n >= 3 || n == 2 && len(pages) <= 3
	}
	return heads
}

// runs reports whether a line is a running head or a page number.
func (p *pdfPage) runs(l pdfLine, heads map[string]bool) bool {
	return p.inMargin(l) && (heads[headKey(l.text)] || pageNumber.MatchString(strings.TrimSpace(l.text)))
}

// wordsOf counts the words of a document, hyphenated ones as they stand, for
// telling a hyphen at a line's end from one that belongs to the word.
func wordsOf(pages []pdfPage) map[string]bool {
	words := map[string]bool{}
	for _, p := range pages {
		for _, l := range p.lines {
			for word := range strings.FieldsSeq(strings.ToLower(l.text)) {
				words[strings.Trim(word, ".,;:!?()[]\"'“”‘’")] = true
			}
		}
	}
	return words
}

// paragraphs puts the lines of a page together.
func (p *pdfPage) paragraphs(body float64, hyphens hyphens) []block {
	var out []block
	var right float64 // the right edge of the column under way
	for i, l := range p.lines {
		kind := text.Paragraph
		if body > 0 && l.size() > body*1.15 && len(strings.Fields(l.text)) <= 20 {
			kind = text.Heading
		}
		if i > 0 && len(out) > 0 && out[len(out)-1].kind == kind && continues(p.lines[i-1], l, right) {
			last := &out[len(out)-1]
			if beside := sameLine(p.lines[i-1], l); beside {
				last.text += spaceBetween(p.lines[i-1], l) + tidyLine(shiftedLine(p.lines[i-1], l))
			} else {
				last.text = hyphens.join(last.text, tidyLine(l.text))
			}
			right = max(right, l.right)
			continue
		}
		if i == 0 || !below(p.lines[i-1], l) {
			right = p.columnRight(i)
		}
		if text := tidyLine(l.text); text != "" {
			out = append(out, block{kind: kind, text: text})
		}
	}
	return out
}

// columnRight is the right edge of the run of lines that begins at line i,
// each below the one before.
func (p *pdfPage) columnRight(i int) float64 {
	right := p.lines[i].right
	for i++; i < len(p.lines) && below(p.lines[i-1], p.lines[i]); i++ {
		right = max(right, p.lines[i].right)
	}
	return right
}

// below reports whether line b stands under line a, in its column.
func below(a, b pdfLine) bool {
	return b.top < a.top && b.left < a.right && b.right > a.left
}

// continues reports whether line b goes on with the paragraph of line a, in a
// column with that right edge.
func continues(a, b pdfLine, right float64) bool {
	if sameLine(a, b) {
		return true
	}
	height := max(a.height(), b.height())
	gap := a.bottom - b.top
	if !below(a, b) || gap > height*1.1 {
		return false
	}
	width := right - min(a.left, b.left)
	short := right-a.right > width*0.15
	indented := b.left-a.left > height*0.8
	ended := endsSentence(tidy(a.text))
	starts := short && ended || indented && (short || ended)
	return !starts
}

// sameLine reports whether b stands beside a: on its line, or raised or lowered
// from it.
func sameLine(a, b pdfLine) bool {
	overlap := min(a.top, b.top) - max(a.bottom, b.bottom)
	return overlap > min(a.height(), b.height())/2
}

// spaceBetween is what stands between two parts of a line.
func spaceBetween(a, b pdfLine) string {
	if gap := b.left - a.right; gap >= 0 && gap < max(a.size(), b.size())*0.3 {
		return ""
	}
	return " "
}

// The marks that pdfium makes of a hyphen that divides a word at a line's end,
// and the one that they become here.
const (
	pdfHyphens = "\u0002\ufffe"
	lineHyphen = '\u2010'
)

// tidyLine is a line's text as a block takes it. A hyphen that divides a word
// at its end is a lineHyphen.
func tidyLine(text string) string {
	return tidy(strings.Map(func(r rune) rune {
		if strings.ContainsRune(pdfHyphens, r) {
			return lineHyphen
		}
		return r
	}, text))
}
