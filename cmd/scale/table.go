package main

import (
	"bytes"
	"fmt"

	"github.com/dustin/go-humanize"

	"dateline/answers/eval"
)

// table tells the figures of one size in Markdown, and search as ratios of the
// first engine's, Dateline's, to each other's.
func table(all []figures) string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "### %s passages\n\n", humanize.Comma(int64(all[0].Passages)))
	fmt.Fprintln(&b, "| engine | passages/s loaded | on disk | peak, loading | start | own memory at rest | search, first: p50 / p95 / p99 | again: p50 / p95 / p99 | evidence in ten |")
	fmt.Fprintln(&b, "|---|---|---|---|---|---|---|---|---|")
	for _, f := range all {
		peak, own := size(f.Peak), fmt.Sprintf("%s + %s of files", size(f.Own), size(f.File))
		if f.engine == "postgresql" {
			peak, own = "its server's", "its server's"
		}
		fmt.Fprintf(&b, "| %s | %.0f | %s | %s | %.0f ms | %s | %s | %s | %.3f |\n", f.engine, float64(f.Passages)/f.Seconds,
			size(f.Disk), peak, f.StartMS, own, told(f.first), told(f.again), f.hit)
	}
	fmt.Fprintln(&b)
	ours := all[0]
	for _, f := range all[1:] {
		fmt.Fprintf(&b, "Search of %s, as a share of %s's: p50 %.2f first, %.2f again; p99 %.2f and %.2f.\n", ours.engine, f.engine,
			ours.first.Median/f.first.Median, ours.again.Median/f.again.Median, ours.first.P99/f.first.P99, ours.again.P99/f.again.P99)
	}
	if ours.ask.Median > 0 {
		fmt.Fprintf(&b, "\nAnswers (`ask`, with the reader): %s.\n", told(ours.ask))
	}
	fmt.Fprintln(&b)
	return b.String()
}

func size(n int64) string { return humanize.Bytes(uint64(max(n, 0))) }

func told(l eval.Latency) string {
	return fmt.Sprintf("%.1f / %.1f / %.1f ms", l.Median, l.P95, l.P99)
}

// row tells the figures of many libraries.
func (f manyFigures) row(libraries int) string {
	return fmt.Sprintf("%s libraries, %s passages: loaded at %.0f passages/s; search first %s, again %s; own memory at rest %s\n",
		humanize.Comma(int64(libraries)), humanize.Comma(int64(f.Passages)), float64(f.Passages)/f.Seconds, told(f.First), told(f.Again), size(f.Own))
}
