package extract

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// refreshes matches what sends a page's readers on.
var refreshes = lazy(`(?i)http-equiv\s*=\s*["']?\s*refresh`)

// Refresh is the address that a web page sends its readers on to by itself, ""
// where it does not: at once, or soon and without text of its own. base is where
// the page was found.
func Refresh(data []byte, contentType, base string) string {
	if !bytes.Contains(bytes.ToLower(data[:min(len(data), 64<<10)]), []byte("refresh")) || !isHTML(data) || !refreshes.Match(data) {
		return ""
	}
	text, err := toUTF8(data, contentType)
	if err != nil {
		return ""
	}
	doc, err := parseHTML(text)
	if err != nil {
		return ""
	}
	target, delay := refreshOf(doc)
	if target == "" || delay > 1 && !onlySendsOn(doc) {
		return ""
	}
	from, err := url.Parse(base)
	if err != nil {
		return ""
	}
	to, err := from.Parse(target)
	if err != nil || samePage(from, to) {
		return ""
	}
	return to.String()
}

// samePage reports whether two addresses differ in their fragments at most.
func samePage(a, b *url.URL) bool {
	x, y := *a, *b
	x.Fragment, y.Fragment = "", ""
	return x.String() == y.String()
}

// refreshForm is the content of such an element: seconds, and an address.
var refreshForm = lazy(`(?i)^\s*(\d{1,6})(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?["']?\s*([^"'\s][^"']*)`)

// refreshOf is the address that a page sends its readers on to and after how
// many seconds, "" where it does not.
func refreshOf(doc *html.Node) (target string, delay int) {
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Meta || !strings.EqualFold(strings.TrimSpace(attr(n, "http-equiv")), "refresh") {
			continue
		}
		if m := refreshForm.FindStringSubmatch(attr(n, "content")); m != nil {
			delay, _ = strconv.Atoi(m[1]) // it is six figures at most
			return strings.TrimSpace(m[2]), delay
		}
	}
	return "", 0
}

// onlySendsOn reports whether a page sends its readers on before long and has
// hardly any text itself.
func onlySendsOn(doc *html.Node) bool {
	const soon, fewest = 30, 60
	target, delay := refreshOf(doc)
	if target == "" || delay > soon {
		return false
	}
	words := 0
	for _, b := range walkHTML(doc).blocks {
		if words += b.words(); words >= fewest {
			return false
		}
	}
	return true
}
