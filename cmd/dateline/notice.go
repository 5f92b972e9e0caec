package main

import (
	"fmt"
	"io"
	"time"
)

// notices say on standard error what is being done, once it has taken a while.
type notices struct {
	to    io.Writer
	after time.Duration
}

func (p *program) notices() notices {
	if p.flags.quiet {
		return notices{io.Discard, time.Second}
	}
	return notices{p.stderr, time.Second}
}

// begin writes text unless end is called in time. Nothing is written after end.
func (n notices) begin(text string) (end func()) {
	told := make(chan struct{})
	timer := time.AfterFunc(n.after, func() {
		defer close(told)
		fmt.Fprintln(n.to, "dateline: "+text)
	})
	return func() {
		if !timer.Stop() {
			<-told
		}
	}
}
