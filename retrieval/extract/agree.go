package extract

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// Agrees reports whether the article of the page that was found at an entry's
// link is the entry's, by headline and text: a link may lead to a home page or to
// an error. An entry of which the feed says nothing agrees with any.
func (e Entry) Agrees(found string, a retrieval.Article) bool {
	if atRoot(found) && !atRoot(e.Meta.URL) {
		return false
	}
	titled := e.Meta.Title != "" && a.Title != ""
	if titled && sameSubject(e.Meta.Title, a.Title) {
		return true
	}
	own := plainText(e.Content)
	if len(strings.Fields(own)) < fewestToCompare && utf8.RuneCountInString(own) < fewestToCompare*5 {
		return !titled || sameSubject(e.Meta.Title, cutRunes(a.Body, beginning))
	}
	// The text of a page that tells of many articles has the entry's own
	// somewhere; an article opens with it.
	seen := newWindows()
	body := a.Body
	if titled {
		body = cutRunes(body, beginning)
	}
	seen.add(body)
	return seen.share(cutRunes(own, compared)) >= 0.5
}

const (
	// fewestToCompare is how many words a text must have to be looked for in
	// another.
	fewestToCompare = 8
	// beginning is how many characters of a body its summary is taken from, and
	// compared how many of an entry's text are looked for.
	beginning = 1500
	compared  = 600
)

// atRoot reports whether an address is that of a site's home page.
func atRoot(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

// cutRunes is the beginning of text, n runes at most.
func cutRunes(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// sameSubject reports whether two texts share enough of the words of the first
// that say what it is about.
func sameSubject(title, other string) bool {
	const few = 2
	words, shared := 0, 0
	in := map[string]bool{}
	for _, word := range subjects(other) {
		in[word] = true
	}
	for _, word := range subjects(title) {
		words++
		if in[word] {
			shared++
		}
	}
	return words == 0 || shared >= few && shared*4 >= words || shared*2 >= words
}

// subjects are the words of a text that can say what it is about, folded.
func subjects(line string) []string {
	const shortest = 4
	var out []string
	for _, word := range text.Words(line) {
		w := fold(line[word.Start:word.End])
		if utf8.RuneCountInString(w) >= shortest || w != "" && (w[0] >= '0' && w[0] <= '9' || w[0] >= 0xe0) {
			out = append(out, w)
		}
	}
	return out
}
