package extract

import "testing"

func TestWithoutTrackers(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/gate?utm_source=x&utm_medium=rss":    "https://a.example/gate",
		"https://a.example/gate?id=7&fbclid=abc":                "https://a.example/gate?id=7",
		"https://a.example/gate?b=2&UTM_Source=x&a=1":           "https://a.example/gate?b=2&a=1",
		"https://a.example/gate?q=a+b%20c&gclid=1":              "https://a.example/gate?q=a+b%20c",
		"https://a.example/gate?ref=7":                          "https://a.example/gate?ref=7",
		"https://a.example/gate#xtor=RSS-1":                     "https://a.example/gate",
		"https://a.example/gate?x=1#:~:text=gate":               "https://a.example/gate?x=1",
		"https://a.example/gate#part":                           "https://a.example/gate#part",
		"https://a.example/?p=12&utm%5Fsource=x":                "https://a.example/?p=12",
		"https://a.example/gate?utm_source":                     "https://a.example/gate?utm_source",
		"https://a.example/caf%C3%A9/%E6%9C%88?mc_cid=1&page=2": "https://a.example/caf%C3%A9/%E6%9C%88?page=2",
		"HTTPS://a.example/gate?a=1&&b=2":                       "HTTPS://a.example/gate?a=1&&b=2",
		"":                                                      "",
	} {
		if got := withoutTrackers(address); got != want {
			t.Errorf("withoutTrackers(%q) = %q, want %q", address, got, want)
		}
	}
}
