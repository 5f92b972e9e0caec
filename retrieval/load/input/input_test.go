package input

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
)

func TestReaderReads(t *testing.T) {
	text := strings.Repeat("one two three ", 10_000)
	r := Reader(t.Context(), strings.NewReader(text))
	defer r.Close()
	if err := iotest.TestReader(r, []byte(text)); err != nil {
		t.Error(err)
	}
	failing := Reader(t.Context(), iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader("abc"))))
	defer failing.Close()
	got, err := io.ReadAll(failing)
	if string(got) != "a" || !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("ReadAll = %q, %v; want what came before the error, and the error", got, err)
	}
}

func TestReaderStops(t *testing.T) {
	silent, w := io.Pipe()
	defer w.Close()
	ctx, cancel := context.WithCancel(t.Context())
	r := Reader(ctx, silent)
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

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	file, pipe := filepath.Join(dir, "file"), filepath.Join(dir, "pipe")
	if err := os.WriteFile(file, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := Open(t.Context(), filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	go cancel()
	if _, err := Open(ctx, pipe); !errors.Is(err, context.Canceled) {
		t.Errorf("a pipe to which nobody comes: %v, want %v", err, context.Canceled)
	}
}
