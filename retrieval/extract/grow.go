package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/retrieval/text"
)

// grow says of every block where it stands. The text among the seeds is the
// article's; so is running text that stands apart from them in the article's
// element, or between its headline and them: a lead in a header, a last part in
// a box of its own.
func (r *region) grow(titles []string) {
	r.scope = articleScope(r.root)
	r.begin, r.end = len(r.in), -1
	for i := range r.in {
		if r.seed[i] && r.inside(i) {
			r.begin, r.end = min(r.begin, i), i
		}
	}
	r.head = r.headline(titles)
	for i := range r.walk.blocks {
		switch {
		case r.inside(i):
			r.in[i] = placeInside
		case holds(r.scope, r.walk.nodes[i]) || r.head >= 0 && r.head <= i && i < r.begin:
			r.in[i] = placeAround
		}
	}
	for i := range r.walk.blocks {
		r.walk.blocks[i].own = r.in[i] == placeInside && r.linkedSentence(i)
	}
	r.growSeeds()
	r.growUp()
	r.growDown()
	r.growBetween()
}

// growSeeds takes what the main text has of the article's element outside the
// place where most of it stands.
func (r *region) growSeeds() {
	for i, seed := range r.seed {
		b := r.walk.blocks[i]
		named := i < r.begin && r.standfirst(r.walk.nodes[i]) && !r.witness.has(b.text)
		if seed && r.growable(i) && b.prose() && !b.item && !named {
			r.in[i] = placeGrown
		}
	}
}

// growable reports whether block i, which stands around the article, may be a
// part of it.
func (r *region) growable(i int) bool {
	b := r.walk.blocks[i]
	if r.in[i] != placeAround || b.rule || b.kind == text.Caption || b.linked*2 >= len(b.text) || r.reason(i) != "" {
		return false
	}
	return !r.accessory(r.walk.nodes[i]) && !pulledQuote.MatchString(b.text) && (!bylineForm.MatchString(b.text) || b.words() > bylineWords)
}

// pulledQuote matches what is a quotation and nothing else.
var pulledQuote = lazy(`^["“„«»‘][^"“”„«»]+["“”»«’]$`)

// accessory reports whether an element apart from the article's text, or what it
// stands in, is named as one that goes with the article.
func (r *region) accessory(n *html.Node) bool {
	for ; n != nil && n != r.scope && n != r.root; n = n.Parent {
		if r.weight[n]*10 < r.total && r.namesOf(n).accessory {
			return true
		}
	}
	return false
}

// elementNames is what the names of an element say.
type elementNames struct{ lead, accessory bool }

// namesOf is what the names of an element say, which is looked up once.
func (r *region) namesOf(n *html.Node) elementNames {
	names, ok := r.names[n]
	if !ok {
		for _, word := range namesOf(n) {
			names.lead = names.lead || leadNames[word]
			names.accessory = names.accessory || accessoryNames[word]
		}
		r.names[n] = names
	}
	return names
}

// accessoryNames are the words for what goes with an article and is no part of
// its text.
var accessoryNames = wordSet(`meta image images img picture pictures media video videos messenger chat disclaimer standards about legal
	highlights keypoints takeaways toc bottom correction corrections poll quiz price product products donate donation app survey form
	feedback`)

// articleScope is the element of the whole article that n holds a part of.
func articleScope(n *html.Node) *html.Node {
	scope := n
	for ; n != nil && n.DataAtom != atom.Body; n = n.Parent {
		role := attr(n, "role")
		switch {
		case n.DataAtom == atom.Article || role == "article":
			return n
		case n.DataAtom == atom.Main || role == "main":
			scope = n
		}
	}
	return scope
}

// headline is the last heading above the seeds that is one of the titles, -1
// where there is none.
func (r *region) headline(titles []string) int {
	for i := r.begin; i >= 0; i-- {
		b := r.walk.blocks[i]
		if b.kind != text.Heading || b.why == whyFurniture {
			continue
		}
		for _, title := range titles {
			if confirms(title, b.text) && (b.words() > 1 || fold(title) == fold(b.text)) {
				return i
			}
		}
	}
	return -1
}

// lead reports whether block i can open the article: it is running text and
// stands between the headline and the article's text.
func (r *region) lead(i int) bool {
	return r.head < i && i < r.begin && leadForm(r.walk.blocks[i])
}

// leadForm reports whether b has the form of an article's opening: a paragraph,
// or a whole sentence that is set as a heading.
func leadForm(b block) bool {
	const fewest = 12
	return b.linked*2 < len(b.text) && b.words() >= fewest && (b.kind == text.Paragraph || b.kind == text.Heading && endsSentence(b.text))
}

// growUp takes what opens the article above its text. What is set as a heading
// apart from it, or in a box where the article has paragraphs, is a standfirst:
// it tells what the article says and is not a part of it.
func (r *region) growUp() {
	own := r.walk.nodes[r.begin].DataAtom
	for i := r.head + 1; i < r.begin; i++ {
		b := &r.walk.blocks[i]
		n := r.walk.nodes[i]
		switch {
		case !leadForm(*b):
		case r.in[i] == placeInside && b.kind == text.Heading && r.reason(i) == "":
			b.kind = text.Paragraph
		case b.kind == text.Paragraph && (n.DataAtom == atom.P || n.DataAtom == own) && (!r.standfirst(n) || r.witness.has(b.text)) && r.growable(i):
			r.in[i] = placeGrown
		}
	}
}

// standfirst reports whether an element, or what it stands in up to the
// article's, is named as what stands above an article.
func (r *region) standfirst(n *html.Node) bool {
	for ; n != nil && n != r.scope && n != r.root; n = n.Parent {
		if r.weight[n]*10 < r.total*3 && r.namesOf(n).lead {
			return true
		}
	}
	return false
}

// growDown takes what goes on below the text in the article's element, up to
// where readers' comments or other articles begin: paragraphs that stand
// together, as an advertisement or a note on the author does not.
func (r *region) growDown() {
	for i := r.end + 1; i < len(r.walk.blocks); i++ {
		b := r.walk.blocks[i]
		if commentForm.MatchString(b.text) || commentCount.MatchString(b.text) || elsewhere.MatchString(b.text) {
			return
		}
		if r.in[i] != placeAround {
			continue
		}
		if r.serving(i) == whyComments {
			return
		}
		if r.goesOn(i) && (r.goesOn(i+1) && r.together(i, i+1) || r.in[i-1] == placeGrown && r.together(i-1, i)) {
			r.in[i] = placeGrown
		}
	}
}

// goesOn reports whether block i may be running text below the article's.
func (r *region) goesOn(i int) bool {
	return i < len(r.in) && r.growable(i) && r.walk.blocks[i].prose() && r.witness.allows(r.walk.blocks[i].text)
}

// together reports whether two blocks stand in the same element.
func (r *region) together(i, j int) bool {
	return r.walk.nodes[i].Parent == r.walk.nodes[j].Parent
}

// growBetween takes the headings and short paragraphs that stand with what was
// grown.
func (r *region) growBetween() {
	grown := func(i int) bool { return 0 <= i && i < len(r.in) && r.in[i] == placeGrown }
	for i := range r.in {
		if r.head < i && grown(i-1) && r.together(i-1, i) && r.growable(i) {
			r.in[i] = placeGrown
		}
	}
	for i := len(r.in) - 2; i > r.head; i-- {
		heading := r.walk.blocks[i].kind == text.Heading && i > r.begin
		if grown(i+1) && (heading || r.together(i, i+1)) && r.growable(i) {
			r.in[i] = placeGrown
		}
	}
}

// linkedSentence reports whether block i is a whole sentence of the article's
// running text that happens to be a link: prose stands beside it, and it is none
// of a list of links.
func (r *region) linkedSentence(i int) bool {
	const fewest = 6
	b := r.walk.blocks[i]
	if b.kind != text.Paragraph || b.item || b.linked*10 < len(b.text)*7 || b.words() < fewest || !endsSentence(b.text) || strings.HasSuffix(b.text, "!") || pointsElsewhere(b) || callToAct(b) {
		return false
	}
	return r.beyond(i, -1) && r.beyond(i, 1)
}

// beyond reports whether running text stands next to block i in one direction,
// another such sentence between them at most.
func (r *region) beyond(i, step int) bool {
	linked := 0
	for i += step; i >= 0 && i < len(r.in) && r.in[i] == placeInside; i += step {
		b := r.walk.blocks[i]
		switch {
		case b.rule:
		case b.linked*2 < len(b.text):
			return b.kind == text.Heading || endsSentence(b.text)
		case linked > 0 || !endsSentence(b.text):
			return false
		default:
			linked++
		}
	}
	return false
}

// why says why block i is left out, "" when it is not.
func (r *region) why(i int) string {
	b := r.walk.blocks[i]
	switch r.in[i] {
	case placeGrown:
		return ""
	case placeInside:
		return r.reason(i)
	default:
	}
	switch why := r.reason(i); {
	case i == r.head:
		return whyTitle
	case why != "":
		return why
	case r.head >= 0 && b.kind == text.Heading && i > r.head && i < r.begin && !leadForm(b):
		return whyTitle
	case b.why != "":
		return b.why
	}
	return r.outside(i)
}

// outside says why block i is left out that nothing but its own form tells.
func (r *region) outside(i int) string {
	b := r.walk.blocks[i]
	switch {
	case i < r.begin && (bylineForm.MatchString(b.text) && b.words() <= bylineWords || dateline(b.text)):
		return whyByline
	case r.lead(i):
		return whyStandfirst
	case navigation(b.text):
		return whyFurniture
	case notice(b):
		return whyNotice
	}
	return whyOutside
}
