package main

import (
	"bytes"
	"fmt"
	"html"

	"dateline/answers"
	"dateline/answers/eval"
)

// The sides of a reliability diagram, in pixels: of its plot, and of what stands
// around it.
const (
	plotSide   = 320
	plotLeft   = 64
	plotTop    = 56
	plotRight  = 24
	plotBottom = 56
)

// reliability draws how often a confidence is right, as SVG: a dot a bin, and
// the line on which confidences that mean what they say would lie.
func reliability(r eval.Report) []byte {
	var b bytes.Buffer
	width, height := plotLeft+plotSide+plotRight, plotTop+plotSide+plotBottom
	x := func(share float64) float64 { return plotLeft + share*plotSide }
	y := func(share float64) float64 { return plotTop + (1-share)*plotSide }
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" `+
		`font-family="sans-serif" font-size="12" fill="#222">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", width, height)
	a := r.Ask.Abstention
	fmt.Fprintf(&b, `<text x="%d" y="24" font-size="15">How often a confidence is right</text>`+"\n", plotLeft)
	fmt.Fprintf(&b, `<text x="%d" y="42" fill="#666">%s, %s, calibration error %.3f</text>`+"\n", plotLeft,
		html.EscapeString(answers.Inline(r.Folder)), counted(a.Questions, "question", "questions"), a.CalibrationError)
	for i := range 6 {
		share := float64(i) / 5
		fmt.Fprintf(&b, `<path d="M%g %gH%gM%g %gV%g" stroke="#ddd"/>`+"\n", x(0), y(share), x(1), x(share), y(0), y(1))
		fmt.Fprintf(&b, `<text x="%g" y="%g" text-anchor="end">%.1f</text>`+"\n", x(0)-8, y(share)+4, share)
		fmt.Fprintf(&b, `<text x="%g" y="%g" text-anchor="middle">%.1f</text>`+"\n", x(share), y(0)+18, share)
	}
	fmt.Fprintf(&b, `<text x="%g" y="%g" text-anchor="middle">confidence</text>`+"\n", x(.5), y(0)+42)
	fmt.Fprintf(&b, `<text transform="translate(18 %g) rotate(-90)" text-anchor="middle">share that is right</text>`+"\n", y(.5))
	fmt.Fprintf(&b, `<path d="M%g %gL%g %g" stroke="#999" stroke-dasharray="4 4"/>`+"\n", x(0), y(0), x(1), y(1))
	b.WriteString(`<polyline fill="none" stroke="#1f5fa8" stroke-width="2" points="`)
	for i, bin := range a.Bins {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%.1f,%.1f", x(bin.Confidence), y(bin.Right))
	}
	b.WriteString("\"/>\n")
	for _, bin := range a.Bins {
		fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="4" fill="#1f5fa8"><title>%s: confidence %.2f, right %.2f</title></circle>`+"\n",
			x(bin.Confidence), y(bin.Right), counted(bin.Questions, "question", "questions"), bin.Confidence, bin.Right)
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}
