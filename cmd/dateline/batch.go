package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"dateline/retrieval/load/input"
)

// batch answers the lines of a file ("-" is standard input) in their order, each
// before the next one is read. The text to answer is in each line's field of that
// name. A line that cannot be answered gives an error in its place, and makes
// batch fail in the end.
func batch[T any](ctx context.Context, p *program, path, field string, answer func(ctx context.Context, id, text string) (T, error)) error {
	file, err := p.open(ctx, path)
	if err != nil {
		return fmt.Errorf("--batch %s: %w", path, err)
	}
	defer file.Close()
	in := input.Reader(ctx, file)
	defer in.Close()
	lines := batchReader{r: bufio.NewReader(in), field: field}
	total, failed := 0, 0
	for {
		line, err := lines.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("--batch %s: %w", path, err)
		}
		var out any
		if err = line.err; err == nil {
			out, err = answer(ctx, line.id, line.text)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		total++
		if err != nil {
			failed++
			out = batchError{line.id, err.Error()}
		}
		if err := p.writeJSON(out); err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("--batch %s: %d of %s could not be answered; the output says why", path, failed, counted(total, "line", "lines"))
	}
	return nil
}

// batchError is what comes out for a line that cannot be answered.
type batchError struct {
	ID    string `json:"id"`
	Error string `json:"error"`
}

// batchLine is what a line asks, or why it cannot be read; the id is there
// whenever it could be read.
type batchLine struct {
	id, text string
	err      error
}

// batchReader reads a batch line by line.
type batchReader struct {
	r      *bufio.Reader
	field  string // what is asked stands in it
	number int    // of the line that was read last, from 1
}

// maxBatchLine bounds a line of a batch, in bytes.
const maxBatchLine = 1 << 20

// next returns the next line that is not empty, or io.EOF.
func (b *batchReader) next() (batchLine, error) {
	for {
		raw, tooLong, err := b.readLine()
		if err != nil {
			return batchLine{}, err
		}
		if tooLong {
			return b.bad("", "it is longer than %d bytes: shorten it", maxBatchLine), nil
		}
		if raw = bytes.TrimSpace(raw); len(raw) > 0 {
			return b.parse(raw), nil
		}
	}
}

// readLine reads to the end of the line; of one that is too long it keeps
// nothing.
func (b *batchReader) readLine() (line []byte, tooLong bool, err error) {
	b.number++
	for {
		part, err := b.r.ReadSlice('\n')
		if !tooLong {
			line = append(line, part...)
		}
		if len(line) > maxBatchLine {
			line, tooLong = nil, true
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && (len(line) > 0 || tooLong):
			return line, tooLong, nil
		}
		return line, tooLong, err
	}
}

// parse reads a line. Fields that it does not know are left to whoever wrote
// them.
func (b *batchReader) parse(raw []byte) batchLine {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff")) // some editors begin a file with it
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return b.bad("", "it is not a JSON object: write %s", b.form())
	}
	var line batchLine
	if !textField(fields["id"], &line.id) {
		return b.bad("", `"id" must be a text: write %s`, b.form())
	}
	if !textField(fields[b.field], &line.text) {
		return b.bad(line.id, "%q must be a text: write %s", b.field, b.form())
	}
	if strings.TrimSpace(line.text) == "" {
		return b.bad(line.id, "%q is empty: write what is asked", b.field)
	}
	return line
}

// text reads a JSON text into s, and reports whether it is one.
func textField(raw json.RawMessage, s *string) bool {
	return raw != nil && json.Unmarshal(raw, s) == nil
}

// form is what a line looks like.
func (b *batchReader) form() string { return fmt.Sprintf(`{"id": "...", %q: "..."}`, b.field) }

func (b *batchReader) bad(id, format string, args ...any) batchLine {
	return batchLine{id: id, err: fmt.Errorf("line %d: %s", b.number, fmt.Sprintf(format, args...))}
}
