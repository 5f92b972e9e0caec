package retrieval

import (
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// byteCache keeps the values that were asked for last, most bytes of them at
// most. What it gives out is shared and must not be changed.
type byteCache[K comparable, V any] struct {
	mu    sync.Mutex
	lru   *simplelru.LRU[K, V]
	size  func(V) int // of a value, in bytes
	most  int
	bytes int
}

func newByteCache[K comparable, V any](most int, size func(V) int) *byteCache[K, V] {
	c := &byteCache[K, V]{size: size, most: most}
	// The bound is on bytes; a count alone cannot fail.
	c.lru, _ = simplelru.NewLRU(1<<24, func(_ K, v V) { c.bytes -= size(v) })
	return c
}

func (c *byteCache[K, V]) get(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.lru.Get(key)
}

// put keeps v; one that is larger than all that may be kept is let go.
func (c *byteCache[K, V]) put(key K, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lru.Remove(key)
	c.bytes += c.size(v)
	c.lru.Add(key, v)
	for c.bytes > c.most {
		c.lru.RemoveOldest()
	}
}

func (c *byteCache[K, V]) forget(key K) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lru.Remove(key)
}
