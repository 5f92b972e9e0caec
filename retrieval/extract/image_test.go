package extract

import (
	"strings"
	"testing"
)

func TestImage(t *testing.T) {
	const url = "https://coast.example/news/gate"
	ld := func(image string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Gate","image":` + image + `}</script>`
	}
	for name, test := range map[string]struct{ head, want string }{
		"og":            {`<meta property="og:image" content="https://coast.example/a.jpg">`, "https://coast.example/a.jpg"},
		"relative":      {`<meta property="og:image" content="/a.jpg">`, "https://coast.example/a.jpg"},
		"linked data":   {ld(`{"@type":"ImageObject","url":"https://coast.example/b.jpg"}`), "https://coast.example/b.jpg"},
		"list":          {ld(`["https://coast.example/c.jpg","https://coast.example/d.jpg"]`), "https://coast.example/c.jpg"},
		"reference":     {`<script type="application/ld+json">[{"@type":"Article","headline":"Gate","image":{"@id":"#i"}},{"@type":"ImageObject","@id":"#i","url":"https://coast.example/e.jpg"}]</script>`, "https://coast.example/e.jpg"},
		"no web":        {`<meta property="og:image" content="data:image/png;base64,AAAA">`, ""},
		"script":        {`<meta property="og:image" content="javascript:alert(1)">` + ld(`"https://coast.example/f.jpg"`), "https://coast.example/f.jpg"},
		"long":          {`<meta property="og:image" content="https://coast.example/` + strings.Repeat("a", 3000) + `">`, ""},
		"user":          {`<meta property="og:image" content="https://me:you@coast.example/a.jpg">`, ""},
		"none":          {``, ""},
		"endless lists": {ld(strings.Repeat("[", 100) + strings.Repeat("]", 100)), ""},
	} {
		page := `<html><head><title>Gate</title>` + test.head + `</head><body><h1>Gate</h1><p>` + flood + `</p></body></html>`
		result, err := New(Config{}).Extract(t.Context(), Source{Data: []byte(page), URL: url})
		if err != nil {
			t.Fatal(name, err)
		}
		if result.Article.Image != test.want {
			t.Errorf("%s: image %.100q, want %q", name, result.Article.Image, test.want)
		}
	}
}
