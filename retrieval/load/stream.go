package load

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"dateline/retrieval"
	"dateline/retrieval/extract"
)

// peek is how much of a stream is looked at to tell what it is.
const peek = 64 << 10

// stream loads what r gives: JSON lines when the source is named so or begins
// with a JSON object on a line of its own, else one document.
func (l *Loader) stream(ctx context.Context, req Request, source string, r io.Reader, b *batch) error {
	in := bufio.NewReaderSize(r, peek)
	if strings.EqualFold(filepath.Ext(source), ".jsonl") {
		return l.lines(ctx, source, in, b)
	}
	head, err := in.Peek(peek)
	if err != nil && !errors.Is(err, io.EOF) {
		return l.readFailed(ctx, source, err, b)
	}
	switch kind := jsonKind(head); {
	case extract.IsFeed(head): // of which some are JSON
	case kind == jsonLines:
		return l.lines(ctx, source, in, b)
	case kind == jsonOther:
		return b.reject(ctx, source, retrieval.NewProblem("not_lines", "it is JSON, but not JSON lines: write one article a line, as an object with \"body\""))
	}
	return l.document(ctx, req, source, in, b)
}

// document loads one document.
func (l *Loader) document(ctx context.Context, req Request, source string, in io.Reader, b *batch) error {
	data, err := io.ReadAll(io.LimitReader(in, l.maxDocument+1))
	if err != nil {
		return l.readFailed(ctx, source, err, b)
	}
	if int64(len(data)) > l.maxDocument {
		return b.reject(ctx, source, retrieval.NewProblem("long_document", "it is longer than the limit of %d bytes for a document: split it", l.maxDocument))
	}
	if extract.IsFeed(data) {
		return l.feed(ctx, source, data, "", b)
	}
	if err := mislabelled(source, data); err != nil {
		return b.reject(ctx, source, err)
	}
	return l.take(ctx, source, extract.Source{Data: data, Known: req.Known}, b)
}

// documentStarts are how documents begin whose names end so.
var documentStarts = map[string]string{".pdf": "%PDF-", ".docx": "PK\x03\x04", ".odt": "PK\x03\x04", ".epub": "PK\x03\x04"}

// mislabelled says why a file is not what its name says, as a notice is not that a
// server gave in a document's place: what it says is no article. Nil where it may be.
func mislabelled(name string, data []byte) error {
	ending := strings.ToLower(filepath.Ext(name))
	start := documentStarts[ending]
	if start == "" || len(bytes.TrimSpace(data)) == 0 || bytes.HasPrefix(data, []byte(start)) {
		return nil
	}
	if bytes.IndexByte(data[:min(len(data), peek)], 0) >= 0 {
		return nil // no text: what it is, such as an encrypted document, is said when it is read
	}
	return retrieval.NewProblem("mislabelled", "its name ends in %s, and it is no such document: get it again from where it came, or name it after what it is", ending)
}

// readFailed rejects a source that broke off, unless the load was stopped.
func (l *Loader) readFailed(ctx context.Context, source string, err error, b *batch) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return b.reject(ctx, source, fileError(err))
}

// What JSON a stream can be.
const (
	notJSON = iota
	jsonLines
	jsonOther
)

// jsonKind tells JSON lines from other JSON and from text by a stream's head.
func jsonKind(head []byte) int {
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff")))
	line, _, _ := bytes.Cut(head, []byte("\n"))
	switch {
	case startsWith(line, '{'):
		return jsonLines
	case startsWith(head, '{'), startsWith(head, '[', '{'), json.Valid(head):
		return jsonOther
	}
	return notJSON
}

// startsWith reports whether text is JSON that opens with these delimiters and a
// member's name, as no prose does.
func startsWith(text []byte, delims ...json.Delim) bool {
	dec := json.NewDecoder(bytes.NewReader(text))
	for _, delim := range delims {
		if token, err := dec.Token(); err != nil || token != delim {
			return false
		}
	}
	token, err := dec.Token()
	_, name := token.(string)
	return err == nil && name
}
