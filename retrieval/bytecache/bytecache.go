// Package bytecache keeps values in memory within a bound on their bytes.
package bytecache

import (
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// Cache keeps the values that were asked for last, most bytes of them at
// most. What it gives out is shared and must not be changed.
type Cache[K comparable, V any] struct {
	mu    sync.Mutex
	lru   *simplelru.LRU[K, V]
	size  func(V) int // of a value, in bytes
	most  int
	bytes int
	// hits and misses count what was asked for: what was there, and what was not.
	hits, misses int64
}

// New returns a cache of most bytes; size tells how many a value takes.
func New[K comparable, V any](most int, size func(V) int) *Cache[K, V] {
	c := &Cache[K, V]{size: size, most: most}
	// The bound is on bytes; a count alone cannot fail.
	c.lru, _ = simplelru.NewLRU(1<<24, func(_ K, v V) { c.bytes -= size(v) })
	return c
}

// Get returns the value kept under key, if it is.
func (c *Cache[K, V]) Get(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.lru.Get(key)
	if ok {
		c.hits++
	} else {
		c.misses++
	}
	return v, ok
}

// Use returns how often something that was asked for was there, and how often not.
func (c *Cache[K, V]) Use() (hits, misses int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.hits, c.misses
}

// Put keeps v; one that is larger than all that may be kept is let go.
func (c *Cache[K, V]) Put(key K, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lru.Remove(key)
	c.bytes += c.size(v)
	c.lru.Add(key, v)
	for c.bytes > c.most {
		c.lru.RemoveOldest()
	}
}

// Forget lets go what is kept under key.
func (c *Cache[K, V]) Forget(key K) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lru.Remove(key)
}
