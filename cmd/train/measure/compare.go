package measure

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"

	"dateline/answers"
	"dateline/answers/eval"
	"dateline/retrieval"
)

// CompareReport is how comparisons find the outlets of events.
type CompareReport struct {
	Folder string `json:"folder"`
	// Events is how many questions were compared: those that are answerable.
	Events int `json:"events"`
	// AllOutlets is the share of events of which every article is quoted, and
	// Pure the share of which the first five excerpts are of no other event.
	AllOutlets float64 `json:"all_outlets"`
	Pure       float64 `json:"pure"`
	// Differences is how many figures and days were told to differ.
	Differences int          `json:"differences"`
	TookMS      eval.Latency `json:"took_ms"`
}

// firstExcerpts is how many excerpts of a comparison are looked at for other
// events.
const firstExcerpts = 5

// Compare loads the folder's articles into lib and compares on the line of each
// of its answerable questions, whose evidence is the event's articles; of the
// first n of them where n is not 0.
func Compare(ctx context.Context, log *slog.Logger, lib Library, folder string, n int) (CompareReport, error) {
	questions, err := eval.ReadQuestions(ctx, folder)
	if err != nil {
		return CompareReport{}, err
	}
	articles, err := readLines[retrieval.Article](ctx, folder, articlesFile)
	if err != nil {
		return CompareReport{}, err
	}
	if err := addAll(ctx, lib, articles); err != nil {
		return CompareReport{}, err
	}
	report := CompareReport{Folder: folder}
	answerer := answers.New(log, lib, answers.Config{})
	questions = slices.DeleteFunc(questions, func(q eval.Question) bool { return !q.Answerable })
	if n > 0 {
		questions = questions[:min(n, len(questions))]
	}
	var all, pure, took []float64
	for _, q := range questions {
		c, err := answerer.Compare(ctx, answers.Topic{ID: q.ID, Text: q.Text})
		if err != nil {
			return CompareReport{}, fmt.Errorf("question %q: %w", q.ID, err)
		}
		complete, clean := comparedWell(q, c)
		all, pure, took = append(all, complete), append(pure, clean), append(took, c.TookMS)
		report.Differences += len(c.Differ)
	}
	report.Events, report.TookMS = len(questions), eval.LatencyOf(took)
	report.AllOutlets, report.Pure = eval.Mean(all), eval.Mean(pure)
	return report, nil
}

// Write writes the shares of events.
func (r CompareReport) Write(w io.Writer) error {
	return writeTable(w, fmt.Sprintf("%s\nevents: %d", r.Folder, r.Events), [][]string{
		{"compare", "share"},
		{"all outlets of the event", figure(r.AllOutlets)},
		{"nothing of another event among the first five excerpts", figure(r.Pure)},
	}, fmt.Sprintf("figures and days that differ: %d", r.Differences), took(r.TookMS))
}

// comparedWell says, as 1 or 0, whether every article of the event is quoted,
// and whether the first excerpts are of nothing else.
func comparedWell(q eval.Question, c answers.Comparison) (complete, clean float64) {
	wanted := make(map[string]bool)
	for _, e := range q.Evidence {
		wanted[e.Article] = true
	}
	missing, seen := len(wanted), make(map[string]bool)
	clean = 1
	n := 0
	for _, o := range c.Outlets {
		for _, e := range o.Excerpts {
			id := e.Article.ID
			if wanted[id] && !seen[id] {
				missing--
			}
			seen[id] = true
			if n++; n <= firstExcerpts && !wanted[id] {
				clean = 0
			}
		}
	}
	if missing == 0 {
		complete = 1
	}
	if n == 0 {
		clean = 0
	}
	return complete, clean
}
