package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/retrieval"
	"dateline/retrieval/load"
)

func (p *program) loadCommand() *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "load [flags] SOURCE...",
		Short: "Load articles: a file, a folder, a link, or - for standard input",
		Long: `Load articles into the library, from files, folders, links, or - for standard input: text
and Markdown with metadata in front matter if they have it, web pages, PDF, DOCX, ODT,
EPUB, feeds, and JSON lines (*.jsonl). What a link leads to is told by its content; of a
feed, the pages that it lists are loaded. What cannot be loaded is named with the reason;
the rest goes on, and the exit status is 1.`,
		Example: `  dateline load articles/ extra.md
  dateline load https://gazette.example/news/flood
  dateline articles export --library old | dateline load --library new -`,
		Args: someArguments("a file, folder or link"),
		RunE: func(cmd *cobra.Command, sources []string) error {
			return p.work(cmd, func(ctx context.Context, w *workspace) error {
				if err := retrieval.CheckName(p.flags.library); err != nil {
					return usageError{err}
				}
				report := p.newLoadReport()
				defer report.bar.end()
				err := w.loader.Load(ctx, destination{w, p.flags.library}, load.Request{
					Sources: sources, Dir: p.dir, Stdin: p.stdin, DryRun: dryRun,
					Load: retrieval.NewLoad(p.operator(), strings.Join(sources, " ")),
				}, report.item)
				if err != nil {
					return err
				}
				return report.finish()
			})
		},
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "store nothing; show what would be loaded")
	return cmd
}

// destination is a library that is made when something is to be added to it,
// and not by a load that finds nothing or that stores nothing.
type destination struct {
	workspace *workspace
	library   string
}

// Add implements load.Library.
func (d destination) Add(ctx context.Context, under retrieval.Load, articles ...retrieval.Article) ([]retrieval.Outcome, error) {
	lib, err := d.workspace.writable(ctx, d.library)
	if err != nil {
		return nil, err
	}
	return lib.Add(ctx, under, articles...)
}

// loadReport tells what becomes of each item of a load: with --json a line for
// each, else one for each that was rejected, and how many there were of what.
type loadReport struct {
	p      *program
	bar    *progress
	counts map[retrieval.Status]int
	total  int
}

func (p *program) newLoadReport() *loadReport {
	return &loadReport{p: p, bar: p.newProgress("loading", -1), counts: make(map[retrieval.Status]int)}
}

func (r *loadReport) item(it load.Item) error {
	r.total++
	r.counts[it.Status]++
	r.bar.step()
	if r.p.flags.json {
		return r.p.writeJSON(it)
	}
	var line string
	switch {
	case it.Status == retrieval.Rejected:
		line = fmt.Sprintf("rejected %s: %s\n", answers.Inline(it.Source), answers.Inline(it.Reason))
	case it.Partial && it.Status != retrieval.Duplicate:
		line = fmt.Sprintf("%s %s: only its beginning was there to be read\n", it.Status, answers.Inline(it.Source))
	default:
		return nil
	}
	r.bar.clear()
	return r.p.writeText(line)
}

// finish ends the report; its error says that items were rejected.
func (r *loadReport) finish() error {
	r.bar.end()
	if !r.p.flags.json && !r.p.flags.quiet {
		text := fmt.Sprintf("%d added, %d updated, %d duplicates, %d rejected\n",
			r.counts[retrieval.Added], r.counts[retrieval.Updated], r.counts[retrieval.Duplicate], r.counts[retrieval.Rejected])
		if err := r.p.writeText(text); err != nil {
			return err
		}
	}
	if n := r.counts[retrieval.Rejected]; n > 0 {
		return fmt.Errorf("%d of %d items could not be loaded: see why above", n, r.total)
	}
	return nil
}
