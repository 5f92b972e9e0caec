package main

import (
	"bytes"
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
