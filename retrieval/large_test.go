package retrieval_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"

	"dateline/retrieval"
	"dateline/retrieval/store"
	"dateline/retrieval/text"
)

var (
	largePassages = flag.Int("passages", 100_000, "how many passages the library of BenchmarkLarge has")
	largeFolder   = flag.String("libraries", "", "keep the libraries of BenchmarkLarge in this folder, since making one takes minutes")
)

// BenchmarkLarge compares a whole search of a large library, from the question
// to ten passages with their text, with one plain match query of the engine
// for the same words on the same index: question by question, the two one
// after the other, once when the library has not met the question before and
// once when it has.
//
//	go test ./retrieval -run '^$' -bench Large -benchtime 1x -timeout 1h -passages 500000 -libraries /tmp/libraries
func BenchmarkLarge(b *testing.B) {
	lib := largeLibrary(b, *largePassages)
	queries := largeQueries(b, lib, 400)
	b.ResetTimer()
	for b.Loop() {
		for _, pass := range []string{"first", "again"} {
			var searches, matches []float64
			for _, q := range queries {
				searches = append(searches, timed(b, func() error {
					_, err := lib.Search(b.Context(), retrieval.Query{Text: q})
					return err
				}))
				matches = append(matches, timed(b, func() error { return match(b.Context(), lib, q) }))
			}
			b.ReportMetric(median(searches), pass+"-search-ms")
			b.ReportMetric(median(matches), pass+"-match-ms")
			b.ReportMetric(median(searches)/median(matches), pass+"-search/match")
		}
	}
	b.ReportMetric(0, "ns/op") // of no meaning: it adds unlike things
}

// timed gives how many milliseconds f takes.
func timed(b *testing.B, f func() error) float64 {
	b.Helper()
	start := time.Now()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	return float64(time.Since(start).Microseconds()) / 1000
}

func median(values []float64) float64 {
	values = slices.Sorted(slices.Values(values))
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}

// match is the engine's own query for the terms of a question, ten best.
func match(ctx context.Context, lib *retrieval.Library, question string) error {
	ix, release, err := lib.Index(ctx)
	if err != nil {
		return err
	}
	defer release()
	var terms []string
	for _, t := range lib.Analyzer().Tokens(question, "en") {
		if !t.Stop {
			terms = append(terms, string(t.Term))
		}
	}
	q := bleve.NewMatchQuery(strings.Join(terms, " "))
	q.SetField(retrieval.FieldBody)
	res, err := ix.SearchInContext(ctx, bleve.NewSearchRequestOptions(q, 10, 0, false))
	if err == nil && res.Total == 0 {
		err = fmt.Errorf("the engine finds nothing for %q", question)
	}
	return err
}

// largeLibrary is a library of that many passages, as near as whole articles
// allow: made now, or found where it was made before.
func largeLibrary(b *testing.B, passages int) *retrieval.Library {
	b.Helper()
	dir := b.TempDir()
	if *largeFolder != "" {
		dir = filepath.Join(*largeFolder, fmt.Sprintf("passages-%d", passages))
	}
	s, err := store.Open(b.Context(), dir, "benchmark")
	if err != nil {
		b.Fatal(err)
	}
	fill := func(ctx context.Context, lib *retrieval.Library) error { return fillLarge(ctx, lib, passages) }
	libs := retrieval.New(slog.New(slog.DiscardHandler), s, retrieval.Config{Dir: dir, Starter: fill})
	b.Cleanup(func() {
		if err := errors.Join(libs.Close(), s.Close()); err != nil {
			b.Error(err)
		}
	})
	lib, err := libs.Make(b.Context(), "large")
	if err != nil {
		b.Fatal(err)
	}
	ix, release, err := lib.Index(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer release()
	n, err := ix.DocCount()
	if err != nil {
		b.Fatal(err)
	}
	if float64(n) < .95*float64(passages) {
		b.Fatalf("the library has %d passages, want %d", n, passages)
	}
	b.Logf("%d passages in %s", n, dir)
	return lib
}

// fillLarge adds made-up articles until there are so many passages. The same
// size gives the same articles.
func fillLarge(ctx context.Context, lib *retrieval.Library, passages int) error {
	p, err := newPress(uint64(passages))
	if err != nil {
		return err
	}
	for i := 0; ; {
		var articles []retrieval.Article
		for range 500 {
			articles = append(articles, p.article(i))
			i++
		}
		if _, err := lib.Add(ctx, retrieval.NewLoad(tester, ""), articles...); err != nil {
			return err
		}
		n, err := passagesOf(ctx, lib)
		if err != nil || n >= passages {
			return err
		}
	}
}

func passagesOf(ctx context.Context, lib *retrieval.Library) (int, error) {
	ix, release, err := lib.Index(ctx)
	if err != nil {
		return 0, err
	}
	defer release()
	n, err := ix.DocCount()
	return int(n), err
}

// press makes articles up: words as frequent as Zipf's law has them, in
// sentences, paragraphs and articles as long as those of the news.
type press struct {
	*rand.Rand
	zipf  *rand.Zipf
	words []string // the most frequent first
}

func newPress(seed uint64) (*press, error) {
	words, err := vocabulary()
	if err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(seed, 1))
	// Zipf's law with Mandelbrot's shift, which fits English text.
	return &press{r, rand.NewZipf(r, 1.07, 2.7, uint64(len(words)-1)), words}, nil
}

func (p *press) article(i int) retrieval.Article {
	var body strings.Builder
	// About 450 words in the median, now and then a few thousand.
	for left := int(math.Exp(math.Log(450) + .6*p.NormFloat64())); left > 0; {
		for range 1 + p.IntN(4) {
			n := 8 + p.IntN(25)
			body.WriteString(p.sentence(n))
			left -= n
		}
		body.WriteString("\n\n")
	}
	day := time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, p.IntN(1500))
	return retrieval.Article{
		Meta: retrieval.Meta{
			ID: fmt.Sprintf("article-%d", i), Title: p.sentence(6 + p.IntN(8)), Language: "en",
			Outlet: fmt.Sprintf("Outlet %d", p.IntN(60)), Published: day.Format(time.DateOnly),
		},
		Body: body.String(),
	}
}

func (p *press) sentence(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = p.words[p.zipf.Uint64()]
	}
	return strings.Join(words, " ") + ". "
}

// vocabulary is the words of real news, the most frequent first, or made-up
// ones where that news is not at hand.
func vocabulary() ([]string, error) {
	raw, err := os.ReadFile("../../shared/data/multihop-rag/articles.jsonl")
	if errors.Is(err, fs.ErrNotExist) {
		return madeVocabulary(), nil
	}
	if err != nil {
		return nil, err
	}
	counts := make(map[string]int)
	for line := range strings.Lines(string(raw)) {
		var a struct {
			Body string `json:"body"`
		}
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			return nil, err
		}
		for _, w := range strings.Fields(a.Body) {
			counts[strings.Trim(w, `.,;:!?"'()[]“”‘’—–`)]++
		}
	}
	delete(counts, "")
	words := make([]string, 0, len(counts))
	for w := range counts {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	return words, nil
}

// madeVocabulary are as many words as a large newspaper uses.
func madeVocabulary() []string {
	words := strings.Fields("the of and to in a is that for it as was with be by on not he at this from have are or had but")
	for i := range 60_000 {
		words = append(words, retrieval.MadeWord(i))
	}
	return words
}

// largeQueries are questions of five to eight content words that stand in one
// passage, as a good question's do.
func largeQueries(b *testing.B, lib *retrieval.Library, n int) []string {
	b.Helper()
	articles, err := lib.List(b.Context(), retrieval.Filter{})
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(7, 7))
	var out []string
	for len(out) < n {
		a, err := lib.Article(b.Context(), articles[r.IntN(len(articles))].ID, 0)
		if err != nil {
			b.Fatal(err)
		}
		if q := question(r, lib, a); q != "" {
			out = append(out, q)
		}
	}
	return out
}

// question asks for words of one of the article's paragraphs; "" when it has
// too few.
func question(r *rand.Rand, lib *retrieval.Library, a retrieval.Article) string {
	block := a.Blocks[r.IntN(len(a.Blocks))]
	content := a.Body[block.Start:block.End]
	seen := make(map[text.Term]bool)
	var words []string
	for _, t := range lib.Analyzer().Tokens(content, "en") {
		if !t.Stop && !seen[t.Term] {
			seen[t.Term] = true
			words = append(words, content[t.Start:t.End])
		}
	}
	r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	n := 5 + r.IntN(4)
	if len(words) < n {
		return ""
	}
	return "What about " + strings.Join(words[:n], " ") + "?"
}
