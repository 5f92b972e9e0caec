package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"dateline/answers"
	"dateline/answers/eval"
)

// evaluation writes what was measured: a table for search and one for answers,
// a column for each type of question.
func (pg *page) evaluation(r eval.Report) {
	pg.text(bold, "", answers.Inline(r.Folder))
	pg.text(plain, "", fmt.Sprintf("articles: %d, loaded in %.1f s; questions: %d", r.Articles, r.LoadMS/1000, r.Questions))
	if r.Rejected > 0 {
		pg.text(plain, "", fmt.Sprintf("articles that could not be loaded: %d (the log says why)", r.Rejected))
	}
	if r.Unknown > 0 {
		pg.text(plain, "", fmt.Sprintf("articles that evidence names and the folder lacks: %d (they count as not found)", r.Unknown))
	}
	pg.result("search", r.Search)
	pg.result("ask", r.Ask)
}

func (pg *page) result(name string, r *eval.Result) {
	if r == nil {
		return
	}
	pg.gap()
	pg.table(measuresOf(name, r))
	pg.gap()
	if r.Abstention != nil {
		pg.abstention(r.Abstention)
	}
	if t := r.Texts; t.Count > 0 {
		pg.text(plain, "", fmt.Sprintf("verbatim: %.6f of %s; words a text: mean %.0f, most %d", *t.Verbatim, counted(t.Count, "text", "texts"), *t.WordsMean, t.WordsMost))
	}
	pg.text(plain, "", fmt.Sprintf("took: median %.3f ms, p95 %.3f ms, p99 %.3f ms", r.TookMS.Median, r.TookMS.P95, r.TookMS.P99))
	for i, m := range r.Worst {
		pg.gap()
		pg.miss(fmt.Sprintf("worst of %s, %d", name, i+1), m)
	}
}

func (pg *page) abstention(a *eval.Abstention) {
	if a.AUC != nil {
		pg.text(plain, "", fmt.Sprintf("answerable or not: AUC %.4f", *a.AUC))
	}
	if a.NearMissAUC != nil {
		pg.text(plain, "", fmt.Sprintf("answerable or a near miss: AUC %.4f", *a.NearMissAUC))
	}
	if a.WrongArticles != nil {
		pg.text(plain, "", fmt.Sprintf("answered from no evidence article: %.4f of the answerable questions", *a.WrongArticles))
	}
	pg.text(plain, "", fmt.Sprintf("expected calibration error: %.4f", a.CalibrationError))
}

// measuresOf is the table of a result.
func measuresOf(name string, r *eval.Result) [][]string {
	types := maps.Clone(r.Types)
	accuracy := map[string]float64{}
	if r.Abstention != nil {
		accuracy = r.Abstention.Types
		for t := range accuracy {
			types[t] = r.Types[t] // one without an answerable question too
		}
	}
	names := slices.Sorted(maps.Keys(types))
	columns := []eval.Figures{r.All}
	head := []string{name, "all"}
	for _, t := range names {
		columns = append(columns, types[t])
		head = append(head, answers.Inline(t))
	}
	counts := []string{"answerable questions"}
	for _, f := range columns {
		counts = append(counts, strconv.Itoa(f.Questions))
	}
	rows := [][]string{head, counts}
	for _, m := range eval.Measures() {
		row := []string{m.Name}
		for _, f := range columns {
			row = append(row, figure(*m.Of(&f), f.Questions > 0))
		}
		rows = append(rows, row)
	}
	if a := r.Abstention; a != nil {
		row := []string{"rightly answered or not", figure(a.Accuracy, true)}
		for _, t := range names {
			row = append(row, figure(accuracy[t], true))
		}
		rows = append(rows, row)
	}
	return rows
}

// figure writes a measure, or a dash if nothing was measured.
func figure(value float64, there bool) string {
	if !there {
		return "–"
	}
	return strconv.FormatFloat(value, 'f', 4, 64)
}

// table writes rows of as many cells each in columns, the first to the left
// and the others to the right. It may be wider than the screen.
func (pg *page) table(rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], displaywidth.String(cell))
		}
	}
	for i, row := range rows {
		look := plain
		if i == 0 {
			look = bold
		}
		for j, cell := range row {
			blank := strings.Repeat(" ", widths[j]-displaywidth.String(cell))
			cell = pg.dress(cell, look)
			if j == 0 {
				pg.WriteString(cell + blank)
			} else {
				pg.WriteString("  " + blank + cell)
			}
		}
		pg.WriteByte('\n')
	}
}

// How much of a miss is shown: texts that were found, and words of each.
const (
	shownTexts = 3
	shownWords = 24
)

// miss shows a question that went wrong: what was wanted, and what was found.
func (pg *page) miss(heading string, m eval.Miss) {
	q := m.Question
	pg.text(bold, "", fmt.Sprintf("%s: %s (%s)", heading, answers.Inline(q.ID), answers.Inline(q.Type)))
	pg.text(plain, "", answers.Inline(q.Text))
	if d := m.Decision; d != nil {
		decided := "abstained"
		if d.Answered {
			decided = "answered"
		}
		pg.text(plain, sourceIndent, fmt.Sprintf("%s, confidence %.3f", decided, d.Confidence))
	}
	if !q.Answerable {
		pg.text(plain, sourceIndent, "wanted: no answer")
	}
	for _, e := range q.Evidence {
		pg.text(plain, sourceIndent, "wanted: "+named(e.Article, e.Quote))
	}
	for _, f := range m.Found[:min(shownTexts, len(m.Found))] {
		found := "found: "
		switch {
		case f.Text == "":
			found = "near: "
		case f.Evidence:
			found = "found, rightly: "
		}
		pg.text(faint, sourceIndent, found+named(f.Article, f.Text))
	}
}

// named is the beginning of a text after its article's id.
func named(article, text string) string {
	words := strings.Fields(answers.Inline(text))
	out := answers.Inline(article)
	if len(words) > 0 {
		out += ": “" + strings.Join(words[:min(shownWords, len(words))], " ") + "”"
	}
	if len(words) > shownWords {
		out += " …"
	}
	return out
}
