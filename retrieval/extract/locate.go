package extract

import (
	"cmp"
	"context"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// mainText says which blocks of a page stand in its main text, by an extractor
// made for that. The extractor's own text is not used: it is put together
// anew, while an article's words must be the page's to the letter.
func mainText(ctx context.Context, doc *html.Node, walk *htmlWalk) (in []bool, err error) {
	main, err := extractMain(doc)
	if err := cmp.Or(ctx.Err(), err); err != nil {
		return nil, err
	}
	seen := newWindows()
	if main != nil {
		for _, b := range walkHTML(main).blocks {
			seen.add(b.text)
		}
	}
	in = make([]bool, len(walk.blocks))
	for i, b := range walk.blocks {
		in[i] = !b.rule && seen.share(b.text) >= 0.8
	}
	if !slices.Contains(in, true) {
		// A page too short for the extractor is taken whole.
		for i, b := range walk.blocks {
			in[i] = !b.rule
		}
	}
	return in, nil
}

// Bounds on the trees that are read, and on those that are given to the
// extractor, which makes several copies of one and takes time by the square of
// an element's children.
const (
	maxNodes     = 200_000
	mostNodes    = 25_000
	mostText     = 1 << 20
	mostChildren = 4_000
)

// errManyElements refuses a page for its tree's size.
var errManyElements = retrieval.NewProblem("many_elements", "it has more than %d elements: give the article's text instead", maxNodes)

// tooLarge reports whether a tree is too large for the extractor. Its error says
// that it is too large to be read as an article of maxBody bytes.
func tooLarge(doc *html.Node, maxBody int) (bool, error) {
	const times = 4
	nodes, size, crowded := 0, 0, false
	children := map[*html.Node]int{}
	for n := range doc.Descendants() {
		if nodes++; nodes > maxNodes {
			return false, errManyElements
		}
		if n.Type == html.TextNode {
			if !unseen[n.Parent.DataAtom] {
				size += len(n.Data)
			}
			continue
		}
		children[n.Parent]++
		crowded = crowded || children[n.Parent] > mostChildren
	}
	if size > times*maxBody {
		return false, TooLong(maxBody)
	}
	return crowded || nodes > mostNodes || size > mostText, nil
}

// densest says which blocks stand in the element that has the most running text
// close to it. It judges pages that are too large for mainText.
func densest(walk *htmlWalk) []bool {
	in := make([]bool, len(walk.blocks))
	weight := map[*html.Node]int{}
	var best *html.Node
	for i, b := range walk.blocks {
		in[i] = !b.rule
		if b.kind != text.Paragraph || b.why != "" || b.linked*2 >= len(b.text) || walk.nodes[i].Parent == nil {
			continue
		}
		size := len(b.text)
		if !b.prose() {
			size /= 4
		}
		parent := walk.nodes[i].Parent
		weight[parent] += 2 * size
		if parent.Parent != nil {
			weight[parent.Parent] += size
		}
		for _, n := range []*html.Node{parent, parent.Parent} {
			if n != nil && (best == nil || weight[n] > weight[best]) {
				best = n
			}
		}
	}
	for i, n := range walk.nodes {
		in[i] = in[i] && (best == nil || holds(best, n))
	}
	return in
}

// holds reports whether an element is n or holds it.
func holds(element, n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == element {
			return true
		}
	}
	return false
}

// extractMain returns the tree of a page's main text, nil when it has none.
func extractMain(doc *html.Node) (main *html.Node, err error) {
	// A page that makes the extractor panic is one page refused.
	defer func() {
		if r := recover(); r != nil {
			main, err = nil, retrieval.NewProblem("no_main_text", "its main text cannot be found (%v): give the article's text instead", r)
		}
	}()
	result, err := trafilatura.ExtractDocument(doc, trafilatura.Options{
		EnableFallback:  true,
		ExcludeComments: true,
		// Dates are found elsewhere.
		HtmlDateOverride: &htmldate.Result{},
	})
	if err != nil {
		return nil, nil // its only error is that there is too little text
	}
	return result.ContentNode, nil
}

// windows is a set of all runs of a few characters in a text, for saying how
// much of another text stands in it.
type windows struct {
	set map[uint64]struct{}
}

// windowRunes is the length of a run: long enough to be particular to a text,
// short enough for a short block.
const windowRunes = 12

func newWindows() *windows {
	return &windows{set: map[uint64]struct{}{}}
}

// each calls f with the hash of each run in text, white space and marks aside.
// The hash rolls: what comes in is added to it, what goes out is taken away.
func (w *windows) each(text string, f func(uint64)) {
	const base uint64 = 0x9e3779b97f4a7c15
	outgoing := uint64(1) // by what the first of a run has been multiplied
	for range windowRunes - 1 {
		outgoing *= base
	}
	var run [windowRunes]uint64 // what the characters in the window add
	var hash, n uint64
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		at := n % windowRunes
		if n >= windowRunes {
			f(hash)
			hash -= run[at] * outgoing
		}
		run[at] = uint64(unicode.ToLower(r))
		hash = hash*base + run[at]
		n++
	}
	if n > 0 {
		f(hash)
	}
}

func (w *windows) add(text string) {
	w.each(text, func(h uint64) { w.set[h] = struct{}{} })
}

// share is how much of text stands in what was added, from 0 to 1.
func (w *windows) share(text string) float64 {
	all, in := 0, 0
	w.each(text, func(h uint64) {
		all++
		if _, ok := w.set[h]; ok {
			in++
		}
	})
	if all == 0 || utf8.RuneCountInString(text) < windowRunes {
		return 0
	}
	return float64(in) / float64(all)
}
