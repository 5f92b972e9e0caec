package crashtest

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"dateline/bot/discordtest"
)

var (
	kills   = flag.Int("kills", 0, "kill the program this many times")
	seed    = flag.Int64("seed", 1, "choose moments, articles and bits by this number")
	scene   = flag.String("scene", "", "kill in this scene alone")
	faults  = flag.Bool("faults", false, "let the file system fail, and flip bits in files")
	soaking = flag.Duration("soak", 0, "let the program serve for this long")
	binary  = flag.String("program", "", "test this program, instead of one built from the source")
)

// library is that of the server on Discord, so that members and the terminal
// work on the same articles.
const library = discordtest.Guild

func TestMain(m *testing.M) {
	if spec := os.Getenv(denyVariable); spec != "" {
		fmt.Fprintln(os.Stderr, "crashtest:", denyAndRun(spec, os.Args[1:]))
		os.Exit(1)
	}
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	if *binary != "" || *kills == 0 && *soaking == 0 && !*faults {
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "crashtest")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	*binary = filepath.Join(dir, "dateline")
	build := exec.Command("go", "build", "-o", *binary, "dateline/cmd/dateline")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // as it is shipped
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n%s", build, err, out)
		return 1
	}
	return m.Run()
}

// program runs the real program on one data folder.
type program struct {
	t       testing.TB
	data    string
	environ []string
}

// newProgram is one on a folder that does not exist yet.
func newProgram(t testing.TB) program {
	return program{t, filepath.Join(t.TempDir(), "data"), []string{
		"DATELINE_LIBRARY_STARTER=false", "DATELINE_ANSWERS_READER=off", "DATELINE_FETCH_ALLOW_HOSTS=127.0.0.1",
		"DATELINE_HTTP_LISTEN=127.0.0.1:0",
	}}
}

// on is the program on another folder.
func (p program) on(data string) program {
	p.data = data
	return p
}

// with is the program with more in its environment.
func (p program) with(environ ...string) program {
	p.environ = append(append([]string(nil), p.environ...), environ...)
	return p
}

// outcome is what came of a run.
type outcome struct {
	args           []string
	status         int
	killed         bool
	stdout, stderr string
	took           time.Duration
}

func (o outcome) String() string {
	return fmt.Sprintf("%q: status %d, killed %t, standard error:\n%s", o.args, o.status, o.killed, o.stderr)
}

// maxRun bounds a run: none has that much to do.
const maxRun = time.Minute

// run runs a command to its end.
func (p program) run(stdin string, args ...string) outcome {
	p.t.Helper()
	return p.runFor(0, stdin, args...)
}

// runFor runs a command and kills it after a while, if one is given. A run that
// crashes by itself, or takes forever, fails the test.
func (p program) runFor(while time.Duration, stdin string, args ...string) outcome {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), maxRun)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := p.command(ctx, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &stdout, &stderr
	start := time.Now()
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	if while > 0 {
		timer := time.AfterFunc(while, func() { _ = cmd.Process.Kill() }) // it may have ended
		defer timer.Stop()
	}
	err := cmd.Wait()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		p.t.Fatal(err)
	}
	o := outcome{args: args, status: cmd.ProcessState.ExitCode(), stdout: stdout.String(), stderr: stderr.String(), took: time.Since(start)}
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	o.killed = while > 0 && ctx.Err() == nil && ok && status.Signaled() && (status.Signal() == syscall.SIGKILL || status.Signal() == syscall.SIGSYS)
	if complaint := o.crashed(); complaint != "" {
		p.t.Errorf("%s: %s", complaint, o)
	}
	return o
}

func (p program) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, *binary, args...)
	if slices.ContainsFunc(p.environ, func(v string) bool { return strings.HasPrefix(v, denyVariable) }) {
		cmd = exec.CommandContext(ctx, os.Args[0], append([]string{*binary}, args...)...)
	}
	cmd.Env = append(append(os.Environ(), p.environ...), "DATELINE_DATA_DIR="+p.data)
	return cmd
}

// crashed says how a run ended otherwise than a program should, if so.
func (o outcome) crashed() string {
	for _, sign := range []string{"panic:", "fatal error:", "unexpected fault address", "[signal ", "\ngoroutine "} {
		if strings.Contains(o.stderr, sign) {
			return "it crashed"
		}
	}
	switch {
	case strings.Contains(o.stdout+o.stderr, discordtest.Token):
		return "it shows the token"
	case o.killed || o.status >= 0 && o.status <= 2:
		return ""
	}
	return fmt.Sprintf("it ended unasked, or was still at work after %s", maxRun)
}

// untold says what is wrong with how a failure is told, if anything: its last
// line has to be the program's own.
func (o outcome) untold() string {
	lines := strings.Split(strings.TrimSpace(o.stderr), "\n")
	if o.status == 0 || o.killed || strings.HasPrefix(lines[len(lines)-1], "dateline: ") {
		return ""
	}
	return "it does not tell plainly what failed"
}

// must runs a command that has to succeed.
func (p program) must(stdin string, args ...string) outcome {
	p.t.Helper()
	o := p.run(stdin, args...)
	if o.status != 0 {
		p.t.Fatalf("a command that should succeed: %s", o)
	}
	return o
}

// in adds the library and the form of the output to a command.
func in(args ...string) []string { return append(args, "--json", "--library", library) }
