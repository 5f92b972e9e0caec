package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"dateline/answers/eval"
	"dateline/retrieval"
)

// loadFigures are how loading went: seconds, bytes. The peak is what the process
// took above what it had with the benchmark read in.
type loadFigures struct {
	Passages   int
	Seconds    float64
	Disk, Peak int64
}

// restFigures are of a process that opens what was loaded: milliseconds until its
// first passages are there, and the bytes it holds at rest after all questions,
// its own and those of files that the system may take back.
type restFigures struct {
	StartMS   float64
	Own, File int64
}

// figures are all of one engine at one size.
type figures struct {
	engine   string
	passages int
	loadFigures
	restFigures
	first, again, ask eval.Latency
	// hit is the share of questions with an article of their evidence among the
	// ten passages.
	hit float64
}

func (b *bench) load(ctx context.Context, name string, n int) (f loadFigures, err error) {
	c, err := readCorpus(ctx, b.benchmark)
	if err != nil {
		return f, err
	}
	dir := b.dir(name, n)
	e, err := open(ctx, name, dir, b.postgres)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, e.close()) }()
	before, err := memory("VmRSS")
	if err != nil {
		return f, err
	}
	took, err := milliseconds(func() error {
		return e.load(ctx, counted(c.articles(n), &f.Passages))
	})
	if err != nil {
		return f, err
	}
	f.Seconds = took / 1000
	if f.Disk, err = e.size(ctx); err != nil {
		return f, err
	}
	f.Peak, err = memory("VmHWM")
	f.Peak -= before
	return f, err
}

// counted counts the passages of articles as they go by.
func counted(articles iter.Seq[retrieval.Article], n *int) iter.Seq[retrieval.Article] {
	return func(yield func(retrieval.Article) bool) {
		for a := range articles {
			*n += len(passages(a))
			if !yield(a) {
				return
			}
		}
	}
}

func (b *bench) rest(ctx context.Context, name string, n int) (f restFigures, err error) {
	questions, err := b.asked(ctx)
	if err != nil {
		return f, err
	}
	var e engine
	f.StartMS, err = milliseconds(func() (err error) {
		if e, err = open(ctx, name, b.dir(name, n), b.postgres); err == nil {
			_, err = e.search(ctx, questions[0].Text)
		}
		return err
	})
	if e != nil {
		defer func() { err = errors.Join(err, e.close()) }()
	}
	if err != nil {
		return f, err
	}
	for _, q := range questions {
		if _, err := e.search(ctx, q.Text); err != nil {
			return f, err
		}
	}
	debug.FreeOSMemory()
	if f.Own, err = memory("RssAnon"); err != nil {
		return f, err
	}
	f.File, err = memory("RssFile")
	return f, err
}

// memory reads a line of what Linux tells of this process, in bytes.
func memory(line string) (int64, error) {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for l := range strings.Lines(string(raw)) {
		var kB int64
		if rest, ok := strings.CutPrefix(l, line+":"); ok {
			_, err := fmt.Sscanf(rest, "%d kB", &kB)
			return kB << 10, err
		}
	}
	return 0, fmt.Errorf("/proc/self/status has no %s", line)
}

// compare puts each question to all engines, one after the other, in two passes,
// and to Dateline's answers in a third.
func (b *bench) compare(ctx context.Context, n int, out []figures) (err error) {
	questions, err := b.asked(ctx)
	if err != nil {
		return err
	}
	engines := make([]engine, len(out))
	defer func() {
		for _, e := range engines {
			if e != nil {
				err = errors.Join(err, e.close())
			}
		}
	}()
	for i, f := range out {
		if engines[i], err = open(ctx, f.engine, b.dir(f.engine, n), b.postgres); err != nil {
			return err
		}
		if _, err = engines[i].search(ctx, "warm up"); err != nil {
			return err
		}
	}
	first, err := passOver(ctx, engines, questions, out)
	if err != nil {
		return err
	}
	again, err := passOver(ctx, engines, questions, out)
	if err != nil {
		return err
	}
	for i := range out {
		out[i].first, out[i].again = eval.LatencyOf(first[i]), eval.LatencyOf(again[i])
		if d, ok := engines[i].(*dateline); ok {
			if out[i].ask, err = asking(ctx, d, questions); err != nil {
				return err
			}
		}
	}
	return nil
}

// passOver returns how long each engine took for each question, in milliseconds,
// and notes how often it found the evidence.
func passOver(ctx context.Context, engines []engine, questions []eval.Question, out []figures) ([][]float64, error) {
	took := make([][]float64, len(engines))
	hits, asked := make([]int, len(engines)), 0
	for _, q := range questions {
		if len(q.Evidence) > 0 {
			asked++
		}
		for i, e := range engines {
			var ids []string
			ms, err := milliseconds(func() (err error) {
				ids, err = e.search(ctx, q.Text)
				return err
			})
			if err != nil {
				return nil, fmt.Errorf("%s: %q: %w", out[i].engine, q.Text, err)
			}
			took[i] = append(took[i], ms)
			if slices.ContainsFunc(q.Evidence, func(ev eval.Evidence) bool { return slices.Contains(ids, ev.Article) }) {
				hits[i]++
			}
		}
	}
	for i := range out {
		out[i].hit = float64(hits[i]) / float64(max(asked, 1))
	}
	return took, nil
}

func asking(ctx context.Context, d *dateline, questions []eval.Question) (eval.Latency, error) {
	var took []float64
	for _, q := range questions {
		ms, err := milliseconds(func() error { return d.ask(ctx, q.Text) })
		if err != nil {
			return eval.Latency{}, err
		}
		took = append(took, ms)
	}
	return eval.LatencyOf(took), nil
}

// manyFigures are of many small libraries in one process: how long a question to
// each took when it was opened for it, and when it had been used before.
type manyFigures struct {
	Passages     int
	Seconds      float64
	First, Again eval.Latency
	Own          int64
}

// manyPassages is how many each of the small libraries has.
const manyPassages = 1000

// many makes b.libraries libraries and puts a question to each, twice.
func (b *bench) many(ctx context.Context) (f manyFigures, err error) {
	questions, err := b.asked(ctx)
	if err != nil {
		return f, err
	}
	libs, took, n, err := b.makeMany(ctx)
	if err != nil {
		return f, err
	}
	f.Passages, f.Seconds = n, took/1000
	d, err := openDateline(ctx, b.dir("many", b.libraries))
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	for _, l := range []*eval.Latency{&f.First, &f.Again} {
		var each []float64
		for i, name := range libs {
			ms, err := milliseconds(func() error {
				lib, err := d.libs.Library(ctx, name)
				if err == nil {
					_, err = lib.Search(ctx, retrieval.Query{Text: questions[i%len(questions)].Text, Limit: found})
				}
				return err
			})
			if err != nil {
				return f, err
			}
			each = append(each, ms)
		}
		*l = eval.LatencyOf(each)
	}
	debug.FreeOSMemory()
	f.Own, err = memory("RssAnon")
	return f, err
}

// makeMany returns the names of the libraries, how many milliseconds it took to
// make them, and how many passages they have in all.
func (b *bench) makeMany(ctx context.Context) (names []string, took float64, n int, err error) {
	c, err := readCorpus(ctx, b.benchmark)
	if err != nil {
		return nil, 0, 0, err
	}
	d, err := openDateline(ctx, b.dir("many", b.libraries))
	if err != nil {
		return nil, 0, 0, err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	took, err = milliseconds(func() error {
		for i := range b.libraries {
			lib, err := d.libs.Make(ctx, fmt.Sprintf("library-%d", i))
			if err != nil {
				return err
			}
			if err := fill(ctx, lib, counted(c.articles(manyPassages), &n)); err != nil {
				return err
			}
			names = append(names, lib.Name())
		}
		return nil
	})
	return names, took, n, err
}
