package main

import (
	"io"
	"os"

	"golang.org/x/term"

	"dateline/cmd/dateline/relay"
)

// screen is a stream that leads to the terminal of another process, or not.
type screen struct {
	io.Writer
	relay.Screen
}

// screenOf reports whether a stream leads to a terminal, and how wide that is, 0
// when it does not say.
func screenOf(w io.Writer) relay.Screen {
	switch w := w.(type) {
	case screen:
		return w.Screen
	case *os.File:
		fd := int(w.Fd())
		if !term.IsTerminal(fd) {
			return relay.Screen{}
		}
		width, _, err := term.GetSize(fd)
		if err != nil {
			width = 0
		}
		return relay.Screen{Terminal: true, Columns: width}
	}
	return relay.Screen{}
}

func isTerminal(w io.Writer) bool { return screenOf(w).Terminal }
