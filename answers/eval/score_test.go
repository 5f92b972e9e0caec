package eval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shared is the folder of benchmarks and tools beside the project; a checkout
// may stand without it.
const shared = "../../../shared"

// score runs the reference implementation of the measures, which is not ours,
// on the results of a folder's questions, and gives the lines that it prints,
// sorted. It skips the test where that cannot be run.
func score(t *testing.T, folder string, results []any) []string {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3")
	}
	script := filepath.Join(shared, "tools", "score.py")
	if _, err := os.Stat(script); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("there is no %s", script)
	}
	file := filepath.Join(t.TempDir(), "results.jsonl")
	writeLines(t, file, results)
	out, err := exec.CommandContext(t.Context(), python, script, folder, file).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", script, err, out)
	}
	return sortedLines(string(out))
}

func sortedLines(text string) []string {
	return slices.Sorted(slices.Values(strings.Split(strings.TrimSpace(text), "\n")))
}

// scoreLines writes a result as score.py does.
func scoreLines(r *Result) []string {
	var b strings.Builder
	row := func(name string, f Figures) {
		fmt.Fprintf(&b, "%-12s n=%5d  ", name, f.Questions)
		var cells []string
		for _, m := range Measures() {
			cells = append(cells, fmt.Sprintf("%s %.4f", m.Name, *m.Of(&f)))
		}
		fmt.Fprintln(&b, strings.Join(cells, "  "))
	}
	row("all", r.All)
	for name, f := range r.Types {
		row(name, f)
	}
	fmt.Fprintln(&b, "questions without a result: 0")
	fmt.Fprintf(&b, "verbatim %.6f of %d texts; words a text: mean %.0f, most %d\n",
		*r.Texts.Verbatim, r.Texts.Count, *r.Texts.WordsMean, r.Texts.WordsMost)
	if a := r.Abstention; a != nil {
		fmt.Fprintf(&b, "answerable-or-not AUC %.4f\n", *a.AUC)
		fmt.Fprintf(&b, "answered-or-abstained accuracy %.4f of %d\n", a.Accuracy, a.Questions)
	}
	fmt.Fprintf(&b, "took_ms median %.3f  p95 %.3f  p99 %.3f\n", r.TookMS.Median, r.TookMS.P95, r.TookMS.P99)
	return sortedLines(b.String())
}

// batchLine is a result as search and ask print it with --batch.
func batchLine(id string, f found) map[string]any {
	texts := []any{}
	for _, h := range f.hits {
		texts = append(texts, map[string]any{"text": h.text, "article": map[string]string{"id": h.article}})
	}
	line := map[string]any{"id": id, "took_ms": f.tookMS}
	if f.decision == nil {
		line["passages"] = texts
		return line
	}
	line["excerpts"] = texts
	line["answered"], line["confidence"] = f.decision.Answered, f.decision.Confidence
	return line
}

func writeLines[T any](t *testing.T, path string, lines []T) {
	t.Helper()
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, line := range lines {
		if err := enc.Encode(line); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// dice make benchmarks and results that hold all that the rules tell apart.
type dice struct{ *rand.Rand }

func (d dice) oneOf(list ...string) string { return list[d.IntN(len(list))] }

// text is a few words between white space of many kinds.
func (d dice) text(n int) string {
	var b strings.Builder
	for range 1 + d.IntN(n) {
		b.WriteString(d.oneOf("alpha", "Beta", "GAMMA", "été", "İzmir", "ΟΔΟΣ", "½", "x_1", "don't", "3.5", "港口"))
		b.WriteString(d.oneOf(" ", " ", " ", "\n\n", "\u00a0", "\u2003", "\x1c", "\u0085", ", "))
	}
	return strings.TrimSpace(b.String())
}

// part is a run of whole words of text, with other white space.
func (d dice) part(text string) string {
	words := strings.Fields(text)
	from := d.IntN(len(words))
	return strings.Join(words[from:from+1+d.IntN(len(words)-from)], d.oneOf(" ", "\n", "\u2009"))
}

type articleLine struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Body  string `json:"body"`
}

func (d dice) articles() []articleLine {
	var out []articleLine
	for i := range 14 {
		out = append(out, articleLine{fmt.Sprintf("a%d", i), d.text(4), d.text(60)})
	}
	return out
}

func (d dice) questions(articles []articleLine) []Question {
	var out []Question
	for i := range 40 {
		q := Question{ID: fmt.Sprintf("q%d", i), Text: "What?", Type: d.oneOf("factoid", "topic", "other"), Answerable: d.IntN(4) > 0}
		for range 1 + d.IntN(3) {
			a := articles[d.IntN(len(articles))]
			e := Evidence{Article: a.ID}
			if q.Type != "topic" {
				e.Quote = d.part(a.Body)
			}
			if q.Type == "factoid" {
				e.Sentence = d.part(a.Body) + " " + e.Quote
			}
			q.Evidence = append(q.Evidence, e)
		}
		if !q.Answerable {
			q.Evidence = []Evidence{}
		}
		out = append(out, q)
	}
	return out
}

// found is what a search or an answer may give: often evidence, at times a
// text that stands nowhere.
func (d dice) found(q Question, articles []articleLine, decide bool) found {
	f := found{tookMS: float64(d.IntN(20000)) / 1000}
	if decide {
		f.decision = &Decision{d.IntN(2) > 0, float64(d.IntN(20)) / 20}
	}
	for range d.IntN(14) {
		a := articles[d.IntN(len(articles))]
		text := d.part(a.Body)
		switch kind := d.IntN(12); {
		case kind < 4 && len(q.Evidence) > 0:
			e := q.Evidence[d.IntN(len(q.Evidence))]
			a.ID, text = e.Article, d.oneOf(e.Quote, e.Sentence, e.Sentence+" "+e.Quote)
		case kind == 10:
			text = a.Title
		case kind == 11:
			text += " omega"
		}
		f.hits = append(f.hits, newHit(a.ID, a.Title, text))
	}
	return f
}

// measureWith measures what find gives for each question of a folder.
func measureWith(t *testing.T, folder string, s Stage, find func(Question) found) *Result {
	t.Helper()
	b, err := openBenchmark(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	m := measurement{b.texts, b.questions, Config{}}
	r, err := m.run(t.Context(), s, func(_ context.Context, q Question) (found, error) { return find(q), nil })
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestFiguresAreThoseOfTheReference(t *testing.T) {
	for _, s := range []Stage{Searching, Asking} {
		for seed := range uint64(3) {
			t.Run(fmt.Sprint(s, seed), func(t *testing.T) {
				d := dice{rand.New(rand.NewPCG(seed, 1))}
				folder := t.TempDir()
				articles := d.articles()
				writeLines(t, filepath.Join(folder, articlesFile), articles)
				questions := d.questions(articles)
				writeLines(t, filepath.Join(folder, questionsFile), questions)

				var results []any
				got := measureWith(t, folder, s, func(q Question) found {
					f := d.found(q, articles, s == Asking)
					results = append(results, batchLine(q.ID, f))
					return f
				})
				if diff := cmp.Diff(score(t, folder, results), scoreLines(got)); diff != "" {
					t.Errorf("-score.py +ours:\n%s", diff)
				}
			})
		}
	}
}
