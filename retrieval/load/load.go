// Package load brings articles into a library, the same way for the terminal
// and for Discord: from links, files, folders, standard input and JSON lines,
// and from feeds, which it polls.
//
// Every article that it meets is an item, reported in order with what became
// of it. An item that cannot be loaded is rejected by name, with the reason
// and what would do, and the rest goes on. Articles are given to the library
// in batches, and none is reported as added before the library has it.
//
// It holds one batch at a time: a JSON-lines file of any size is streamed, and
// the limit on size is for an article, not for the file. It keeps nothing
// between loads but which entries of a feed were taken, in a FeedStore. In a
// folder it passes over hidden files and refuses what is no regular file, so
// that no pipe or device can stop it. From the web it takes what a Fetcher gets.
package load

import (
	"context"
	"errors"
	"fmt"
	"io"

	"dateline/retrieval"
	"dateline/retrieval/extract"
	"dateline/retrieval/load/input"
)

// Library takes articles. Add stores all that are acceptable, or, with an
// error, none, and returns an outcome for each, in order. All batches of one load
// come under the same Load.
type Library interface {
	Add(ctx context.Context, load retrieval.Load, articles ...retrieval.Article) ([]retrieval.Outcome, error)
}

// Config bounds what a loader takes.
type Config struct {
	// MaxBody is the largest article in bytes; 0 means retrieval.MaxBody.
	MaxBody int
	// MaxDocument is the largest document that an article is taken from, a web
	// page or a file, in bytes; 0 means DefaultMaxDocument.
	MaxDocument int64
	// DataDir is the data folder, which is no source: a folder that it lies in is
	// loaded without it.
	DataDir string
	// CacheDir is a folder for what is expensive to make and can be made again;
	// "" keeps nothing.
	CacheDir string
	// Fetch gets links; without it they are rejected.
	Fetch *Fetcher
	// Observe is told of every item that was to be stored, with who loads; nil tells
	// nobody.
	Observe func(retrieval.ActorKind, Item)
}

// DefaultMaxDocument is the largest document accepted by default, in bytes.
const DefaultMaxDocument = 64 << 20

// Loader loads articles. It may be used from several goroutines at once.
type Loader struct {
	extract     *extract.Extractor
	observe     func(retrieval.ActorKind, Item)
	fetch       *Fetcher
	dataDir     string
	maxBody     int
	maxDocument int64
}

// New returns a loader.
func New(cfg Config) *Loader {
	if cfg.MaxBody == 0 {
		cfg.MaxBody = retrieval.MaxBody
	}
	if cfg.MaxDocument == 0 {
		cfg.MaxDocument = DefaultMaxDocument
	}
	return &Loader{
		extract:     extract.New(extract.Config{MaxBody: cfg.MaxBody, CacheDir: cfg.CacheDir}),
		observe:     cfg.Observe,
		fetch:       cfg.Fetch,
		dataDir:     cfg.DataDir,
		maxBody:     cfg.MaxBody,
		maxDocument: cfg.MaxDocument,
	}
}

// Close frees what was started for reading documents.
func (l *Loader) Close() error { return l.extract.Close() }

// Request is one load.
type Request struct {
	// Sources are files, folders, links, or "-" for Stdin.
	Sources []string
	// Dir is the folder that relative paths start from; "" is the process's.
	Dir   string
	Stdin io.Reader
	// Load is under what the library's log keeps it.
	Load retrieval.Load
	// Known is metadata that goes before whatever a document says. It is for a
	// load of one document; JSON lines state their own.
	Known retrieval.Meta
	// DryRun gives each item its article and what was left out of it. It is for
	// a load into a retrieval.Preview, or into nil: then every article that can
	// be read is an added one.
	DryRun bool
}

// Load loads what req names into lib and calls each for every item, in order.
// An error says why the load stopped: the context's, the library's, or that of
// each. Items reported until then stand.
func (l *Loader) Load(ctx context.Context, lib Library, req Request, each func(Item) error) error {
	b := &batch{lib: lib, load: req.Load, dryRun: req.DryRun, observe: l.observe, each: each}
	for _, source := range req.Sources {
		if err := l.source(ctx, req, source, b); err != nil {
			return fmt.Errorf("load %s: %w", source, err)
		}
	}
	if err := b.flush(ctx); err != nil {
		return fmt.Errorf("load: %w", err)
	}
	return nil
}

// source loads one source.
func (l *Loader) source(ctx context.Context, req Request, source string, b *batch) error {
	if source == "-" {
		if req.Stdin == nil {
			return errors.New("there is no standard input")
		}
		in := input.Reader(ctx, req.Stdin)
		defer func() { _ = in.Close() }()
		return l.stream(ctx, req, source, in, b)
	}
	if isWeb(source) {
		return l.link(ctx, req, source, b)
	}
	return l.path(ctx, req, place{source, req.Dir}, b)
}
