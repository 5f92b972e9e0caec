package retrieval

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"dateline/retrieval/engine"
	"dateline/retrieval/text"
)

// Config says where the libraries live.
type Config struct {
	// Dir is the data folder; the indexes stand in its folder "index".
	Dir string
	// Starter is that of libraries for which no other is named.
	Starter Starter
	// Patience is how long opening a library waits for its index to be made or
	// brought up to date; 0 is as long as that takes. After that it is searched as far
	// as it is read in.
	Patience time.Duration
}

// Starter puts the starter articles into a library just made; nil leaves it
// empty. It may be called again for the same library after a crash.
type Starter func(ctx context.Context, lib *Library) error

// maxOpen bounds the indexes open at a time: each takes two file handles, and
// opening one again takes half a millisecond.
const maxOpen = 64

// Libraries are all the libraries of one data folder. They may be used from
// several goroutines at once.
type Libraries struct {
	log      *slog.Logger
	store    Store
	cfg      Config
	analyzer *text.Analyzer
	model    *model
	memory   *memory
	rebuilt  atomic.Int64 // indexes that were built anew

	mu    sync.Mutex
	open  map[int64]*slot         // by the library's key
	left  map[int64]chan struct{} // likewise, of one that is used still and opened anew: closed once it is
	clock int64                   // counts uses, to find the least recent
}

// New returns the libraries that store holds.
func New(log *slog.Logger, store Store, cfg Config) *Libraries {
	return &Libraries{
		log: log, store: store, cfg: cfg,
		analyzer: text.NewAnalyzer(),
		model:    learnt(),
		memory:   newMemory(log, store),
		open:     make(map[int64]*slot),
		left:     make(map[int64]chan struct{}),
	}
}

// Close closes the indexes, side by side, for each may wait for the disk; the store
// stays open. No library may be in use.
func (s *Libraries) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	keys := slices.Sorted(maps.Keys(s.open))
	errs := make([]error, len(keys))
	var closing sync.WaitGroup
	for i, key := range keys {
		closing.Go(func() { errs[i] = s.open[key].close() })
	}
	closing.Wait()
	clear(s.open)
	return errors.Join(errs...)
}

// Names lists the libraries, in alphabetical order.
func (s *Libraries) Names(ctx context.Context) ([]string, error) {
	records, err := s.store.Libraries(ctx)
	if err != nil {
		return nil, fmt.Errorf("list libraries: %w", err)
	}
	names := make([]string, len(records))
	for i, r := range records {
		names[i] = r.Name
	}
	return names, nil
}

// CheckName returns nil when a library can have that name, 1 to 64 of a-z, 0-9,
// "-" and "_", else an error that wraps ErrInvalid.
func CheckName(name string) error {
	if !validName(name) {
		return fmt.Errorf("library %.80q: %w: a name is 1 to 64 of a-z, 0-9, - and _", name, ErrInvalid)
	}
	return nil
}

// Library returns the library of that name, or ErrNoLibrary. A name that none
// can have wraps ErrInvalid.
func (s *Libraries) Library(ctx context.Context, name string) (*Library, error) {
	if err := CheckName(name); err != nil {
		return nil, err
	}
	record, err := s.store.Library(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("library %q: %w", name, err)
	}
	return s.finished(ctx, record, s.cfg.Starter)
}

// Make returns the library of that name and makes it when there is none. A name
// that none can have wraps ErrInvalid.
func (s *Libraries) Make(ctx context.Context, name string) (*Library, error) {
	return s.MakeWith(ctx, name, s.cfg.Starter)
}

// MakeWith is Make with another starter than Config's.
func (s *Libraries) MakeWith(ctx context.Context, name string, starter Starter) (*Library, error) {
	if err := CheckName(name); err != nil {
		return nil, err
	}
	record, err := s.store.CreateLibrary(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("make library %q: %w", name, err)
	}
	return s.finished(ctx, record, starter)
}

// Delete deletes the library of that name with all that is in it, or returns
// ErrNoLibrary. Nobody may be using it. With another error it may be deleted all
// the same, and something of it still be in the data folder.
func (s *Libraries) Delete(ctx context.Context, name string) error {
	record, err := s.store.Library(ctx, name)
	if err != nil {
		return fmt.Errorf("library %q: %w", name, err)
	}
	deleted, err := s.store.DeleteLibrary(ctx, record.Key)
	if err != nil {
		err = fmt.Errorf("library %q: %w", name, err)
	}
	if !deleted {
		return err
	}
	s.mu.Lock()
	o := s.open[record.Key]
	delete(s.open, record.Key)
	idle := o != nil && o.users == 0
	s.mu.Unlock()
	if idle {
		s.logClose(o)
	}
	// Another library of that name has another epoch: an index that stays
	// behind would be built anew, and only takes room until then.
	if left := os.RemoveAll(filepath.Join(s.cfg.Dir, "index", record.Name)); left != nil {
		err = errors.Join(err, fmt.Errorf("library %q is deleted, its index is not: %w", name, left))
	}
	return err
}

func validName(name string) bool {
	other := func(c rune) bool { return (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' }
	return name != "" && len(name) <= 64 && !strings.ContainsFunc(name, other)
}

// finished returns the library once it has its starter articles.
func (s *Libraries) finished(ctx context.Context, record LibraryRecord, starter Starter) (*Library, error) {
	lib := &Library{record: record, analyzer: s.analyzer, store: s.store}
	lib.open = func(ctx context.Context) (*shelf, func(), error) { return s.acquire(ctx, record) }
	if record.Finished {
		return lib, nil
	}
	if starter != nil {
		if err := starter(ctx, lib); err != nil {
			return nil, fmt.Errorf("starter articles of library %q: %w", record.Name, err)
		}
	}
	if err := s.store.FinishLibrary(ctx, record.Key); err != nil {
		return nil, fmt.Errorf("make library %q: %w", record.Name, err)
	}
	lib.record.Finished = true
	return lib, nil
}

// slot is the place of a library that is open, or being opened.
type slot struct {
	since  time.Time
	opened chan struct{} // closed once the rest is there
	left   chan struct{} // closed once it is closed and was to be opened anew
	shelf  *shelf
	err    error // why it could not be opened

	// Under Libraries.mu:
	users int
	used  int64
}

// broken reports whether the library must be opened anew.
func (o *slot) broken() bool {
	select {
	case <-o.opened:
		return o.err != nil || o.shelf.broken()
	default:
		return false // that is not known yet
	}
}

func (o *slot) close() error {
	if o.shelf == nil {
		return nil
	}
	return o.shelf.close()
}

// acquire opens the library's shelf, or finds it open, and keeps it open until
// release is called.
func (s *Libraries) acquire(ctx context.Context, record LibraryRecord) (sh *shelf, release func(), err error) {
	s.mu.Lock()
	o, ok := s.open[record.Key]
	left := s.left[record.Key]
	if !ok {
		o = &slot{opened: make(chan struct{}), left: make(chan struct{}), since: time.Now()}
		s.open[record.Key] = o
	}
	s.clock++
	o.used = s.clock
	o.users++
	s.mu.Unlock()
	if !ok {
		if o.err = engine.Left(ctx, left); o.err == nil {
			o.shelf, o.err = s.openShelf(ctx, record)
		}
		close(o.opened)
	}
	release = func() { s.release(record.Key, o) }
	select {
	case <-o.opened:
	case <-ctx.Done():
		release()
		return nil, nil, ctx.Err()
	}
	if o.err != nil {
		release()
		if ok && ctx.Err() == nil && (errors.Is(o.err, context.Canceled) || errors.Is(o.err, context.DeadlineExceeded)) {
			return s.acquire(ctx, record) // whoever was opening it has given up
		}
		return nil, nil, fmt.Errorf("open library %q: %w", record.Name, o.err)
	}
	return o.shelf, release, nil
}

// release ends a use, and closes what is broken or too many.
func (s *Libraries) release(key int64, o *slot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o.users--
	if o.broken() && s.open[key] == o {
		delete(s.open, key)
		if o.shelf != nil {
			s.left[key] = o.left
		}
	}
	if s.open[key] != o {
		if o.users == 0 {
			s.logClose(o)
			close(o.left)
			if s.left[key] == o.left {
				delete(s.left, key)
			}
		}
		return
	}
	for len(s.open) > maxOpen && s.closeOldest() {
	}
}

// closeOldest closes the library that was used the longest ago, and reports
// whether there was one that nobody uses now.
func (s *Libraries) closeOldest() bool {
	var oldest *slot
	var oldestKey int64
	for key, o := range s.open {
		if o.users == 0 && (oldest == nil || o.used < oldest.used) {
			oldest, oldestKey = o, key
		}
	}
	if oldest == nil {
		return false
	}
	delete(s.open, oldestKey)
	s.logClose(oldest)
	return true
}

func (s *Libraries) logClose(o *slot) {
	if err := o.close(); err != nil {
		s.log.Error("closing an index failed; it mends itself when it is opened again", "error", err)
	}
}
