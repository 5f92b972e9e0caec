package retrieval

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"dateline/retrieval/text"
)

// Config says where the libraries live.
type Config struct {
	// Dir is the data folder; the indexes stand in its folder "index".
	Dir string
	// Starter puts the starter articles into a library just made; nil leaves
	// it empty. It may be called again for the same library after a crash.
	Starter func(ctx context.Context, lib *Library) error
}

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
	texts    *byteCache[int64, *heldText] // by the article's number
	vectors  *byteCache[passageRef, vector]

	mu    sync.Mutex
	open  map[int64]*shelf // by the library's key
	clock int64            // counts uses, to find the least recent
}

// New gives the libraries that store holds.
func New(log *slog.Logger, store Store, cfg Config) *Libraries {
	return &Libraries{
		log: log, store: store, cfg: cfg,
		analyzer: text.NewAnalyzer(),
		model:    learnt(),
		texts:    newByteCache[int64](maxTextBytes, (*heldText).bytes),
		vectors:  newByteCache[passageRef](maxVectorBytes, vector.bytes),
		open:     make(map[int64]*shelf),
	}
}

// Close closes the indexes; the store stays open. No library may be in use.
func (s *Libraries) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for key, sh := range s.open {
		delete(s.open, key)
		errs = append(errs, sh.close())
	}
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

// CheckName says whether a library can have that name: 1 to 64 of a-z, 0-9,
// "-" and "_". Its error wraps ErrInvalid.
func CheckName(name string) error {
	if !validName(name) {
		return fmt.Errorf("library %.80q: %w: a name is 1 to 64 of a-z, 0-9, - and _", name, ErrInvalid)
	}
	return nil
}

// Library gives the library of that name, or ErrNoLibrary. A name that none
// can have wraps ErrInvalid.
func (s *Libraries) Library(ctx context.Context, name string) (*Library, error) {
	if err := CheckName(name); err != nil {
		return nil, err
	}
	record, err := s.store.Library(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("library %q: %w", name, err)
	}
	return s.finished(ctx, record)
}

// Make gives the library of that name and makes it when there is none. A name
// that none can have wraps ErrInvalid.
func (s *Libraries) Make(ctx context.Context, name string) (*Library, error) {
	if err := CheckName(name); err != nil {
		return nil, err
	}
	record, err := s.store.CreateLibrary(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("make library %q: %w", name, err)
	}
	return s.finished(ctx, record)
}

// Delete deletes the library of that name with all that is in it, or gives
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
	sh := s.open[record.Key]
	delete(s.open, record.Key)
	idle := sh != nil && sh.users == 0
	s.mu.Unlock()
	if idle {
		s.logClose(sh)
	}
	// Another library of that name has another epoch: an index that stays
	// behind would be built anew, and only takes room until then.
	if left := os.RemoveAll(filepath.Join(s.cfg.Dir, "index", record.Name)); left != nil {
		err = errors.Join(err, fmt.Errorf("library %q is deleted, its index is not: %w", name, left))
	}
	return err
}

func validName(name string) bool {
	if name == "" || len(name) > 64 {
		return false
	}
	for _, c := range name {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

// finished gives the library once it has its starter articles.
func (s *Libraries) finished(ctx context.Context, record LibraryRecord) (*Library, error) {
	lib := &Library{set: s, record: record}
	if record.Finished {
		return lib, nil
	}
	if s.cfg.Starter != nil {
		if err := s.cfg.Starter(ctx, lib); err != nil {
			return nil, fmt.Errorf("starter articles of library %q: %w", record.Name, err)
		}
	}
	if err := s.store.FinishLibrary(ctx, record.Key); err != nil {
		return nil, fmt.Errorf("make library %q: %w", record.Name, err)
	}
	lib.record.Finished = true
	return lib, nil
}

// acquire opens the library's shelf, or finds it open, and keeps it open until
// release is called.
func (s *Libraries) acquire(ctx context.Context, record LibraryRecord) (sh *shelf, release func(), err error) {
	s.mu.Lock()
	sh, ok := s.open[record.Key]
	if !ok {
		sh = &shelf{opened: make(chan struct{})}
		s.open[record.Key] = sh
	}
	s.clock++
	sh.used = s.clock
	sh.users++
	s.mu.Unlock()
	if !ok {
		sh.err = s.fill(ctx, sh, record)
		close(sh.opened)
	}
	release = func() { s.release(record.Key, sh) }
	select {
	case <-sh.opened:
	case <-ctx.Done():
		release()
		return nil, nil, ctx.Err()
	}
	if sh.err != nil {
		release()
		if ok && ctx.Err() == nil && (errors.Is(sh.err, context.Canceled) || errors.Is(sh.err, context.DeadlineExceeded)) {
			return s.acquire(ctx, record) // whoever was opening it has given up
		}
		return nil, nil, fmt.Errorf("open library %q: %w", record.Name, sh.err)
	}
	return sh, release, nil
}

// release ends a use, and closes what is broken or too many.
func (s *Libraries) release(key int64, sh *shelf) {
	s.mu.Lock()
	defer s.mu.Unlock()
	sh.users--
	if sh.broken() && s.open[key] == sh {
		delete(s.open, key)
	}
	if s.open[key] != sh {
		if sh.users == 0 {
			s.logClose(sh)
		}
		return
	}
	for len(s.open) > maxOpen && s.closeOldest() {
	}
}

// closeOldest closes the shelf that was used the longest ago, and says whether
// there was one that nobody uses now.
func (s *Libraries) closeOldest() bool {
	var oldest *shelf
	var oldestKey int64
	for key, sh := range s.open {
		if sh.users == 0 && (oldest == nil || sh.used < oldest.used) {
			oldest, oldestKey = sh, key
		}
	}
	if oldest == nil {
		return false
	}
	delete(s.open, oldestKey)
	s.logClose(oldest)
	return true
}

func (s *Libraries) logClose(sh *shelf) {
	if err := sh.close(); err != nil {
		s.log.Error("closing an index failed; it mends itself when it is opened again", "error", err)
	}
}

// fill opens the index, brings it up to the store, and reads the catalogue.
func (s *Libraries) fill(ctx context.Context, sh *shelf, record LibraryRecord) error {
	entries, err := s.store.Entries(ctx, record.Key)
	if err != nil {
		return err
	}
	aliases, err := s.store.Aliases(ctx, record.Key)
	if err != nil {
		return err
	}
	sh.catalog = newCatalog(entries, newOutletAliases(aliases))
	dir := filepath.Join(s.cfg.Dir, "index", record.Name)
	_, seq, err := s.store.Changes(ctx, record.Key, 1<<62)
	if err != nil {
		return err
	}
	sh.index, err = openIndex(dir, record.Epoch, seq, s.analyzer)
	if err != nil {
		if seq > 0 { // one that never held anything has no index to lose
			s.log.Info("building the index anew", "library", record.Name, "why", err)
		}
		if sh.index, err = createIndex(dir, record.Epoch, s.analyzer); err != nil {
			return err
		}
	}
	if err := s.catchUp(ctx, sh, record); err != nil {
		return errors.Join(err, sh.index.close())
	}
	sh.unrelated = true // until it is known to be otherwise
	(&Library{set: s, record: record}).keepRelated(ctx, sh, seq, nil)
	return nil
}

// catchUpBatch is how many articles are indexed in one go.
const catchUpBatch = 256

// catchUp gives the index the changes that it has not seen.
func (s *Libraries) catchUp(ctx context.Context, sh *shelf, record LibraryRecord) error {
	changes, last, err := s.store.Changes(ctx, record.Key, sh.index.state.Seq)
	if err != nil || len(changes) == 0 {
		return err
	}
	start := time.Now()
	for i := 0; i < len(changes); i += catchUpBatch {
		batch := changes[i:min(i+catchUpBatch, len(changes))]
		var changed []indexed
		for _, c := range batch {
			in := indexed{num: c.Num, seq: c.Seq}
			if !c.Removed {
				a, err := s.store.Revision(ctx, c.Num, 0)
				if err != nil {
					return fmt.Errorf("article %d: %w", c.Num, err)
				}
				in.article = &a
			}
			changed = append(changed, in)
		}
		seq := sh.index.state.Seq
		if i+catchUpBatch >= len(changes) {
			seq = last // until then a crash must start over
		}
		if err := sh.index.apply(ctx, seq, changed); err != nil {
			return err
		}
	}
	s.log.Info("brought the index up to date", "library", record.Name, "articles", len(changes), "took", time.Since(start).Round(time.Millisecond))
	return nil
}
