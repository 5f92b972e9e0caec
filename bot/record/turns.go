package record

import (
	"context"
	"sync"
	"time"

	"dateline/retrieval/store"
)

// Turns let libraries be made one after another. Making one writes much, and
// those that write at once keep each other from it.
type Turns struct {
	turn chan struct{} // held by who makes one

	mu   sync.Mutex
	made map[string]bool
}

// NewTurns returns turns that nobody has taken.
func NewTurns() *Turns { return &Turns{turn: make(chan struct{}, 1), made: map[string]bool{}} }

// Open calls open. The first time for a name it waits for its turn before that,
// and tries again for as long as another writer holds the store. It returns
// ctx's error when that ends first.
func (t *Turns) Open(ctx context.Context, name string, open func() error) error {
	t.mu.Lock()
	made := t.made[name]
	t.mu.Unlock()
	if made {
		return open()
	}
	select {
	case t.turn <- struct{}{}:
		defer func() { <-t.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	for {
		err := open()
		if err == nil {
			t.note(name)
		}
		if err == nil || !store.Busy(err) {
			return err
		}
		select {
		case <-time.After(tryAgainIn):
		case <-ctx.Done():
			return err
		}
	}
}

func (t *Turns) note(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.made[name] = true
}

// Forget lets a library that was deleted wait for its turn again.
func (t *Turns) Forget(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.made, name)
}
