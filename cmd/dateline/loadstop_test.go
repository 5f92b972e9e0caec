package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// lines are articles as JSON lines, from one number to another.
func lines(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, "{\"id\": \"a%d\", \"body\": \"The ferry number %d leaves at seven.\"}\n", i, i)
	}
	return b.String()
}

// stopper is written to until a text came, and then stops something.
type stopper struct {
	bytes.Buffer
	text string
	stop func()
}

func (s *stopper) Write(p []byte) (int, error) {
	n, err := s.Buffer.Write(p)
	if strings.Contains(s.String(), s.text) {
		s.stop()
	}
	return n, err
}

// A load that is stopped says what it has done, and goes on from there.
func TestStoppedLoadGoesOn(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	ctx, cancel := context.WithCancel(t.Context())
	stdout, stderr := stopper{text: `"id":"a9"`, stop: cancel}, bytes.Buffer{}
	args := []string{"load", "--data", data, "--json", "-"}
	status := run(ctx, args, strings.NewReader(lines(0, 1200)), &stdout, &stderr, nil)
	done := strings.Count(stdout.String(), `"status":"added"`)
	if status != exitDone || done < 10 || done == 1200 {
		t.Errorf("stopped with status %d after %d articles", status, done)
	}
	want := fmt.Sprintf("stopped: %d added, 0 updated, 0 duplicates, 0 rejected so far. Repeat the command to resume", done)
	if !strings.Contains(stderr.String(), want) {
		t.Errorf("standard error has %q, want %q", &stderr, want)
	}
	var again bytes.Buffer
	status = run(t.Context(), args, strings.NewReader(lines(0, 1300)), &again, &stderr, nil)
	duplicates, added := strings.Count(again.String(), `"status":"duplicate"`), strings.Count(again.String(), `"status":"added"`)
	if status != exitDone || duplicates < done || duplicates+added != 1300 {
		t.Errorf("repeated with status %d: %d duplicates and %d added after %d were done", status, duplicates, added, done)
	}
}

// fullDisk is a file that takes one more line.
type fullDisk struct{ bytes.Buffer }

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.Len() > 0 {
		return 0, syscall.ENOSPC
	}
	return d.Buffer.Write(p)
}

// A load that fails says what it has done, and what would do.
func TestFailedLoadTellsHowFarItIs(t *testing.T) {
	var stdout fullDisk
	var stderr bytes.Buffer
	args := []string{"load", "--data", t.TempDir(), "--json", "-"}
	status := run(t.Context(), args, strings.NewReader(lines(0, 700)), &stdout, &stderr, nil)
	const want = "stopped: 2 added, 0 updated, 0 duplicates, 0 rejected so far. Repeat the command to resume: " +
		"what is loaded already counts as a duplicate.\n" +
		"dateline: load -: write to standard output: no space left on device: free some space\n"
	if status != exitFailed || stderr.String() != want {
		t.Errorf("status %d, %q; want %q", status, &stderr, want)
	}
}
