package load

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// coded is text in a content coding, "raw" for deflate without a head.
func coded(tb testing.TB, coding, text string) []byte {
	tb.Helper()
	var out bytes.Buffer
	var w io.WriteCloser
	var err error
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&out)
	case "deflate":
		w = zlib.NewWriter(&out)
	case "raw":
		w, err = flate.NewWriter(&out, flate.BestSpeed)
	case "br":
		w = brotli.NewWriter(&out)
	case "zstd":
		w, err = zstd.NewWriter(&out)
	default:
		return []byte(text)
	}
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := io.WriteString(w, text); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func TestContentCodings(t *testing.T) {
	const page, limit = "The gate of Vellmar was closed on Tuesday.", 1 << 16
	long := strings.Repeat("a", limit+1)
	tooLong := fmt.Sprintf("it is longer than the limit of %d bytes for a document: save the article's text and load that", limit)
	for _, test := range []struct {
		header, want string
		data         []byte
	}{
		{"gzip", page, coded(t, "gzip", page)},
		{"deflate", page, coded(t, "deflate", page)},
		{"deflate", page, coded(t, "raw", page)},
		{"br", page, coded(t, "br", page)},
		{"ZSTD", page, coded(t, "zstd", page)},
		{"br, deflate", page, coded(t, "deflate", string(coded(t, "br", page)))},
		{"identity", page, []byte(page)},
		{"br", tooLong, coded(t, "br", long)},
		{"zstd", tooLong, coded(t, "zstd", long)},
		{"deflate", tooLong, coded(t, "deflate", long)},
		// Blocks of deflate without anything in them.
		{"deflate, br", tooLong, coded(t, "br", strings.Repeat("\x00\x00\x00\xff\xff", limit))},
		{"deflate, gzip", tooLong, coded(t, "gzip", strings.Repeat("\x00\x00\x00\xff\xff", limit))},
		{"compress", `the server sent it in the content coding "compress", which is not read here: save the page in a browser and load the file`, []byte(page)},
		{"deflate, x-gzip", `its content coding "x-gzip" is broken (gzip: invalid header): save the page in a browser and load the file`, []byte(strings.Repeat("x", 100))},
		{"deflate, br", `its content coding "br" is broken (brotli: corrupted input): save the page in a browser and load the file`, []byte("\xff\xff\xff")},
		{"br", `its content coding "br" is broken (brotli: corrupted input): save the page in a browser and load the file`, []byte("\xff\xff\xff")},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", test.header)
			_, _ = w.Write(test.data)
		}))
		f, err := NewFetcher(FetchConfig{Allow: []string{"127.0.0.1"}, MaxBytes: limit})
		if err != nil {
			t.Fatal(err)
		}
		doc, err := f.Get(t.Context(), server.URL, Since{})
		server.Close()
		got := string(doc.Data)
		if err != nil {
			got = err.Error()
		}
		const broken = `its content coding "br" is broken`
		alike := err != nil && strings.HasPrefix(got, broken) && strings.HasPrefix(test.want, broken)
		if got != test.want && !alike {
			t.Errorf("%s: %.200q, want %.200q", test.header, got, test.want)
		}
	}
}

// A connection that breaks off is no fault of the page's coding, and may be there
// again later.
func TestConnectionLostWithinACoding(t *testing.T) {
	noise := make([]byte, 1<<12)
	_, _ = rand.NewChaCha8([32]byte{}).Read(noise)
	for _, test := range []struct {
		header string
		cut    int
		data   []byte
	}{
		{"br", 1000, coded(t, "br", string(noise))},
		{"zstd", 1000, coded(t, "zstd", string(noise))},
		{"deflate", 1000, coded(t, "deflate", string(noise))},
		{"deflate", 1, coded(t, "deflate", string(noise))},
		{"x-gzip", 1000, coded(t, "gzip", string(noise))},
		{"x-gzip", 5, coded(t, "gzip", string(noise))},
		{"br, x-gzip", 5, coded(t, "gzip", string(coded(t, "br", string(noise))))},
		{"deflate, br", 1000, coded(t, "br", string(coded(t, "deflate", string(noise))))},
	} {
		address := site(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", test.header)
			w.Header().Set("Content-Length", strconv.Itoa(len(test.data)))
			_, _ = w.Write(test.data[:test.cut])
		}})
		_, err := fetcher(t, FetchConfig{Allow: []string{"127.0.0.1"}}).Get(t.Context(), address, Since{})
		if !passing(err) || !strings.HasPrefix(err.Error(), "it cannot be fetched (unexpected EOF)") {
			t.Errorf("%s, cut at %d: %v", test.header, test.cut, err)
		}
	}
}

// emptyBlocks gives blocks of deflate that hold nothing, and stops a fetch at one of
// them.
type emptyBlocks struct {
	stop func()
	n    int
}

// Read implements io.Reader.
func (e *emptyBlocks) Read(p []byte) (int, error) {
	if e.n++; e.n == 100 {
		e.stop()
	}
	if e.n > 1000 {
		return 0, io.EOF
	}
	return copy(p, strings.Repeat("\x00\x00\x00\xff\xff", len(p)/5)), nil
}

// What decodes without giving anything ends with its context.
func TestCodingsEndWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	in := &emptyBlocks{stop: cancel}
	body := io.Reader(&codedReader{Reader: in, ctx: ctx, coding: "br", limit: 1 << 30})
	body, err := decoder("deflate", body)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.ReadAll(&codedReader{Reader: body, ctx: ctx, coding: "deflate", limit: 1 << 30})
	if !errors.Is(err, context.Canceled) || in.n > 101 {
		t.Errorf("after %d reads: %v", in.n, err)
	}
}
