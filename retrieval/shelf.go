package retrieval

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"

	"dateline/retrieval/text"
)

// shelf is a library that is open: its index, its catalogue and which of its
// articles share text, each brought up to the store.
type shelf struct {
	record   LibraryRecord
	log      *slog.Logger
	store    libraryStore
	memory   *memory
	analyzer *text.Analyzer
	model    *model

	index   *passageIndex
	catalog *catalog
	kin     *kinship
	missed  missed

	// writing is held from a change of the store until the index has it, so
	// that changes reach the index in their order.
	writing sync.Mutex
	// behind says that the index has missed a change.
	behind atomic.Bool
}

// read returns what f finds in the library, which is open meanwhile.
func read[T any](ctx context.Context, l *Library, f func(*shelf) (T, error)) (T, error) {
	sh, release, err := l.open(ctx)
	if err != nil {
		var none T
		return none, err
	}
	defer release()
	return f(sh)
}

// change is read for who changes the library: one after the other.
func change[T any](ctx context.Context, l *Library, f func(*shelf) (T, error)) (T, error) {
	return read(ctx, l, func(sh *shelf) (T, error) {
		sh.writing.Lock()
		defer sh.writing.Unlock()
		return f(sh)
	})
}

// openShelf reads the catalogue, opens the index in the data folder, and brings
// it up to the store.
func (s *Libraries) openShelf(ctx context.Context, record LibraryRecord) (*shelf, error) {
	sh := &shelf{record: record, log: s.log, store: s.store, memory: s.memory, analyzer: s.analyzer, model: s.model}
	entries, err := s.store.Entries(ctx, record.Key)
	if err != nil {
		return nil, err
	}
	aliases, err := s.store.Aliases(ctx, record.Key)
	if err != nil {
		return nil, err
	}
	sh.catalog = newCatalog(entries, newOutletAliases(aliases))
	for id := range sh.catalog.damaged {
		sh.log.ErrorContext(ctx, "an article is not shown", "library", record.Name, "article", id, "error", ErrDamaged)
	}
	sh.kin = &kinship{log: s.log, record: record, store: s.store, catalog: sh.catalog, memory: s.memory, unrelated: true}
	_, seq, err := s.store.Changes(ctx, record.Key, 1<<62)
	if err != nil {
		return nil, err
	}
	if sh.index, err = s.openPassages(ctx, record, seq); err != nil {
		return nil, err
	}
	sh.kin.update(ctx, seq, nil)
	if err := sh.catchUp(ctx, s.cfg.Patience); err != nil {
		return nil, errors.Join(err, sh.close())
	}
	return sh, nil
}

// openPassages opens a library's index, or makes it when it is not that of the
// store up to the change seq.
func (s *Libraries) openPassages(ctx context.Context, record LibraryRecord, seq int64) (*passageIndex, error) {
	dir := filepath.Join(s.cfg.Dir, "index", record.Name)
	p, err := openIndex(dir, record.Epoch, seq, s.analyzer)
	if err == nil {
		return p, nil
	}
	if ahead := (aheadError{}); errors.As(err, &ahead) {
		s.log.ErrorContext(ctx, "changes of the library are lost: its index has seen more than the store knows; load again what was loaded last, or restore a newer backup",
			"library", record.Name, "seen", ahead.seq, "known", seq)
		if err := s.store.NoteLost(ctx, record.Key, ahead.seq); err != nil {
			s.log.ErrorContext(ctx, "that could not be noted", "library", record.Name, "error", err)
		}
	}
	if seq > 0 { // one that never held anything has no index to lose
		s.rebuilt.Add(1)
		s.log.Info("building the index anew", "library", record.Name, "why", err)
	}
	return createIndex(dir, record.Epoch, s.analyzer)
}

// change runs f in one transaction of the store, as Store.Change does.
func (sh *shelf) change(ctx context.Context, act Act, f func(StoreTx) error) (seq int64, err error) {
	return sh.store.Change(ctx, sh.record.Key, act, f)
}

// publish makes the store's changes up to seq searchable.
func (sh *shelf) publish(ctx context.Context, seq int64, changed []changedArticle) error {
	if len(changed) == 0 {
		return nil
	}
	last := make(map[int64]int, len(changed))
	for i, c := range changed {
		last[c.Num] = i
	}
	var batch []indexed
	var nums []int64
	for i, c := range changed {
		if last[c.Num] == i { // of one that changed twice the index takes what it came to be
			batch = append(batch, indexed{num: c.Num, seq: c.Seq, article: c.article})
			nums = append(nums, c.Num)
		}
		if c.article == nil {
			sh.catalog.remove(c.Entry)
			sh.memory.forget(c.Entry)
		}
	}
	// The store has the articles: they are indexed even if nobody waits.
	ctx = context.WithoutCancel(ctx)
	if err := sh.apply(ctx, seq, batch); err != nil {
		return fmt.Errorf("library %q: changed, but its index has to be mended, as it is when it is opened again: %w", sh.record.Name, err)
	}
	for _, c := range changed {
		if c.article != nil {
			sh.catalog.put(c.Entry)
			sh.memory.keep(c.Entry, c.article)
		}
	}
	sh.kin.update(ctx, seq, nums)
	return nil
}

// apply writes the changes up to seq to the index. When it fails, the shelf has
// to be opened anew.
func (sh *shelf) apply(ctx context.Context, seq int64, batch []indexed) error {
	if sh.behind.Load() {
		return errors.New("an earlier change did not reach the index")
	}
	if sh.missed.reading() {
		seq = sh.index.seq() // what it has not seen comes before that
	}
	err := sh.index.apply(ctx, seq, batch)
	if err != nil {
		sh.behind.Store(true)
	}
	return err
}

// broken reports whether the shelf must be opened anew.
func (sh *shelf) broken() bool { return sh.behind.Load() }

func (sh *shelf) close() error {
	if sh.missed.stop != nil {
		sh.missed.stop()
		<-sh.missed.over
	}
	return sh.index.close()
}

// find returns the article of that id, or ErrNoArticle.
func (sh *shelf) find(id string) (Entry, error) {
	e, ok := sh.catalog.find(id)
	if ok {
		return e, nil
	}
	if _, damaged := sh.catalog.removable(id); damaged {
		return Entry{}, fmt.Errorf("article %q: %w", id, ErrDamaged)
	}
	return Entry{}, fmt.Errorf("article %q: %w", id, ErrNoArticle)
}
