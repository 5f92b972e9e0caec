package main

import (
	"fmt"
	"io"
	"time"
)

// notices tell on standard error what takes long, once it has taken long.
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

// begin tells text unless end is called in time. After end nothing is told.
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
