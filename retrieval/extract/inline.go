package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// apart says why the text of an element is none of the sentence that it stands
// in: it is struck out, or no reader sees it there. "" means that it is.
func (w *htmlWalk) apart(n *html.Node) string {
	switch {
	case struck(n) && !w.keepStruck:
		return whyStruck
	case unseenText(n):
		return whyHidden
	case n.DataAtom == atom.A || n.DataAtom == atom.Span || n.DataAtom == atom.Small:
		if sideNote(n) {
			return whyNotes
		}
	}
	return ""
}

// leaveOut takes an element out of the line under way, or marks what stands in
// it when it holds blocks. It reports whether the element is dealt with.
func (w *htmlWalk) leaveOut(n *html.Node, in *htmlStyle) bool {
	if in.why != "" || n.Type != html.ElementNode {
		return false
	}
	why := w.apart(n)
	if why == "" {
		return false
	}
	if holdsBlock(n) {
		if why != whyNotes {
			in.why = why
		}
		return false
	}
	if text := textOf(n); text != "" {
		w.inner = append(w.inner, Removed{Text: text, Why: why})
	}
	return true
}

// holdsBlock reports whether an element is a block or has one in it.
func holdsBlock(n *html.Node) bool {
	if ownBlock[n.DataAtom] {
		return true
	}
	for c := range n.Descendants() {
		if ownBlock[c.DataAtom] {
			return true
		}
	}
	return false
}

// struck reports whether an element's text is struck out.
func struck(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Del, atom.S, atom.Strike:
		return true
	default:
		return strings.Contains(squeezed(attr(n, "style")), "line-through")
	}
}

// mostlyStruck reports whether most of a document is struck out, as an element
// that was never closed makes it: then nothing is meant to be.
func mostlyStruck(doc *html.Node) bool {
	all, out := 0, 0
	var count func(n *html.Node, within bool)
	count = func(n *html.Node, within bool) {
		if n.Type == html.TextNode {
			size := len(strings.TrimSpace(n.Data))
			all += size
			if within {
				out += size
			}
			return
		}
		if unseen[n.DataAtom] {
			return
		}
		within = within || n.Type == html.ElementNode && struck(n)
		for c := range n.ChildNodes() {
			count(c, within)
		}
	}
	count(doc, false)
	return out*2 > all
}

// squeezed is a style in lower case without white space.
func squeezed(style string) string {
	if style == "" {
		return ""
	}
	return strings.ToLower(strings.Join(strings.Fields(style), ""))
}

// screenReader matches the classes of what only screen readers tell.
var screenReader = lazy(`(?i)(^|[\s_])((u|is|a11y|util|element)-)?(sr-?only|screen-?reader(-?(text|only|content))?|visually-?hidden|hidden-?visually|off-?screen|assistive-text|invisible|hidden)(\s|$)`)

// forScreenReaders reports whether an element's class says that it is not shown.
func forScreenReaders(n *html.Node) bool {
	class := attr(n, "class")
	// "hidden md:inline" is shown on some screens.
	if len(class) < len("hidden") || strings.Contains(class, ":") {
		return false
	}
	// Most classes are none of these, and the pattern is slow.
	lower := strings.ToLower(class)
	for _, part := range []string{"only", "hidden", "reader", "screen", "invisible", "assistive"} {
		if strings.Contains(lower, part) {
			return screenReader.MatchString(class)
		}
	}
	return false
}

// unseenText reports whether a reader does not see an element's text where it
// stands.
func unseenText(n *html.Node) bool {
	switch {
	case attr(n, "aria-hidden") == "true":
		return !spokenOtherwise(n) || concealed(n)
	case concealed(n), forScreenReaders(n):
		return true
	}
	return tooltip(n)
}

// spokenOtherwise reports whether what is hidden from screen readers alone has
// another text beside it for them: then it is what readers see.
func spokenOtherwise(n *html.Node) bool {
	if n.Parent == nil {
		return false
	}
	if attr(n.Parent, "aria-label") != "" {
		return true
	}
	const near = 4
	for c, i := n.PrevSibling, 0; c != nil && i < near; c, i = c.PrevSibling, i+1 {
		if c.Type == html.ElementNode && forScreenReaders(c) {
			return true
		}
	}
	for c, i := n.NextSibling, 0; c != nil && i < near; c, i = c.NextSibling, i+1 {
		if c.Type == html.ElementNode && forScreenReaders(c) {
			return true
		}
	}
	return false
}

// tooltip reports whether an element is a text that opens over another one, not
// the one that it opens over.
func tooltip(n *html.Node) bool {
	if strings.EqualFold(attr(n, "role"), "tooltip") {
		return true
	}
	class := strings.ToLower(attr(n, "class"))
	if !strings.Contains(class, "tooltip") && !strings.Contains(class, "hovercard") && !strings.Contains(class, "popover") || n.DataAtom == atom.A {
		return false
	}
	if opensOne(n) {
		return false
	}
	// What holds one is the text that it opens over.
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && (strings.EqualFold(attr(c, "role"), "tooltip") || strings.Contains(strings.ToLower(attr(c, "class")), "tooltip")) {
			return false
		}
	}
	return true
}

// opensOne reports whether an element says that a tooltip opens over it.
func opensOne(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "title" || strings.HasPrefix(a.Key, "data-") || a.Key == "tabindex" || a.Key == "aria-describedby" {
			return true
		}
	}
	for _, word := range namesOf(n) {
		if opensTooltip[word] {
			return true
		}
	}
	return false
}

// opensTooltip are the words in the class of what a tooltip opens over.
var opensTooltip = wordSet(`has with trigger target link anchor tooltipped toggle wrapper container opener host`)

// noteNames are the words that authors of pages give to notes and their marks.
var noteNames = wordSet(`footnote footnotes footnoteref fn fnref noteref endnote endnotes endnoteref sidenote sidenotes marginnote
	reference references citation cite cite_ref ftn ftnref biblioref`)

// sideNote reports whether an element within a line is a note's text, not its
// mark.
func sideNote(n *html.Node) bool {
	const longestMark = 8
	named := slices.ContainsFunc(namesOf(n), func(w string) bool {
		return w == "footnote" || w == "sidenote" || w == "marginnote" || w == "endnote"
	})
	return named && n.DataAtom != atom.A && utf8.RuneCountInString(textOf(n)) > longestMark
}

// A note's mark is a figure, a letter or a sign; in brackets it may be words.
var (
	noteMark    = lazy(`^[\[(]?\s*(\d{1,3}|\pL|[ivxlc]{1,5}|n(ote)?\.? ?\d{1,3}|[*†‡§¶#]{1,4})(\s*[,;–-]\s*(\d{1,3}|\pL|[*†‡§¶]))*\s*[\])]?$`)
	noteBracket = lazy(`^\[[^\[\]]{1,40}\](\s*\[[^\[\]]{1,40}\])*$`)
	noteSign    = lazy(`^([*†‡§¶#]{1,4}|\(\d{1,3}\))$`)
	noteBack    = lazy(`^[↑↩^⤴⏎](\x{fe0e}|\x{fe0f})?$`)
)

// marksNote reports whether an element holds the mark of a note and nothing
// else, given what stands before it on its line.
func marksNote(n *html.Node, before string) bool {
	switch n.DataAtom {
	case atom.Sup, atom.A, atom.Span:
	default:
		return false
	}
	if n.DataAtom == atom.Span && !notesOn(n) {
		return false
	}
	mark := textOf(n)
	if len(mark) > 80 || mark == "" || strings.TrimSpace(before) == "" && !noteBack.MatchString(mark) {
		return false
	}
	if noteBack.MatchString(mark) {
		return refersToNote(n)
	}
	if n.DataAtom != atom.Sup {
		return noteMark.MatchString(mark) && namedNote(n)
	}
	if noteBracket.MatchString(mark) || noteSign.MatchString(mark) {
		return true
	}
	if !noteMark.MatchString(mark) {
		return false
	}
	// Or a figure behind the end of a sentence or clause.
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(before, unicode.IsSpace))
	return refersToNote(n) || strings.ContainsRune(".,;:!?…”’\"»", last)
}

// refersToNote reports whether an element, what stands in it, or what it stands
// in at once says that it refers to a note.
func refersToNote(n *html.Node) bool {
	if n.DataAtom == atom.Sup && n.Parent != nil && n.Parent.DataAtom == atom.A && notesOn(n.Parent) {
		return true
	}
	if notesOn(n) {
		return true
	}
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && notesOn(c) {
			return true
		}
	}
	return false
}

// noteFragment matches what leads to a note on the same page.
var noteFragment = lazy(`(?i)^(user-content-)?_?(s?dfootnote|ftn|fn|foot|note|end|cite|ref|edn|bib|nb?-?\d)`)

// notesOn reports whether one element leads to another place of the page, or
// says that it refers to a note.
func notesOn(n *html.Node) bool {
	if n.DataAtom == atom.A {
		if _, fragment, ok := strings.Cut(attr(n, "href"), "#"); ok && fragment != "" {
			return true
		}
	}
	return namedNote(n)
}

// namedNote reports whether one element says that it refers to a note.
func namedNote(n *html.Node) bool {
	if n.DataAtom == atom.A {
		if _, fragment, ok := strings.Cut(attr(n, "href"), "#"); ok && noteFragment.MatchString(fragment) {
			return true
		}
	}
	if role := attr(n, "role"); role == "doc-noteref" || role == "doc-backlink" || strings.Contains(attr(n, "epub:type"), "noteref") {
		return true
	}
	return slices.ContainsFunc(namesOf(n), func(w string) bool { return noteNames[w] })
}

// The characters for raised and lowered text.
var (
	raise   = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "+", "⁺", "-", "⁻", "−", "⁻", "–", "⁻", "(", "⁽", ")", "⁾", "n", "ⁿ")
	lower   = strings.NewReplacer("0", "₀", "1", "₁", "2", "₂", "3", "₃", "4", "₄", "5", "₅", "6", "₆", "7", "₇", "8", "₈", "9", "₉")
	number  = lazy(`^[(]?[+−–-]?\d{1,6}[)]?$`)
	formula = lazy(`^[+−–-]?[\dA-Za-z]{1,6}([.,+−–/*·-][\dA-Za-z]{1,6}){0,4}$`)
	letters = lazy(`^\pL[\pL.]*$`)
)

// raisedText is the text of an element that is raised, as a line without such
// elements can write it. What is raised is never run into the figure before it.
func raisedText(text, before string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	variable := text == "n" && (unicode.IsDigit(last) || last == ')' || singleLetter(before))
	switch {
	case number.MatchString(strings.TrimSpace(text)), variable:
		return raise.Replace(text)
	case strings.EqualFold(text, "tm"):
		return "™"
	case letters.MatchString(text) && (utf8.RuneCountInString(text) > 1 || !singleLetter(before)):
		return text // 5th, Mme
	case formula.MatchString(text) && (unicode.IsDigit(last) || unicode.IsLetter(last) || last == ')'):
		if utf8.RuneCountInString(text) == 1 {
			return "^" + text
		}
		return "^(" + text + ")"
	}
	return text
}

// singleLetter reports whether text ends in a word of one letter.
func singleLetter(text string) bool {
	last, size := utf8.DecodeLastRuneInString(text)
	if !unicode.IsLetter(last) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:len(text)-size])
	return !unicode.IsLetter(before)
}

// loweredText is the text of an element that is lowered. Figures behind a letter
// stay as they are, as in CO2, where no figure follows.
func loweredText(text, before, after string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	if number.MatchString(text) && (!unicode.IsLetter(last) && last != ')' && last != ']' || unicode.IsDigit(next)) {
		return lower.Replace(text)
	}
	return text
}

// shifted adds the text of an element that stands above or below its line.
func (w *htmlWalk) shifted(n *html.Node, in htmlStyle) {
	text := textOf(n)
	before := w.text.String()
	if n.DataAtom == atom.Sup {
		if strings.TrimSpace(before) == "" && number.MatchString(text) && refersToNote(n) {
			text += " " // the note itself
		}
		w.add(raisedText(text, before), in)
		return
	}
	after := ""
	if n.NextSibling != nil && n.NextSibling.Type == html.TextNode {
		after = n.NextSibling.Data
	}
	w.add(loweredText(text, before, after), in)
}
