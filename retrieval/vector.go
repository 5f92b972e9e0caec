package retrieval

import (
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// termHash stands for a term where passages are compared with questions: two
// of a question's terms share one with a chance of one in millions.
type termHash uint32

// hash is FNV-1a.
func (t Term) hash() termHash {
	h := uint32(2166136261)
	for i := 0; i < len(t); i++ {
		h = (h ^ uint32(t[i])) * 16777619
	}
	return termHash(h)
}

func hashes(tokens []Token) []termHash {
	out := make([]termHash, 0, len(tokens))
	for _, t := range tokens {
		if !t.Stop {
			out = append(out, t.Term.hash())
		}
	}
	return out
}

// vector is a passage as ranking sees it: the terms that carry a topic, in
// order.
type vector struct {
	body, title []termHash
}

// maxVectorBytes bounds the vectors kept in memory, of all libraries together.
const maxVectorBytes = 64 << 20

// vectorCache keeps the vectors that were asked for last.
type vectorCache struct {
	mu    sync.Mutex
	lru   *simplelru.LRU[vectorKey, vector]
	bytes int
}

type vectorKey struct {
	num, seq int64
	start    int
}

func newVectorCache() *vectorCache {
	c := &vectorCache{}
	// The bound is on bytes, below; a count alone cannot fail.
	c.lru, _ = simplelru.NewLRU(1<<24, func(_ vectorKey, v vector) { c.bytes -= v.bytes() })
	return c
}

func (v vector) bytes() int { return 4*(len(v.body)+len(v.title)) + 160 }

func (c *vectorCache) get(ref passageRef) (vector, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.lru.Get(vectorKey{ref.num, ref.seq, ref.Start})
}

func (c *vectorCache) put(ref passageRef, v vector) {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := vectorKey{ref.num, ref.seq, ref.Start}
	c.lru.Remove(key)
	c.bytes += v.bytes()
	c.lru.Add(key, v)
	for c.bytes > maxVectorBytes {
		c.lru.RemoveOldest()
	}
}
