package extract

import (
	"strings"

	"dateline/retrieval"
)

// Bounds on what a document says of its article, in characters, and on how many
// authors it has.
const (
	maxTitle   = 500
	maxName    = 200
	maxAuthors = 50
)

// bounded is m with what is longer than any headline or name cut short.
func bounded(m retrieval.Meta) retrieval.Meta {
	m.Title = shortened(m.Title, maxTitle)
	m.Outlet = shortened(m.Outlet, maxName)
	m.Agency = shortened(m.Agency, maxName)
	if len(m.Authors) > maxAuthors {
		m.Authors = m.Authors[:maxAuthors:maxAuthors]
	}
	for i, name := range m.Authors {
		if short := shortened(name, maxName); short != name {
			m.Authors = append([]string(nil), m.Authors...)
			m.Authors[i] = short
		}
	}
	return m
}

// shortened is text in n characters at most, the last of them the sign that
// more was there.
func shortened(text string, n int) string {
	if cut := cutRunes(text, n); len(cut) < len(text) {
		return strings.TrimSpace(cutRunes(text, n-1)) + "…"
	}
	return text
}

// formatting are the elements that a parser opens again in every block that
// begins before they are closed.
var formatting = wordSet(`a b big code em font i nobr s small strike strong tt u`)

// checkTags refuses a page of so many elements that its tree would take the
// machine's memory: by its tags, and by those that a parser adds for elements
// that are never closed.
func checkTags(text string) error {
	tags, open, added := 0, 0, 0
	for i := strings.IndexByte(text, '<'); i >= 0; {
		rest := text[i+1:]
		name, attributes := tagName(strings.TrimPrefix(rest, "/"))
		switch {
		case name == "":
		case rest[0] == '/':
			if formatting[name] && open > 0 {
				open--
			}
		case formatting[name]:
			tags++
			if attributes {
				open++
			}
		default:
			tags++
			added += open
		}
		if tags > maxNodes || added > 2*maxNodes {
			return errManyElements
		}
		next := strings.IndexByte(rest, '<')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return nil
}

// tagName is the name of a tag in lower case, "" for none, and whether it goes
// on behind that.
func tagName(tag string) (name string, more bool) {
	const longest = 10
	end := 0
	for end < len(tag) && end < longest && (tag[end]|0x20 >= 'a' && tag[end]|0x20 <= 'z' || end > 0 && tag[end] >= '0' && tag[end] <= '9') {
		end++
	}
	return strings.ToLower(tag[:end]), end < len(tag) && tag[end] != '>'
}
