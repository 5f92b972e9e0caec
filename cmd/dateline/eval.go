package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/answers/eval"
	"dateline/retrieval"
)

func (p *program) evalCommand() *cobra.Command {
	e := evaluation{p: p, limit: count{most: maxQuestions}, sample: count{most: maxQuestions}, worst: count{most: maxWorst}, quotes: count{most: maxQuestions}, reuse: count{most: maxQuestions}}
	cmd := &cobra.Command{
		Use:   "eval [flags] FOLDER",
		Short: "Measure search and answers on a benchmark folder",
		Long: `Measure search and answers on a benchmark folder: articles.jsonl, as load takes it, and
questions.jsonl, with where in the articles each question's answer stands. The articles
go into a temporary library; the one of --data is neither read nor changed.

A folder with events.jsonl, events that have several articles and an editor's digest of
them, measures how digests compare with the editor's: by ROUGE-1 and ROUGE-L, beside the
first sentence of each article and LexRank.`,
		Example: `  dateline eval benchmarks/news
  dateline eval --ask --sample 100 --worst 5 benchmarks/news`,
		Args: oneArgument("a benchmark folder"),
		RunE: func(cmd *cobra.Command, args []string) error { return e.run(cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.BoolVar(&e.search, "search", false, "measure search only")
	flags.BoolVar(&e.ask, "ask", false, "measure answers only")
	flags.Var(&e.limit, "limit", "put the first so many questions only")
	flags.Var(&e.sample, "sample", "put so many questions from all over the folder, always the same ones")
	flags.Var(&e.quotes, "quotes", "measure the checking of quotes instead, made from so many of the articles' sentences")
	flags.BoolVar(&e.compare, "compare", false, "measure instead how compare finds the outlets of the questions' events")
	flags.Var(&e.reuse, "reuse", "measure how copies are recognised instead, this many at each rate of changed words")
	flags.Var(&e.worst, "worst", "show so many of the questions that went worst, and what was found instead")
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
	quotes, reuse        count
	compare              bool

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
	switch {
	case e.quotes.n > 0:
		return e.checkQuotes(cmd, folder)
	case e.reuse.n > 0:
		return e.recogniseCopies(cmd, folder)
	case e.compare:
		return e.checkCompare(cmd, folder)
	case eval.HasEvents(folder):
		return e.checkDigests(cmd, folder)
	}
	var report eval.Report
	err := e.within(cmd, func(w *workspace, lib *retrieval.Library) (err error) {
		report, err = eval.Run(cmd.Context(), w.log, lib, eval.Config{
			Folder: folder, Search: e.search, Ask: e.ask,
			Answers: answers.Config{Threshold: w.cfg.Answers.Threshold, Excerpts: w.cfg.Answers.Excerpts},
			Limit:   e.limit.n, Sample: e.sample.n, Worst: e.worst.n,
			Progress: e.progress,
		})
		return err
	})
	if err != nil {
		return err
	}
	return e.p.show(report, func(pg *page) { pg.evaluation(report) })
}

// checkQuotes measures how quotes are judged.
func (e *evaluation) checkQuotes(cmd *cobra.Command, folder string) error {
	var report eval.QuoteReport
	err := e.within(cmd, func(w *workspace, lib *retrieval.Library) (err error) {
		report, err = eval.RunQuotes(cmd.Context(), w.log, lib, eval.QuoteConfig{
			Folder: folder, Sentences: e.quotes.n, Worst: e.worst.n, Progress: e.progress,
		})
		return err
	})
	if err != nil {
		return err
	}
	return e.p.show(report, func(pg *page) { pg.quoteEvaluation(report) })
}

// recogniseCopies measures how copies are told from other articles.
func (e *evaluation) recogniseCopies(cmd *cobra.Command, folder string) error {
	var report eval.ReuseReport
	err := e.within(cmd, func(_ *workspace, lib *retrieval.Library) (err error) {
		report, err = eval.RunReuse(cmd.Context(), lib, folder, e.reuse.n)
		return err
	})
	if err != nil {
		return err
	}
	return e.p.show(report, func(pg *page) { pg.reuseEvaluation(report) })
}

// within runs measure on a library of its own, which is gone afterwards.
func (e *evaluation) within(cmd *cobra.Command, measure func(*workspace, *retrieval.Library) error) (err error) {
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
