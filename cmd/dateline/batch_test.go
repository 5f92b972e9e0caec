package main

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// parsed is a batchLine in comparable form.
type parsed struct{ ID, Text, Err string }

func readBatch(t *testing.T, r io.Reader) []parsed {
	t.Helper()
	lines := batchReader{r: bufio.NewReaderSize(r, 16), field: "question"}
	var out []parsed
	for {
		line, err := lines.next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		p := parsed{ID: line.id, Text: line.text}
		if line.err != nil {
			p.Err, _, _ = strings.Cut(line.err.Error(), " ")
			_, rest, _ := strings.Cut(line.err.Error(), ": ")
			p.Err = rest
		}
		out = append(out, p)
	}
}

func TestBatchReader(t *testing.T) {
	const form = `write {"id": "...", "question": "..."}`
	long := strings.Repeat("x", maxBatchLine)
	tests := []struct {
		name, in string
		want     []parsed
	}{
		{"empty", "", nil},
		{"empty lines", "\n \r\n\t\n", nil},
		{"no line end", `{"id":"a","question":"q"}`, []parsed{{ID: "a", Text: "q"}}},
		{"line ends of two kinds", "{\"id\":\"a\",\"question\":\"q\"}\r\n{\"id\":\"b\",\"question\":\"r\"}\n", []parsed{{ID: "a", Text: "q"}, {ID: "b", Text: "r"}}},
		{"a byte order mark", "\ufeff{\"id\":\"a\",\"question\":\"q\"}", []parsed{{ID: "a", Text: "q"}}},
		{"an empty id", `{"id":"","question":"q"}`, []parsed{{ID: "", Text: "q"}}},
		{"null", "null", []parsed{{Err: `"id" must be a text: ` + form}}},
		{"two objects in a line", `{"id":"a","question":"q"}{"id":"b","question":"r"}`, []parsed{{Err: "it is not a JSON object: " + form}}},
		{"a line too long", `{"id":"a","question":"` + long + "\"}\n" + `{"id":"b","question":"r"}`, []parsed{{Err: "it is longer than 1048576 bytes: shorten it"}, {ID: "b", Text: "r"}}},
		{"a last line too long", `{"id":"a","question":"` + long, []parsed{{Err: "it is longer than 1048576 bytes: shorten it"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, readBatch(t, strings.NewReader(tt.in))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBatchReaderFails(t *testing.T) {
	lines := batchReader{r: bufio.NewReader(iotest.ErrReader(io.ErrUnexpectedEOF)), field: "question"}
	if _, err := lines.next(); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("next: error %v, want the reader's", err)
	}
}

func FuzzBatchReader(f *testing.F) {
	f.Add("{\"id\":\"a\",\"question\":\"q\"}\nnull\n")
	f.Fuzz(func(t *testing.T, in string) {
		for _, line := range readBatch(t, strings.NewReader(in)) {
			if (line.Err == "") == (strings.TrimSpace(line.Text) == "") {
				t.Errorf("%+v: want either a question or an error", line)
			}
		}
	})
}
