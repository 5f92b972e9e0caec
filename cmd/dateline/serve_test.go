package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"dateline/bot/discordtest"
	"dateline/cmd/dateline/monitor"
)

// serving is a "dateline serve" that runs against a Discord.
type serving struct {
	t       *testing.T
	data    string
	environ []string
	stderr  lockedBuffer
	stop    context.CancelFunc
	status  chan int
}

// lockedBuffer is written by the program while the test reads it.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// startServing runs the program until the test ends, or until stop is called.
func startServing(t *testing.T, d *discordtest.Server, environ ...string) *serving {
	t.Helper()
	s := newServing(t, d, environ...)
	s.start()
	return s
}

// newServing is a program to be started.
func newServing(t *testing.T, d *discordtest.Server, environ ...string) *serving {
	t.Helper()
	return &serving{
		t:    t,
		data: filepath.Join(t.TempDir(), "data"),
		environ: append([]string{
			"DATELINE_DISCORD_TOKEN=" + discordtest.Token,
			"DATELINE_DISCORD_API_URL=" + d.APIURL(),
			"DATELINE_HTTP_LISTEN=127.0.0.1:0",
			"DATELINE_ANSWERS_READER=off",
		}, environ...),
		status: make(chan int, 1),
	}
}

// start runs the program until the test ends, or until stop is called.
func (s *serving) start() {
	ctx, stop := context.WithCancel(s.t.Context())
	s.stop = stop
	args := []string{"serve", "--data", s.data}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.status <- run(ctx, args, strings.NewReader(""), io.Discard, &s.stderr, s.environ)
	}()
	s.t.Cleanup(func() {
		stop()
		select { // its folder is deleted next
		case <-ended:
		case <-time.After(time.Minute):
			s.t.Error("serve does not end")
		}
		if strings.Contains(s.stderr.String(), discordtest.Token) {
			s.t.Error("the token is in the log")
		}
		if s.t.Failed() {
			s.t.Log(s.stderr.String())
		}
	})
}

// waitLog waits until the log holds a text.
func (s *serving) waitLog(text string) {
	s.t.Helper()
	for tries := 0; !strings.Contains(s.stderr.String(), text); tries++ {
		if tries == 1000 {
			s.t.Fatalf("the log does not say %q", text)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

var monitorAddress = regexp.MustCompile(`msg="health and metrics" address=(\S+)`)

// get asks the monitor for a page.
func (s *serving) get(path string) (status int, body string) {
	s.t.Helper()
	address := monitorAddress.FindStringSubmatch(s.stderr.String())
	if address == nil {
		s.t.Fatal("the log does not say where the monitor is")
	}
	resp, err := http.Get("http://" + address[1] + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// metricsTo is for promtool: what a process that has served tells goes to this file.
var metricsTo = flag.String("metrics", "", "write the metrics of a process that serves to this file")

// draw is for the pictures in the docs: what it writes looks like messages in
// Discord, and a browser takes the pictures.
var draw = flag.String("draw", "", "draw the four main messages as HTML pages in this folder")

// drawMessages draws what comes of the four main commands.
func drawMessages(t *testing.T, d *discordtest.Server, folder string) {
	t.Helper()
	for command, options := range map[string]map[string]any{
		"ask":      {"question": "What did Trump and Putin agree on about Syria?"},
		"compare":  {"topic": "Trump and Putin on Syria"},
		"timeline": {"topic": "Trump and Putin on Syria"},
		"summary":  {"topic": "Trump and Putin on Syria"},
	} {
		f, err := os.Create(filepath.Join(folder, command+".html"))
		if err != nil {
			t.Fatal(err)
		}
		m := d.Use(discordtest.Command{Name: command, Options: options}).Answer()
		if err := errors.Join(discordtest.WriteHTML(f, m), f.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestServe(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	s := startServing(t, d)
	d.WaitReady()

	answer := d.Use(discordtest.Command{
		Name: "ask", Options: map[string]any{"question": "What did Trump and Putin agree on about Syria?"},
	}).Answer()
	if answer.Quotations() == 0 || !strings.Contains(answer.Text(), "Syria") {
		t.Errorf("the member sees %+v, want an excerpt about Syria", answer)
	}
	nothing := d.Use(discordtest.Command{
		Name: "ask", Options: map[string]any{"question": "What is the boiling point of mercury?"},
	}).Answer()
	if !strings.Contains(nothing.Content, "no answer") {
		t.Errorf("the member sees %q, want to be told that there is no answer", nothing.Content)
	}

	for _, path := range []string{"/healthz", "/readyz"} {
		if status, body := s.get(path); status != http.StatusOK || body != "ok\n" {
			t.Errorf("%s gives %d %q", path, status, body)
		}
	}
	file := filepath.Join(t.TempDir(), "one.jsonl")
	if err := os.WriteFile(file, []byte(`{"id": "one", "title": "Ferry", "body": "The ferry of Lindow leaves at seven."}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	terminal{t, s.data, nil}.run(exitDone, "load", "--library", discordtest.Guild, file)
	terminal{t, s.data, nil}.run(exitDone, "ask", "--library", discordtest.Guild, "What did Trump and Putin agree on about Syria?")
	_, metrics := s.get("/metrics")
	for _, want := range []string{
		`dateline_questions_total{outcome="answered"} 2`, `dateline_questions_total{outcome="abstained"} 1`,
		`dateline_questions_total{outcome="failed"} 0`, "dateline_answer_seconds_count 3", "go_goroutines ", "process_open_fds ",
		`dateline_asked_total{kind="ask",origin="terminal",outcome="answered"} 1`, `dateline_answer_stage_seconds_count{stage="search"} 3`,
		`dateline_interactions_total{kind="ask",outcome="answered"} 2`, `dateline_gateway_up{shard="0"} 1`,
		`dateline_rest_calls_total{call="respond to an interaction",status="204"} 2`, `dateline_loaded_total{result="added",source="terminal"} 1`,
		"dateline_libraries 1\n", "dateline_articles 6\n", "dateline_feeds_failing 0\n", "dateline_last_backup_timestamp_seconds 0\n",
		"dateline_state_known 1\n", `dateline_build_info{goversion="go`,
	} {
		if !strings.Contains(metrics, want) {
			t.Errorf("metrics lack %q", want)
		}
	}
	if *metricsTo != "" {
		if err := os.WriteFile(*metricsTo, []byte(metrics), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if strings.Contains(s.stderr.String(), "Syria") {
		t.Error("a question is in the log")
	}

	if *draw != "" {
		drawMessages(t, d, *draw)
	}
	s.stop()
	if got := <-s.status; got != exitDone {
		t.Errorf("serve exits with %d when it is stopped, want %d", got, exitDone)
	}
}

// The id of an interaction leads from what came of it to the calls to Discord.
func TestServeTraces(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	s := startServing(t, d, "DATELINE_LOG_LEVEL=debug")
	d.WaitReady()
	it := d.Use(discordtest.Command{Name: "ask", Options: map[string]any{"question": "What did Trump and Putin agree on about Syria?"}})
	it.Answer()
	s.waitLog(`msg="answered an interaction" interaction=` + it.ID)
	called := regexp.MustCompile(`msg="called Discord" call="respond to an interaction" status=204 .*request=` + it.ID)
	if !called.MatchString(s.stderr.String()) {
		t.Errorf("no line of the log matches %s", called)
	}
}

// A signal ends serve cleanly and stands in its log. Until then other processes
// complete names beside it.
func TestServeSignals(t *testing.T) {
	for _, sig := range []os.Signal{syscall.SIGHUP, syscall.SIGTERM, os.Interrupt} {
		t.Run(sig.String(), func(t *testing.T) {
			caught := make(chan os.Signal, 1)
			signal.Notify(caught, sig) // else serve ignores what nohup has its test ignore
			defer signal.Stop(caught)
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			s := newServing(t, discordtest.Start(t, discordtest.Options{}))
			program := func(args ...string) *exec.Cmd {
				cmd := exec.CommandContext(ctx, "dateline", args...)
				cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGQUIT) } // with all stacks
				cmd.WaitDelay = 5 * time.Second
				cmd.Env = append(append(os.Environ(), s.environ...), "DATELINE_DATA_DIR="+s.data)
				return cmd
			}
			serve := program("serve")
			serve.Stderr = &s.stderr
			if err := serve.Start(); err != nil {
				t.Fatal(err)
			}
			s.waitLog("registered commands")
			if out, err := program("articles", "list").CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if out, err := program("__complete", "articles", "show", "newsb").Output(); err != nil || !strings.HasPrefix(string(out), "newsbytes-") {
				t.Errorf("completing beside serve gives %q, %v", out, err)
			}
			if err := serve.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			if err := serve.Wait(); err != nil {
				t.Errorf("serve ends with %v\n%s", err, s.stderr.String())
			}
			if want := `msg="stopping: answers under way are finished first" why="` + sig.String() + ` signal received"`; !strings.Contains(s.stderr.String(), want) {
				t.Errorf("the log does not say %s:\n%s", want, s.stderr.String())
			}
		})
	}
}

func TestServeRefusals(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	tests := []struct {
		name    string
		environ []string // after what startServing sets, so that it counts
		status  int
		stderr  string
	}{
		{"no token", []string{"DATELINE_DISCORD_TOKEN="}, exitUsage, "dateline: discord.token is not set: "},
		{"a token that Discord does not know", []string{"DATELINE_DISCORD_TOKEN=wrong"}, exitFailed, "dateline: connect to Discord: the token was refused"},
		{"a token file that is not there", []string{"DATELINE_DISCORD_TOKEN=", "DATELINE_DISCORD_TOKEN_FILE=/none"}, exitUsage, "dateline: discord.token_file: the file cannot be read"},
		{"an address in use", []string{"DATELINE_HTTP_LISTEN=" + taken.Addr().String()}, exitFailed, "dateline: http.listen: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := startServing(t, d, tt.environ...)
			if got := <-s.status; got != tt.status {
				t.Errorf("serve exits with %d, want %d", got, tt.status)
			}
			last := s.stderr.String()
			last = last[strings.LastIndex(strings.TrimSuffix(last, "\n"), "\n")+1:]
			if !strings.HasPrefix(last, tt.stderr) {
				t.Errorf("it says %q, want %q", last, tt.stderr)
			}
		})
	}
}

// listening is the address of a server that runs until the test ends.
func listening(t *testing.T, h http.Handler) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.Listener.Addr().String()
}

func TestHealthcheck(t *testing.T) {
	well := func(context.Context) error { return nil }
	m := monitor.New(slog.New(slog.DiscardHandler), monitor.Build{}, nil)
	healthy := listening(t, m.Handler(monitor.Options{Live: well, Ready: well}))
	sick := listening(t, http.NotFoundHandler())
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	free.Close()
	tests := []struct {
		name, listen   string
		status         int
		stdout, stderr string
	}{
		{"well", healthy, exitDone, "ok\n", ""},
		{"another program", sick, exitFailed, "", "dateline: health at " + sick + ": the answer is 404 Not Found\n"},
		{"nothing there", free.Addr().String(), exitFailed, "", "dateline: health at " + free.Addr().String() + ": nothing listens there: start \"dateline serve\", or see its log\n"},
		{"turned off", "", exitUsage, "", "dateline: http.listen is empty, so there is nothing to ask: set an address, such as 127.0.0.1:8080\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			got := run(t.Context(), []string{"healthcheck"}, strings.NewReader(""), &stdout, &stderr, []string{"DATELINE_HTTP_LISTEN=" + tt.listen})
			if got != tt.status || stdout.String() != tt.stdout || stderr.String() != tt.stderr {
				t.Errorf("healthcheck = %d, %q, %q; want %d, %q, %q", got, &stdout, &stderr, tt.status, tt.stdout, tt.stderr)
			}
		})
	}
}

func TestReachable(t *testing.T) {
	tests := map[string]string{
		"127.0.0.1:8080": "127.0.0.1:8080",
		"0.0.0.0:8080":   "127.0.0.1:8080",
		":8080":          "127.0.0.1:8080",
		"[::]:8080":      "[::1]:8080",
		"10.1.2.3:80":    "10.1.2.3:80",
		"localhost:80":   "localhost:80",
	}
	for listen, want := range tests {
		if got := reachable(listen); got != want {
			t.Errorf("reachable(%q) = %q, want %q", listen, got, want)
		}
	}
}
