package main

import (
	"bytes"
	"fmt"
	"math"
	"slices"

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

// The sides of the plot, in pixels, and what stands around it.
const (
	plotWidth, plotHeight = 420, 300
	plotLeft, plotTop     = 64, 40
)

// colours of the engines, in their order.
var colours = []string{"#1f5fa8", "#c2571a", "#3d8b3d", "#7a4fa3"}

// plot draws the median of a search met first by the number of passages, both on
// logarithmic scales, as SVG.
func plot(all []figures) []byte {
	var b bytes.Buffer
	fewest, most := math.Inf(1), 0.0
	fastest, slowest := math.Inf(1), 0.0
	for _, f := range all {
		n := float64(f.passages)
		fewest, most = min(fewest, n), max(most, n)
		fastest, slowest = min(fastest, f.first.Median), max(slowest, f.first.Median)
	}
	low, high := math.Floor(math.Log10(fastest)), math.Ceil(math.Log10(slowest))
	x := func(n float64) float64 {
		return plotLeft + plotWidth*math.Log10(n/fewest)/max(math.Log10(most/fewest), 1)
	}
	y := func(ms float64) float64 {
		return plotTop + plotHeight*(high-math.Log10(ms))/max(high-low, 1)
	}
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[2]d" width="%[1]d" height="%[2]d" font-family="sans-serif" font-size="12" fill="#222">`+"\n", plotLeft+plotWidth+110, plotTop+plotHeight+50)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" fill="#fff"/><text x="%d" y="22" font-size="15">Median of a search met first, in milliseconds</text>`+"\n", plotLeft)
	for p := low; p <= high; p++ {
		at := y(math.Pow(10, p))
		fmt.Fprintf(&b, `<path d="M%d %.1fH%d" stroke="#ddd"/><text x="%d" y="%.1f" text-anchor="end">%g</text>`+"\n", plotLeft, at, plotLeft+plotWidth, plotLeft-8, at+4, math.Pow(10, p))
	}
	for i, name := range engineNames {
		b.WriteString(line(slices.DeleteFunc(slices.Clone(all), func(f figures) bool { return f.engine != name }), colours[i], x, y))
	}
	for _, f := range all {
		fmt.Fprintf(&b, `<text x="%.1f" y="%d" text-anchor="middle">%s</text>`+"\n", x(float64(f.passages)), plotTop+plotHeight+20, humanize.Comma(int64(f.passages)))
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle">passages</text></svg>`+"\n", plotLeft+plotWidth/2, plotTop+plotHeight+42)
	return b.Bytes()
}

// line draws one engine's, with its name at the end.
func line(of []figures, colour string, x, y func(float64) float64) string {
	if len(of) == 0 {
		return ""
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `<polyline fill="none" stroke="%s" stroke-width="2" points="`, colour)
	for _, f := range of {
		fmt.Fprintf(&b, "%.1f,%.1f ", x(float64(f.passages)), y(f.first.Median))
	}
	last := of[len(of)-1]
	fmt.Fprintf(&b, `"/><text x="%.1f" y="%.1f" fill="%s">%s</text>`+"\n", x(float64(last.passages))+8, y(last.first.Median)+4, colour, last.engine)
	return b.String()
}
