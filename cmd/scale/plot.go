package main

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/dustin/go-humanize"
)

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
	b.WriteString(lines(all, x, y))
	for _, f := range all {
		if f.engine == all[0].engine {
			fmt.Fprintf(&b, `<text x="%.1f" y="%d" text-anchor="middle">%s</text>`+"\n", x(float64(f.passages)), plotTop+plotHeight+20, humanize.Comma(int64(f.passages)))
		}
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle">passages</text></svg>`+"\n", plotLeft+plotWidth/2, plotTop+plotHeight+42)
	return b.Bytes()
}

// lines draws a line for each engine, with its name at the end, the slowest first:
// names of lines that end near each other stand below one another.
func lines(all []figures, x, y func(float64) float64) string {
	const apart = 14 // so many pixels a line of text takes
	var ends []figures
	for i, f := range all {
		if !slices.ContainsFunc(all[i+1:], func(g figures) bool { return g.engine == f.engine }) {
			ends = append(ends, f)
		}
	}
	slices.SortFunc(ends, func(f, g figures) int { return cmp.Compare(g.first.Median, f.first.Median) })
	var b bytes.Buffer
	free := 0.0
	for _, end := range ends {
		colour := colours[slices.Index(engineNames, end.engine)]
		fmt.Fprintf(&b, `<polyline fill="none" stroke="%s" stroke-width="2" points="`, colour)
		for _, f := range all {
			if f.engine == end.engine {
				fmt.Fprintf(&b, "%.1f,%.1f ", x(float64(f.passages)), y(f.first.Median))
			}
		}
		at := max(y(end.first.Median)+4, free)
		free = at + apart
		fmt.Fprintf(&b, `"/><text x="%.1f" y="%.1f" fill="%s">%s</text>`+"\n", x(float64(end.passages))+8, at, colour, end.engine)
	}
	return b.String()
}
