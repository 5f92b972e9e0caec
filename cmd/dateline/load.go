package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dateline/retrieval"
	"dateline/retrieval/load"
)

func (p *program) loadCommand() *cobra.Command {
	var l loading
	cmd := &cobra.Command{
		Use:   "load [flags] SOURCE...",
		Short: "Load articles from files, folders, links or standard input",
		Long: `Load articles into the library from files, folders, links, or - for standard input: text
and Markdown (with metadata in front matter, if any), web pages, PDF, DOCX, ODT, EPUB,
feeds, and JSON lines (*.jsonl). The format of a link is recognised by its content; for a
feed, the pages that it lists are loaded. Whatever cannot be loaded is named with the
reason, the rest is loaded, and the exit status is 1. A load that was interrupted resumes
when the same command is repeated.`,
		Example: `  dateline load articles/ extra.md
  dateline load https://gazette.example/news/flood
  dateline load --retry
  dateline articles export --library old | dateline load --library new -`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, sources []string) error {
			if err := l.complete(cmd, sources); err != nil {
				return err
			}
			return p.work(cmd, func(ctx context.Context, w *workspace) error {
				if err := retrieval.CheckName(p.flags.library); err != nil {
					return usageError{err}
				}
				return p.load(ctx, w, l)
			})
		},
	}
	cmd.Flags().BoolVar(&l.dryRun, "dry-run", false, "only show what would be loaded")
	cmd.Flags().BoolVar(&l.retry, "retry", false, "try again what the last load could not load")
	return cmd
}

// loading is what load is given.
type loading struct {
	sources       []string
	dryRun, retry bool
}

// complete takes the arguments, and refuses what does not go together.
func (l *loading) complete(cmd *cobra.Command, sources []string) error {
	l.sources = sources
	if !l.retry {
		if slices.Contains(sources, "") {
			return usagef("load: a source is empty: write a file, a folder, a link, or - for standard input")
		}
		return someArguments("a file, folder or link")(cmd, sources)
	}
	if len(sources) > 0 {
		return usagef("--retry and %.60q are both given: --retry takes what the last load could not load", sources[0])
	}
	return nil
}

// load loads, and keeps what could not be loaded for the next time.
func (p *program) load(ctx context.Context, w *workspace, l loading) error {
	from := strings.Join(l.sources, " ")
	if l.retry {
		var err error
		if l.sources, err = w.rejected(ctx, p.flags.library); err != nil {
			return err
		}
		if len(l.sources) == 0 {
			return p.nothingRejected()
		}
		from = "what was rejected before"
	}
	into, err := w.destination(ctx, p.flags.library, l.dryRun)
	if err != nil {
		return err
	}
	report := p.newLoadReport(l.dryRun)
	defer report.bar.end()
	err = w.loader.Load(ctx, into, load.Request{
		Sources: l.sources, Dir: p.dir, Stdin: p.stdin, DryRun: l.dryRun,
		Load: retrieval.NewLoad(p.operator(), from),
	}, report.item)
	if !l.dryRun && (err == nil || !l.retry) { // a retry that was broken off has not come to all that is kept
		err = errors.Join(err, w.keepRejects(context.WithoutCancel(ctx), p.flags.library, report.rejects))
	}
	if err != nil {
		report.stopped()
		return err
	}
	return report.finish()
}

// nothingRejected says so, in JSON by giving no item.
func (p *program) nothingRejected() error {
	if p.flags.json {
		return nil
	}
	return p.writeText("The last load left nothing to try again.\n")
}

// destination returns what a load puts articles into; a dry run puts them nowhere.
func (w *workspace) destination(ctx context.Context, name string, dryRun bool) (load.Library, error) {
	if !dryRun {
		return destination{w, name}, nil
	}
	lib, err := w.libraries.Library(ctx, name)
	if err != nil && !errors.Is(err, retrieval.ErrNoLibrary) {
		return nil, err
	}
	return retrieval.NewPreview(lib), nil
}

// destination is a library that is made when something is to be added to it,
// and not by a load that finds nothing.
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

// Document implements load.Documents.
func (d destination) Document(ctx context.Context, hash retrieval.Hash) (retrieval.Article, error) {
	lib, err := d.workspace.libraries.Library(ctx, d.library)
	if errors.Is(err, retrieval.ErrNoLibrary) {
		return retrieval.Article{}, retrieval.ErrNoArticle
	}
	if err != nil {
		return retrieval.Article{}, err
	}
	return lib.Document(ctx, hash)
}

// rejected returns the sources of what the last load could not load.
func (w *workspace) rejected(ctx context.Context, library string) ([]string, error) {
	lib, err := w.readable(ctx, library)
	if err != nil {
		return nil, err
	}
	rejects, err := lib.Rejects(ctx)
	if err != nil {
		return nil, err
	}
	sources := make([]string, len(rejects))
	for i, r := range rejects {
		sources[i] = r.Source
	}
	return sources, nil
}

// keepRejects keeps what a load could not load. A library that the load has not
// made, because it could load nothing at all, has no place for it.
func (w *workspace) keepRejects(ctx context.Context, library string, rejects []retrieval.Reject) error {
	lib, err := w.libraries.Library(ctx, library)
	if errors.Is(err, retrieval.ErrNoLibrary) {
		return nil
	}
	if err != nil {
		return err
	}
	return lib.KeepRejects(ctx, rejects)
}

// reject returns what is kept of an item that could not be loaded, so that it can
// be tried again from any folder; false for one that cannot be read twice.
func (p *program) reject(it load.Item) (retrieval.Reject, bool) {
	source := it.Source
	switch {
	case source == "-":
		return retrieval.Reject{}, false
	case !strings.Contains(source, "://"):
		abs, err := filepath.Abs(p.path(source))
		if err != nil {
			return retrieval.Reject{}, false
		}
		source = abs
	}
	return retrieval.Reject{Source: source, Reason: it.Reason}, true
}

// loadFailed says how many items were not loaded.
func loadFailed(rejected, total int) error {
	if rejected == 0 {
		return nil
	}
	return fmt.Errorf("%d of %s could not be loaded: see why above", rejected, counted(total, "item", "items"))
}
