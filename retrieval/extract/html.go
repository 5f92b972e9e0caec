package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// parseHTML builds the tree of a document, unless that would take too much
// memory. The parser refuses elements nested more than 512 deep, so that what
// walks a tree may recurse.
func parseHTML(text string) (*html.Node, error) {
	if err := checkTags(text); err != nil {
		return nil, err
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		if strings.Contains(err.Error(), "exceeds") {
			return nil, errNested
		}
		return nil, retrieval.NewProblem("html", "it cannot be read as HTML: %w", err)
	}
	return doc, nil
}

// htmlBlocks divides HTML that holds an article, and nothing else to speak
// of, into blocks.
func htmlBlocks(text string) ([]block, error) {
	doc, err := parseHTML(text)
	if err != nil {
		return nil, err
	}
	return walkHTML(doc).blocks, nil
}

// walkHTML gathers the blocks under a node.
func walkHTML(n *html.Node) *htmlWalk {
	w := &htmlWalk{keepStruck: mostlyStruck(n)}
	style := htmlStyle{kind: text.Paragraph, node: n}
	w.walk(n, style)
	w.flush(style)
	if last := len(w.blocks) - 1; last >= 0 { // what was taken out below it
		w.blocks[last].inner = append(w.blocks[last].inner, w.inner...)
	}
	return w
}

// htmlStyle is what the elements around a text make of it.
type htmlStyle struct {
	kind   text.BlockKind
	item   bool
	link   bool
	styled bool
	// why says why what stands here is left out; "" keeps it.
	why string
	// node is the nearest element that stands as a block.
	node *html.Node
}

// htmlWalk gathers blocks from a tree.
type htmlWalk struct {
	blocks []block
	// nodes are the elements that the blocks stand in.
	nodes []*html.Node
	// What is gathered of the block under way.
	text          strings.Builder
	linked, plain int
	inner         []Removed
	// keepStruck says that what is struck out is taken as if it were not.
	keepStruck bool
}

func (w *htmlWalk) walk(n *html.Node, in htmlStyle) {
	switch {
	case n.Type == html.TextNode:
		w.add(n.Data, in)
		return
	case n.Type == html.ElementNode && (unseen[n.DataAtom] || card(n)):
		return
	case n.DataAtom == atom.Br:
		w.flush(in)
		return
	case n.DataAtom == atom.Hr:
		w.flush(in)
		w.emit(block{kind: text.Paragraph, rule: true}, in)
		return
	case marksNote(n, w.text.String()) || w.leaveOut(n, &in):
		return
	case (n.DataAtom == atom.Sup || n.DataAtom == atom.Sub) && !holdsBlock(n):
		w.shifted(n, in)
		return
	}
	w.inside(n, in)
}

// inside walks what element n holds.
func (w *htmlWalk) inside(n *html.Node, in htmlStyle) {
	inner := innerStyle(n, in)
	if inner.node == n {
		w.flush(in)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, inner)
	}
	switch {
	case inner.node == n:
		w.flush(inner)
	case n.DataAtom == atom.Td || n.DataAtom == atom.Th:
		w.text.WriteByte(' ')
	}
}

// card reports whether an element within a line of text is a card that opens over
// the link before it: it holds a picture and links, as no run of words does.
func card(n *html.Node) bool {
	if n.DataAtom != atom.Span || n.PrevSibling == nil || n.PrevSibling.DataAtom != atom.A {
		return false
	}
	picture, links := false, 0
	for c := range n.Descendants() {
		switch c.DataAtom {
		case atom.Img:
			picture = true
		case atom.A:
			links++
		default:
		}
	}
	return picture && links > 1
}

// innerStyle is the style inside element n that stands in the style in.
func innerStyle(n *html.Node, in htmlStyle) htmlStyle {
	if n.Type == html.ElementNode && ownBlock[n.DataAtom] {
		in.node = n
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		in.kind = text.Heading
	case atom.Figcaption, atom.Caption:
		in.kind = text.Caption
	case atom.Tr:
		// A row of data is no sentence: like a caption it is never quoted.
		if dataRow(n) {
			in.kind = text.Caption
		}
	case atom.Td, atom.Th:
		// A cell stands for itself unless it is one of a row of data.
		if in.kind != text.Caption {
			in.node = n
		}
	case atom.Li:
		in.item = true
	case atom.A:
		in.link = true
	case atom.Nav:
		in.node, in.why = n, whyFurniture
	case atom.Em, atom.I, atom.Strong, atom.B:
		in.styled = true
	default:
	}
	return in
}

// dataRow reports whether a table's row holds data, not a part of the page's
// layout: several cells, short, without blocks among them.
func dataRow(tr *html.Node) bool {
	const maxBytes = 600
	cells, size := 0, 0
	for n := range tr.Descendants() {
		switch n.DataAtom {
		case atom.Td, atom.Th:
			cells++
		case atom.Table, atom.Div, atom.Ul, atom.Ol, atom.H1, atom.H2, atom.H3, atom.H4:
			return false
		default:
			if n.Type == html.TextNode {
				size += len(strings.TrimSpace(n.Data))
			}
		}
		if size > maxBytes {
			return false
		}
	}
	return cells > 1
}

func (w *htmlWalk) add(text string, in htmlStyle) {
	w.text.WriteString(text)
	if in.link {
		w.linked += len(strings.TrimSpace(text))
	}
	if !in.styled {
		w.plain += len(strings.TrimSpace(text))
	}
}

// flush ends the block under way.
func (w *htmlWalk) flush(in htmlStyle) {
	if text := tidy(w.text.String()); text != "" {
		w.emit(block{kind: in.kind, text: text, item: in.item, linked: w.linked, styled: w.plain == 0, why: in.why, inner: w.inner}, in)
		w.inner = nil
	}
	w.text.Reset()
	w.linked, w.plain = 0, 0
}

func (w *htmlWalk) emit(b block, in htmlStyle) {
	w.blocks = append(w.blocks, b)
	w.nodes = append(w.nodes, in.node)
}

// unseen are the elements whose text a reader does not see as text.
var unseen = map[atom.Atom]bool{
	atom.Head: true, atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true,
	atom.Iframe: true, atom.Object: true, atom.Svg: true, atom.Math: true, atom.Button: true,
	atom.Select: true, atom.Textarea: true, atom.Input: true, atom.Audio: true, atom.Video: true,
	atom.Canvas: true, atom.Rt: true, atom.Rp: true,
}

// ownBlock are the elements that stand as blocks of their own.
var ownBlock = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.Dl: true,
	atom.Dt: true, atom.Dd: true, atom.Blockquote: true, atom.Pre: true, atom.Figure: true,
	atom.Figcaption: true, atom.Caption: true, atom.Table: true, atom.Tr: true, atom.Section: true,
	atom.Article: true, atom.Aside: true, atom.Header: true, atom.Footer: true, atom.Main: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Address: true, atom.Form: true, atom.Fieldset: true, atom.Details: true, atom.Summary: true,
	atom.Body: true, atom.Html: true, atom.Center: true, atom.Nav: true,
}
