package extract

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dateline/retrieval"
)

// The evaluation pages and what a person marked on them are not part of the
// project; where they are absent these tests skip.
const evaluation = "../../../shared/data/extraction"

var word = regexp.MustCompile(`[\pL\pN_]+`)

// pageOf extracts an evaluation page.
func pageOf(t *testing.T, path string) retrieval.Article {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	result, err := New(Config{}).Extract(t.Context(), Source{Data: data})
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return retrieval.Article{}
	}
	check(t, result)
	return result.Article
}

// tally counts what is right, too much and too little, every page weighing the
// same.
type tally struct{ right, extra, missing float64 }

func (c *tally) add(right, extra, missing int) {
	if all := float64(right + extra + missing); all > 0 {
		c.right += float64(right) / all
		c.extra += float64(extra) / all
		c.missing += float64(missing) / all
	}
}

func (c *tally) f1() float64 { return 2 * c.right / (2*c.right + c.extra + c.missing) }

// shingles counts the runs of four words in text.
func shingles(text string) map[string]int {
	words := word.FindAllString(strings.ToLower(text), -1)
	out := map[string]int{}
	for i := range words {
		if i == 0 || i+4 <= len(words) {
			out[strings.Join(words[i:min(i+4, len(words))], " ")]++
		}
	}
	return out
}

func TestBodiesOfPages(t *testing.T) {
	data, err := os.ReadFile(evaluation + "/bodies/ground-truth.json")
	if err != nil {
		t.Skip("the evaluation pages are not here")
	}
	var truth map[string]struct{ ArticleBody string }
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	var c tally
	for name, page := range truth {
		want := shingles(page.ArticleBody)
		got := shingles(pageOf(t, filepath.Join(evaluation, "bodies", name+".html.gz")).Body)
		right, extra, missing := 0, 0, 0
		for run, n := range got {
			right += min(n, want[run])
			extra += max(0, n-want[run])
		}
		for run, n := range want {
			missing += max(0, n-got[run])
		}
		c.add(right, extra, missing)
	}
	t.Logf("%d pages, F1 %.4f", len(truth), c.f1())
	if c.f1() < 0.975 {
		t.Errorf("F1 of bodies is %.4f, want at least 0.975", c.f1())
	}
}

func TestMetadataOfPages(t *testing.T) {
	data, err := os.ReadFile(evaluation + "/metadata/truth.jsonl")
	if err != nil {
		t.Skip("the evaluation pages are not here")
	}
	norm := func(s string) string { return strings.Join(word.FindAllString(strings.ToLower(s), -1), " ") }
	pages, titles, days := 0, 0, 0
	var right, extra, missing float64
	for line := range strings.Lines(string(data)) {
		var want struct {
			File, Title, Published string
			Authors                []string
		}
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			t.Fatal(err)
		}
		got := pageOf(t, filepath.Join(evaluation, "metadata", want.File))
		pages++
		if norm(got.Title) == norm(want.Title) {
			titles++
		}
		if got.Day() == want.Published[:10] {
			days++
		}
		for _, name := range got.Authors {
			if slices.ContainsFunc(want.Authors, func(w string) bool { return norm(w) == norm(name) }) {
				right++
			} else {
				extra++
			}
		}
		missing += float64(len(want.Authors))
	}
	f1 := 2 * right / (right + extra + missing)
	t.Logf("%d pages, title %d, day %d, author F1 %.3f", pages, titles, days, f1)
	if titles < pages*9/10 || days < pages*19/20 || f1 < 0.95 {
		t.Errorf("of %d pages: title %d, day %d, author F1 %.3f", pages, titles, days, f1)
	}
}
