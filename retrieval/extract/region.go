package extract

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/retrieval/text"
)

// region is the part of a page's tree that holds the article, told by the
// blocks that are surely the article's: its seeds.
type region struct {
	walk *htmlWalk
	seed []bool
	// first and last are the outermost seeds.
	first, last int
	// begin and end are the outermost seeds within root.
	begin, end int
	// weight is how many bytes of seeds each element holds, in all total.
	weight map[*html.Node]int
	total  int
	root   *html.Node
	// scope is the element of the whole article, around root.
	scope *html.Node
	// head is the block of the headline above the seeds, -1 for none.
	head int
	// witness is the article's text as the page's data have it.
	witness *witness
	// beside are the elements that have a seed as a child.
	beside map[*html.Node]bool
	// odd remembers what an element that serves the page is there for.
	odd map[*html.Node]string
	// names remembers what elements are called.
	names map[*html.Node]elementNames
	// in says of each block how it stands to the article.
	in []place
}

// place is where a block stands.
type place uint8

const (
	// placeOutside is beyond the article's element.
	placeOutside place = iota
	// placeAround is within it, or below its headline, but not in its text.
	placeAround
	// placeGrown is text of the article that stands apart from its seeds.
	placeGrown
	// placeInside is among the seeds.
	placeInside
)

// found is a page in parts.
type found struct {
	// above are the blocks above the article's text.
	above []block
	// article are its own blocks and those among them that are left out.
	article []block
	// before and after are the other texts of the page.
	before, after []Removed
}

// newRegion finds the article of a page by the blocks of its main text. There
// is none when the page has no article.
func newRegion(doc *html.Node, walk *htmlWalk, main []bool, said *witness) *region {
	r := &region{
		walk: walk, seed: make([]bool, len(walk.blocks)), root: doc, witness: said, head: -1, in: make([]place, len(walk.blocks)),
		weight: map[*html.Node]int{}, beside: map[*html.Node]bool{}, odd: map[*html.Node]string{}, names: map[*html.Node]elementNames{},
	}
	r.plant(main)
	if own := r.headlined(doc); own != nil {
		r.replant(own)
	}
	if r.total == 0 {
		return nil
	}
	r.narrow()
	return r
}

// divide divides a page into the article and the rest. titles are the headlines
// that the page gives it.
func (r *region) divide(titles []string) found {
	r.grow(titles)
	var out found
	begin, end := r.extent()
	kept := false
	for i := range r.walk.blocks {
		b := &r.walk.blocks[i]
		if r.in[i] == placeInside || r.in[i] == placeGrown {
			kept = true
		} else if !kept {
			out.above = append(out.above, *b)
		}
		b.around, b.why = r.in[i] == placeAround, r.why(i)
		if b.rule {
			b.why = whySeparator
		}
		switch {
		case i < begin:
			out.before = appendRemoved(out.before, *b)
		case i > end:
			out.after = appendRemoved(out.after, *b)
		}
	}
	out.article = r.walk.blocks[min(begin, end+1) : end+1]
	return out
}

// extent is the first and the last block that are the article's or stand around
// it.
func (r *region) extent() (begin, end int) {
	begin, end = len(r.in), -1
	for i, in := range r.in {
		if in != placeOutside {
			begin, end = min(begin, i), i
		}
	}
	return begin, end
}

// appendRemoved appends the text of a block that is left out.
func appendRemoved(out []Removed, b block) []Removed {
	out = append(out, b.inner...)
	if b.text == "" || b.why == whySeparator {
		return out
	}
	return append(out, Removed{Text: b.text, Why: b.why})
}

// plant takes as seeds the paragraphs of the main text that are no lists of
// links.
func (r *region) plant(main []bool) {
	for i, b := range r.walk.blocks {
		if !main[i] || b.kind != text.Paragraph || b.linked*2 >= len(b.text) || b.why == whyFurniture {
			continue
		}
		if r.total == 0 {
			r.first = i
		}
		r.seed[i], r.last = true, i
		r.total += len(b.text)
		for n := r.walk.nodes[i]; n != nil; n = n.Parent {
			r.weight[n] += len(b.text)
		}
	}
}

// headlined is the article element that holds the page's only headline of the
// first order, when most of the seeds stand in other article elements: those
// are then of other articles. Else it is nil.
func (r *region) headlined(doc *html.Node) *html.Node {
	const fewest = 200
	var own *html.Node
	for n := range doc.Descendants() {
		if n.DataAtom != atom.H1 {
			continue
		}
		if own != nil {
			return nil
		}
		if own = article(n); own == nil {
			return nil
		}
	}
	if own == nil || r.weight[own]*2 > r.total {
		return nil
	}
	elsewhere, text := 0, 0
	for i, b := range r.walk.blocks {
		switch at := article(r.walk.nodes[i]); {
		case at == own && b.linked*2 < len(b.text):
			text += len(b.text)
		case at != nil && at != own && r.seed[i]:
			elsewhere += len(b.text)
		}
	}
	if elsewhere*2 < r.total || text < fewest {
		return nil
	}
	return own
}

// article is the nearest article element that n stands in, nil for none.
func article(n *html.Node) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Article {
			return n
		}
	}
	return nil
}

// replant takes the text of one article element as the main text.
func (r *region) replant(own *html.Node) {
	main := make([]bool, len(r.walk.blocks))
	for i, n := range r.walk.nodes {
		main[i] = article(n) == own
	}
	clear(r.seed)
	clear(r.weight)
	r.total = 0
	r.plant(main)
}

// narrow goes down from the document to the smallest element that holds most
// of the seeds.
func (r *region) narrow() {
	for n := r.root; n != nil; {
		r.root, n = n, nil
		for c := range r.root.ChildNodes() {
			if r.weight[c]*10 >= r.total*8 && serves(c) != whyNotes {
				n = c
			}
		}
	}
	// A lone paragraph is not the place, but where it stands.
	if r.root.DataAtom == atom.P && r.root.Parent != nil {
		r.root = r.root.Parent
	}
	for i, seed := range r.seed {
		if seed && r.under(i) {
			n := r.walk.nodes[i]
			r.beside[n] = true
			if n.Parent != nil {
				r.beside[n.Parent] = true
			}
		}
	}
}

// under reports whether block i stands in the article's element.
func (r *region) under(i int) bool { return holds(r.root, r.walk.nodes[i]) }

// inside reports whether block i stands in the region: between its seeds, or
// beside one, or in a list that does.
func (r *region) inside(i int) bool {
	if !r.under(i) {
		return false
	}
	if r.first <= i && i <= r.last {
		return true
	}
	n := r.walk.nodes[i]
	if r.beside[n] || n.Parent != nil && r.beside[n.Parent] {
		return true
	}
	return n.DataAtom == atom.Li && n.Parent != nil && n.Parent.Parent != nil && r.beside[n.Parent.Parent]
}

// reason says why block i is not the article's, "" when it is.
func (r *region) reason(i int) string {
	b := r.walk.blocks[i]
	if b.rule {
		return whySeparator
	}
	if why := r.serving(i); why != "" {
		return why
	}
	if b.linked*10 >= len(b.text)*7 && (!b.prose() || b.linked*10 >= len(b.text)*9) && !b.own {
		return whyRelated
	}
	return ""
}

// serving says for what else than the article the elements around block i are
// there, "" when for none.
func (r *region) serving(i int) string {
	for n := r.walk.nodes[i]; n != nil && n != r.root && n != r.scope; n = n.Parent {
		// What holds much of the article does not merely serve the page,
		// whatever it is called.
		if r.weight[n]*10 > r.total*3 {
			break
		}
		if n.DataAtom == atom.Header && r.lead(i) {
			continue
		}
		why, ok := r.odd[n]
		if !ok {
			why = serves(n)
			r.odd[n] = why
		}
		if why != "" {
			return why
		}
	}
	return ""
}

// Words that authors of pages give to elements that serve the page, in their
// classes and ids.
var (
	captionNames = wordSet(`caption captions credit credits photo photograph`)
	commentNames = wordSet(`comment comments disqus`)
	endNames     = wordSet(`footnote footnotes endnote endnotes references`)
	relatedNames = wordSet(`related recommended recommendation recommendations recirc promo promos promotion teaser
		teasers readmore trending popular outbrain taboola sidebar widget widgets playlist`)
	serviceNames = wordSet(`share sharing shares social newsletter subscribe subscription signup author authors byline
		bylines bio tag tags tagged topics breadcrumb breadcrumbs nav navigation menu ad ads advert advertisement
		advertising sponsor sponsored footer toolbar print timestamp gallery slideshow copyright rating ratings cookie
		cookies consent gdpr modal popup overlay login paywall hidden noprint pagination pager skip callout inset
		tooltip popover infobox navbox`)
	// leadNames are those of what opens an article.
	leadNames = wordSet(`standfirst dek deck lede lead leadtext intro introduction subtitle subheadline subheading subhead abstract
		chapo chapeau vorspann anleser entradilla bajada copete sottotitolo sommario linhafina ingress`)
	// keepNames are those of embedded quotations.
	keepNames = wordSet(`embed tweet`)
)

// serves says what an element is there for when it is not for the article, as
// the reason why its text is left out.
func serves(n *html.Node) string {
	switch n.DataAtom {
	case atom.Figcaption:
		return whyCaption
	case atom.Aside, atom.Footer, atom.Header, atom.Nav, atom.Form:
		return whyFurniture
	case atom.Tr, atom.Td, atom.Tbody:
		// The names of cells are about their data.
		return ""
	case atom.Figure:
		if !holdsTable(n) {
			return whyCaption
		}
	default:
	}
	if hidden(n) || forScreenReaders(n) {
		return whyHidden
	}
	if struck(n) {
		return whyStruck
	}
	return namedFor(namesOf(n))
}

// namedFor says the same by an element's names alone.
func namedFor(words []string) string {
	named := func(set map[string]bool) bool {
		return slices.ContainsFunc(words, func(w string) bool { return set[w] })
	}
	switch {
	case named(leadNames), named(keepNames):
		return ""
	case named(captionNames):
		return whyCaption
	case named(commentNames):
		return whyComments
	case named(endNames):
		return whyNotes
	case named(relatedNames):
		return whyRelated
	case named(serviceNames):
		return whyFurniture
	}
	return ""
}

func holdsTable(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.DataAtom == atom.Table || c.DataAtom == atom.Blockquote {
			return true
		}
	}
	return false
}

// hidden reports whether a reader does not see the element.
func hidden(n *html.Node) bool {
	return attr(n, "aria-hidden") == "true" || concealed(n)
}

// farAway matches styles that move an element out of sight or make its text
// vanish.
var farAway = lazy(`(^|;)((left|top|text-indent|margin-left):-\d{4,}|font-size:0(px|em|rem)?(;|!|$))`)

// concealed reports whether an element is not shown at all.
func concealed(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			if !strings.EqualFold(a.Val, "until-found") {
				return true
			}
		case "style":
			style := squeezed(a.Val)
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") || farAway.MatchString(style) {
				return true
			}
		}
	}
	return false
}

// namesOf are the words of an element's class, id and role, in lower case.
func namesOf(n *html.Node) []string {
	var words []string
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "role", "itemprop":
			words = appendWords(words, a.Val)
		case "id":
			// A long id is made of a heading's words.
			if own := appendWords(nil, a.Val); len(own) <= 3 {
				words = append(words, own...)
			}
		}
	}
	return words
}

// appendWords appends the words of a name, which hyphens, underscores, figures
// or capitals set apart.
func appendWords(words []string, name string) []string {
	start := -1
	flush := func(end int) {
		if start >= 0 {
			words = append(words, strings.ToLower(name[start:end]))
		}
		start = -1
	}
	var before rune
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r):
			flush(i)
		case unicode.IsUpper(r) && unicode.IsLower(before):
			flush(i)
			start = i
		case start < 0:
			start = i
		}
		before = r
	}
	flush(len(name))
	return words
}
