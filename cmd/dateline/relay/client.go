package relay

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// Run has the process that takes calls in dir run a command, and returns its exit
// status. A ctx that is done stops the command, and Run returns when that has
// ended. ErrNobody says that there is no such process; with an error of writing
// to standard output, nobody reads that any more and the command is stopped.
func Run(ctx context.Context, dir string, c Call, std Streams) (status int, err error) {
	conn, err := dial(dir)
	if err != nil {
		return 0, err
	}
	defer func() { _ = conn.Close() }()
	c.Protocol = protocol
	r := &caller{newWire(conn), std}
	if err := r.send(message{Kind: calling, Call: c}); err != nil {
		return 0, fmt.Errorf("%w (%w)", ErrNobody, err)
	}
	stop := context.AfterFunc(ctx, func() { _ = r.send(message{Kind: cancelling}) }) // else the end of the connection says it
	defer stop()
	return r.follow()
}

// caller is a call at the side of the one who called.
type caller struct {
	*wire
	std Streams
}

// follow does what the other side asks for until the command has ended.
func (r *caller) follow() (status int, err error) {
	gone := ErrNobody // a process that was just ending may not have taken it
	for {
		m, err := r.receive()
		if err != nil {
			return 0, fmt.Errorf("%w (%w)", gone, err)
		}
		switch m.Kind {
		case refused:
			return 0, errors.New(string(m.Data))
		case taken:
			gone = ErrBroken
		case wanted:
			go r.feed(min(m.N, partSize))
		case complaint:
			_, _ = r.std.Stderr.Write(m.Data) // there is nowhere to tell
		case output:
			if _, err := r.std.Stdout.Write(m.Data); err != nil {
				return 0, fmt.Errorf("write to standard output: %w", err)
			}
		case ended:
			return m.N, nil
		case calling, input, cancelling: // it is for this side to say that
		}
	}
}

// feed reads some of standard input and sends it. It may outlive the call, because
// reading from a terminal cannot be interrupted.
func (r *caller) feed(n int) {
	data := make([]byte, n)
	n, err := r.std.Stdin.Read(data)
	if err != nil && !errors.Is(err, io.EOF) {
		fmt.Fprintf(r.std.Stderr, "dateline: standard input: %v\n", err)
	}
	_ = r.send(message{Kind: input, Data: data[:n], End: err != nil}) // a command that has ended needs none
}
