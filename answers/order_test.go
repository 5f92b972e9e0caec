package answers

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

// TestOrderOfLoadingNeverShows loads the same articles in several orders, in
// batches of different sizes
// with others among them that are removed again, and with the library
// opened anew, and compares all that is answered, to the byte.
func TestOrderOfLoadingNeverShows(t *testing.T) {
	for _, set := range []struct {
		folder              string
		articles, questions int // at most
	}{
		{folder: "eval/testdata/harbour", articles: 1000, questions: 1000},
		{folder: "../../shared/data/multihop-rag", articles: 120, questions: 40},
		{folder: "../../shared/data/basil", articles: 90},
	} {
		t.Run(filepath.Base(set.folder), func(t *testing.T) {
			articles := firstLines[retrieval.Article](t, filepath.Join(set.folder, "articles.jsonl"), set.articles)
			asked := firstLines[struct{ Question string }](t, filepath.Join(set.folder, "questions.jsonl"), set.questions)
			var texts []string
			for _, q := range asked {
				texts = append(texts, q.Question)
			}
			for i, a := range articles {
				if i%10 == 0 {
					texts = append(texts, a.Title)
				}
			}
			want := allAnswers(t, loadedIn(t, articles, len(articles)), articles, texts)
			for seed, batch := range []int{7, 50, 1000} {
				shuffled := slices.Clone(articles)
				rand.New(rand.NewPCG(uint64(seed), 0)).Shuffle(len(shuffled), func(i, j int) {
					shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
				})
				got := allAnswers(t, loadedIn(t, shuffled, batch), articles, texts)
				for i, w := range want {
					if diff := cmp.Diff(w, got[i]); diff != "" {
						t.Errorf("order %d, batches of %d: %s", seed, batch, diff)
					}
				}
			}
		})
	}
}

// firstLines reads the first values of a file of JSON lines.
func firstLines[T any](t *testing.T, path string, most int) []T {
	t.Helper()
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip(path, "is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, retrieval.MaxBody)
	var out []T
	for len(out) < most && lines.Scan() {
		var v T
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// loadedIn returns a library with the articles, loaded in that order and in
// batches of that size. With each batch another article comes, and is removed again.
func loadedIn(t *testing.T, articles []retrieval.Article, batch int) *retrieval.Library {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	open := func() (*retrieval.Libraries, *retrieval.Library) {
		libs := retrieval.New(slog.New(slog.DiscardHandler), s, retrieval.Config{Dir: dir})
		lib, err := libs.Make(t.Context(), "local")
		if err != nil {
			t.Fatal(err)
		}
		return libs, lib
	}
	by := retrieval.Actor{Kind: retrieval.ByProgram}
	libs, lib := open()
	for part := range slices.Chunk(articles, batch) {
		strange := part[0]
		strange.ID, strange.Title = "strange", "Zanzibar "+strange.Title
		if _, err := lib.Add(t.Context(), retrieval.NewLoad(by, ""), append([]retrieval.Article{strange}, part...)...); err != nil {
			t.Fatal(err)
		}
		if err := lib.Remove(t.Context(), by, "strange"); err != nil {
			t.Fatal(err)
		}
	}
	if err := libs.Close(); err != nil {
		t.Fatal(err)
	}
	libs, lib = open()
	t.Cleanup(func() {
		if err := errors.Join(libs.Close(), s.Close()); err != nil {
			t.Error(err)
		}
	})
	return lib
}

// allAnswers is all that a library answers: to questions as answers, searches,
// comparisons, timelines and summaries, and of the articles their lineage and
// who said what.
func allAnswers(t *testing.T, lib *retrieval.Library, articles []retrieval.Article, questions []string) []string {
	t.Helper()
	a := New(slog.New(slog.DiscardHandler), lib, Config{Threshold: .1, Excerpts: 3})
	var out []string
	note := func(what string, v any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetIndent("", " ")
		if err := e.Encode(map[string]any{what: v}); err != nil {
			t.Fatal(err)
		}
		out = append(out, tookMS.ReplaceAllString(b.String(), ""))
	}
	for _, q := range questions {
		answer, err := a.Ask(t.Context(), Question{Text: q})
		note("ask "+q, answer, err)
		res, err := lib.Search(t.Context(), retrieval.Query{Text: q})
		note("search "+q, res, err)
	}
	for i, m := range articles {
		lineage, err := lib.Lineage(t.Context(), m.ID)
		note("lineage "+m.ID, lineage, err)
		if i%10 > 0 {
			continue
		}
		topic := Topic{Text: m.Title}
		compared, err := a.Compare(t.Context(), topic)
		note("compare "+m.Title, compared, err)
		events, err := a.Timeline(t.Context(), topic)
		note("timeline "+m.Title, events, err)
	}
	return out
}

var tookMS = regexp.MustCompile(`"took_ms": [0-9.e-]+`)
