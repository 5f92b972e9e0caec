package extract

import (
	"cmp"
	"context"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/retrieval/text"
)

// webPage reads a web page: what it says of itself, and the blocks of the
// article on it.
func (x *Extractor) webPage(ctx context.Context, text string, src Source) (*page, error) {
	doc, err := parseHTML(text)
	if err != nil {
		return nil, err
	}
	large, err := tooLarge(doc, x.maxBody)
	if err := cmp.Or(ctx.Err(), err); err != nil {
		return nil, err
	}
	if onlySendsOn(doc) {
		return nil, errSendsOn
	}
	stated := pageMeta(doc, src.URL)
	p := &page{meta: prefer(src.Known, stated.Meta), partial: stated.partial, headings: stated.headings}
	walk := walkHTML(doc)
	var main []bool
	if large {
		main = densest(walk)
	} else if main, err = mainText(ctx, doc, walk); err != nil {
		return nil, err
	}
	said := newWitness(stated.body)
	err = p.find(newRegion(doc, walk, main, said), said, walk, stated)
	return p, err
}

// find takes the article of a page from its region, or as its data have it, each
// nil for none. Its error says why the page is no article.
func (p *page) find(r *region, said *witness, walk *htmlWalk, stated statedMeta) (err error) {
	if r != nil {
		said.judge(r)
		parts := r.divide(append(stated.headings, stated.Title))
		p.blocks, p.before, p.after = parts.article, parts.before, parts.after
		p.readAbove(parts.above)
	}
	if said.replaces(p.blocks) {
		err = p.take(said, walk.blocks)
	} else {
		err = refusal(stated.pageTitle, stated.h1, p.blocks)
	}
	p.partial = p.dropPrompt() || p.partial && countWords(p.blocks) < fewWords
	return err
}

// take makes the text that the page's data carry the article's, in place of
// what the page shows.
func (p *page) take(said *witness, shown []block) (err error) {
	p.before, p.after = nil, nil
	for _, b := range shown {
		b.why = cmp.Or(b.why, whyOutside)
		p.before = appendRemoved(p.before, b)
	}
	p.blocks, err = said.blocks()
	return err
}

// readAbove takes bylines and dates from what stands on the page between its
// headline and its text, where the page's data state none.
func (p *page) readAbove(above []block) {
	const nearest = 12
	for i := range above {
		if above[i].kind == text.Heading {
			above = above[i:]
			break
		}
	}
	for _, b := range above[max(0, len(above)-nearest):] {
		if !p.takeByline(b.text) {
			p.takeDateline(b.text)
		}
	}
}

// fewWords is what a page that must be paid for shows at most when it shows
// only the beginning.
const fewWords = 150

func countWords(blocks []block) int {
	n := 0
	for _, b := range blocks {
		if b.why == "" {
			n += b.words()
		}
	}
	return n
}

// subscribeToRead is what stands at the end of a page that a paywall cuts
// short.
var subscribeToRead = lazy(`(?i)\b(subscribe|subscription|log ?in|sign (in|up)|register|become a member|members only|subscribers? only)\b.{0,80}\b(continue|keep|read|full|rest|unlock|access)\b|\b(continue|keep|unlock|full (article|story|access)|read the rest)\b.{0,80}\b(subscri|register|log ?in|sign (in|up)|member)|\bjetzt (weiterlesen|abonnieren)\b|\breste de cet article\b.*\babonn`)

// dropPrompt leaves out what at the end of a page says that there is more for
// subscribers, and reports whether something does.
func (p *page) dropPrompt() bool {
	const tail, maxWords = 4, 60
	found, seen := false, 0
	for i := len(p.blocks) - 1; i >= 0 && seen < tail; i-- {
		b := p.blocks[i]
		if b.around {
			continue
		}
		seen++
		if b.words() <= maxWords && subscribeToRead.MatchString(b.text) {
			p.drop(i, whyPrompt)
			found = true
		}
	}
	return found
}

// textOf is the text under a node, in one line.
func textOf(n *html.Node) string {
	var out strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			out.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && (n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Svg) {
			return
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
		if n.DataAtom == atom.Br || ownBlock[n.DataAtom] {
			out.WriteByte(' ')
		}
	}
	walk(n)
	return tidy(out.String())
}

// attr is the value of an element's attribute, "" when it has none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
