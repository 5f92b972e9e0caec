package eval

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"dateline/answers"
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
	Differences int     `json:"differences"`
	TookMS      Latency `json:"took_ms"`
}

// firstExcerpts is how many excerpts of a comparison are looked at for other
// events.
const firstExcerpts = 5

// RunCompare loads the benchmark folder into lib and compares on the line of
// each of its questions, whose evidence is the event's articles.
func RunCompare(ctx context.Context, log *slog.Logger, lib Library, cfg Config) (report CompareReport, err error) {
	b, err := openBenchmark(ctx, cfg.Folder)
	if err != nil {
		return CompareReport{}, fmt.Errorf("benchmark %s: %w", cfg.Folder, err)
	}
	defer func() { err = errors.Join(err, b.close()) }()
	var loaded Report
	if err := loaded.load(ctx, log, lib, cfg, len(b.texts.at)); err != nil {
		return CompareReport{}, fmt.Errorf("benchmark %s: %w", cfg.Folder, err)
	}
	report.Folder = folderName(cfg.Folder)
	answerer := answers.New(log, lib, cfg.Answers)
	questions := part(b.questions, cfg)
	var all, pure, took []float64
	for i, q := range questions {
		if !q.Answerable {
			continue
		}
		c, err := answerer.Compare(ctx, answers.Topic{ID: q.ID, Text: q.Text})
		if err != nil {
			return CompareReport{}, fmt.Errorf("benchmark %s: question %q: %w", cfg.Folder, q.ID, err)
		}
		complete, clean := q.comparedWell(c)
		all, pure, took = append(all, complete), append(pure, clean), append(took, c.TookMS)
		report.Differences += len(c.Differ)
		cfg.tell(Comparing, i+1, len(questions))
	}
	report.Events, report.AllOutlets, report.Pure, report.TookMS = len(all), mean(all), mean(pure), latencyOf(took)
	return report, nil
}

// comparedWell says, as 1 or 0, whether every article of the event is quoted,
// and whether the first excerpts are of nothing else.
func (q Question) comparedWell(c answers.Comparison) (complete, clean float64) {
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
