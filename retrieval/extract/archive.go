package extract

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"golang.org/x/net/html/charset"

	"dateline/retrieval"
)

// Bounds on what is unpacked, against archives that grow without end.
const (
	maxArchiveFiles = 20_000
	maxUnpacked     = 64 << 20
)

// archive is a zip file of which parts are read, up to maxUnpacked bytes in
// all.
type archive struct {
	// ctx is kept because an archive lives no longer than the call that opened it.
	ctx   context.Context
	files map[string]*zip.File
	left  int64
}

func openArchive(ctx context.Context, data []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, retrieval.NewProblem("broken_zip", "it is a broken zip file: get it again from where it came")
	}
	if len(z.File) > maxArchiveFiles {
		return nil, retrieval.NewProblem("many_files", "it holds more than %d files: give the article's text instead", maxArchiveFiles)
	}
	a := &archive{ctx: ctx, files: map[string]*zip.File{}, left: maxUnpacked}
	for _, f := range z.File {
		a.files[f.Name] = f
	}
	return a, nil
}

// has reports whether the archive holds a file of that name.
func (a *archive) has(name string) bool { return a.files[name] != nil }

// read returns a file's bytes, nil when there is no such file.
func (a *archive) read(name string) ([]byte, error) {
	f := a.files[name]
	if f == nil {
		return nil, nil
	}
	if f.Flags&1 != 0 {
		return nil, errEncrypted
	}
	r, err := f.Open()
	if err != nil {
		return nil, retrieval.NewProblem("broken_part", "its part %s cannot be unpacked: get it again from where it came", name)
	}
	defer r.Close()
	var out bytes.Buffer
	// What it says of its size saves copying, and is not relied on.
	out.Grow(int(min(f.UncompressedSize64, uint64(a.left)) + bytes.MinRead))
	_, err = out.ReadFrom(stoppable{a.ctx, io.LimitReader(r, a.left+1)})
	data := out.Bytes()
	switch {
	case a.ctx.Err() != nil:
		return nil, a.ctx.Err()
	case err != nil:
		return nil, retrieval.NewProblem("broken_part", "its part %s is broken: get it again from where it came", name)
	}
	if a.left -= int64(len(data)); a.left < 0 {
		return nil, retrieval.NewProblem("unpacks", "it unpacks to more than %d bytes: give the article's text instead", maxUnpacked)
	}
	return data, nil
}

// xml is a part to read as XML until the call is over.
func (a *archive) xml(data []byte) io.Reader { return stoppable{a.ctx, bytes.NewReader(data)} }

// stoppable reads until a context is done.
type stoppable struct {
	ctx context.Context
	io.Reader
}

// Read implements io.Reader.
func (s stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Reader.Read(p)
}

// beside resolves a reference that stands in the file from.
func beside(from, ref string) string {
	ref, _, _ = strings.Cut(ref, "#")
	if strings.HasPrefix(ref, "/") {
		return strings.TrimPrefix(path.Clean(ref), "/")
	}
	return path.Join(path.Dir(from), ref)
}

// maxXMLDepth bounds how deep elements nest.
const maxXMLDepth = 1000

// eachElement reads XML and calls start and end for each element, text for the
// characters between. Names come without their name spaces. A start that
// returns false passes over the element with all in it. Entities of the
// document's own are not expanded.
func eachElement(in io.Reader, start func(name string, attrs map[string]string) bool, text func(string), end func(name string)) error {
	dec := xml.NewDecoder(bufio.NewReader(in))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	dec.CharsetReader = charset.NewReaderLabel
	depth := 0
	for {
		token, err := dec.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
			return err
		case err != nil:
			return errBrokenXML
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxXMLDepth {
				return errNested
			}
			attrs := map[string]string{}
			for _, a := range token.Attr {
				attrs[a.Name.Local] = a.Value
			}
			if !start(token.Name.Local, attrs) {
				if dec.Skip() != nil {
					return errBrokenXML
				}
				depth--
			}
		case xml.EndElement:
			depth--
			end(token.Name.Local)
		case xml.CharData:
			text(string(token))
		}
	}
}

// elementText returns the text of the first element of each of the names, in
// lower case, that an XML document holds.
func elementText(in io.Reader, names ...string) (map[string]string, error) {
	out := map[string]string{}
	var open string
	err := eachElement(in,
		func(name string, _ map[string]string) bool {
			for _, wanted := range names {
				if name == wanted && out[name] == "" {
					open = name
				}
			}
			return true
		},
		func(text string) {
			if open != "" {
				out[open] += text
			}
		},
		func(string) { open = "" })
	for name, text := range out {
		out[name] = tidy(text)
	}
	return out, err
}
