package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestUntilDoneReads(t *testing.T) {
	text := strings.Repeat("one two three ", 10_000)
	r := untilDone(t.Context(), strings.NewReader(text))
	defer r.Close()
	if err := iotest.TestReader(r, []byte(text)); err != nil {
		t.Error(err)
	}
	failing := untilDone(t.Context(), iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader("abc"))))
	defer failing.Close()
	got, err := io.ReadAll(failing)
	if string(got) != "a" || !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("ReadAll = %q, %v; want what came before the error, and the error", got, err)
	}
}

func TestUntilDoneStops(t *testing.T) {
	silent, w := io.Pipe()
	defer w.Close()
	ctx, cancel := context.WithCancel(t.Context())
	r := untilDone(ctx, silent)
	defer r.Close()
	done := make(chan error)
	go func() {
		_, err := r.Read(make([]byte, 1))
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("Read: error %v, want the context's", err)
	}
	if _, err := r.Read(make([]byte, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("Read again: error %v, want the context's", err)
	}
}
