package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"dateline/retrieval/store"
)

func TestSecondProcessIsToldWhichHasTheFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	st, err := store.Open(t.Context(), dir, "dateline serve")
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	args := []string{"articles", "list", "--data", dir}
	if got := run(t.Context(), args, strings.NewReader(""), &stdout, &stderr, nil); got != exitFailed {
		t.Errorf("run = %d, want %d", got, exitFailed)
	}
	got := stderr.String()
	if !strings.HasPrefix(got, "dateline: data folder "+dir+" is in use by dateline serve, process ") || strings.Count(got, "\n") != 1 {
		t.Errorf("standard error = %q, want one line that names the process", got)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	if got := run(t.Context(), args, strings.NewReader(""), &stdout, &stderr, nil); got != exitDone {
		t.Errorf("run = %d once the folder is free, want %d; standard error %q", got, exitDone, &stderr)
	}
}
