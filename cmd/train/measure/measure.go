// Package measure measures for maintainers what dateline eval does not: how
// quotes are checked, how copies are recognised, how comparisons find the
// outlets of an event, and how digests compare with an editor's. What it draws
// from a folder is always the same. It keeps nothing.
package measure

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"

	"dateline/answers/eval"
	"dateline/retrieval"
	"dateline/retrieval/load"
)

// articlesFile is the articles of a benchmark folder, JSON lines.
const articlesFile = "articles.jsonl"

// Report is what was measured.
type Report interface {
	// Write writes it for people to read.
	Write(w io.Writer) error
}

// readLines reads a file of JSON lines in the folder.
func readLines[T any](ctx context.Context, folder, name string) ([]T, error) {
	f, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []T
	for dec := json.NewDecoder(f); ctx.Err() == nil; {
		var line T
		err := dec.Decode(&line)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", name, len(out)+1, err)
		}
		out = append(out, line)
	}
	return nil, ctx.Err()
}

// addAll loads articles as JSON lines, the way that any others come.
func addAll(ctx context.Context, lib load.Library, articles []retrieval.Article) error {
	var lines bytes.Buffer
	enc := json.NewEncoder(&lines)
	for _, a := range articles {
		if err := enc.Encode(a); err != nil {
			return err
		}
	}
	return load.New(load.Config{}).Load(ctx, lib, load.Request{
		Sources: []string{"-"}, Stdin: &lines, Load: retrieval.NewLoad(retrieval.Actor{Kind: retrieval.ByProgram}, "measure"),
	}, func(it load.Item) error {
		if it.Status == retrieval.Rejected {
			return fmt.Errorf("article %q: %s", it.ID, it.Reason)
		}
		return nil
	})
}

// writeTable writes rows of cells in columns below a heading, and lines below
// them.
func writeTable(w io.Writer, heading string, rows [][]string, below ...string) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "%s\n\n", heading)
	for _, row := range rows {
		fmt.Fprintln(t, strings.Join(row, "\t"))
	}
	fmt.Fprintln(t)
	for _, line := range below {
		fmt.Fprintln(t, line)
	}
	return t.Flush() // which tells of an error in any of the writes
}

func figure(value float64) string { return strconv.FormatFloat(value, 'f', 4, 64) }

func took(l eval.Latency) string {
	return fmt.Sprintf("took: median %.3f ms, p95 %.3f ms, p99 %.3f ms", l.Median, l.P95, l.P99)
}

// ratio is n of all, 0 of none.
func ratio(n, all int) float64 { return float64(n) / float64(max(all, 1)) }
