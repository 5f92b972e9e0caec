package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"dateline/cmd/dateline/relay"
)

// A long list is cut on a terminal alone, and says so.
func TestArticlesListOnATerminal(t *testing.T) {
	dir := t.TempDir()
	var lines strings.Builder
	for n := range screenful + 20 {
		fmt.Fprintf(&lines, `{"id": "a%d", "body": "Report %d."}`+"\n", n, n)
	}
	if status := run(t.Context(), []string{"load", "--data", dir, "--no-starter", "-"}, strings.NewReader(lines.String()), io.Discard, io.Discard, nil); status != exitDone {
		t.Fatalf("load exits with %d", status)
	}
	for _, tt := range []struct {
		flags    []string
		terminal bool
		want     int
		said     string
	}{
		{nil, false, screenful + 20, ""},
		{nil, true, screenful, "100 of 120 articles: --all lists them all\n"},
		{[]string{"--quiet"}, true, screenful, ""},
		{[]string{"--all"}, true, screenful + 20, ""},
		{[]string{"--json"}, true, screenful + 20, ""},
		{[]string{"--limit", "7"}, true, 7, ""},
		{[]string{"--limit", "7", "--json"}, false, 7, ""},
		{[]string{"--limit", "1000"}, true, screenful + 20, ""},
	} {
		var stdout, stderr bytes.Buffer
		var out io.Writer = &stdout
		if tt.terminal {
			out = screen{&stdout, relay.Screen{Terminal: true, Columns: 80}}
		}
		status := run(t.Context(), append([]string{"articles", "list", "--data", dir}, tt.flags...), strings.NewReader(""), out, &stderr, nil)
		if got := strings.Count(stdout.String(), "\n"); status != exitDone || got != tt.want || stderr.String() != tt.said {
			t.Errorf("%v, terminal %t: status %d, %d lines and %q, want %d and %q", tt.flags, tt.terminal, status, got, &stderr, tt.want, tt.said)
		}
	}
}
