package extract

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/retrieval"
)

// feedTypes are the media types by which pages name feeds.
var feedTypes = []string{"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}

// FindFeed returns the address of the first feed that a web page names as its own,
// "" where it names none. base is where the page was found.
func FindFeed(data []byte, contentType, base string) string {
	if !isHTML(data) {
		return ""
	}
	text, err := toUTF8(data, contentType)
	if err != nil {
		return ""
	}
	from, err := url.Parse(base)
	if err != nil {
		return ""
	}
	for z := html.NewTokenizer(strings.NewReader(text)); z.Next() != html.ErrorToken; {
		token := z.Token()
		element := &html.Node{DataAtom: token.DataAtom, Attr: token.Attr}
		switch {
		case element.DataAtom == atom.Body:
			return "" // links to feeds stand in a page's head
		case element.DataAtom != atom.Link || !namesFeed(element):
			continue
		}
		if link, err := from.Parse(strings.TrimSpace(attr(element, "href"))); err == nil && retrieval.ValidURL(link.String()) {
			return link.String()
		}
	}
	return ""
}

// namesFeed reports whether a link element names a feed.
func namesFeed(link *html.Node) bool {
	media, _, _ := strings.Cut(strings.ToLower(attr(link, "type")), ";")
	return hasRel(link, "alternate") && slices.Contains(feedTypes, strings.TrimSpace(media))
}

// hasRel reports whether an element's rel holds that word.
func hasRel(n *html.Node, word string) bool {
	return slices.Contains(strings.Fields(strings.ToLower(attr(n, "rel"))), word)
}
