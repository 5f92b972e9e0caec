package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/answers/eval"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// checkDigests measures how digests compare with an editor's.
func (e *evaluation) checkDigests(cmd *cobra.Command, folder string) error {
	report, err := eval.RunDigests(cmd.Context(), text.NewAnalyzer(), folder)
	if err != nil {
		return err
	}
	return e.p.show(report, func(pg *page) { pg.digestEvaluation(report) })
}

// checkCompare measures how comparisons find the outlets of events.
func (e *evaluation) checkCompare(cmd *cobra.Command, folder string) error {
	var report eval.CompareReport
	err := e.within(cmd, func(w *workspace, lib *retrieval.Library) (err error) {
		report, err = eval.RunCompare(cmd.Context(), w.log, lib, eval.Config{
			Folder: folder, Answers: answers.Config{Threshold: w.cfg.Answers.Threshold, Excerpts: w.cfg.Answers.Excerpts},
			Limit: e.limit.n, Sample: e.sample.n, Progress: e.progress,
		})
		return err
	})
	if err != nil {
		return err
	}
	return e.p.show(report, func(pg *page) { pg.compareEvaluation(report) })
}

// digestEvaluation writes how digests compare with an editor's.
func (pg *page) digestEvaluation(r eval.DigestReport) {
	pg.text(bold, "", answers.Inline(r.Folder))
	pg.text(plain, "", fmt.Sprintf("events: %d, each with an editor's digest", r.Events))
	pg.gap()
	rows := [][]string{{"digest", "ROUGE-1", "ROUGE-L", "words"}}
	for _, m := range r.Methods {
		rows = append(rows, []string{m.Name, figure(m.One, true), figure(m.L, true), strconv.FormatFloat(m.Words, 'f', 0, 64)})
	}
	pg.table(rows)
}

// compareEvaluation writes how comparisons find the outlets of events.
func (pg *page) compareEvaluation(r eval.CompareReport) {
	pg.text(bold, "", answers.Inline(r.Folder))
	pg.text(plain, "", fmt.Sprintf("events: %d", r.Events))
	pg.gap()
	pg.table([][]string{
		{"compare", "share"},
		{"all outlets of the event", figure(r.AllOutlets, true)},
		{"nothing of another event among the first five excerpts", figure(r.Pure, true)},
	})
	pg.gap()
	pg.text(plain, "", fmt.Sprintf("figures and days that differ: %d", r.Differences))
	pg.text(plain, "", fmt.Sprintf("took: median %.3f ms, p95 %.3f ms, p99 %.3f ms", r.TookMS.Median, r.TookMS.P95, r.TookMS.P99))
}
