package retrieval

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"dateline/retrieval/engine"
)

// Pending says that only a part of a library can be searched so far, for its index
// is being made.
type Pending struct {
	// Read is how many articles can be searched, of Articles that there are.
	Read     int `json:"read"`
	Articles int `json:"articles"`
}

// Pending returns how much of the library can be searched, or nil when all of it
// can. A search after that finds in no less.
func (l *Library) Pending(ctx context.Context) (*Pending, error) {
	return read(ctx, l, func(sh *shelf) (*Pending, error) { return sh.pending(), nil })
}

func (sh *shelf) pending() *Pending {
	if !sh.missed.reading() {
		return nil
	}
	all := sh.catalog.size()
	return &Pending{Read: max(all-int(sh.missed.left.Load()), 0), Articles: all}
}

// Complete waits until all of the library can be searched. Who waits does not use it:
// when it is closed or deleted meanwhile, that is a context.Canceled.
func (l *Library) Complete(ctx context.Context) error {
	m, err := read(ctx, l, func(sh *shelf) (*missed, error) { return &sh.missed, nil })
	if err == nil {
		err = m.wait(ctx, nil)
	}
	return err
}

// missed are the changes that an index has not seen when it is opened, and that
// are read in.
type missed struct {
	// left is how many articles are still to be read in.
	left atomic.Int64
	// stop ends that; over is closed at its end, with err unless all are read in.
	stop context.CancelFunc
	over chan struct{}
	err  error
}

// wait waits until they are read in, or enough.
func (m *missed) wait(ctx context.Context, enough <-chan time.Time) error {
	select {
	case <-m.over:
		return m.err
	case <-enough:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// reading reports whether any is not read in.
func (m *missed) reading() bool {
	select {
	case <-m.over:
		return m.err != nil
	default:
		return true
	}
}

// catchUp applies to the index the changes that it has not seen. It waits for that
// as long as patience, 0 for ever; the rest is done meanwhile.
func (sh *shelf) catchUp(ctx context.Context, patience time.Duration) error {
	changes, err := sh.unseen(ctx)
	if err != nil {
		return err
	}
	m := &sh.missed
	own, stop := context.WithCancel(context.WithoutCancel(ctx))
	m.stop, m.over = stop, make(chan struct{})
	go func() {
		defer close(m.over)
		if m.err = engine.Guarded(func() error { return sh.readIn(own, changes) }); m.err != nil && own.Err() == nil {
			sh.behind.Store(true)
			sh.log.Error("the index was not brought up to date; it is when the library is opened again", "library", sh.record.Name, "error", m.err)
		}
	}()
	var enough <-chan time.Time
	if patience > 0 {
		enough = time.After(patience)
	}
	return m.wait(ctx, enough)
}

// unseen are the changes that the index has not seen, the first one first.
func (sh *shelf) unseen(ctx context.Context) ([]Change, error) {
	changes, _, err := sh.store.Changes(ctx, sh.record.Key, sh.index.seq())
	slices.SortFunc(changes, func(a, b Change) int { return cmp.Compare(a.Seq, b.Seq) })
	sh.missed.left.Add(articlesOf(changes))
	return changes, err
}

// articlesOf counts the changes after which there is still an article.
func articlesOf(changes []Change) (n int64) {
	for _, c := range changes {
		if !c.Removed {
			n++
		}
	}
	return n
}

// readIn applies changes to the index, a batch at a time, so that others may
// change the library in between, and what comes of that.
func (sh *shelf) readIn(ctx context.Context, changes []Change) (err error) {
	start, all := time.Now(), len(changes)
	for len(changes) > 0 {
		if changes, err = sh.readSome(ctx, changes); err != nil {
			return err
		}
	}
	if all > 0 {
		sh.log.Info("brought the index up to date", "library", sh.record.Name, "articles", all, "took", time.Since(start).Round(time.Millisecond))
	}
	return nil
}

// readInBatch is how many articles are indexed before others may change the library.
const readInBatch = 64

// readSome applies the first of the changes and returns the rest; once there is
// none, what was changed meanwhile. The index knows after each batch how far it has
// come: when it is stopped, it goes on from there.
func (sh *shelf) readSome(ctx context.Context, changes []Change) ([]Change, error) {
	sh.writing.Lock()
	defer sh.writing.Unlock()
	some := changes[:min(readInBatch, len(changes))]
	err := sh.index.write(func(b *applied) error {
		for _, c := range some {
			if err := sh.readChange(ctx, b, c); err != nil {
				return err
			}
			b.state.Seq = max(b.state.Seq, c.Seq) // not before: of a long article a part is committed
		}
		return b.commit(ctx)
	})
	if err != nil {
		return nil, err
	}
	sh.missed.left.Add(-articlesOf(some))
	if rest := changes[len(some):]; len(rest) > 0 {
		return rest, nil
	}
	return sh.unseen(ctx)
}

// readChange applies a change to the index, unless the index has a later one of that
// article. A damaged article is not searched.
func (sh *shelf) readChange(ctx context.Context, b *applied, c Change) error {
	in := indexed{num: c.Num, seq: c.Seq}
	if e, ok := sh.catalog.entry(c.Num); ok && e.Seq != c.Seq {
		return nil
	}
	if !c.Removed {
		a, err := sh.store.Revision(ctx, c.Num, 0)
		switch {
		case errors.Is(err, ErrDamaged):
			sh.log.ErrorContext(ctx, "an article cannot be searched", "library", sh.record.Name, "number", c.Num, "error", err)
		case errors.Is(err, ErrNoArticle): // any more
		case err != nil:
			return fmt.Errorf("article %d: %w", c.Num, err)
		default:
			in.article = &a
		}
	}
	return b.take(ctx, in)
}
