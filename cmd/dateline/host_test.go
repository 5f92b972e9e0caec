package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"weak"

	"dateline/bot/discordtest"
	"dateline/cmd/dateline/relay"
)

// While Dateline serves, the other commands on its data folder work through it.
func TestCommandsThroughServe(t *testing.T) {
	base := gazette(t)
	d := discordtest.Start(t, discordtest.Options{})
	s := startServing(t, d, "DATELINE_ANSWERS_EXCERPTS=1")
	d.WaitReady()
	t.Chdir(t.TempDir())
	market := filepath.Join("news", "market.txt")
	if err := os.MkdirAll("news", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(market, []byte("The weekly market moves to Thursday, because the square is being paved.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	settings := "settings.yaml"
	if err := os.WriteFile(settings, []byte("fetch: {allow_hosts: 127.0.0.1}\ndiscord: {token_file: none}\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	c := terminal{t, s.data, []string{"USER=ada"}}
	c.wants(exitDone, []string{"load", "news", "--json"}, `{"source":"news/market.txt","status":"added"`)
	c.wants(exitDone, []string{"ask", "When is the weekly market?"}, "moves to Thursday")
	c.wants(exitFailed, []string{"load", base + "/ferry", market}, "that is not public", "0 added, 0 updated, 1 duplicate, 1 rejected\n",
		"dateline: 1 of 2 items could not be loaded")
	c.wants(exitDone, []string{"load", "--config", settings, base + "/ferry"}, "1 added")
	c.wants(exitDone, []string{"load", "--library", "bare", "--no-starter", market}, "1 added")
	if got := c.run(exitDone, "articles", "list", "--library", "bare"); strings.Count(got, "\n") != 1 {
		t.Errorf("the library without starter articles holds\n%s", got)
	}
	c.wants(exitFailed, []string{"articles", "show", "none"}, "dateline: article \"none\": no such article")
	c.wants(exitUsage, []string{"articles", "list", "--library", "No Name"}, `library "No Name"`)

	c.wants(exitDone, []string{"backup", "kept.db"}, "backed up 2 libraries")
	if _, err := os.Stat("kept.db"); err != nil {
		t.Error(err)
	}
	c.wants(exitFailed, []string{"restore", "kept.db", "--replace"}, "is in use by dateline serve")

	// What serve was set to holds where the command says nothing else.
	const question = "What did Trump and Putin agree on about Syria?"
	if got := c.run(exitDone, "ask", "--json", question); strings.Count(got, `"score"`) != 1 {
		t.Errorf("an answer without its own setting: %s", got)
	}
	c.environ = append(c.environ, "DATELINE_ANSWERS_THRESHOLD=1")
	c.wants(exitDone, []string{"ask", question}, "The library holds no answer to that.")

	// Completion reads beside serve, which goes on owning the folder.
	if got, want := s.complete("load", "--library", "b"), "bare\n:4\n"; got != want {
		t.Errorf("completing a library's name gives %q, want %q", got, want)
	}
	if got := s.complete("articles", "show", "newsp"); !strings.HasPrefix(got, "newspeak-trump-putin-vietnam\t") {
		t.Errorf("completing an article's id gives %q", got)
	}

	// The bot has what the operator has loaded.
	answer := d.Use(discordtest.Command{Name: "ask", Options: map[string]any{"question": question}}).Answer()
	if answer.Quotations() == 0 {
		t.Errorf("the member sees %+v", answer)
	}
}

// complete completes the last of a command's arguments.
func (s *serving) complete(args ...string) string {
	s.t.Helper()
	var stdout bytes.Buffer
	environ := []string{"DATELINE_DATA_DIR=" + s.data}
	if got := run(s.t.Context(), append([]string{"__complete"}, args...), strings.NewReader(""), &stdout, io.Discard, environ); got != exitDone {
		s.t.Errorf("completing %q exits with %d", args, got)
	}
	return stdout.String()
}

// TestNothingStaysOfCommands holds that a command which another process has run is
// gone when it has ended, however much it read: serve runs them for years.
func TestNothingStaysOfCommands(t *testing.T) {
	stdin := strings.NewReader("")
	left := weak.Make(stdin)
	h := &host{}
	if got := h.run(t.Context(), relay.Call{Args: []string{"version"}}, relay.Streams{Stdin: stdin, Stdout: io.Discard, Stderr: io.Discard}); got != exitDone {
		t.Fatalf("it exits with %d", got)
	}
	runtime.GC()
	if left.Value() != nil {
		t.Error("the command's input is still in memory")
	}
}

func TestBatchThroughServe(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	s := startServing(t, d)
	d.WaitReady()
	stdin, lines := io.Pipe()
	answers, stdout := io.Pipe()
	status := make(chan int)
	ctx, cancel := context.WithCancel(t.Context())
	var stderr bytes.Buffer
	go func() {
		status <- run(ctx, []string{"search", "--data", s.data, "--batch", "-"}, stdin, stdout, &stderr, nil)
	}()
	first := make([]byte, 20)
	go func() { _, _ = io.WriteString(lines, `{"id": "1", "question": "Syria"}`+"\n") }() // its end shows below
	if _, err := io.ReadFull(answers, first); err != nil || !strings.HasPrefix(string(first), `{"id":"1",`) {
		t.Errorf("the first line comes out as %q, %v", first, err)
	}
	go func() { _, _ = io.Copy(io.Discard, answers) }()
	cancel()
	if got := <-status; got != exitDone || stderr.Len() > 0 {
		t.Errorf("a batch that is stopped exits with %d, standard error %q; want %d and nothing said", got, &stderr, exitDone)
	}
	lines.Close()
}

// What a command's own process has open is none of the serving process's files.
func TestDescriptorsThroughServe(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	s := startServing(t, d)
	d.WaitReady()
	for _, args := range [][]string{{"load", "/dev/fd/63"}, {"load", "/dev/stdin"}, {"ask", "--batch=/dev/fd/63"}, {"ask", "--batch", "/proc/self/fd/0"}} {
		var stderr bytes.Buffer
		status := run(t.Context(), append(args, "--data", s.data), strings.NewReader(""), io.Discard, &stderr, nil)
		if status != exitUsage || !strings.Contains(stderr.String(), "is open only in this process") {
			t.Errorf("%v exits with %d and says %q", args, status, &stderr)
		}
	}
}

func TestServeStopsCommands(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	s := startServing(t, d, "DATELINE_LOG_LEVEL=debug")
	d.WaitReady()
	stdin, lines := io.Pipe()
	defer lines.Close()
	status := make(chan int)
	var stderr bytes.Buffer
	go func() {
		status <- run(t.Context(), []string{"search", "--data", s.data, "--batch", "-"}, stdin, io.Discard, &stderr, nil)
	}()
	s.waitLog("running a command")
	s.stop()
	const want = "dateline: \"dateline serve\" is stopping: "
	if got := <-status; got != exitFailed || !strings.HasPrefix(stderr.String(), want) {
		t.Errorf("a command under way at a stop exits with %d and says %q, want %d and %q", got, &stderr, exitFailed, want)
	}
	if got := <-s.status; got != exitDone {
		t.Errorf("serve exits with %d", got)
	}
}

func TestServeTwice(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	s := startServing(t, d)
	d.WaitReady()
	c := terminal{t, s.data, s.environ}
	c.wants(exitFailed, []string{"serve"}, "is in use by dateline serve, process ")
}
