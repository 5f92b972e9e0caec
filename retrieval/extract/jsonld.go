package extract

import (
	"encoding/json"
	"html"
	"strings"
)

// linkedData is what a page says of its article in JSON-LD, by schema.org's
// terms.
type linkedData struct {
	headline, published, publisher, language, url, image string
	authors                                              []string
	// body is the article's text, with its breaks.
	body string
	// paid says that the article is not free to read.
	paid bool
}

// wrapping matches the marks that some pages put around their JSON: those of a
// comment, or of a section of characters.
var wrapping = lazy(`^\s*(?:(?:(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?)\s*)+|(?:\s*(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?)+\s*$`)

// breaks are the characters that many pages leave within the strings of their
// JSON, where they are not allowed.
var breaks = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ")

// maxScript bounds the scripts that are read, in bytes.
const maxScript = 4 << 20

// read adds to ld what one script of JSON-LD says. The first article described
// is the page's.
func (ld *linkedData) read(script string) {
	if len(script) > maxScript {
		return
	}
	var root any
	// What follows the first value does not count.
	decode := func(text string) error { return json.NewDecoder(strings.NewReader(text)).Decode(&root) }
	if decode(script) != nil {
		script = wrapping.ReplaceAllString(script, "")
		if decode(script) != nil && decode(withoutSpareCommas(breaks.Replace(script))) != nil {
			return
		}
	}
	g := graph{byID: map[string]map[string]any{}, images: map[string]string{}}
	g.index(root, 0)
	for _, object := range g.articles {
		ld.article(object, g)
	}
}

// withoutSpareCommas is JSON without the commas after a list's or an object's
// last member.
func withoutSpareCommas(script string) string {
	out := make([]byte, 0, len(script))
	quoted, comma := false, -1 // where a comma stands in out that nothing follows yet
	for i := 0; i < len(script); i++ {
		c := script[i]
		switch {
		case quoted && c == '\\' && i+1 < len(script):
			out = append(out, c)
			i++
			c = script[i]
		case c == '"':
			quoted = !quoted
			comma = -1
		case quoted, c == ' ', c == '\t', c == '\n', c == '\r':
		case c == ',':
			comma = len(out)
		case (c == '}' || c == ']') && comma >= 0:
			out[comma] = ' '
			comma = -1
		default:
			comma = -1
		}
		out = append(out, c)
	}
	return string(out)
}

// graph is the objects of one script.
type graph struct {
	byID     map[string]map[string]any
	articles []map[string]any
	// images are the addresses of images, by their ids.
	images map[string]string
}

// maxNested bounds how deep the objects of a script are looked into.
const maxNested = 16

func (g *graph) index(value any, depth int) {
	if depth > maxNested {
		return
	}
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			g.index(item, depth+1)
		}
	case map[string]any:
		if id, ok := value["@id"].(string); ok && len(value) > 1 && value["name"] != nil {
			g.byID[id] = value
		}
		g.keepImage(value)
		if isArticle(value["@type"]) {
			g.articles = append(g.articles, value)
		}
		for key, item := range value {
			// Comments and linked articles have articles' types too.
			if key != "comment" && key != "hasPart" && key != "itemListElement" && key != "citation" && key != "isPartOf" {
				g.index(item, depth+1)
			}
		}
	}
}

func isArticle(kind any) bool {
	switch kind := kind.(type) {
	case string:
		return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "Posting") || kind == "Report" || kind == "Review"
	case []any:
		for _, item := range kind {
			if isArticle(item) {
				return true
			}
		}
	}
	return false
}

// article takes from one object what is not known yet.
func (ld *linkedData) article(object map[string]any, g graph) {
	fill := func(field *string, value any) {
		if text, ok := value.(string); ok && *field == "" {
			*field = unescaped(text)
		}
	}
	if ld.headline != "" && object["headline"] != nil && fold(ld.headline) != fold(g.name(object["headline"])) {
		return // another article
	}
	fill(&ld.headline, object["headline"])
	fill(&ld.published, object["datePublished"])
	fill(&ld.language, object["inLanguage"])
	fill(&ld.url, object["url"])
	fill(&ld.image, g.imageOf(object["image"], 0))
	if body, ok := object["articleBody"].(string); ok && ld.body == "" {
		ld.body = body
	}
	if ld.publisher == "" {
		ld.publisher = g.name(object["publisher"])
	}
	if len(ld.authors) == 0 {
		ld.authors = g.people(object["author"])
	}
	switch free := object["isAccessibleForFree"].(type) {
	case bool:
		ld.paid = ld.paid || !free
	case string:
		ld.paid = ld.paid || strings.EqualFold(free, "false")
	}
}

// name is the name of an object, a reference to one, or a text.
func (g graph) name(value any) string {
	switch value := value.(type) {
	case string:
		return unescaped(value)
	case []any:
		if len(value) > 0 {
			return g.name(value[0])
		}
	case map[string]any:
		if name, ok := value["name"].(string); ok {
			return unescaped(name)
		}
		if id, ok := value["@id"].(string); ok {
			name, _ := g.byID[id]["name"].(string)
			return unescaped(name)
		}
	}
	return ""
}

// unescaped is a text of a page's data, in which many pages write entities.
func unescaped(text string) string { return tidy(html.UnescapeString(text)) }

// people are the names in an author field, organisations left out.
func (g graph) people(value any) []string {
	switch value := value.(type) {
	case []any:
		var out []string
		for _, item := range value {
			out = append(out, g.people(item)...)
		}
		return out
	case map[string]any:
		if kind, _ := value["@type"].(string); kind == "Organization" || kind == "NewsMediaOrganization" {
			return nil
		}
		if list, ok := value["name"].([]any); ok {
			return g.people(list)
		}
	}
	if name := g.name(value); name != "" && !strings.Contains(name, "://") {
		return splitNames(name)
	}
	return nil
}
