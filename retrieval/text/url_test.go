package text

import "testing"

func TestCanonicalURL(t *testing.T) {
	const want = "news.example/a?b=1&c=2"
	for _, url := range []string{
		"https://news.example/a?b=1&c=2", "http://www.News.example:80/a/?c=2&b=1#top", " https://news.example/a?utm_source=x&b=1&fbclid=7&c=2 ",
	} {
		if got := CanonicalURL(url); got != want {
			t.Errorf("CanonicalURL(%q) = %q, want %q", url, got, want)
		}
	}
	for _, url := range []string{"", "no address", "news.example/a", "http://[::1"} {
		if got := CanonicalURL(url); got != url {
			t.Errorf("CanonicalURL(%q) = %q", url, got)
		}
	}
	if got := CanonicalURL("https://news.example:8443/"); got != "news.example:8443" {
		t.Errorf("another port: %q", got)
	}
}
