package main

import (
	"errors"
	"fmt"
	"syscall"

	"dateline/answers"
)

// The exit statuses.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// usageError is an error in the command line or the settings.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// usagef makes a usageError.
func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// toldError is the exit status of a command that another process ran, which has
// told of its errors itself.
type toldError int

func (e toldError) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// report writes an error to standard error, a line for each error that is joined
// in it, and returns the exit status.
func (p *program) report(err error) int {
	if err == nil {
		return exitDone
	}
	var told toldError
	if errors.As(err, &told) {
		return int(told)
	}
	if !errors.Is(err, syscall.EPIPE) { // nobody is left to read more
		for _, line := range messages(err) {
			fmt.Fprintf(p.stderr, "dateline: %s\n", line)
		}
	}
	if errors.As(err, new(usageError)) {
		return exitUsage
	}
	return exitFailed
}

// messages are the texts of the errors that are joined in err, each in a line
// and free of what a terminal would obey: they quote what was given.
func messages(err error) []string {
	switch e := err.(type) { //nolint:errorlint // what is wrapped deeper has a text of its own around it
	case usageError:
		return messages(e.error)
	case interface{ Unwrap() []error }:
		var out []string
		for _, part := range e.Unwrap() {
			out = append(out, messages(part)...)
		}
		return out
	}
	return []string{answers.Inline(err.Error())}
}
