package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets scripts run the program itself as "dateline".
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dateline": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Vars = append(env.Vars, "DATELINE_ANSWERS_READER=off")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

// exits runs a program and checks its exit status: exits 2 dateline ask
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM [ARGUMENT...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("%s exits with %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

func TestRunClosedPipe(t *testing.T) {
	var stderr bytes.Buffer
	got := run(t.Context(), []string{"version"}, strings.NewReader(""), failingWriter{}, &stderr, nil)
	if got != exitFailed || stderr.Len() > 0 {
		t.Errorf("run with a closed pipe = %d, standard error %q; want %d and nothing said", got, &stderr, exitFailed)
	}
}

// failingWriter is a pipe that nobody reads.
type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Err: syscall.EPIPE}
}

func TestRunStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	stdin, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	done := make(chan int)
	var stdout, stderr bytes.Buffer
	go func() {
		done <- run(ctx, []string{"ask", "--data", filepath.Join(t.TempDir(), "data"), "--batch", "-"}, stdin, &stdout, &stderr, nil)
	}()
	cancel()
	if got := <-done; got != exitDone || stderr.Len() > 0 {
		t.Errorf("run = %d, standard error %q; want %d and nothing said", got, &stderr, exitDone)
	}
}
