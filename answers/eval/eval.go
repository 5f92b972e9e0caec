package eval

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"dateline/answers"
	"dateline/retrieval"
	"dateline/retrieval/load"
)

// Library is what is measured, empty before; *retrieval.Library is one.
type Library interface {
	answers.Library
	load.Library
}

// Config says what to measure.
type Config struct {
	// Folder is the benchmark folder.
	Folder string
	// Search and Ask say which of the two to measure.
	Search, Ask bool
	// Answers is how questions are answered.
	Answers answers.Config
	// Limit takes the folder's first questions only, this many, and Sample so
	// many from all over it, always the same ones; 0 takes all. Sample goes
	// before.
	Limit, Sample int
	// Worst is how many of the questions that it did worst on are kept.
	Worst int
	// Progress, where it is not nil, is called as work goes on, from one
	// goroutine.
	Progress func(s Stage, done, total int)
}

// Stage is a part of the work.
type Stage string

// The stages, in their order.
const (
	Loading   Stage = "loading articles"
	Searching Stage = "searching"
	Asking    Stage = "asking"
)

// Run loads the benchmark folder into lib and measures what cfg says. An
// article that the library rejects is logged and counted. It returns an error
// when the folder cannot be judged, and the context's when that ends.
func Run(ctx context.Context, log *slog.Logger, lib Library, cfg Config) (Report, error) {
	report, err := run(ctx, log, lib, cfg)
	if err != nil {
		return Report{}, fmt.Errorf("benchmark %s: %w", cfg.Folder, err)
	}
	return report, nil
}

func run(ctx context.Context, log *slog.Logger, lib Library, cfg Config) (report Report, err error) {
	b, err := openBenchmark(ctx, cfg.Folder)
	if err != nil {
		return Report{}, err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	questions := part(b.questions, cfg)
	report = Report{Folder: folderName(cfg.Folder), Questions: len(questions), Unknown: b.unknown(questions)}
	if err := report.load(ctx, log, lib, cfg, len(b.texts.at)); err != nil {
		return Report{}, err
	}
	m := measurement{b.texts, questions, cfg}
	if cfg.Search {
		if report.Search, err = m.run(ctx, Searching, search(lib)); err != nil {
			return Report{}, err
		}
	}
	if cfg.Ask {
		if report.Ask, err = m.run(ctx, Asking, ask(answers.New(log, lib, cfg.Answers))); err != nil {
			return Report{}, err
		}
	}
	return report, nil
}

// folderName is the last part of the folder's path, however it is written.
func folderName(folder string) string {
	if abs, err := filepath.Abs(folder); err == nil {
		folder = abs
	}
	return filepath.Base(folder)
}

// load loads the folder's articles, total of them.
func (r *Report) load(ctx context.Context, log *slog.Logger, lib Library, cfg Config, total int) error {
	start := time.Now()
	err := load.New(load.Config{}).Load(ctx, lib, load.Request{
		Sources: []string{filepath.Join(cfg.Folder, articlesFile)}, Load: retrieval.NewLoad(retrieval.Actor{Kind: retrieval.ByProgram}, "dateline eval"),
	}, func(it load.Item) error {
		if it.Status == retrieval.Rejected {
			r.Rejected++
			log.WarnContext(ctx, "an article was not loaded", "id", it.ID, "reason", it.Reason)
		} else {
			r.Articles++
		}
		cfg.tell(Loading, r.Articles+r.Rejected, total)
		return nil
	})
	r.LoadMS = milliseconds(time.Since(start))
	return err
}

func (cfg Config) tell(s Stage, done, total int) {
	if cfg.Progress != nil {
		cfg.Progress(s, done, total)
	}
}

// finder puts one question and gives what was found.
type finder func(context.Context, Question) (found, error)

func search(lib Library) finder {
	return func(ctx context.Context, q Question) (found, error) {
		start := time.Now()
		res, err := lib.Search(ctx, retrieval.Query{Text: q.Text})
		f := found{tookMS: milliseconds(time.Since(start))}
		for _, h := range res.Hits {
			f.hits = append(f.hits, newHit(h.Article.ID, h.Article.Title, h.Text))
		}
		return f, err
	}
}

func ask(answerer *answers.Answerer) finder {
	return func(ctx context.Context, q Question) (found, error) {
		a, err := answerer.Ask(ctx, answers.Question{ID: q.ID, Text: q.Text})
		f := found{decision: &Decision{a.Answered, a.Confidence}, nearest: a.Nearest, tookMS: a.TookMS}
		for _, e := range a.Excerpts {
			f.hits = append(f.hits, newHit(e.Article.ID, e.Article.Title, e.Text))
		}
		return f, err
	}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
