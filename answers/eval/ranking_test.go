package eval

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/answers"
	"dateline/retrieval"
	"dateline/seeds"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// collection is articles and questions about them, ranked by TestRanking.
type collection struct {
	name      string
	articles  func(context.Context, testing.TB, *retrieval.Library)
	questions string // the folder that has them
}

var collections = []collection{
	{"harbour", func(ctx context.Context, tb testing.TB, lib *retrieval.Library) {
		tb.Helper()
		if err := new(Report).load(ctx, slog.New(slog.DiscardHandler), lib, Config{Folder: harbour}, 0); err != nil {
			tb.Fatal(err)
		}
	}, harbour},
	{"starter", func(ctx context.Context, tb testing.TB, lib *retrieval.Library) {
		tb.Helper()
		articles, err := seeds.Articles(ctx)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := lib.Add(ctx, retrieval.NewLoad(retrieval.Actor{Kind: retrieval.ByProgram}, "test"), articles...); err != nil {
			tb.Fatal(err)
		}
	}, "testdata/starter"},
}

// TestRanking holds what each question finds, and what it is answered, in a
// golden file for each and one of totals, so that a change of the ranking is a
// difference that can be read. With -update it writes them.
func TestRanking(t *testing.T) {
	for _, c := range collections {
		t.Run(c.name, func(t *testing.T) {
			lib := emptyLibrary(t)
			c.articles(t.Context(), t, lib.Library)
			questions, err := ReadQuestions(t.Context(), c.questions)
			if err != nil {
				t.Fatal(err)
			}
			answerer := answers.New(slog.New(slog.DiscardHandler), lib, byDefault())
			pages := make(map[string]string)
			var sum totals
			for _, q := range questions {
				res, err := lib.Search(t.Context(), retrieval.Query{Text: q.Text})
				if err != nil {
					t.Fatal(err)
				}
				answer, err := answerer.Ask(t.Context(), answers.Question{Text: q.Text})
				if err != nil {
					t.Fatal(err)
				}
				r := ranked{q, res, answer}
				sum.add(r)
				pages[q.ID+".txt"] = r.page()
			}
			pages["totals.txt"] = sum.page()
			compareGolden(t, filepath.Join("testdata", "ranking", c.name), pages)
		})
	}
}

// ranked is what a question got.
type ranked struct {
	Question
	found  retrieval.Result
	answer answers.Answer
}

func (r ranked) search() judgement {
	var hits []hit
	for _, h := range r.found.Hits {
		hits = append(hits, newHit(h.Article.ID, "", h.Text))
	}
	return judge(r.Question, hits)
}

func (r ranked) ask() judgement {
	var hits []hit
	for _, e := range r.answer.Excerpts {
		hits = append(hits, newHit(e.Article.ID, "", e.Text))
	}
	return judge(r.Question, hits)
}

// How much of a search a golden file shows.
const (
	shownPassages = 5
	shownWords    = 12
)

func (r ranked) page() string {
	var b strings.Builder
	fmt.Fprintf(&b, "question: %s\ntype: %s\n", r.Text, r.Type)
	for _, e := range r.Evidence {
		quote := e.Quote
		if quote == "" {
			quote = "any text of it"
		}
		fmt.Fprintf(&b, "evidence: %s: %s\n", e.Article, quote)
	}
	j := r.search()
	fmt.Fprintf(&b, "\nsearch: %s\n", place(j))
	for i, h := range j.hits[:min(shownPassages, len(j.hits))] {
		fmt.Fprintf(&b, "%s %s: %s\n", mark(j, i), h.article, firstWords(h.text, shownWords))
	}
	if more := len(j.hits) - shownPassages; more > 0 {
		fmt.Fprintf(&b, "  and %d more\n", more)
	}
	j = r.ask()
	if !r.answer.Answered {
		fmt.Fprintf(&b, "\nask: abstained\n")
		for _, m := range r.answer.Nearest {
			fmt.Fprintf(&b, "  near: %s\n", m.ID)
		}
		return b.String()
	}
	fmt.Fprintf(&b, "\nask: answered, %s\n", place(j))
	for i, e := range r.answer.Excerpts {
		fmt.Fprintf(&b, "%s %s: %s\n", mark(j, i), e.Article.ID, answers.Inline(e.Text))
		for _, m := range e.AlsoCarriedBy {
			fmt.Fprintf(&b, "    also carried by %s\n", m.ID)
		}
	}
	return b.String()
}

// place tells how high up the first evidence stands, and how much there is.
func place(j judgement) string {
	if j.rank() == 0 {
		return "no evidence"
	}
	n := len(j.question.Evidence)
	return fmt.Sprintf("evidence at place %d, %.0f of %d in all", j.rank(), j.evidenceRecall(10)*float64(n), n)
}

// mark stands before what holds evidence.
func mark(j judgement, i int) string {
	if j.holds(i) {
		return "*"
	}
	return " "
}

func firstWords(text string, n int) string {
	words := strings.Fields(text)
	if len(words) > n {
		return strings.Join(words[:n], " ") + " …"
	}
	return strings.Join(words, " ")
}

// totals sum the questions of a collection up.
type totals struct {
	search, ask         []Figures // of each question with an answer
	answered, abstained int       // decisions that were right
	without             int       // questions without an answer
}

func (s *totals) add(r ranked) {
	if !r.Answerable {
		s.without++
		if !r.answer.Answered {
			s.abstained++
		}
		return
	}
	if r.answer.Answered {
		s.answered++
	}
	s.search = append(s.search, r.search().figures())
	s.ask = append(s.ask, r.ask().figures())
}

func (s *totals) page() string {
	var b strings.Builder
	sum := func(name string, each []Figures, second int) {
		fmt.Fprintf(&b, "%s: %d questions\n", name, len(each))
		for _, k := range []int{1, second} {
			n := 0
			for _, f := range each {
				if f.MRR10 >= 1/float64(k) {
					n++
				}
			}
			fmt.Fprintf(&b, "recall@%d: %d (%.0f%%)\n", k, n, 100*float64(n)/float64(len(each)))
		}
		all := meanFigures(each)
		fmt.Fprintf(&b, "mrr: %.4f\nevidence-recall@10: %.4f\n\n", all.MRR10, all.EvidenceRecall10)
	}
	sum("search", s.search, 5)
	sum("ask", s.ask, 3)
	fmt.Fprintf(&b, "answered: %d of %d that have an answer\nabstained: %d of %d that have none\n",
		s.answered, len(s.ask), s.abstained, s.without)
	return b.String()
}

// compareGolden compares pages, by name, with the files of a folder, or writes
// them there.
func compareGolden(t *testing.T, dir string, pages map[string]string) {
	t.Helper()
	if *update {
		rewrite(t, dir, pages)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, ok := pages[e.Name()]; !ok {
			t.Errorf("%s is of no question: -update removes it", filepath.Join(dir, e.Name()))
		}
	}
	for name, page := range pages {
		want, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Errorf("%v: -update writes it", err)
			continue
		}
		if diff := cmp.Diff(string(want), page); diff != "" {
			t.Errorf("%s (-want +got); -update rewrites it:\n%s", filepath.Join(dir, name), diff)
		}
	}
}

func rewrite(t *testing.T, dir string, pages map[string]string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, fs.ModePerm); err != nil {
		t.Fatal(err)
	}
	for name, page := range pages {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// A question whose evidence does not stand where it says measures nothing.
func TestCollectionsAreSound(t *testing.T) {
	for _, c := range collections {
		lib := emptyLibrary(t)
		c.articles(t.Context(), t, lib.Library)
		questions, err := ReadQuestions(t.Context(), c.questions)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range questions {
			if strings.Contains(q.ID, "/") {
				t.Errorf("%s: %q names no file", c.name, q.ID)
			}
			if q.Answerable != (len(q.Evidence) > 0) {
				t.Errorf("%s: %s: answerable is %v, with %d places of evidence", c.name, q.ID, q.Answerable, len(q.Evidence))
			}
			for _, e := range q.Evidence {
				a, err := lib.Article(t.Context(), e.Article, 0)
				if err != nil {
					t.Errorf("%s: %s: %v", c.name, q.ID, err)
					continue
				}
				if !strings.Contains(a.Body, e.Quote) || !strings.Contains(a.Body, e.Sentence) ||
					e.Sentence != "" && !strings.Contains(e.Sentence, e.Quote) {
					t.Errorf("%s: %s: %+v does not stand there", c.name, q.ID, e)
				}
			}
		}
	}
}
