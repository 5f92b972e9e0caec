package main

import (
	"fmt"
	"strconv"

	"dateline/answers"
	"dateline/answers/align"
	"dateline/answers/eval"
)

// quoteEvaluation writes how quotes were judged: a row a way of making them.
func (pg *page) quoteEvaluation(r eval.QuoteReport) {
	pg.text(bold, "", answers.Inline(r.Folder))
	pg.text(plain, "", fmt.Sprintf("articles: %d loaded, %d held out", r.Articles, r.HeldOut))
	pg.gap()
	verdicts := []align.Verdict{align.Exact, align.Altered, align.Stitched, align.Absent}
	head := []string{"quotes", "made", "right"}
	for _, v := range verdicts {
		head = append(head, string(v))
	}
	rows := [][]string{head}
	for _, t := range r.Treatments {
		row := []string{t.Name, strconv.Itoa(t.Quotes), figure(t.Right, t.Quotes > 0)}
		for _, v := range verdicts {
			row = append(row, strconv.Itoa(t.Verdicts[v]))
		}
		rows = append(rows, row)
	}
	pg.table(rows)
	pg.gap()
	pg.text(plain, "", fmt.Sprintf("excerpts that are the bytes of their article: %.6f", r.Verbatim))
	pg.text(plain, "", fmt.Sprintf("took: median %.3f ms, p95 %.3f ms, p99 %.3f ms", r.TookMS.Median, r.TookMS.P95, r.TookMS.P99))
	for _, m := range r.Worst {
		pg.gap()
		pg.text(bold, "", fmt.Sprintf("%s, judged %s:", m.Treatment, m.Got))
		pg.text(plain, "", answers.Inline(m.Quote))
		pg.text(faint, sourceIndent, "of: "+answers.Inline(m.Sentence))
	}
}

// reuseEvaluation writes how copies were recognised: a row a rate of changed
// words.
func (pg *page) reuseEvaluation(r eval.ReuseReport) {
	pg.text(bold, "", answers.Inline(r.Folder))
	pg.text(plain, "", fmt.Sprintf("articles: %d, loaded in %.1f s; copies: %d, loaded in %.1f s", r.Articles, r.LoadMS/1000, r.Copies, r.CopiesMS/1000))
	pg.gap()
	rows := [][]string{{"words changed", "copies", "recall", "told to be copies", "precision"}}
	for _, t := range r.Rates {
		rows = append(rows, []string{
			fmt.Sprintf("%.0f %%", 100*t.Changed), strconv.Itoa(t.Copies),
			figure(t.Recall, t.Copies > 0), figure(t.Copied, t.Recall > 0), figure(t.Precision, t.Recall > 0),
		})
	}
	pg.table(rows)
}
