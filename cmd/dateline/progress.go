package main

import (
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows a bar on standard error, if that is a terminal and --quiet is not
// set. A nil progress shows nothing.
type progress struct {
	bar   *progressbar.ProgressBar
	what  string
	steps int
}

// newProgress shows how much of total is done; -1 is an unknown total.
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

// The bar's errors are those of the terminal, and nobody misses what it fails to
// draw.

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
