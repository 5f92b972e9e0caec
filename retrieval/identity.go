package retrieval

import (
	"encoding/hex"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/retrieval/text"
)

const maxIDBytes = 200

func validID(id string) bool {
	return len(id) <= maxIDBytes && utf8.ValidString(id) && !strings.ContainsFunc(id, func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r)
	})
}

// mintID makes an id for an article that came without one: words of its
// headline, or of its first line, and the beginning of its text's hash.
func mintID(a Article, content Hash) string {
	source := a.Title
	if source == "" {
		source, _, _ = strings.Cut(strings.TrimSpace(a.Body), "\n")
	}
	return strings.Join(append(text.FirstWords(source, 60), hex.EncodeToString(content[:4])), "-")
}

// ValidURL reports whether text is a whole http or https URL.
func ValidURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}
