package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/retrieval"
)

// feedTypes are the media types by which pages name feeds.
var feedTypes = []string{"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}

// FindFeed gives the address of the first feed that a web page names as its own,
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
		switch {
		case token.DataAtom == atom.Body:
			return "" // links to feeds stand in a page's head
		case token.DataAtom != atom.Link || !namesFeed(token.Attr):
			continue
		}
		if link, err := from.Parse(strings.TrimSpace(attr(&html.Node{Attr: token.Attr}, "href"))); err == nil && retrieval.ValidURL(link.String()) {
			return link.String()
		}
	}
	return ""
}

// namesFeed says whether a link element with those attributes names a feed.
func namesFeed(attributes []html.Attribute) bool {
	n := &html.Node{Attr: attributes}
	alternate := strings.Contains(" "+strings.ToLower(strings.Join(strings.Fields(attr(n, "rel")), " "))+" ", " alternate ")
	media, _, _ := strings.Cut(strings.ToLower(attr(n, "type")), ";")
	for _, known := range feedTypes {
		if alternate && strings.TrimSpace(media) == known {
			return true
		}
	}
	return false
}
