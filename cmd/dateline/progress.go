package main

import (
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows on standard error that work goes on, where that is a terminal
// and nobody asked for quiet. A nil progress shows nothing.
type progress struct {
	bar   *progressbar.ProgressBar
	what  string
	steps int
}

// newProgress shows how much of total is done, or -1 where nobody knows how
// much there is.
func (p *program) newProgress(what string, total int) *progress {
	if p.flags.quiet || !isTerminal(p.stderr) {
		return nil
	}
	return &progress{what: what, bar: progressbar.NewOptions(total,
		progressbar.OptionSetWriter(p.stderr),
		progressbar.OptionSetDescription(what),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

// What the bar fails to draw nobody misses: its errors are the terminal's.

func (p *progress) step() {
	if p != nil {
		p.steps++
		p.bar.Describe(fmt.Sprintf("%s: %d", p.what, p.steps))
		_ = p.bar.Add(1)
	}
}

// clear takes the bar away until the next step, so that a line may be written.
func (p *progress) clear() {
	if p != nil {
		_ = p.bar.Clear()
	}
}

func (p *progress) end() {
	if p != nil {
		_ = p.bar.Finish()
	}
}
