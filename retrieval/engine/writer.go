package engine

import (
	"fmt"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	index "github.com/blevesearch/bleve_index_api"
)

// Writer writes batches to the index in a folder, one after the other, while its
// caller lays out the next one. It is for one goroutine at a time.
type Writer struct {
	dir   string
	index bleve.Index
	inner index.Index
	// under gives what became of the batch under way; nil when there is none.
	under chan error
	// unsaved counts the batches that are not on disk yet.
	unsaved sync.WaitGroup
}

// NewWriter returns a Writer of the index b, which is inner, with its files in dir.
func NewWriter(dir string, b bleve.Index, inner index.Index) *Writer {
	return &Writer{dir: dir, index: b, inner: inner}
}

// Start gives batch to the engine once that has the one before, and returns that
// one's error.
func (w *Writer) Start(batch *bleve.Batch) error {
	if err := w.Wait(); err != nil {
		return err
	}
	w.unsaved.Add(1)
	saved := sync.OnceFunc(w.unsaved.Done)
	batch.SetPersistedCallback(func(error) { saved() })
	w.under = make(chan error, 1)
	go func() {
		err := Guarded(func() error { return w.index.Batch(batch) })
		if err != nil {
			saved()
			err = fmt.Errorf("index batch: %w", err)
		}
		w.under <- err
	}()
	return nil
}

// Wait waits until the batch that was started can be searched, and returns its
// error.
func (w *Writer) Wait() error {
	if w.under == nil {
		return nil
	}
	err := <-w.under
	w.under = nil
	return err
}

// saveTimeout bounds the wait for the disk when an index is closed, and
// saveGlance is how often it is looked whether the disk refuses, as one that is
// full does: the engine tries again and again. What is not there by then is read
// from the store again.
const saveTimeout, saveGlance = 10 * time.Second, 20 * time.Millisecond

// Close closes the index once all is on disk, or cannot be.
func (w *Writer) Close() error {
	saved := make(chan struct{})
	go func() {
		w.unsaved.Wait()
		close(saved)
	}()
	end, glance := time.After(saveTimeout), time.NewTicker(saveGlance)
	defer glance.Stop()
	for refused := w.refused(); ; {
		select {
		case <-glance.C:
			if w.refused() == refused {
				continue
			}
		case <-saved:
		case <-end:
		}
		return Close(w.dir, w.index)
	}
}

// refused counts how often the engine could not save.
func (w *Writer) refused() any { return w.inner.StatsMap()["TotPersistLoopErr"] }
