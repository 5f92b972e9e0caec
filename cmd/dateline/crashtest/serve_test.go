package crashtest

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"dateline/bot/discordtest"
)

// witness stands before a test: what is wanted of a bot that was killed meanwhile
// is no failure. Who waits for it gives up.
type witness struct {
	testing.TB
	mu   sync.Mutex
	ends []func()
	said []string
}

// Cleanup, Error and Fatalf implement testing.TB.
func (w *witness) Cleanup(f func())  { w.ends = append(w.ends, f) }
func (w *witness) Error(args ...any) { w.note(fmt.Sprint(args...)) }
func (w *witness) Fatalf(format string, args ...any) {
	w.note(fmt.Sprintf(format, args...))
	runtime.Goexit()
}

func (w *witness) note(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.said = append(w.said, text)
}

// close ends what waits for the bot, and logs what was wanted in vain.
func (w *witness) close() {
	for _, end := range w.ends {
		end()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, said := range w.said {
		w.TB.Log(said)
	}
}

// serving is a "dateline serve" and its Discord.
type serving struct {
	*discordtest.Server
	witness *witness
	program program
	cmd     *exec.Cmd
	log     *buffer
	ended   chan struct{}
}

// buffer is written while it is read.
type buffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write implements io.Writer.
func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// startServing begins to serve; wait for it with WaitReady.
func startServing(p program) *serving {
	p.t.Helper()
	s := &serving{witness: &witness{TB: p.t}, log: &buffer{}, ended: make(chan struct{})}
	s.Server = discordtest.Start(s.witness, discordtest.Options{})
	s.program = p.with("DATELINE_DISCORD_TOKEN="+discordtest.Token, "DATELINE_DISCORD_API_URL="+s.APIURL())
	s.cmd = s.program.command(p.t.Context(), "serve")
	s.cmd.Stdout, s.cmd.Stderr = io.Discard, s.log
	if err := s.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	go func() {
		defer close(s.ended)
		_ = s.cmd.Wait() // its state says how it ended
	}()
	return s
}

// end sends a signal, waits, and says what came of it.
func (s *serving) end(signal syscall.Signal) outcome {
	_ = s.cmd.Process.Signal(signal) // it may have ended by itself
	select {
	case <-s.ended:
	case <-time.After(maxRun):
		_ = s.cmd.Process.Kill() // told below
		<-s.ended
	}
	status, _ := s.cmd.ProcessState.Sys().(syscall.WaitStatus)
	o := outcome{args: []string{"serve"}, status: s.cmd.ProcessState.ExitCode(), stderr: s.log.String()}
	o.killed = signal == syscall.SIGKILL && status.Signaled() && status.Signal() == signal
	if complaint := o.crashed(); complaint != "" {
		s.program.t.Errorf("%s: %s", complaint, o)
	}
	return o
}

var monitorAddress = regexp.MustCompile(`msg="health and metrics" address=(\S+)`)

func ask(question string) discordtest.Command {
	return discordtest.Command{Name: "ask", Options: map[string]any{"question": question}}
}

// add has a moderator load an article from a file, and reports whether the bot
// said that it was added.
func (s *serving) add(a article) bool {
	file := discordtest.File{Name: a.ID + ".jsonl", Data: []byte(change{a.ID: &a}.lines())}
	shown := s.Use(discordtest.Command{Name: "library add", Files: map[string]discordtest.File{"file": file}}).Answer()
	if len(shown.Buttons) == 0 {
		return false
	}
	return strings.Contains(s.Press(discordtest.Member{}, shown, "Add").Answer().Text(), "added")
}

// serve has members and the terminal work with a bot that is killed.
func serve(w *world) act {
	s := startServing(w.p)
	ready := make(chan struct{})
	go func() {
		defer close(ready)
		s.WaitReady()
	}()
	loaded, gone, added := w.w.articles(w.have, 40, 0), change{}, change{}
	for _, id := range w.w.some(w.have, 4) {
		gone[id] = nil
	}
	for range 4 {
		a := w.w.article()
		added[a.ID] = &a
	}
	a := act{becomes: maps.Clone(loaded)}
	maps.Copy(a.becomes, gone)
	maps.Copy(a.becomes, added)
	questions := []string{w.w.sentence(), w.w.sentence()}
	a.run = func(while time.Duration) (outcome, map[string]bool) {
		<-ready
		start := time.Now()
		acknowledged, mu, busy, quick := map[string]bool{}, sync.Mutex{}, sync.WaitGroup{}, sync.WaitGroup{}
		note := func(done map[string]bool) {
			mu.Lock()
			defer mu.Unlock()
			maps.Copy(acknowledged, done)
		}
		quick.Go(func() { note(acknowledgedIn(s.relay(loaded.lines(), in("load", "-")...))) })
		quick.Go(func() {
			for id := range gone {
				note(acknowledgedIn(s.relay("", in("articles", "remove", id)...)))
			}
		})
		busy.Go(func() {
			for id, a := range added {
				if s.add(*a) {
					note(map[string]bool{id: true})
				}
				s.Use(ask(questions[0]))
			}
		})
		done := make(chan struct{})
		go func() {
			defer close(done)
			busy.Wait()
			quick.Wait()
		}()
		select {
		case <-done:
		case <-time.After(while):
		}
		took := time.Since(start)
		o := s.end(syscall.SIGKILL)
		quick.Wait()
		o.took = took
		s.witness.close()
		mu.Lock()
		defer mu.Unlock()
		return o, maps.Clone(acknowledged)
	}
	return a
}

// relay runs a command through the serving process, which may be killed meanwhile,
// and gives what it wrote. It never works on the folder by itself.
func (s *serving) relay(stdin string, args ...string) string {
	cmd := s.program.command(s.program.t.Context(), args...)
	var stdout bytes.Buffer
	cmd.Stdin, cmd.Stdout = strings.NewReader(stdin), &stdout
	_ = cmd.Run() // what it acknowledged stands in its output
	return stdout.String()
}
