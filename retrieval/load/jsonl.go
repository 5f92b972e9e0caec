package load

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/retrieval"
	"dateline/retrieval/extract"
)

// lines loads a stream of JSON-lines articles. An empty line is passed over.
func (l *Loader) lines(ctx context.Context, source string, in *bufio.Reader, b *batch) error {
	r := lineReader{in: in, limit: l.maxLine()}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		line, err := r.next()
		switch {
		case errors.Is(err, io.EOF):
			if r.number == 0 {
				return b.reject(ctx, source, retrieval.NewProblem("empty_lines", "it is empty: write one article a line, as an object with \"body\""))
			}
			return nil
		case errors.Is(err, errLongLine):
			err = b.hold(ctx, rejectedLine(source, r.number, extract.TooLong(l.maxBody)))
		case err != nil:
			return l.readFailed(ctx, source, err, b)
		case len(line) > 0:
			err = l.line(ctx, source, r.number, line, b)
		}
		if err != nil {
			return err
		}
	}
}

// maxLine is the longest line that can hold an acceptable article: each byte
// of its body may be written in six, and there is its metadata.
func (l *Loader) maxLine() int { return 6*l.maxBody + 1<<20 }

// line loads one line.
func (l *Loader) line(ctx context.Context, source string, number int, line []byte, b *batch) error {
	article, err := l.article(line)
	if err != nil {
		it := rejectedLine(source, number, err)
		it.describe(article.Meta)
		return b.hold(ctx, it)
	}
	return b.add(ctx, Item{Source: source, Line: number}, article, nil)
}

func rejectedLine(source string, number int, err error) Item {
	it := rejected(source, onLine(number, err))
	it.Line = number
	return it
}

func onLine(number int, err error) error {
	return retrieval.NewProblem("line", "line %d: %w", number, err)
}

// article reads one article from JSON. With an error, it returns what metadata
// it could read.
func (l *Loader) article(line []byte) (retrieval.Article, error) {
	if !utf8.Valid(line) {
		return retrieval.Article{}, retrieval.NewProblem("line_not_utf8", "it is not UTF-8: convert the file first")
	}
	var in struct {
		retrieval.Article
		Author  names `json:"author"`
		Authors names `json:"authors"`
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return in.Article, jsonError(err)
	}
	a := in.Article
	a.Authors = slices.Concat(in.Authors, in.Author)
	a.Revision = 0
	switch {
	case a.Body == "":
		return a, retrieval.NewProblem("no_body", "it has no text: give it a \"body\"")
	case len(a.Body) > l.maxBody:
		return a, extract.TooLong(l.maxBody)
	case halfSurrogate(line):
		return a, retrieval.NewProblem("surrogate", "it holds half of a surrogate pair (\\ud800 to \\udfff), which is no character: write the pair or leave it out")
	case a.URL != "" && !retrieval.ValidURL(a.URL):
		return a, retrieval.NewProblem("bad_url", "its \"url\" %.200q is no web address: write it whole, as https://example.org/page, or leave it empty", a.URL)
	case a.Image != "" && !retrieval.ValidURL(a.Image):
		return a, retrieval.NewProblem("bad_image", "its \"image\" %.200q is no web address: write it whole, as https://example.org/picture.jpg, or leave it empty", a.Image)
	case a.Published != "" && !retrieval.ValidPublished(a.Published):
		return a, retrieval.NewProblem("bad_date", "its \"published\" %.40q is no date: write YYYY-MM-DD or an RFC 3339 time, or leave it empty", a.Published)
	}
	return a, nil
}

// names is a list of names, which a JSON line may give as one text.
type names []string

func (n *names) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*n = nil
		if one != "" {
			*n = names{one}
		}
		return nil
	}
	var list []string
	if err := json.Unmarshal(data, &list); err != nil {
		return retrieval.NewProblem("bad_authors", "its \"authors\" are neither a text nor a list of texts: write [\"First Last\"]")
	}
	*n = list
	return nil
}

// jsonError says in one line what is wrong with a line of JSON.
func jsonError(err error) error {
	var wrong *json.UnmarshalTypeError
	var broken *json.SyntaxError
	switch {
	case errors.As(err, &wrong) && wrong.Field == "":
		return retrieval.NewProblem("not_object", "it is a JSON %s, not an object: write one article a line, as {\"title\": …, \"body\": …}", wrong.Value)
	case errors.As(err, &wrong):
		// The decoder names the embedded structs on the way to the field.
		field := strings.TrimPrefix(strings.TrimPrefix(wrong.Field, "Article."), "Meta.")
		return retrieval.NewProblem("wrong_type", "its %q is a JSON %s: write %s", field, wrong.Value, wanted(wrong))
	case errors.As(err, &broken):
		return retrieval.NewProblem("not_json", "it is not JSON (%w, at byte %d): write one article a line, as {\"title\": …, \"body\": …}", broken, broken.Offset)
	}
	return err
}

// wanted names the type that a field should have had.
func wanted(err *json.UnmarshalTypeError) string {
	switch err.Type.Kind() {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	case reflect.Slice:
		return "a list"
	default:
		return "an object"
	}
}

// halfSurrogate reports whether JSON text escapes half of a surrogate pair, which
// the decoder would quietly replace.
func halfSurrogate(text []byte) bool {
	for i := 0; i+5 < len(text); i++ {
		if text[i] != '\\' {
			continue
		}
		first := escaped(text[i:])
		switch {
		case first < 0xd800 || first > 0xdfff:
			i++
		case first >= 0xdc00:
			return true
		default:
			if second := escaped(text[i+6:]); second < 0xdc00 || second > 0xdfff {
				return true
			}
			i += 11
		}
	}
	return false
}

// escaped is the code unit that text begins with as \uXXXX, or -1.
func escaped(text []byte) int {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return -1
	}
	unit := 0
	for _, c := range text[2:6] {
		digit := bytes.IndexByte([]byte("0123456789abcdef"), c|0x20)
		if digit < 0 {
			return -1
		}
		unit = unit<<4 | digit
	}
	return unit
}

var errLongLine = errors.New("line too long")

// lineReader reads lines of bounded length.
type lineReader struct {
	in     *bufio.Reader
	limit  int
	number int
	line   []byte
}

// next returns the next line without the white space around it, valid until the
// call after; errLongLine for one over the limit, which is passed over without
// being held; io.EOF at the end.
func (r *lineReader) next() ([]byte, error) {
	r.line = r.line[:0]
	long := false
	for read := 0; ; {
		part, err := r.in.ReadSlice('\n')
		read += len(part)
		if long = long || read > r.limit; !long {
			r.line = append(r.line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && read == 0:
			return nil, io.EOF
		case err != nil && !errors.Is(err, io.EOF):
			return nil, err
		}
		r.number++
		if long {
			r.line = nil
			return nil, errLongLine
		}
		return bytes.TrimSpace(r.line), nil
	}
}
