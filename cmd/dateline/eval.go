package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"dateline/answers/eval"
	"dateline/retrieval"
)

func (p *program) evalCommand() *cobra.Command {
	e := evaluation{p: p, limit: count{most: maxQuestions}, sample: count{most: maxQuestions}, worst: count{most: maxWorst}}
	cmd := &cobra.Command{
		Use:   "eval [flags] FOLDER",
		Short: "Measure search and answers on a benchmark folder",
		Long: `Measure search and answers on a benchmark folder: articles.jsonl, in the form that load
reads, and questions.jsonl, which says where in the articles each answer stands. The
articles go into a temporary library; that of --data is neither read nor changed.`,
		Example: `  dateline eval benchmarks/news
  dateline eval --ask --sample 100 --worst 5 benchmarks/news
  dateline eval --ask --reliability reliability.svg benchmarks/news`,
		Args: oneArgument("a benchmark folder"),
		RunE: func(cmd *cobra.Command, args []string) error { return e.run(cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.BoolVar(&e.search, "search", false, "measure search only")
	flags.BoolVar(&e.ask, "ask", false, "measure answers only")
	flags.Var(&e.limit, "limit", "only the first `N` questions")
	flags.Var(&e.sample, "sample", "only `N` questions from all over the folder, the same ones each time")
	flags.StringVar(&e.reliability, "reliability", "", "draw how often a confidence is right, as SVG, into `FILE`")
	flags.Var(&e.worst, "worst", "show the `N` questions that went worst, and what was found instead")
	return cmd
}

// The most that the flags of eval take.
const (
	maxQuestions = 1_000_000
	maxWorst     = 1000
)

// evaluation is one run of eval.
type evaluation struct {
	p                    *program
	search, ask          bool
	limit, sample, worst count
	reliability          string

	stage eval.Stage
	bar   *progress
}

func (e *evaluation) run(cmd *cobra.Command, folder string) error {
	if e.limit.n > 0 && e.sample.n > 0 {
		return usagef("--limit %d and --sample %d are both given: keep one of them", e.limit.n, e.sample.n)
	}
	if e.search == e.ask { // none of them means both
		e.search, e.ask = true, true
	}
	if e.reliability != "" && !e.ask {
		return usagef("--reliability is about answers and --search leaves them out: keep one of them")
	}
	var report eval.Report
	err := e.onTemporaryLibrary(cmd, func(w *workspace, lib *retrieval.Library) (err error) {
		report, err = eval.Run(cmd.Context(), w.log, lib, eval.Config{
			Folder: folder, Search: e.search, Ask: e.ask,
			Answers: w.answering(),
			Limit:   e.limit.n, Sample: e.sample.n, Worst: e.worst.n,
			Progress: e.progress,
		})
		return err
	})
	if err != nil {
		return err
	}
	err = e.p.show(report, func(pg *page) { pg.evaluation(report) }) // first: it took minutes
	if e.reliability != "" {
		if drawn := os.WriteFile(e.p.path(e.reliability), reliability(report), 0o644); drawn != nil {
			err = errors.Join(err, fmt.Errorf("eval: draw how often a confidence is right: %w", drawn))
		}
	}
	return err
}

// onTemporaryLibrary runs measure on a temporary library.
func (e *evaluation) onTemporaryLibrary(cmd *cobra.Command, measure func(*workspace, *retrieval.Library) error) (err error) {
	defer e.bar.end()
	cfg, err := e.p.settings(cmd)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "dateline-eval-")
	if err != nil {
		return fmt.Errorf("eval: make a temporary folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	cfg.Data.Dir, cfg.Store.Path, cfg.Library.Starter = dir, "", false
	w, err := openWorkspace(cmd.Context(), e.p.logger(cfg.Log), cfg, cmd.CommandPath())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	lib, err := w.writable(cmd.Context(), defaultLibrary)
	if err != nil {
		return err
	}
	return measure(w, lib)
}

// progress shows each stage with a bar of its own.
func (e *evaluation) progress(s eval.Stage, _, total int) {
	if s != e.stage {
		e.bar.end()
		e.stage, e.bar = s, e.p.newProgress(string(s), total)
	}
	e.bar.step()
}
