package retrieval

import (
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// maxTextBytes bounds the texts kept in memory, of all libraries together.
const maxTextBytes = 64 << 20

// textCache keeps the articles that were asked for last, with their text. What
// it gives out is shared and must not be changed.
type textCache struct {
	mu    sync.Mutex
	lru   *simplelru.LRU[int64, cachedText]
	bytes int
}

type cachedText struct {
	seq     int64
	article *Article
}

func newTextCache() *textCache {
	c := &textCache{}
	// The bound is on bytes, below; a count alone cannot fail.
	c.lru, _ = simplelru.NewLRU(1<<20, func(_ int64, t cachedText) { c.bytes -= textBytes(t.article) })
	return c
}

func textBytes(a *Article) int { return len(a.Body) + 32*len(a.Blocks) + 512 }

// get gives the article as it was after the change seq, or nil.
func (c *textCache) get(num, seq int64) *Article {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t, ok := c.lru.Get(num); ok && t.seq == seq {
		return t.article
	}
	return nil
}

func (c *textCache) put(num, seq int64, a *Article) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lru.Remove(num)
	c.bytes += textBytes(a)
	c.lru.Add(num, cachedText{seq, a})
	for c.bytes > maxTextBytes && c.lru.Len() > 1 {
		c.lru.RemoveOldest()
	}
}

func (c *textCache) forget(num int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lru.Remove(num)
}
