// Package input reads what may keep its reader waiting, a terminal or a pipe,
// for no longer than a context lasts. It keeps nothing and refuses nothing.
package input

import (
	"context"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// Reader returns a reader of r that ends with ctx: a read of a terminal or a
// pipe would otherwise wait for bytes that may never come. The read under way
// is then left to itself. It must be closed.
func Reader(ctx context.Context, r io.Reader) io.ReadCloser {
	out, in := io.Pipe()
	go func() {
		_, err := io.Copy(in, r)
		in.CloseWithError(err)
	}()
	context.AfterFunc(ctx, func() { in.CloseWithError(context.Cause(ctx)) })
	return out
}

// Open opens a file for reading, unless ctx is done before: a named
// pipe is open when somebody opens its other end, who may never come.
func Open(ctx context.Context, path string) (*os.File, error) {
	type opening struct {
		file *os.File
		err  error
	}
	opened := make(chan opening, 1)
	go func() {
		f, err := os.Open(path)
		opened <- opening{f, err}
	}()
	select {
	case o := <-opened:
		return o.file, o.err
	case <-ctx.Done():
	}
	comeToPipe(path)
	go func() {
		if o := <-opened; o.err == nil {
			_ = o.file.Close()
		}
	}()
	return nil, ctx.Err()
}

// comeToPipe opens and closes the other end of a named pipe, so that whoever
// waits to open it goes on.
func comeToPipe(path string) {
	if info, err := os.Stat(path); err != nil || info.Mode()&fs.ModeNamedPipe == 0 {
		return
	}
	if f, err := os.OpenFile(path, os.O_WRONLY|syscall.O_NONBLOCK, 0); err == nil {
		_ = f.Close()
	}
}
