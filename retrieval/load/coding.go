package load

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"dateline/retrieval"
)

// decoded is a response's body without its content codings. The transport asks
// for gzip and reads that; servers that were not asked send others. No coding may
// give more than limit bytes: the outer one of two may read much and give little.
func decoded(ctx context.Context, resp *http.Response, limit int64) (io.Reader, error) {
	const most = 3
	codings := strings.Split(strings.Join(resp.Header.Values("Content-Encoding"), ","), ",")
	if len(codings) > most {
		return nil, unread(strings.Join(codings[:most], ",") + ",…")
	}
	first := &firstError{}
	body := first.of(resp.Body)
	// The last one was applied last.
	for i := len(codings) - 1; i >= 0; i-- {
		coding := strings.ToLower(strings.TrimSpace(codings[i]))
		next, err := decoder(coding, body)
		if err != nil {
			return nil, first.keep(err)
		}
		body = first.of(&codedReader{Reader: next, ctx: ctx, coding: coding, limit: limit})
	}
	return body, nil
}

// decoder reads one coding.
func decoder(coding string, body io.Reader) (io.Reader, error) {
	// Larger windows are of no use for a page, and take memory.
	const window = 8 << 20
	var err error
	switch coding {
	case "", "identity":
	case "gzip", "x-gzip":
		body, err = gzip.NewReader(body)
	case "deflate":
		body, err = inflate(body)
	case "br":
		body = brotli.NewReader(body)
	case "zstd":
		var z *zstd.Decoder
		if z, err = zstd.NewReader(body, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(window)); err == nil {
			body = z
		}
	default:
		return nil, unread(coding)
	}
	if err != nil {
		return nil, broken(coding, err)
	}
	return body, nil
}

// inflate reads deflate as it is meant, with zlib's head, or as some servers
// send it, without.
func inflate(body io.Reader) (io.Reader, error) {
	in := bufio.NewReader(body)
	head, err := in.Peek(2)
	const zlibMethod, zlibCheck = 8, 31
	if err == nil && head[0]&0x0f == zlibMethod && (int(head[0])<<8|int(head[1]))%zlibCheck == 0 {
		return zlib.NewReader(in)
	}
	return flate.NewReader(in), nil
}

func unread(coding string) error {
	return retrieval.NewProblem("coding", "the server sent it in the content coding %.40q, which is not read here: save the page in a browser and load the file", coding)
}

func broken(coding string, err error) error {
	return retrieval.NewProblem("broken_coding", "its content coding %.40q is broken (%w): save the page in a browser and load the file", coding, err)
}

// codedReader reads what a coding gives until the context is done or its bound is
// passed, and tells its errors as those of the coding.
type codedReader struct {
	io.Reader
	ctx    context.Context
	coding string
	// limit is how many bytes it may give, and given how many it gave.
	limit, given int64
}

// Read implements io.Reader.
func (r *codedReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.Reader.Read(p)
	if r.given += int64(n); r.given > r.limit {
		return n, longPage(r.limit)
	}
	if err == nil || errors.Is(err, io.EOF) {
		return n, err
	}
	return n, broken(r.coding, err)
}

// firstError is what first went wrong in a body: in the connection, or in the
// coding that was applied last. What the codings above make of that is not told.
type firstError struct{ err error }

// keep returns the first error of all that it was given.
func (f *firstError) keep(err error) error {
	if f.err == nil {
		f.err = err
	}
	return f.err
}

// of is a reader whose errors are kept.
func (f *firstError) of(r io.Reader) io.Reader { return keptReader{r, f} }

type keptReader struct {
	io.Reader
	first *firstError
}

// Read implements io.Reader.
func (r keptReader) Read(p []byte) (int, error) {
	if r.first.err != nil {
		return 0, r.first.err
	}
	n, err := r.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = r.first.keep(err)
	}
	return n, err
}
