package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/config"
	"dateline/retrieval"
	"dateline/retrieval/load"
	"dateline/retrieval/store"
	"dateline/seeds"
)

// defaultLibrary is made on its first use, whatever uses it.
const defaultLibrary = "local"

// workspace is what commands work on: the libraries of a data folder that this
// process owns, and how questions to them are answered. Commands are given one
// and never open it, so that it does not matter to them which process does.
type workspace struct {
	log       *slog.Logger
	cfg       config.Config
	store     *store.Store
	libraries *retrieval.Libraries
	loader    *load.Loader
	feeds     *load.Feeds
}

// work opens the workspace for as long as f runs.
func (p *program) work(cmd *cobra.Command, f func(context.Context, *workspace) error) (err error) {
	cfg, err := p.settings(cmd)
	if err != nil {
		return err
	}
	w, err := openWorkspace(cmd.Context(), p.logger(cfg.Log), cfg, cmd.CommandPath())
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := w.close(); err == nil {
			err = closeErr
		}
	}()
	return f(cmd.Context(), w)
}

// read is work on the library that the flags name, for commands that change
// nothing.
func (p *program) read(cmd *cobra.Command, f func(context.Context, *workspace, *retrieval.Library) error) error {
	return p.work(cmd, func(ctx context.Context, w *workspace) error {
		lib, err := w.readable(ctx, p.flags.library)
		if err != nil {
			return err
		}
		return f(ctx, w, lib)
	})
}

// openWorkspace takes the data folder; holder says to other processes what
// this one does with it.
func openWorkspace(ctx context.Context, log *slog.Logger, cfg config.Config, holder string) (*workspace, error) {
	file := cfg.Store.Path
	if file == "" {
		file = filepath.Join(cfg.Data.Dir, store.FileName)
	}
	loader, err := newLoader(cfg)
	if err != nil {
		return nil, usageError{err}
	}
	st, err := store.OpenFile(ctx, cfg.Data.Dir, file, holder)
	if held := (*store.HeldError)(nil); err != nil && !errors.As(err, &held) {
		err = fmt.Errorf("%w: mend that, or name another folder with --data", err)
	}
	if err != nil {
		return nil, err
	}
	lib := retrieval.Config{Dir: cfg.Data.Dir}
	if cfg.Library.Starter {
		lib.Starter = addStarters
	}
	w := &workspace{log: log, cfg: cfg, store: st, libraries: retrieval.New(log, st, lib), loader: loader}
	w.feeds = load.NewFeeds(log, loader, st, load.FeedConfig{
		Interval: cfg.Feeds.Interval,
		Library:  w.feedLibrary,
	})
	return w, nil
}

// newLoader gives what loads articles, with links as far as the settings allow.
func newLoader(cfg config.Config) (*load.Loader, error) {
	fetch, err := load.NewFetcher(load.FetchConfig{
		Allow:     cfg.Fetch.AllowHosts,
		UserAgent: cfg.Fetch.UserAgent,
		Timeout:   cfg.Fetch.Timeout,
		MaxBytes:  cfg.Fetch.MaxSize,
	})
	if err != nil {
		return nil, err
	}
	return load.New(load.Config{CacheDir: cacheDir(cfg), Fetch: fetch}), nil
}

// cacheDir is where the data folder keeps what can be made again.
func cacheDir(cfg config.Config) string { return filepath.Join(cfg.Data.Dir, "cache") }

// addStarters puts the starter articles into a new library.
func addStarters(ctx context.Context, lib *retrieval.Library) error {
	articles, err := seeds.Articles(ctx)
	if err != nil {
		return err
	}
	outcomes, err := lib.Add(ctx, retrieval.NewLoad(retrieval.Actor{Kind: retrieval.ByProgram}, "starter articles"), articles...)
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		err = errors.Join(err, o.Err)
	}
	return err
}

func (w *workspace) close() error {
	return errors.Join(w.loader.Close(), w.libraries.Close(), w.store.Close())
}

// readable gives the library of that name for a command that only reads. But
// for the default one, it must be there.
func (w *workspace) readable(ctx context.Context, name string) (*retrieval.Library, error) {
	if name == defaultLibrary {
		return w.writable(ctx, name)
	}
	lib, err := w.libraries.Library(ctx, name)
	switch {
	case errors.Is(err, retrieval.ErrNoLibrary):
		return nil, w.explainLibrary(ctx, name, err)
	case errors.Is(err, retrieval.ErrInvalid):
		return nil, usageError{err}
	}
	return lib, err
}

// writable gives the library of that name, made if it is not there.
func (w *workspace) writable(ctx context.Context, name string) (*retrieval.Library, error) {
	lib, err := w.libraries.Make(ctx, name)
	if errors.Is(err, retrieval.ErrInvalid) {
		return nil, usageError{err}
	}
	return lib, err
}

// answerer answers questions from lib as the settings say.
func (w *workspace) answerer(lib *retrieval.Library) *answers.Answerer {
	return answers.New(w.log, lib, answers.Config{Threshold: w.cfg.Answers.Threshold, Excerpts: w.cfg.Answers.Excerpts})
}

// explainLibrary adds to an error about an unknown library which ones there
// are.
func (w *workspace) explainLibrary(ctx context.Context, name string, err error) error {
	known, listErr := w.libraries.Names(ctx)
	if listErr != nil || len(known) == 0 {
		return fmt.Errorf("%w; loading into it makes it", err)
	}
	if near, ok := nearest(name, known); ok {
		return fmt.Errorf("%w; did you mean %s?", err, near)
	}
	const shown = 10
	list := strings.Join(known[:min(shown, len(known))], ", ")
	if len(known) > shown {
		list += fmt.Sprintf(" and %d more", len(known)-shown)
	}
	return fmt.Errorf("%w; loading into it makes it, and there are %s", err, list)
}

// explainArticle adds to an error about an unknown article which one may be
// meant.
func explainArticle(ctx context.Context, lib *retrieval.Library, id string, err error) error {
	if !errors.Is(err, retrieval.ErrNoArticle) {
		return err
	}
	articles, listErr := lib.List(ctx, retrieval.Filter{})
	if listErr != nil {
		return err
	}
	ids := make([]string, len(articles))
	for i, m := range articles {
		ids[i] = m.ID
	}
	if near, ok := nearestID(id, ids); ok {
		return fmt.Errorf("%w; did you mean %s?", err, near)
	}
	return fmt.Errorf("%w; \"dateline articles list\" lists those of library %q", err, lib.Name())
}

// nearestID gives the id that contains what was given, if just one does, else
// the one that is most like it.
func nearestID(id string, ids []string) (string, bool) {
	part := strings.ToLower(id)
	contains := func(other string) bool { return strings.Contains(strings.ToLower(other), part) }
	if first := slices.IndexFunc(ids, contains); first >= 0 && !slices.ContainsFunc(ids[first+1:], contains) {
		return ids[first], true
	}
	return nearest(id, ids)
}
