package extract

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/retrieval"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Each document in testdata/articles and testdata/pages has beside it what becomes of it:
// metadata, blocks ("|" where something was cut out before one), and what was
// left out.
func TestArticlesGolden(t *testing.T) {
	paths, err := filepath.Glob("testdata/[ap]*/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if filepath.Ext(path) == ".golden" {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			result, err := New(Config{}).Extract(t.Context(), Source{Data: data, URL: "https://example.org/found/here"})
			if err != nil {
				t.Fatal(err)
			}
			golden(t, path+".golden", rendered(t, result))
		})
	}
}

func rendered(t *testing.T, r Result) string {
	t.Helper()
	a := r.Article
	var out strings.Builder
	fmt.Fprintf(&out, "title %q\noutlet %q\nagency %q\nauthors %q\npublished %q\nurl %q\nlanguage %q\npartial %t\n",
		a.Title, a.Outlet, a.Agency, a.Authors, a.Published, a.URL, a.Language, a.Partial)
	for _, b := range a.Blocks {
		text, ok := b.Of(a.Body)
		if !ok {
			t.Fatalf("block %+v is not within the body", b)
		}
		mark := " "
		if b.Cut {
			mark = "|"
		}
		fmt.Fprintf(&out, "\n%s%s %s\n", mark, b.Kind, text)
	}
	out.WriteString("\nleft out\n")
	for _, piece := range r.Removed {
		fmt.Fprintf(&out, "  %s: %s\n", piece.Why, piece.Text)
	}
	return out.String()
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

func TestRefusals(t *testing.T) {
	for _, test := range []struct{ name, data, want string }{
		{"empty", "", "it is empty: give a document with text"},
		{"blank", "\ufeff \n\t", "it is empty: give a document with text"},
		{"no letters", "***\n\n---\n", "it holds no article text: give a document with paragraphs of text"},
		{"front matter alone", "---\ntitle: T\n---\n", "it holds no article text: give a document with paragraphs of text"},
		{"zip", "PK\x03\x04rest", "it is a broken zip file: get it again from where it came"},
		{"zero bytes", "text\x00text", "it is binary, not text: give the article as text or Markdown"},
		{"controls", "\x01\x02\x03\x04text", "it is binary, not text: give the article as text or Markdown"},
		{"latin 1", "Caf\xe9 society", "it is not UTF-8 (byte 0xe9 at offset 3): convert it first, for example with iconv -t UTF-8"},
		{"long", strings.Repeat("a ", 100), "it is longer than the limit of 150 bytes for an article: split it"},
		{"bad yaml", "---\ntitle: \"T\nx: [\n---\nText.", "its front matter cannot be read: line 3: found unexpected end of stream"},
		{"bad toml", "+++\ntitle = T\n+++\nText.", "its front matter cannot be read: unexpected character U+0054 'T' at start of value"},
		{"title a list", "---\ntitle: [a]\n---\nText.", `its front matter: title is not a text: write title: "…"`},
		{"bad date", "---\ndate: last week\n---\nText.", "its front matter: date is no date that is understood: write YYYY-MM-DD or an RFC 3339 time"},
		{"no such day", "---\ndate: 2021-02-30\n---\nText.", "its front matter: date is no date that is understood: write YYYY-MM-DD or an RFC 3339 time"},
		{"bad url", "---\nurl: example.org/a\n---\nText.", `its front matter: "example.org/a" is no web address: write it whole, as https://example.org/page`},
		{"authors nested", "---\nauthors: [{name: A}]\n---\nText.", "its front matter: authors holds something that is not a name: write a list of names"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := New(Config{MaxBody: 150}).Extract(t.Context(), Source{Data: []byte(test.data)})
			if err == nil || err.Error() != test.want {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

func TestFrontMatter(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       retrieval.Meta
		body       string
	}{
		{
			"yaml", "---\nid: a-1\nTitle: No\nauthor: Ann Lee and Bo Ek\ndate: 2021-03-04 05:06:07 +02:00\nlink: http://example.org\nagency: AP\ndraft: {x: 1}\n---\nText.",
			retrieval.Meta{ID: "a-1", Title: "No", Authors: []string{"Ann Lee", "Bo Ek"}, Published: "2021-03-04T05:06:07+02:00", URL: "http://example.org", Agency: "AP"},
			"Text.",
		},
		{
			"toml", "+++\r\ntitle = 'T'\r\ndate = 2021-03-04T05:06:07Z\r\n+++\r\nText.",
			retrieval.Meta{Title: "T", Published: "2021-03-04T05:06:07Z"}, "Text.",
		},
		{"day in words", "---\npublished: 4 March 2021\n---\nText.", retrieval.Meta{Published: "2021-03-04"}, "Text."},
		{"empty values", "---\ntitle:\ndate: \"\"\n---\nText.", retrieval.Meta{}, "Text."},
		{"a rule, not front matter", "---\nHe said no.\n---\nShe did not.", retrieval.Meta{}, "---\nHe said no.\n---\nShe did not."},
		{"never closed", "---\ntitle: x\nText.", retrieval.Meta{}, "---\ntitle: x\nText."},
	} {
		t.Run(test.name, func(t *testing.T) {
			meta, body, err := frontMatter(test.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, meta); diff != "" {
				t.Errorf("metadata (-want +got):\n%s", diff)
			}
			if body != test.body {
				t.Errorf("body %q, want %q", body, test.body)
			}
		})
	}
}

func TestUTF16(t *testing.T) {
	for _, data := range []string{"\xff\xfeA\x00\xe9\x00.\x00", "\xfe\xff\x00A\x00\xe9\x00."} {
		result, err := New(Config{}).Extract(t.Context(), Source{Data: []byte(data)})
		if err != nil || result.Article.Body != "Aé." {
			t.Errorf("%q is %q, %v", data, result.Article.Body, err)
		}
	}
}

func TestPublishedFrom(t *testing.T) {
	for text, want := range map[string]string{
		"2021-03-04":                      "2021-03-04",
		" March 4th, 2021 ":               "2021-03-04",
		"Sept. 4, 2021":                   "2021-09-04",
		"4 Mar 2021":                      "2021-03-04",
		"2021-03-04T05:06:07-07:00":       "2021-03-04T05:06:07-07:00",
		"Thu, 04 Mar 2021 05:06:07 +0530": "2021-03-04T05:06:07+05:30",
		"2021-03-04 05:06":                "2021-03-04",
		"03/04/2021":                      "",
		"2021-13-04":                      "",
		"soon":                            "",
	} {
		if got := publishedFrom(text); got != want {
			t.Errorf("publishedFrom(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestKnownGoesFirst(t *testing.T) {
	known := retrieval.Meta{Title: "Known", Authors: []string{"Ann Lee"}, Published: "2020-01-01", PublishedInferred: true}
	result, err := New(Config{}).Extract(t.Context(), Source{
		Data:  []byte("---\ntitle: Found\noutlet: Found\nauthor: Bo Ek\ndate: 2021-01-01\n---\nThe text of it."),
		Known: known,
	})
	if err != nil {
		t.Fatal(err)
	}
	known.Outlet = "Found"
	if diff := cmp.Diff(known, result.Article.Meta); diff != "" {
		t.Errorf("metadata (-want +got):\n%s", diff)
	}
}

// A line that only looks like furniture at first sight stays.
func TestArticleTextStays(t *testing.T) {
	const before = "The committee met on Monday to hear from eleven witnesses about the dam and its keepers.\n\n"
	const after = "\n\nThe hearing goes on next week, when the engineers are expected to be asked about the spillway."
	for _, text := range []string{
		"“Share the water,” he said.",
		"Follow the money, the old rule goes, and one soon comes to the ministry.",
		"The publisher sued, saying that the firm had reproduced copyrighted books without permission and was liable; the firm called it fair use.",
		"Comments by the minister on the dam were struck from the record.",
		"Top of the list was the spillway.",
		"Join the army, they told him.",
		"See also the ruling of 1911, which nobody had read.",
		"He wrote: “Contact me at the mill.”",
		"By Monday the water had gone.",
		"March 3, 2021, was the day on which it broke.",
		"Register, vote, repeat.",
		"Updated rules took effect in May, and the town was told nothing.",
	} {
		result, err := New(Config{}).Extract(t.Context(), Source{Data: []byte(before + text + after)})
		if err != nil {
			t.Fatal(err)
		}
		if len(result.Removed) > 0 {
			t.Errorf("%q lost %+v", text, result.Removed)
		}
	}
}

func TestMend(t *testing.T) {
	const open = "They reviewed the truce in the south that was finalized"
	for _, test := range []struct{ name, text, want string }{
		{"broken sentence", open + "\n\nthe last time they met.", open + " the last time they met."},
		{"ended sentence", open + ".\n\nthe last time", open + ".\n\nthe last time"},
		{"capital", open + "\n\nThe last time they met.", open + "\n\nThe last time they met."},
		{"colon", open + ":\n\nthe last time they met.", open + ":\n\nthe last time they met."},
		{"something cut between", open + "\n\nADVERTISEMENT\n\nthe last time they met.", open + "\n\nthe last time they met."},
	} {
		t.Run(test.name, func(t *testing.T) {
			result, err := New(Config{}).Extract(t.Context(), Source{Data: []byte("Title\n\nOne paragraph with enough words in it to be taken for prose by anybody.\n\n" + test.text)})
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(result.Article.Body, "\n\n"+test.want) {
				t.Errorf("body %q, want it to end in %q", result.Article.Body, test.want)
			}
		})
	}
}

// Over the articles of the evaluation sets, whose bodies are clean but for
// what slipped into a few, next to nothing may be taken for furniture.
func TestPrecisionOnArticles(t *testing.T) {
	const tolerated = 0.002
	paths, err := filepath.Glob("../../../shared/data/*/articles.jsonl")
	if err != nil || len(paths) == 0 {
		t.Skip("the evaluation data is not here")
	}
	for _, path := range paths {
		words, lost := 0, 0
		for _, a := range articlesOf(t, path) {
			result, err := New(Config{}).Extract(t.Context(), Source{Data: []byte(a.Body), Known: a.Meta})
			if err != nil {
				t.Errorf("%s: %v", a.ID, err)
			}
			words += len(strings.Fields(a.Body))
			for _, piece := range result.Removed {
				lost += len(strings.Fields(piece.Text))
			}
		}
		if float64(lost) > tolerated*float64(words) {
			t.Errorf("%s: %d of %d words were left out", path, lost, words)
		}
	}
}

func articlesOf(t *testing.T, path string) []retrieval.Article {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var out []retrieval.Article
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, retrieval.MaxBody)
	// Every fifth article is enough, and quick.
	for n := 0; lines.Scan(); n++ {
		var a retrieval.Article
		if n%5 != 0 {
			continue
		}
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	if err := lines.Err(); err != nil && !errors.Is(err, fs.ErrClosed) {
		t.Fatal(err)
	}
	return out
}

// check holds what is true of every result.
func check(t interface{ Fatalf(string, ...any) }, r Result) {
	a := r.Article
	end := 0
	for _, b := range a.Blocks {
		text, ok := b.Of(a.Body)
		if !ok || b.Start < end || strings.TrimSpace(a.Body[end:b.Start]) != "" || text != strings.TrimSpace(text) || strings.Contains(text, "\n") {
			t.Fatalf("block %+v of %q", b, a.Body)
		}
		end = b.End
	}
	if end != len(a.Body) || a.Body == "" {
		t.Fatalf("blocks end at %d of %d", end, len(a.Body))
	}
}

// Blocks divide the body of any text.
func TestBlocksOfAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOf(rapid.SampledFrom([]string{
			"", "# Title", "The first sentence of some length is here to be read.", "ADVERTISEMENT", "Comments", "• item", "by",
			"no end mark in this line of text", "goes on in lower case.", "Leave a Reply", "© 2020 X", "---", "***", "[a](b)", "(Reuters)", "Xinhua", "\u00a0", "*", "By Ann Lee",
		})).Draw(t, "lines")
		result, err := New(Config{}).Extract(t.Context(), Source{Data: []byte(strings.Join(lines, "\n"))})
		if err == nil {
			check(t, result)
		}
	})
}

// addFiles begins a fuzz target's corpus with the files that match pattern.
func addFiles(f *testing.F, pattern string) {
	f.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
}

func FuzzExtract(f *testing.F) {
	addFiles(f, "testdata/[ap]*/*")
	x := New(Config{})
	f.Fuzz(func(t *testing.T, data []byte) {
		result, err := x.Extract(t.Context(), Source{Data: data})
		if err == nil {
			check(t, result)
		}
	})
}

// Markdown that would keep the parser busy for minutes is read as plain text.
func TestHostileMarkdown(t *testing.T) {
	for _, marks := range []string{"[a](", ">", "1. ", "a*_", "> ", "- "} {
		text := "# Title\n\n" + strings.Repeat(marks, 5000) + " end.\n"
		if tame(text) {
			t.Errorf("%q repeated is taken for Markdown", marks)
		}
		result, err := New(Config{}).Extract(t.Context(), Source{Data: []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		check(t, result)
	}
	if !tame("# Title\n\n> * a [link](b) and *another*, 1. > *\n\n1. one\n2. two\n") {
		t.Error("ordinary Markdown is taken for plain text")
	}
}
