package main

import (
	"context"
	"io"
)

// untilDone gives a reader of r that stops when ctx is done: a read of a
// terminal or a pipe would otherwise wait for bytes that never come. The read
// under way is left to itself, so r must not be read by anybody else.
func untilDone(ctx context.Context, r io.Reader) io.Reader {
	return &doneReader{done: ctx.Done(), cause: ctx.Err, r: r}
}

type doneReader struct {
	done  <-chan struct{}
	cause func() error
	r     io.Reader

	buffer  []byte // what a read under way fills
	rest    []byte // what is read and not yet given
	restErr error
}

// readSize is how much is read at a time, in bytes.
const readSize = 64 << 10

func (d *doneReader) Read(p []byte) (int, error) {
	if len(d.rest) == 0 {
		if d.restErr != nil {
			return 0, d.restErr
		}
		if err := d.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, d.rest)
	d.rest = d.rest[n:]
	return n, nil
}

// fill reads once from the underlying reader.
func (d *doneReader) fill() error {
	if d.buffer == nil {
		d.buffer = make([]byte, readSize)
	}
	type result struct {
		n   int
		err error
	}
	read := make(chan result, 1)
	go func() {
		n, err := d.r.Read(d.buffer)
		read <- result{n, err}
	}()
	select {
	case <-d.done:
		d.restErr = d.cause()
		return d.restErr
	case got := <-read:
		d.rest, d.restErr = d.buffer[:got.n], got.err
		if got.n == 0 {
			return got.err
		}
		return nil
	}
}
