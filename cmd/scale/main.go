// Scale measures Dateline beside stock bleve, SQLite's FTS5 and PostgreSQL's full
// text at growing sizes, all in one run on the same passages and questions, and
// prints a table in Markdown:
//
//	go run ./cmd/scale [-passages 10000,100000,1000000] [-questions 200] [-folder DIR] [-engines ...] [-postgres URL] [-plot FILE] ../shared/data/multihop-rag
//
// The collections are made of the benchmark's articles (see corpus). Every engine
// loads in a process of its own, and stays in another one, opened anew, for what
// it holds in memory; then all are open together, and each question is put to one
// after the other, once when it is met first and once again. A question asks for
// ten passages with their text.
//
// -folder keeps what was made, since that takes long. PostgreSQL is left out
// where -postgres does not say where it is; its memory is its own and not told.
// -libraries N measures N libraries of 1,000 passages in one process instead.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"dateline/answers/eval"
)

// errUsage is wrapped by what is wrong with the command line.
var errUsage = errors.New("usage")

func main() {
	err := run(context.Background())
	switch {
	case errors.Is(err, errUsage):
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

// bench is one run.
type bench struct {
	benchmark, folder, postgres, plot string
	passages                          []int
	engines                           []string
	questions, libraries              int
}

func run(ctx context.Context) error {
	var b bench
	sizes := flag.String("passages", "10000,100000", "the sizes, in passages")
	flag.IntVar(&b.questions, "questions", 200, "how many questions are put")
	flag.StringVar(&b.folder, "folder", "", "keep the collections in this folder")
	flag.StringVar(&b.postgres, "postgres", "", "where PostgreSQL is, as `postgres://…`")
	flag.StringVar(&b.plot, "plot", "", "draw the times of search into this SVG file")
	flag.IntVar(&b.libraries, "libraries", 0, "measure so many libraries of 1,000 passages instead")
	engines := flag.String("engines", strings.Join(engineNames, ","), "which engines")
	part := flag.String("part", "", "for the program's own use: what this process does")
	flag.Parse()
	for _, size := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil || n < 1 {
			return fmt.Errorf("%w: -passages %s: want numbers with commas between", errUsage, *sizes)
		}
		b.passages = append(b.passages, n)
	}
	for _, name := range strings.Split(*engines, ",") {
		if name != "postgresql" || b.postgres != "" {
			b.engines = append(b.engines, name)
		}
	}
	if flag.NArg() != 1 || b.questions < 1 {
		return fmt.Errorf("%w: name one benchmark folder, and ask at least one question", errUsage)
	}
	b.benchmark = flag.Arg(0)
	if *part != "" {
		return b.do(ctx, *part)
	}
	return b.all(ctx)
}

// all measures everything and prints it.
func (b *bench) all(ctx context.Context) (err error) {
	if b.folder == "" {
		if b.folder, err = os.MkdirTemp("", "dateline-scale-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(b.folder)) }()
	}
	if b.libraries > 0 {
		many, err := child[manyFigures](ctx, b, "many", "dateline", manyPassages)
		if err != nil {
			return err
		}
		fmt.Print(many.row(b.libraries))
		return nil
	}
	var all []figures
	for _, n := range b.passages {
		sized, err := b.sized(ctx, n)
		if err != nil {
			return fmt.Errorf("%d passages: %w", n, err)
		}
		all = append(all, sized...)
		fmt.Print(table(sized))
	}
	if b.plot == "" {
		return nil
	}
	return os.WriteFile(b.plot, plot(all), 0o644)
}

// sized measures all engines at one size.
func (b *bench) sized(ctx context.Context, n int) ([]figures, error) {
	out := make([]figures, len(b.engines))
	for i, name := range b.engines {
		loaded, err := b.loaded(ctx, name, n)
		if err != nil {
			return nil, fmt.Errorf("%s: load: %w", name, err)
		}
		resting, err := child[restFigures](ctx, b, "rest", name, n)
		if err != nil {
			return nil, fmt.Errorf("%s: open: %w", name, err)
		}
		out[i] = figures{engine: name, passages: n, loadFigures: loaded, restFigures: resting}
	}
	return out, b.compare(ctx, n, out)
}

// loaded loads an engine, or tells how that went when it was done before.
func (b *bench) loaded(ctx context.Context, name string, n int) (f loadFigures, err error) {
	note := filepath.Join(b.dir(name, n), "loaded.json")
	raw, err := os.ReadFile(note)
	if err == nil {
		err = json.Unmarshal(raw, &f)
		return f, err
	}
	if f, err = child[loadFigures](ctx, b, "load", name, n); err != nil {
		return f, err
	}
	raw, err = json.Marshal(f)
	return f, cmp.Or(err, os.WriteFile(note, raw, 0o644))
}

func (b *bench) dir(name string, n int) string {
	return filepath.Join(b.folder, fmt.Sprintf("%s_%d", name, n))
}

// child runs a part of the work in a process of its own and returns its figures.
func child[T any](ctx context.Context, b *bench, part, name string, n int) (out T, err error) {
	self, err := os.Executable()
	if err != nil {
		return out, err
	}
	cmd := exec.CommandContext(ctx, self, "-part", part, "-engines", name, "-passages", strconv.Itoa(n), "-folder", b.folder, //nolint:gosec // itself
		"-postgres", b.postgres, "-questions", strconv.Itoa(b.questions), "-libraries", strconv.Itoa(b.libraries), b.benchmark)
	cmd.Stderr = os.Stderr
	raw, err := cmd.Output()
	if err != nil {
		return out, err
	}
	err = json.Unmarshal(raw, &out)
	return out, err
}

// do does one part in this process and prints its figures.
func (b *bench) do(ctx context.Context, part string) error {
	var measured any
	var err error
	name, n := b.engines[0], b.passages[0]
	switch part {
	case "load":
		measured, err = b.load(ctx, name, n)
	case "rest":
		measured, err = b.rest(ctx, name, n)
	case "many":
		measured, err = b.many(ctx)
	default:
		err = fmt.Errorf("%w: -part %s", errUsage, part)
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(measured)
}

// asked returns the questions, from all over the benchmark, always the same.
func (b *bench) asked(ctx context.Context) ([]eval.Question, error) {
	questions, err := eval.ReadQuestions(ctx, b.benchmark)
	if err != nil {
		return nil, err
	}
	n := min(b.questions, len(questions))
	out := make([]eval.Question, n)
	for i := range out {
		out[i] = questions[i*len(questions)/n]
	}
	return out, nil
}

// milliseconds returns how long f takes.
func milliseconds(f func() error) (float64, error) {
	start := time.Now()
	err := f()
	return float64(time.Since(start).Microseconds()) / 1000, err
}
