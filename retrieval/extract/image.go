package extract

import (
	"net/url"
	"strings"

	"dateline/retrieval"
)

// picture is the address of the article's own picture, as the page's data state
// it: whole, of http or https, and of a bounded length. base is where the page
// was found or says that it stands.
func (s *sources) picture(base string) string {
	const longest = 2000
	from, err := url.Parse(base)
	if err != nil {
		from = &url.URL{}
	}
	for _, candidate := range []string{s.tag("og:image:secure_url", "og:image", "og:image:url"), s.ld.image, s.tag("twitter:image", "twitter:image:src", "parsely-image-url", "image")} {
		u, err := from.Parse(strings.TrimSpace(candidate))
		if err != nil || candidate == "" || u.User != nil {
			continue
		}
		if address := u.String(); len(address) <= longest && retrieval.ValidURL(address) {
			return address
		}
	}
	return ""
}

// imageOf is the address in an image field of a page's data: a text, an object,
// a reference to one, or a list of them.
func (g graph) imageOf(value any, depth int) string {
	if depth > maxNested {
		return ""
	}
	switch value := value.(type) {
	case string:
		return strings.TrimSpace(value)
	case []any:
		for _, item := range value {
			if found := g.imageOf(item, depth+1); found != "" {
				return found
			}
		}
	case map[string]any:
		if found := statedImage(value); found != "" {
			return found
		}
		if id, ok := value["@id"].(string); ok {
			return g.images[id]
		}
	}
	return ""
}

// keepImage keeps the address of an object that is an image, by its id.
func (g *graph) keepImage(object map[string]any) {
	id, named := object["@id"].(string)
	if kind, ok := object["@type"].(string); !named || !ok || kind != "ImageObject" {
		return
	}
	if g.images[id] == "" {
		g.images[id] = statedImage(object)
	}
}

// statedImage is the address that an object of an image states, "" for none.
func statedImage(object map[string]any) string {
	for _, key := range []string{"url", "contentUrl"} {
		if address, ok := object[key].(string); ok && address != "" {
			return strings.TrimSpace(address)
		}
	}
	return ""
}
