package text

import (
	"net/url"
	"strings"
)

// trackers are the query parameters that say how a reader came, not what is
// read.
var trackers = WordSet(`fbclid gclid dclid msclkid igshid mc_cid mc_eid ref ref_src cmpid smid ocid`)

// CanonicalURL returns a URL, to compare it, without what does not change which page
// it names: case of scheme and host, default port, "www.", fragment, a closing slash, trackers
// and the order of the parameters.
func CanonicalURL(raw string) string {
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
