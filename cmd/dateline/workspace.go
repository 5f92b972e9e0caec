package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/answers/reader"
	"dateline/bot/record"
	"dateline/cmd/dateline/monitor"
	"dateline/cmd/dateline/relay"
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
	settings  string // the file that they are of, "" for none
	store     *store.Store
	records   *record.Store
	libraries *retrieval.Libraries
	loader    *load.Loader
	feeds     *load.Feeds
	notices   notices
	temp      string // where the indexes are, "" for in the data folder
	// monitor counts what is done, for origin; nil where nobody is served.
	monitor *monitor.Monitor
	origin  string
	// ready says why who is served may get no answer; nil likewise.
	ready func(context.Context) error
}

// work lends f the workspace for as long as it runs: that of the process that
// this one works for, or one of its own. When another process serves the data
// folder, that one runs the whole command instead.
func (p *program) work(cmd *cobra.Command, f func(context.Context, *workspace) error) (err error) {
	cfg, err := p.settings(cmd)
	if err != nil {
		return err
	}
	w, giveBack, err := p.workspace(cmd, cfg)
	if err != nil || w == nil {
		return err
	}
	defer func() {
		if closeErr := giveBack(); err == nil {
			err = closeErr
		}
	}()
	return explainStore(f(cmd.Context(), w))
}

// workspace returns the workspace, or nil when another process has run the
// command.
func (p *program) workspace(cmd *cobra.Command, cfg config.Config) (w *workspace, giveBack func() error, err error) {
	if p.host != nil {
		return p.host.lend(p, cfg)
	}
	w, err = p.own(cmd, cfg, func(held *store.HeldError) (done bool, err error) {
		serves := strings.HasPrefix(held.Holder, serveHolder+",")
		if err := p.portable(); serves && err != nil {
			return true, err
		}
		err = p.hand(cmd.Context(), cfg.Data.Dir)
		// A process that is starting takes commands soon; one that is stopping
		// gives the folder free.
		if errors.Is(err, relay.ErrNobody) && serves {
			return false, nil
		}
		if errors.Is(err, relay.ErrNobody) {
			return true, held
		}
		return true, err
	})
	if w == nil {
		return nil, nil, err
	}
	return w, w.close, err
}

// How long to wait for a folder that another process has, and how often to look.
const patience, glance = 5 * time.Second, 50 * time.Millisecond

// own opens the workspace in this process. While another one has the folder,
// instead reports whether something else was done, with what error, or whether to
// wait. When the wait is over it fails with a HeldError.
func (p *program) own(cmd *cobra.Command, cfg config.Config, instead func(*store.HeldError) (done bool, err error)) (*workspace, error) {
	if p.host != nil {
		return nil, &store.HeldError{Dir: cfg.Data.Dir, Holder: serveHolder}
	}
	logger := p.logger(cfg.Log)
	takeStandardLog(logger)
	for end := time.Now().Add(patience); ; time.Sleep(glance) {
		w, err := openWorkspace(cmd.Context(), logger, cfg, cmd.CommandPath())
		if err == nil {
			w.notices = p.notices()
			if path := p.source(cmd).Path(); path != "" {
				w.settings = p.path(path)
			}
			return w, nil
		}
		var held *store.HeldError
		if !errors.As(err, &held) {
			return nil, err
		}
		if done, otherErr := instead(held); done {
			return nil, otherErr
		}
		if time.Now().After(end) || cmd.Context().Err() != nil {
			return nil, err
		}
	}
}

// takeStandardLog sends what libraries write to the standard log, such as the
// search engine on damaged files, to logger.
func takeStandardLog(logger *slog.Logger) {
	standard := slog.NewLogLogger(logger.With("from", "a library").Handler(), slog.LevelWarn)
	log.SetFlags(0)
	log.SetOutput(standard.Writer())
}

// indexPatience is how long a question that is served waits for an index to be made,
// in less than an answer may take before it is deferred. A command of the terminal
// waits as long as that takes, for what is not done when it ends is never done.
const indexPatience = 300 * time.Millisecond

// serveHolder is what the process that serves a data folder calls itself.
const serveHolder = "dateline serve"

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
	w := &workspace{log: log, cfg: cfg, notices: notices{to: io.Discard}}
	var err error
	if w.loader, err = w.newLoader(); err != nil {
		return nil, usageError{err}
	}
	st, err := store.OpenFile(ctx, cfg.Data.Dir, storeFile(cfg), holder)
	if err != nil {
		return nil, explainOpening(err)
	}
	w.store, w.records = st, record.In(st)
	dir := cfg.Data.Dir
	if st.ReadOnly() {
		if w.temp, err = copyIndexes(dir); err != nil {
			return nil, errors.Join(explainOpening(err), st.Close())
		}
		dir = w.temp
	}
	indexes := retrieval.Config{Dir: dir, Starter: w.addStarters}
	if holder == serveHolder {
		indexes.Patience = indexPatience
	}
	w.libraries = retrieval.New(log, st, indexes)
	w.feeds = w.newFeeds()
	return w, nil
}

// explainOpening adds to an error of opening the store how to correct it.
func explainOpening(err error) error {
	held := (*store.HeldError)(nil)
	if errors.As(err, &held) {
		return err
	}
	if told := explainStore(err); told.Error() != err.Error() {
		return told
	}
	return fmt.Errorf("%w: correct that, or name another folder with --data", err)
}

// explainStore adds to an error of the store how to correct it.
func explainStore(err error) error {
	const instead = `with "dateline restore --replace FILE", or name another folder with --data`
	switch {
	case errors.As(err, new(*store.DamageError)):
		return fmt.Errorf("%w: load an article again, which mends what it says now, or remove it with \"dateline articles remove\", which takes its former revisions and the log's records of it along; set an alias again; or replace the store by a backup %s", err, instead)
	case store.Damaged(err):
		return fmt.Errorf("the store is damaged: %w; replace it by a backup %s", err, instead)
	case errors.Is(err, syscall.ENOSPC): // of whichever disk
		return fmt.Errorf("%w: free some space", err)
	case store.Full(err):
		return fmt.Errorf("no space is left on the disk of the data folder (%w): free some; what is in the data folder's \"cache\" and \"index\" can be made again, and removing articles makes room", err)
	case store.Failing(err):
		return fmt.Errorf("the disk of the data folder refuses to read or write (%w): see the system's log, and move the data folder to another disk", err)
	case store.Unwritable(err):
		return fmt.Errorf("the data folder can only be read, not written (%w): let this user write there, or name another folder with --data", err)
	case errors.Is(err, store.ErrNewer):
		return fmt.Errorf("%w; run that one, or replace the store by a backup of this one %s", err, instead)
	}
	return err
}

// newFeeds returns the subscriptions, which use the workspace's loader.
func (w *workspace) newFeeds() *load.Feeds {
	return load.NewFeeds(w.log, w.loader, w.store, load.FeedConfig{
		Interval: w.cfg.Feeds.Interval,
		Library:  w.feedLibrary,
	})
}

// addStarters puts the starter articles into a new library, if the workspace's
// settings want them there.
func (w *workspace) addStarters(ctx context.Context, lib *retrieval.Library) error {
	if !w.cfg.Library.Starter {
		return nil
	}
	return addStarters(ctx, lib)
}

// newLoader returns a loader that follows links as far as the settings allow.
func (w *workspace) newLoader() (*load.Loader, error) {
	cfg := w.cfg
	fetch, err := load.NewFetcher(load.FetchConfig{
		Allow:     cfg.Fetch.AllowHosts,
		UserAgent: cfg.Fetch.UserAgent,
		Timeout:   cfg.Fetch.Timeout,
		MaxBytes:  cfg.Fetch.MaxSize,
	})
	if err != nil {
		return nil, err
	}
	return load.New(load.Config{DataDir: cfg.Data.Dir, CacheDir: cacheDir(cfg), Fetch: fetch, Observe: w.loaded}), nil
}

// loaded counts an article that was to be loaded.
func (w *workspace) loaded(by retrieval.ActorKind, it load.Item) {
	if w.monitor != nil {
		w.monitor.Loaded(string(by), string(it.Status))
	}
}

// storeFile is the file of the store.
func storeFile(cfg config.Config) string {
	if cfg.Store.Path != "" {
		return cfg.Store.Path
	}
	return filepath.Join(cfg.Data.Dir, store.FileName)
}

// cacheDir returns the folder for what can be made again.
func cacheDir(cfg config.Config) string { return filepath.Join(cfg.Data.Dir, "cache") }

// addStarters puts the starter articles into a library.
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
	err := errors.Join(w.loader.Close(), w.libraries.Close(), w.store.Close())
	if w.temp != "" {
		err = errors.Join(err, os.RemoveAll(w.temp))
	}
	return err
}

// copyIndexes copies the indexes of a data folder that can only be read into a new
// folder, where they can be opened.
func copyIndexes(dir string) (temp string, err error) {
	if temp, err = os.MkdirTemp("", "dateline-"); err != nil {
		return "", err
	}
	indexes := filepath.Join(dir, "index")
	if _, err := os.Stat(indexes); err != nil {
		return temp, nil // they are made there
	}
	if err := os.CopyFS(filepath.Join(temp, "index"), os.DirFS(indexes)); err != nil {
		return "", errors.Join(err, os.RemoveAll(temp))
	}
	return temp, nil
}

// readable returns the library of that name for a command that only reads. Unless
// it is the default one, it must exist.
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

// writable returns the library of that name, and makes it if there is none.
func (w *workspace) writable(ctx context.Context, name string) (*retrieval.Library, error) {
	lib, err := w.libraries.Library(ctx, name)
	if errors.Is(err, retrieval.ErrNoLibrary) {
		end := w.notices.begin(fmt.Sprintf("making the library %q and its search index", name))
		defer end()
		lib, err = w.libraries.MakeWith(ctx, name, w.addStarters)
	}
	if errors.Is(err, retrieval.ErrInvalid) {
		return nil, usageError{err}
	}
	return lib, err
}

// answerer answers questions from lib as the settings say.
func (w *workspace) answerer(lib *retrieval.Library) *answers.Answerer {
	cfg := w.answering()
	if !w.store.ReadOnly() {
		cfg.Receipts = w.records
	}
	return answers.New(w.log, lib, cfg)
}

// answering is how questions are answered, as the settings say.
func (w *workspace) answering() answers.Config {
	cfg := answers.Config{Threshold: w.cfg.Answers.Threshold, Excerpts: w.cfg.Answers.Excerpts}
	if w.cfg.Answers.Reader {
		cfg.Reader = builtIn
	}
	if w.monitor != nil {
		cfg.Observe = w.monitor.Asked(w.origin)
	}
	return cfg
}

// builtIn is the reader of the program, unpacked when it is first asked.
var builtIn = lazyReader{reader.Lazy()}

type lazyReader struct {
	load func() (*reader.Reader, error)
}

// Read implements answers.Reader.
func (l lazyReader) Read(ctx context.Context, question string, candidates []reader.Candidate) ([]float64, error) {
	r, err := l.load()
	if err != nil {
		return nil, err
	}
	return r.Read(ctx, question, candidates)
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
	if !errors.Is(err, retrieval.ErrNoArticle) || errors.Is(err, retrieval.ErrDamaged) {
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

// nearestID returns the id that contains what was given, if just one does, else
// the one that is most like it.
func nearestID(id string, ids []string) (string, bool) {
	part := strings.ToLower(id)
	contains := func(other string) bool { return strings.Contains(strings.ToLower(other), part) }
	if first := slices.IndexFunc(ids, contains); first >= 0 && !slices.ContainsFunc(ids[first+1:], contains) {
		return ids[first], true
	}
	return nearest(id, ids)
}
