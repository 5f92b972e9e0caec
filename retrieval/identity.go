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
	var words []string
	length := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(text.FoldMarks(source)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) {
		if length += len(w) + 1; length > 60 {
			break
		}
		words = append(words, w)
	}
	return strings.Join(append(words, hex.EncodeToString(content[:4])), "-")
}

// ValidURL reports whether text is a whole http or https URL.
func ValidURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

// trackers are the query parameters that say how a reader came, not what is
// read.
var trackers = text.WordSet(`fbclid gclid dclid msclkid igshid mc_cid mc_eid ref ref_src cmpid smid ocid`)

// canonicalURL takes away what does not change which page a URL names: case of
// scheme and host, default port, "www.", fragment, a closing slash, trackers
// and the order of the parameters.
func canonicalURL(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" {
		return raw
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	params := u.Query()
	for name := range params {
		if trackers[name] || strings.HasPrefix(name, "utm_") {
			params.Del(name)
		}
	}
	canonical := host + strings.TrimRight(u.EscapedPath(), "/")
	if len(params) > 0 {
		canonical += "?" + params.Encode()
	}
	return canonical
}
