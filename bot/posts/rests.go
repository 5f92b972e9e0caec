package posts

import (
	"sync"
	"time"
)

// Rests are what the bot leaves alone for a while of that which it says unasked,
// and what of it may not be said. It may be used from several goroutines at once.
type Rests[K comparable] struct {
	mu    sync.Mutex
	until map[K]time.Time
	muted map[K]bool
}

// NewRests returns what leaves nothing alone.
func NewRests[K comparable]() *Rests[K] {
	return &Rests[K]{until: map[K]time.Time{}, muted: map[K]bool{}}
}

// Rest leaves something alone until that moment, and notes whether it may not be
// said; it reports whether that is so anew.
func (r *Rests[K]) Rest(key K, until time.Time, mute bool) (anew bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	anew = mute && !r.muted[key]
	r.until[key], r.muted[key] = until, mute
	return anew
}

// Resting reports whether something is left alone.
func (r *Rests[K]) Resting(key K, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return now.Before(r.until[key])
}

// Muted reports whether something may not be said.
func (r *Rests[K]) Muted(key K) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.muted[key]
}

// Forget leaves something alone no more.
func (r *Rests[K]) Forget(key K) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.until, key)
	delete(r.muted, key)
}
