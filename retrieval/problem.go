package retrieval

import (
	"errors"
	"fmt"
)

// ProblemError says to people what keeps something of theirs from being taken in, and
// what would do.
type ProblemError struct {
	// ID names the kind of problem, for those who say it in other words, and
	// Values are what its text has places for, in their order.
	ID     string
	Values []any
	text   error
}

// NewProblem returns the ProblemError of that id; its text is made as by
// fmt.Errorf.
func NewProblem(id, format string, values ...any) error {
	return &ProblemError{id, values, fmt.Errorf(format, values...)}
}

func (p *ProblemError) Error() string { return p.text.Error() }

// Unwrap returns the error that its text wraps.
func (p *ProblemError) Unwrap() error { return errors.Unwrap(p.text) }
