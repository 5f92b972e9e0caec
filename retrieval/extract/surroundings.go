package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// surroundings tell which elements of a page are about something else than its
// article: readers' comments, other articles, the site itself. The names and
// days that stand there are not the article's.
type surroundings struct {
	// head are the elements that hold the page's headline.
	head map[*html.Node]bool
}

// newSurroundings looks for the page's headline: the first of the first order
// that stands in nothing that is plainly about something else.
func newSurroundings(doc *html.Node) *surroundings {
	s := &surroundings{head: map[*html.Node]bool{}}
	for n := range doc.Descendants() {
		if n.DataAtom == atom.H1 && !slices.ContainsFunc(slices.Collect(n.Ancestors()), otherByName) {
			for up := n; up != nil; up = up.Parent {
				s.head[up] = true
			}
			return s
		}
	}
	return s
}

// responseNames are the names of what readers wrote, beside commentNames.
var responseNames = wordSet(`respond response responses replies discussion commentlist`)

// otherByName reports whether an element's name says that it holds comments, or
// links to other pages.
func otherByName(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article:
		return false // their names tell how the page is laid out
	case atom.Aside:
		if article(n) == nil {
			return true
		}
	case atom.Nav, atom.Blockquote:
		return true
	default:
	}
	return slices.ContainsFunc(namesOf(n), func(w string) bool {
		return commentNames[w] || responseNames[w] || relatedNames[w]
	})
}

// foreign reports whether an element is about something else than the page's
// article.
func (s *surroundings) foreign(n *html.Node) bool {
	if s.head[n] || n.DataAtom == atom.H1 {
		return false
	}
	switch n.DataAtom {
	case atom.Header, atom.Footer:
		// The page's own, not an article's.
		return article(n) == nil && len(s.head) > 0
	case atom.Article, atom.Li:
		if teaser(n, len(s.head) > 0) {
			return true
		}
	case atom.Time:
		for up := n.Parent; up != nil && !s.head[up]; up = up.Parent {
			if up.DataAtom == atom.A || up.DataAtom == atom.Div && teaser(up, len(s.head) > 0) {
				return true
			}
			if ownBlock[up.DataAtom] {
				break
			}
		}
	default:
	}
	return otherByName(n)
}

// teaser reports whether an element points to another article: it is short, and
// most of it is a link with the words of a headline. Where the page's own
// headline stands elsewhere, one headline that is a link is enough.
func teaser(n *html.Node, elsewhere bool) bool {
	const most, fewest, maxNodes = 1500, 4, 200
	count, size, linked, headed := 0, 0, 0, false
	for c := range n.Descendants() {
		if count++; count > maxNodes || size > most {
			return false
		}
		switch {
		case c.Type == html.TextNode:
			size += len(strings.TrimSpace(c.Data))
		case elsewhere && linkedHeadline(c):
			headed = true
		case c.DataAtom == atom.A:
			if text := textOf(c); len(strings.Fields(text)) >= fewest {
				linked += len(text)
			}
		}
	}
	return headed || linked*2 > size
}

// linkedHeadline reports whether an element is a headline that is a link.
func linkedHeadline(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H2, atom.H3, atom.H4, atom.H5:
		link := n.FirstChild
		return n.Parent != nil && n.Parent.DataAtom == atom.A || link != nil && (link.DataAtom == atom.A || link.NextSibling != nil && link.NextSibling.DataAtom == atom.A)
	default:
		return false
	}
}

// updated reports whether an element tells when the article was changed, by its
// name or by the words before it.
func updated(n *html.Node) bool {
	names := strings.Join(namesOf(n), " ")
	if updateLabel.MatchString(names) {
		return !publishLabel.MatchString(names) && !strings.Contains(names, "pubdate")
	}
	label := wordsBefore(n)
	return updateLabel.MatchString(label) && !publishLabel.MatchString(label)
}

// wordsBefore is the text before an element in its line, up to another time, as
// far as it stands near.
func wordsBefore(n *html.Node) string {
	const longest, levels, near = 80, 2, 32
	var out string
	for range levels {
		for c, i := n.PrevSibling, 0; c != nil && i < near && len(out) < longest; c, i = c.PrevSibling, i+1 {
			if c.DataAtom == atom.Time || c.Type == html.ElementNode && ownBlock[c.DataAtom] {
				return out
			}
			if c.Type == html.TextNode || c.Type == html.ElementNode {
				text := textOf(c)
				out = text[:min(len(text), longest)] + " " + out
			}
		}
		if strings.TrimSpace(out) != "" || n.Parent == nil || ownBlock[n.Parent.DataAtom] {
			return out
		}
		n = n.Parent
	}
	return out
}
