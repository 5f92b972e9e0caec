// Package engine opens, makes and closes the search engine's files. The engine
// trusts its files: damaged ones make it panic, fault where they are mapped into
// memory, ask for more memory than there is, or find other passages than there
// are, some of that on goroutines of its own, where nobody can catch it. So the
// files are checked before it sees them, and what is damaged is refused.
package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// ErrDamaged says that an index's files are not what was written.
var ErrDamaged = errors.New("the index is damaged")

// config lets a batch return once it can be searched: what a crash loses
// is read from the store again. The engine writes into the map that it is
// given, so that each index needs its own.
func config() map[string]any {
	return map[string]any{"unsafe_batch": true, "bolt_timeout": "2s"}
}

// Open opens the search engine on the files in dir. What it returns for damaged
// ones wraps ErrDamaged.
func Open(dir string) (b bleve.Index, err error) {
	if err := check(dir); err != nil {
		return nil, err
	}
	// What has no checksum can still be damaged.
	err = Guarded(func() (err error) {
		b, err = bleve.OpenUsing(dir, config())
		return err
	})
	return b, err
}

// Create makes an empty index in dir, in place of what is there.
func Create(dir string) (bleve.Index, error) {
	if err := os.RemoveAll(dir); err != nil {
		return nil, err
	}
	return bleve.NewUsing(dir, bleve.NewIndexMapping(), scorch.Name, scorch.Name, config())
}

// closeTimeout bounds closing the engine: it waits for goroutines of its own, and
// damaged files can stop those for good.
const closeTimeout = 10 * time.Second

var errHung = errors.New("the search engine does not close; its files are left to the end of the process")

// Close closes the search engine on the files in dir, or leaves it behind.
func Close(dir string, b bleve.Index) error {
	if err := waitFor(closeTimeout, b.Close); err != nil {
		return err
	}
	seal(dir)
	return nil
}

// Left waits until whoever had an index open before, nil for nobody, has left it: its
// files may change till then.
func Left(ctx context.Context, left <-chan struct{}) error {
	if left == nil {
		return nil
	}
	select {
	case <-left:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// waitFor returns f's error, or errHung when f takes longer; f then goes on.
func waitFor(limit time.Duration, f func() error) error {
	done := make(chan error, 1)
	go func() { done <- Guarded(f) }()
	select {
	case err := <-done:
		return err
	case <-time.After(limit):
		return errHung
	}
}

// Guarded returns f's error, or one that wraps ErrDamaged when f panics.
func Guarded(f func() error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, cause)
		}
	}()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	return f()
}
