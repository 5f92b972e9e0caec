package retrieval

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	"pgregory.net/rapid"

	"dateline/retrieval/text"
)

// shape is what a made-up index is like.
type shape struct {
	articles, words int // of the index, of an article at most
	vocabulary      int
	batches         int // each becomes a segment of its own
	removed         int // articles that are taken out again
}

// shapes reach from a few words that stand everywhere to many rare ones.
var shapes = []shape{
	{articles: 1, words: 5, vocabulary: 3, batches: 1},
	{articles: 40, words: 8, vocabulary: 4, batches: 2, removed: 5},
	{articles: 300, words: 60, vocabulary: 30, batches: 4, removed: 40},
	{articles: 200, words: 500, vocabulary: 400, batches: 3, removed: 10},
}

// emptyIndex gives an index of nothing, until the test ends.
func emptyIndex(t *testing.T) *passageIndex {
	t.Helper()
	p, err := createIndex(filepath.Join(t.TempDir(), "index"), "test", text.NewAnalyzer())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// made gives an index of that shape. Words are as frequent as Zipf's law has
// them.
func (s shape) made(t *testing.T) *passageIndex {
	t.Helper()
	p := emptyIndex(t)
	r := rand.New(rand.NewPCG(uint64(s.articles), uint64(s.vocabulary)))
	zipf := rand.NewZipf(r, 1.1, 2, uint64(s.vocabulary-1))
	text := func(n int) string {
		var b strings.Builder
		for range 1 + r.IntN(n) {
			fmt.Fprintf(&b, "%s ", MadeWord(int(zipf.Uint64())))
		}
		return b.String()
	}
	for batch := range s.batches {
		var articles []indexed
		for i := batch; i < s.articles; i += s.batches {
			a := &Article{Meta: Meta{Title: text(4), Outlet: text(1), Published: fmt.Sprintf("2024-01-%02d", 1+i%9)}, Body: text(s.words)}
			a.complete()
			articles = append(articles, indexed{num: int64(i + 1), seq: int64(i + 1), article: a})
		}
		if err := p.apply(t.Context(), int64(batch+1), articles); err != nil {
			t.Fatal(err)
		}
	}
	var gone []indexed
	for i := range s.removed {
		gone = append(gone, indexed{num: int64(i*7%s.articles + 1), seq: int64(s.articles + i)})
	}
	if err := p.apply(t.Context(), int64(s.batches+1), gone); err != nil {
		t.Fatal(err)
	}
	return p
}

// MadeWord is the word of that rank; one in three is a name, and inflected.
func MadeWord(rank int) string {
	const consonants, vowels = "bdfgklmnprst", "aeiou"
	var b strings.Builder
	for n := rank; ; n /= len(consonants) * len(vowels) {
		b.WriteByte(consonants[n%len(consonants)])
		b.WriteByte(vowels[n/len(consonants)%len(vowels)])
		if b.Len() > 2 && n < len(consonants)*len(vowels) {
			break
		}
	}
	word := b.String()
	if rank%3 == 0 {
		return strings.ToUpper(word[:1]) + word[1:] + "nings"
	}
	return word
}

// everyPassage scores all passages that any clause matches, none left out.
func everyPassage(ctx context.Context, s *snapshot, clauses []clause, allowed *roaring.Bitmap) (map[uint64]points, error) {
	scores := make(map[uint64]points)
	for _, c := range clauses {
		l, err := s.stream(ctx, c)
		if err != nil {
			return nil, err
		}
		if err := l.next(); err != nil {
			return nil, err
		}
		for l.at != done {
			if allowed == nil || allowed.Contains(uint32(l.at)) {
				scores[l.at] += l.contribution()
			}
			if err := l.next(); err != nil {
				return nil, err
			}
		}
		closeAll([]*posting{l})
	}
	return scores, nil
}

// Pruning saves work and nothing else: the best passages are those that an
// exhaustive scoring finds, whatever the query, its weights and its filter.
func TestPruningNeverChangesTheBest(t *testing.T) {
	var made []*passageIndex
	for _, s := range shapes {
		made = append(made, s.made(t))
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, len(shapes)-1).Draw(t, "index")
		r, err := made[n].inner.Reader()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		from, err := newSnapshot(r)
		if err != nil {
			t.Fatal(err)
		}
		from.longest = rapid.SampledFrom([]uint64{0, 5, maxKept}).Draw(t, "longest")
		clauses := drawClauses(t, shapes[n], made[n].state)
		k := rapid.SampledFrom([]int{1, 2, 3, 10, 10, 60}).Draw(t, "k")
		allowed := drawFilter(t, r)

		best, err := topPassages(context.Background(), from, clauses, k, allowed, byDoc)
		if err != nil {
			t.Fatal(err)
		}
		again, err := topPassages(context.Background(), from, clauses, k, allowed, byDoc)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(best, again) {
			t.Errorf("the first time %v, the second %v", best, again)
		}
		scores, err := everyPassage(context.Background(), from, clauses, allowed)
		if err != nil {
			t.Fatal(err)
		}
		compareBest(t, best, scores, k)
	})
}

// compareBest wants best to be the k highest scores, those of the first passages
// where some tie for the last places.
func compareBest(t *rapid.T, best []candidate, scores map[uint64]points, k int) {
	t.Helper()
	want := make([]candidate, 0, len(scores))
	for doc, score := range scores {
		want = append(want, candidate{doc, score})
	}
	ranked := func(a, b candidate) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc)) }
	slices.SortFunc(want, ranked)
	want = want[:min(k, len(want))]
	if len(best) != len(want) {
		t.Fatalf("%d passages, want %d", len(best), len(want))
	}
	slices.SortFunc(best, ranked)
	if !slices.Equal(best, want) {
		t.Errorf("the best are %v, want %v", best, want)
	}
}

// byDoc takes the index's order for that of the articles.
func byDoc(docs []uint64) error {
	slices.Sort(docs)
	return nil
}

// drawClauses draws a query: common words and rare ones, some that are not
// there, in any field.
func drawClauses(t *rapid.T, s shape, state indexState) []clause {
	fields := []struct {
		name string
		mean float64
	}{
		{fieldBody, state.meanBody()}, {fieldBody, state.meanBody()}, {fieldTitle, state.meanTitle()},
		{fieldExact, 0}, {fieldDay, 0},
	}
	an := text.NewAnalyzer()
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) clause {
		f := rapid.SampledFrom(fields).Draw(t, "field")
		c := clause{field: f.name, mean: f.mean, weight: rapid.Float64Range(.01, 12).Draw(t, "weight")}
		if f.name == fieldDay {
			c.term = fmt.Sprintf("2024-01-%02d", rapid.IntRange(1, 10).Draw(t, "day"))
			return c
		}
		word := an.Tokens(MadeWord(rapid.IntRange(0, s.vocabulary).Draw(t, "word")), "en")[0]
		c.term = string(word.Term)
		if f.name == fieldExact {
			c.term = string(word.Exact)
		}
		return c
	}), 1, 12).Draw(t, "clauses")
}

// drawFilter draws which passages count; nil for all.
func drawFilter(t *rapid.T, r index.IndexReader) *roaring.Bitmap {
	if rapid.Bool().Draw(t, "all") {
		return nil
	}
	until := fmt.Sprintf("2024-01-%02d", rapid.IntRange(0, 9).Draw(t, "until"))
	allowed, err := passing(context.Background(), r, Filter{Until: until})
	if err != nil {
		t.Fatal(err)
	}
	return allowed
}
