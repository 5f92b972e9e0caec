package extract

import "testing"

func TestFindFeed(t *testing.T) {
	const head = "<!doctype html><html><head><title>News</title>"
	for name, test := range map[string]struct{ page, want string }{
		"relative":      {head + `<link rel="alternate" type="application/rss+xml" href="/feed.xml">`, "https://example.org/feed.xml"},
		"first of two":  {head + `<LINK HREF="a.atom" TYPE="application/atom+xml; charset=utf-8" REL="nofollow Alternate"><link rel=alternate type=application/rss+xml href=b>`, "https://example.org/news/a.atom"},
		"style sheet":   {head + `<link rel="stylesheet" type="text/css" href="/feed.css">`, ""},
		"other version": {head + `<link rel="alternate" hreflang="de" href="/de">`, ""},
		"no web":        {head + `<link rel="alternate" type="application/rss+xml" href="javascript:feed()">`, ""},
		"in the body":   {head + `</head><body><link rel="alternate" type="application/rss+xml" href="/comments">`, ""},
		"no page":       {`{"version": 1}`, ""},
	} {
		if got := FindFeed([]byte(test.page), "text/html; charset=utf-8", "https://example.org/news/"); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
