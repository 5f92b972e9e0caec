package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// An error about a store that cannot be used says how to correct it.
func TestUnusableStore(t *testing.T) {
	dir := t.TempDir()
	list := func() string {
		var stdout, stderr bytes.Buffer
		status := run(t.Context(), []string{"articles", "list", "--quiet", "--data", dir}, strings.NewReader(""), &stdout, &stderr, nil)
		if status == exitDone {
			return ""
		}
		return stderr.String()
	}
	if told := list(); told != "" {
		t.Fatal(told)
	}
	file := filepath.Join(dir, "dateline.db")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	// All pages but the first are lost.
	damaged := slices.Concat(raw[:4096], bytes.Repeat([]byte{0xff}, len(raw)-4096))
	if err := os.WriteFile(file, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	const want = `replace it by a backup with "dateline restore --replace FILE", or name another folder with --data`
	if told := list(); !strings.Contains(told, "the store is damaged") || !strings.Contains(told, want) || strings.Count(told, "\n") != 1 {
		t.Errorf("of a damaged store it tells %q", told)
	}
}
