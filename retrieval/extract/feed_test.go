package extract

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
)

func TestFeeds(t *testing.T) {
	for name, want := range map[string]string{
		"rss.xml": `The Norrvik Courier
f-1 | https://example.org/2021/ferry | Ferry & bridge | [Ana Lindqvist] | 2021-03-05T07:15:00+01:00 | en
  The ferry ran on Monday for the first time in nine years, with 212 passengers and a brass band aboard.
https://example.org/2021/bridge | https://example.org/2021/bridge | Bridge | [] |  | en
  The bridge is closed until the spring, as the town said on Monday.
`,
		"atom.xml": `Courier Atom
urn:1 | https://example.org/2021/ferry | Ferry | [Ana Lindqvist] | 2021-03-05T07:15:00+01:00 | 
  The ferry ran on Monday for the first time in nine years.
`,
		"rdf.xml": `Courier RDF
https://example.org/2021/ferry | https://example.org/2021/ferry | Ferry | [] | 2021-03-05T07:15:00+01:00 | 
  The ferry ran on Monday.
`,
		"feed.json": `Courier JSON
1 | https://example.org/2021/ferry | Ferry | [Ana Lindqvist] | 2021-03-05T07:15:00+01:00 | en
  The ferry ran on Monday. It carried a band.
`,
	} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", "feeds", name))
			if err != nil {
				t.Fatal(err)
			}
			if !IsFeed(data) {
				t.Error("it is not taken for a feed")
			}
			feed, err := ReadFeed(t.Context(), data, "")
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			fmt.Fprintln(&got, feed.Title)
			for _, e := range feed.Entries {
				fmt.Fprintf(&got, "%s | %s | %s | %v | %s | %s\n", e.GUID, e.Meta.URL, e.Meta.Title, e.Meta.Authors, e.Meta.Published, e.Meta.Language)
				result, err := New(Config{}).Entry(t.Context(), e, retrieval.Meta{})
				if err != nil {
					t.Fatal(err)
				}
				check(t, result)
				fmt.Fprintf(&got, "  %s\n", oneLine(result.Article.Body))
			}
			if diff := cmp.Diff(want, got.String()); diff != "" {
				t.Errorf("feed (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNoFeeds(t *testing.T) {
	for _, text := range []string{"", "{}", `{"version": 2}`, "<html><body><feed></body></html>", "<!doctype html><rss>", "Text about <rss> feeds."} {
		if IsFeed([]byte(text)) {
			t.Errorf("%q is taken for a feed", text)
		}
	}
	for _, text := range []string{"<rss><channel><item>", `<rss version="2.0"><channel><title>&a;</title></channel>`, `{"version": "https://jsonfeed.org/version/1", "items": 3}`} {
		if feed, err := ReadFeed(t.Context(), []byte(text), ""); err == nil && len(feed.Entries) > 0 {
			t.Errorf("%q is read as a feed: %+v", text, feed)
		}
	}
}

// Every feed captured from a real site gives its entries.
func TestRealFeeds(t *testing.T) {
	paths, err := filepath.Glob("../../../shared/data/feeds/*")
	if err != nil || len(paths) == 0 {
		t.Skip("the evaluation feeds are not here")
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		feed, err := ReadFeed(t.Context(), data, "")
		if err != nil || !IsFeed(data) || len(feed.Entries) == 0 {
			t.Errorf("%s: %d entries, %v", path, len(feed.Entries), err)
		}
	}
}

func FuzzFeed(f *testing.F) {
	addFiles(f, "testdata/feeds/*")
	x := New(Config{})
	f.Fuzz(func(t *testing.T, data []byte) {
		feed, err := ReadFeed(t.Context(), data, "https://example.org/")
		if err != nil {
			return
		}
		for _, e := range feed.Entries {
			if result, err := x.Entry(t.Context(), e, retrieval.Meta{}); err == nil {
				check(t, result)
			}
		}
	})
}
