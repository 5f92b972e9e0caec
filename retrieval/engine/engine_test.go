package engine

import (
	"errors"
	"testing"
	"time"
)

// What damaged files can do to the engine does not hold up the program.
func TestWaitFor(t *testing.T) {
	failed := errors.New("failed")
	if err := waitFor(time.Hour, func() error { return failed }); !errors.Is(err, failed) {
		t.Errorf("an error: %v", err)
	}
	if err := waitFor(time.Hour, func() error { panic("page 7 is no page") }); !errors.Is(err, ErrDamaged) {
		t.Errorf("a panic: %v, want %v", err, ErrDamaged)
	}
	free := make(chan struct{})
	defer close(free)
	if err := waitFor(time.Nanosecond, func() error { <-free; return nil }); !errors.Is(err, errHung) {
		t.Errorf("a hang: %v, want %v", err, errHung)
	}
}
