package extract

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/retrieval"
)

// htmlBlocks divides HTML that holds an article, and nothing else to speak
// of, into blocks.
func htmlBlocks(r io.Reader) ([]block, error) {
	doc, err := html.Parse(r)
	if err != nil {
		return nil, fmt.Errorf("it cannot be read as HTML: %w", err)
	}
	var w htmlWalk
	w.walk(doc, htmlStyle{kind: retrieval.Paragraph})
	w.flush(htmlStyle{kind: retrieval.Paragraph})
	return w.blocks, nil
}

// htmlStyle is what the elements around a text make of it.
type htmlStyle struct {
	kind   retrieval.BlockKind
	item   bool
	link   bool
	styled bool
}

// htmlWalk gathers blocks from a tree.
type htmlWalk struct {
	blocks []block
	// What is gathered of the block under way.
	text          strings.Builder
	linked, plain int
}

// walk is recursive: the parser bounds how deep a tree can be.
func (w *htmlWalk) walk(n *html.Node, in htmlStyle) {
	switch {
	case n.Type == html.TextNode:
		w.add(n.Data, in)
		return
	case n.Type == html.ElementNode && unseen[n.DataAtom]:
		return
	case n.DataAtom == atom.Br:
		w.flush(in)
		return
	case n.DataAtom == atom.Hr:
		w.flush(in)
		w.blocks = append(w.blocks, block{kind: retrieval.Paragraph, rule: true})
		return
	}
	inner := within(n.DataAtom, in)
	if breaks := n.Type == html.ElementNode && ownBlock[n.DataAtom]; breaks {
		w.flush(in)
		defer w.flush(inner)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, inner)
	}
	if n.DataAtom == atom.Td || n.DataAtom == atom.Th {
		w.text.WriteByte(' ')
	}
}

// within is the style inside an element that stands in the style in.
func within(a atom.Atom, in htmlStyle) htmlStyle {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		in.kind = retrieval.Heading
	case atom.Figcaption, atom.Caption, atom.Tr:
		// A table's row is no sentence: like a caption it is never quoted.
		in.kind = retrieval.Caption
	case atom.Li:
		in.item = true
	case atom.A:
		in.link = true
	case atom.Em, atom.I, atom.Strong, atom.B:
		in.styled = true
	default:
	}
	return in
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
	text := tidy(w.text.String())
	if text != "" {
		w.blocks = append(w.blocks, block{
			kind: in.kind, text: text, item: in.item,
			linked: w.linked, styled: w.plain == 0,
		})
	}
	w.text.Reset()
	w.linked, w.plain = 0, 0
}

// unseen are the elements whose text a reader does not see as text.
var unseen = map[atom.Atom]bool{
	atom.Head: true, atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true,
	atom.Iframe: true, atom.Object: true, atom.Svg: true, atom.Math: true, atom.Button: true,
	atom.Select: true, atom.Textarea: true, atom.Input: true, atom.Nav: true,
}

// ownBlock are the elements that stand as blocks of their own.
var ownBlock = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.Dl: true,
	atom.Dt: true, atom.Dd: true, atom.Blockquote: true, atom.Pre: true, atom.Figure: true,
	atom.Figcaption: true, atom.Caption: true, atom.Table: true, atom.Tr: true, atom.Section: true,
	atom.Article: true, atom.Aside: true, atom.Header: true, atom.Footer: true, atom.Main: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Address: true, atom.Form: true, atom.Fieldset: true, atom.Details: true, atom.Summary: true,
	atom.Body: true, atom.Html: true, atom.Center: true,
}
