package seeds

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The golden files hold, for each article, its metadata and its blocks, each
// with its kind and a "|" where something was cut out before it.
func TestArticlesGolden(t *testing.T) {
	articles, err := Articles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range articles {
		t.Run(a.ID, func(t *testing.T) {
			var out strings.Builder
			fmt.Fprintf(&out, "title %q\noutlet %q\nagency %q\nauthors %q\npublished %q inferred %t\nurl %q\nlanguage %q\n",
				a.Title, a.Outlet, a.Agency, a.Authors, a.Published, a.PublishedInferred, a.URL, a.Language)
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
			golden(t, a.ID+".golden", out.String())
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// Each run of blocks between cuts stands in the article's file to the letter,
// white space aside.
func TestBodiesStandInTheirFiles(t *testing.T) {
	articles, err := Articles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(files, "*.txt")
	if err != nil || len(names) != len(articles) {
		t.Fatalf("%d files for %d articles, %v", len(names), len(articles), err)
	}
	for i, a := range articles {
		data, err := files.ReadFile(names[i])
		if err != nil {
			t.Fatal(err)
		}
		source := spaced(string(data))
		start := 0
		for j, b := range a.Blocks {
			if j+1 < len(a.Blocks) && !a.Blocks[j+1].Cut {
				continue
			}
			run := spaced(a.Body[start:b.End])
			if !strings.Contains(source, run) {
				t.Errorf("%s: not in its file: %.80q", a.ID, run)
			}
			if j+1 < len(a.Blocks) {
				start = a.Blocks[j+1].Start
			}
		}
	}
}

func spaced(text string) string { return strings.Join(strings.Fields(text), " ") }

// What stands in the files around the articles can never be quoted.
func TestNothingForeignInBodies(t *testing.T) {
	foreign := []string{
		"To Top", "Region:", "Theme:", "In-depth Report", "We bring to the attention", "Global Research", "Become a Member",
		"Articles by", "Disclaimer", "copyright", "Copyright", "fair use", "media inquiries", "original source", "***",
		"2 comments", "Wow", "Valium", "tiny bit of hope", "Leave a Reply", "Fill in", "WordPress", "You are commenting",
		"Twitter", "Akismet", "Connecting to", "(transcript)", "(link)", "♦", "Xinhua", "date 2017", "12 Nov",
		"Joint Statement by", "Long Conversation", "hit it off", "agree on defeating",
	}
	articles, err := Articles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range articles {
		for _, words := range foreign {
			if strings.Contains(a.Body, words) {
				t.Errorf("%s: the body holds %q", a.ID, words)
			}
		}
	}
}

func BenchmarkArticles(b *testing.B) {
	for b.Loop() {
		if _, err := Articles(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
