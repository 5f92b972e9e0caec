package relay

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"time"
)

// ErrStopping is the cause with which calls are cancelled when the server stops,
// rather than the one who called.
var ErrStopping = errors.New("\"dateline serve\" is stopping: run the command again when it has stopped or is back")

// Server takes calls.
type Server struct {
	log      *slog.Logger
	dir      string
	listener *net.UnixListener
}

// Listen takes calls in the data folder dir, which this process must own.
func Listen(log *slog.Logger, dir string) (*Server, error) {
	listener, err := listen(dir)
	if err != nil {
		return nil, err
	}
	return &Server{log: log, dir: dir, listener: listener}, nil
}

// Timings of a connection.
const (
	// callTime bounds how long a call may take to arrive.
	callTime = 5 * time.Second
	// stopTime bounds how long a stop waits for one who does not read what the
	// command wrote.
	stopTime = 3 * time.Second
)

// Serve runs calls with run, which returns the exit status, until ctx is done.
// Then it cancels those under way, with ErrStopping for a cause, and returns
// when they have ended.
func (s *Server) Serve(ctx context.Context, run func(ctx context.Context, c Call, std Streams) int) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	context.AfterFunc(ctx, func() {
		_ = os.Remove(filepath.Join(s.dir, SocketName)) // a socket that stays is replaced by the next one
		_ = s.listener.Close()
	})
	var calls sync.WaitGroup
	defer calls.Wait()
	for {
		conn, err := s.listener.AcceptUnix()
		switch {
		case ctx.Err() != nil:
			if err == nil {
				_ = conn.Close()
			}
			return
		case err != nil:
			s.log.Warn("a command could not be taken", "error", err)
			time.Sleep(100 * time.Millisecond) // such as for want of file handles
			continue
		}
		calls.Go(func() { s.serve(ctx, conn, run) })
	}
}

// serve runs one call.
func (s *Server) serve(ctx context.Context, conn *net.UnixConn, run func(context.Context, Call, Streams) int) {
	defer func() { _ = conn.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = conn.SetWriteDeadline(time.Now().Add(stopTime)) })
	defer stop()
	c := &connection{wire: newWire(conn), parts: make(chan message)}
	call, err := c.accept()
	if err != nil {
		s.log.Warn("a command was refused", "error", err)
		_ = c.send(message{Kind: refused, Data: []byte(err.Error())}) // who called need not be there any more
		return
	}
	s.log.Debug("running a command", "args", shown(call.Args))
	status := s.run(ctx, c, call, run)
	if err := c.send(message{Kind: ended, N: status}); err != nil {
		s.log.Debug("nobody waits for the command's end", "error", err)
	}
}

// run runs the command until it ends, is cancelled, or nobody is left to see it.
func (s *Server) run(ctx context.Context, c *connection, call Call, run func(context.Context, Call, Streams) int) (status int) {
	callCtx, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	stop := context.AfterFunc(ctx, func() { cancel(ErrStopping) })
	defer stop()
	c.done = callCtx.Done()
	go func() { cancel(c.listen(callCtx)) }()
	std := Streams{Stdin: &reader{c: c}, Stdout: writer{c, output}, Stderr: writer{c, complaint}}
	defer func() {
		if r := recover(); r != nil { // one command must not end the bot
			s.log.Error("a command panicked", "args", shown(call.Args), "panic", r, "stack", string(debug.Stack()))
			fmt.Fprintln(std.Stderr, "dateline: the command failed because of a fault in the program: the log of \"dateline serve\" has the details")
			status = 1
		}
	}()
	return run(callCtx, call, std)
}

// shown is as much of a command's arguments as belongs into a log.
func shown(args []string) []string {
	const most, longest = 20, 200
	out := make([]string, 0, min(len(args), most)+1)
	for _, arg := range args[:min(len(args), most)] {
		if len(arg) > longest {
			arg = strings.ToValidUTF8(arg[:longest], "") + "…"
		}
		out = append(out, arg)
	}
	if len(args) > most {
		out = append(out, "…")
	}
	return out
}

// connection is one call's, at the side that runs the command.
type connection struct {
	*wire
	parts chan message // of standard input
	done  <-chan struct{}
}

// accept reads the call.
func (c *connection) accept() (Call, error) {
	if err := clientIsTrusted(c.conn); err != nil {
		return Call{}, err
	}
	if err := c.conn.SetReadDeadline(time.Now().Add(callTime)); err != nil {
		return Call{}, err
	}
	m, err := c.receive()
	if err != nil {
		return Call{}, fmt.Errorf("read the command: %w", err)
	}
	if m.Kind != calling || m.Call.Protocol != protocol {
		return Call{}, errors.New("\"dateline serve\" has another version than this program: restart it")
	}
	if err := c.send(message{Kind: taken}); err != nil {
		return Call{}, fmt.Errorf("take the command: %w", err)
	}
	return m.Call, c.conn.SetReadDeadline(time.Time{})
}

// listen takes what the one who called sends, until there is no more or ctx is
// done. It says why the command is to be stopped.
func (c *connection) listen(ctx context.Context) error {
	for {
		m, err := c.receive()
		switch {
		case err != nil:
			return fmt.Errorf("the caller is gone: %w", err)
		case m.Kind == cancelling:
			return context.Canceled
		case m.Kind == input:
			select {
			case c.parts <- m:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
}

// writer writes to a standard stream of the one who called.
type writer struct {
	c    *connection
	kind kind
}

func (w writer) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		part := rest[:min(len(rest), partSize)]
		rest = rest[len(part):]
		if err := w.c.send(message{Kind: w.kind, Data: part}); err != nil {
			// To the command it is a pipe that nobody reads any more.
			return 0, &os.PathError{Op: "write", Path: SocketName, Err: syscall.EPIPE}
		}
	}
	return len(p), nil
}

// reader reads the standard input of the one who called.
type reader struct {
	c    *connection
	rest []byte
	end  bool
}

func (r *reader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 && !r.end {
		if err := r.c.send(message{Kind: wanted, N: partSize}); err != nil {
			return 0, err
		}
		select {
		case m := <-r.c.parts:
			r.rest, r.end = m.Data, m.End
		case <-r.c.done:
			return 0, io.ErrUnexpectedEOF
		}
	}
	if len(r.rest) == 0 && r.end {
		return 0, io.EOF
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}
