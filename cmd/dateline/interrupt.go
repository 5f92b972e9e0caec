package main

import (
	"context"
	"io"
)

// untilDone gives a reader of r that ends with ctx: a read of a terminal or a
// pipe would otherwise wait for bytes that may never come. The read under way
// is then left to itself. It must be closed.
func untilDone(ctx context.Context, r io.Reader) io.ReadCloser {
	out, in := io.Pipe()
	go func() {
		_, err := io.Copy(in, r)
		in.CloseWithError(err)
	}()
	context.AfterFunc(ctx, func() { in.CloseWithError(ctx.Err()) })
	return out
}
