package relay

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// command is what a test's server does with a call.
type command func(ctx context.Context, c Call, std Streams) int

// serve takes calls in dir until the test ends or stop is called, which returns
// when the calls have ended.
func serve(t *testing.T, dir string, run command) (stop func()) {
	t.Helper()
	s, err := Listen(slog.New(slog.DiscardHandler), dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var wait sync.WaitGroup
	wait.Go(func() { s.Serve(ctx, run) })
	stop = func() {
		cancel()
		wait.Wait()
	}
	t.Cleanup(stop)
	return stop
}

// call calls, and gives what came of it.
func call(ctx context.Context, dir, stdin string, c Call) (status int, stdout, stderr string, err error) {
	var out, complaints bytes.Buffer
	status, err = Run(ctx, dir, c, Streams{Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &complaints})
	return status, out.String(), complaints.String(), err
}

func TestCall(t *testing.T) {
	dir := t.TempDir()
	var got Call
	serve(t, dir, func(_ context.Context, c Call, std Streams) int {
		got = c
		in, err := io.ReadAll(std.Stdin)
		fmt.Fprintf(std.Stdout, "%s %v", in, err)
		fmt.Fprint(std.Stderr, "careful")
		return 7
	})
	long := strings.Repeat("0123456789", 3*partSize/10)
	c := Call{
		Args: []string{"ask", "caf\xe9", ""}, Dir: "/work", Environ: []string{"A=b"},
		Stdout: Screen{Terminal: true, Columns: 80},
	}
	status, stdout, stderr, err := call(t.Context(), dir, long, c)
	if err != nil || status != 7 || stdout != long+" <nil>" || stderr != "careful" {
		t.Errorf("status %d, %d bytes, %q, %v", status, len(stdout), stderr, err)
	}
	c.Protocol = protocol
	if diff := cmp.Diff(c, got); diff != "" {
		t.Errorf("call (-want +got):\n%s", diff)
	}
}

// A command that reads nothing leaves standard input to whoever comes next.
func TestStdinIsReadOnDemand(t *testing.T) {
	dir := t.TempDir()
	serve(t, dir, func(context.Context, Call, Streams) int { return 0 })
	stdin := strings.NewReader("for the shell")
	if _, err := Run(t.Context(), dir, Call{}, Streams{Stdin: stdin, Stdout: io.Discard, Stderr: io.Discard}); err != nil {
		t.Fatal(err)
	}
	if stdin.Len() != len("for the shell") {
		t.Errorf("%d bytes are left", stdin.Len())
	}
}

// cause waits until the call is stopped, tells why, and ends well.
func cause(ctx context.Context, _ Call, std Streams) int {
	fmt.Fprint(std.Stdout, "running")
	_, err := std.Stdin.Read(make([]byte, 1))
	<-ctx.Done()
	fmt.Fprintf(std.Stderr, "%v %v", context.Cause(ctx), err)
	return 3
}

// notified cancels when something is written.
type notified struct {
	io.Writer
	f func()
}

func (n notified) Write(p []byte) (int, error) {
	n.f()
	return n.Writer.Write(p)
}

// silence is a terminal that nobody types into, until it is closed.
func silence(t *testing.T) io.Reader {
	t.Helper()
	r, w := io.Pipe()
	t.Cleanup(func() { w.Close() })
	return r
}

func TestCancel(t *testing.T) {
	dir := t.TempDir()
	serve(t, dir, cause)
	ctx, cancel := context.WithCancel(t.Context())
	var stderr bytes.Buffer
	status, err := Run(ctx, dir, Call{}, Streams{Stdin: silence(t), Stdout: notified{io.Discard, cancel}, Stderr: &stderr})
	if err != nil || status != 3 || stderr.String() != "context canceled unexpected EOF" {
		t.Errorf("status %d, %q, %v", status, &stderr, err)
	}
}

func TestStop(t *testing.T) {
	dir := t.TempDir()
	stop := serve(t, dir, cause)
	var stderr bytes.Buffer
	status, err := Run(t.Context(), dir, Call{}, Streams{Stdin: silence(t), Stdout: notified{io.Discard, func() { go stop() }}, Stderr: &stderr})
	if err != nil || status != 3 || stderr.String() != ErrStopping.Error()+" unexpected EOF" {
		t.Errorf("status %d, %q, %v", status, &stderr, err)
	}
	stop()
	if _, _, _, err := call(t.Context(), dir, "", Call{}); !errors.Is(err, ErrNobody) {
		t.Errorf("after the stop: %v, want %v", err, ErrNobody)
	}
	if _, err := os.Lstat(filepath.Join(dir, SocketName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket is left: %v", err)
	}
}

// A command whose caller has gone is stopped.
func TestCallerGone(t *testing.T) {
	dir := t.TempDir()
	ended := make(chan error)
	serve(t, dir, func(ctx context.Context, _ Call, std Streams) int {
		fmt.Fprint(std.Stdout, "running")
		<-ctx.Done()
		_, err := std.Stdout.Write(make([]byte, 1<<20))
		ended <- err
		return 0
	})
	full := errors.New("nobody reads")
	_, err := Run(t.Context(), dir, Call{}, Streams{Stdin: silence(t), Stdout: failing{full}, Stderr: io.Discard})
	if !errors.Is(err, full) {
		t.Errorf("Run: %v, want %v", err, full)
	}
	if err := <-ended; err == nil || !strings.Contains(err.Error(), "broken pipe") {
		t.Errorf("the command's output: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// A message that is longer than any command is refused as soon as its length is
// known, and what a log has of a long one is bounded.
func TestLongMessages(t *testing.T) {
	for name, head := range map[string][]byte{
		"4 GB":             {0xfc, 0xff, 0xff, 0xff, 0xff},
		"230 MB":           {0xfc, 0x0d, 0xb5, 0x85, 0x80},
		"no length at all": {0x80, 1, 2, 3, 4, 5, 6, 7, 8, 9},
	} {
		b := &bounded{from: bufio.NewReader(io.MultiReader(bytes.NewReader(head), rand.Reader))}
		if n, err := io.CopyN(io.Discard, b, 1<<20); n > 0 || !errors.Is(err, ErrTooLong) {
			t.Errorf("%s: %d bytes and %v, want %v", name, n, err, ErrTooLong)
		}
	}
	dir := t.TempDir()
	serve(t, dir, func(context.Context, Call, Streams) int { return 0 })
	if _, _, _, err := call(t.Context(), dir, "", Call{Args: []string{strings.Repeat("a", 8<<20)}}); err == nil {
		t.Error("a command of 8 MB is run")
	}
	if _, _, _, err := call(t.Context(), dir, "", Call{Args: []string{strings.Repeat("a", 2<<20)}}); err != nil {
		t.Errorf("a command of 2 MB: %v", err)
	}
	logged := shown(slices.Repeat([]string{strings.Repeat("ä", 1<<20)}, 1000))
	if n := len(strings.Join(logged, "")); n > 8<<10 {
		t.Errorf("a log has %d bytes of a command", n)
	}
}

func TestPanic(t *testing.T) {
	dir := t.TempDir()
	serve(t, dir, func(context.Context, Call, Streams) int { panic("oh") })
	status, _, stderr, err := call(t.Context(), dir, "", Call{})
	if err != nil || status != 1 || !strings.HasPrefix(stderr, "dateline: the command failed because of a fault in the program") {
		t.Errorf("status %d, %q, %v", status, stderr, err)
	}
}

func TestNobody(t *testing.T) {
	dir := t.TempDir()
	if _, _, _, err := call(t.Context(), dir, "", Call{}); !errors.Is(err, ErrNobody) {
		t.Errorf("no socket: %v", err)
	}
	dead, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(dir, SocketName)})
	if err != nil {
		t.Fatal(err)
	}
	dead.SetUnlinkOnClose(false)
	dead.Close()
	if _, _, _, err := call(t.Context(), dir, "", Call{}); !errors.Is(err, ErrNobody) {
		t.Errorf("a dead process's socket: %v", err)
	}
	serve(t, dir, func(context.Context, Call, Streams) int { return 0 })
	if _, _, _, err := call(t.Context(), dir, "", Call{}); err != nil {
		t.Errorf("a new socket in its place: %v", err)
	}
}

func TestSocketIsPrivate(t *testing.T) {
	dir := t.TempDir()
	serve(t, dir, nil)
	info, err := os.Lstat(filepath.Join(dir, SocketName))
	if err != nil || info.Mode() != os.ModeSocket|0o600 {
		t.Errorf("the socket has mode %v, %v", info.Mode(), err)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v", files, err)
	}
}

func TestLongPath(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("a long name ", 15))
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	stop := serve(t, dir, func(context.Context, Call, Streams) int { return 5 })
	if status, _, _, err := call(t.Context(), dir, "", Call{}); err != nil || status != 5 {
		t.Errorf("status %d, %v", status, err)
	}
	stop()
	if files, err := os.ReadDir(dir); err != nil || len(files) != 0 {
		t.Errorf("the folder holds %v, %v", files, err)
	}
}

func TestOtherVersion(t *testing.T) {
	dir := t.TempDir()
	serve(t, dir, func(context.Context, Call, Streams) int { return 0 })
	for name, m := range map[string]message{
		"newer":   {Kind: calling, Call: Call{Protocol: protocol + 1}},
		"no call": {Kind: cancelling},
	} {
		conn, err := dial(dir)
		if err != nil {
			t.Fatal(err)
		}
		w := newWire(conn)
		if err := w.send(m); err != nil {
			t.Fatal(err)
		}
		if got, err := w.receive(); err != nil || got.Kind != refused || !strings.Contains(string(got.Data), "another version") {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		conn.Close()
	}
	conn, err := dial(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte("GET / HTTP/1.1\r\n\r\n" + strings.Repeat("\xff", 100))); err != nil {
		t.Fatal(err)
	}
	if got, err := newWire(conn).receive(); err != nil || got.Kind != refused {
		t.Errorf("another protocol: %+v, %v", got, err)
	}
}
