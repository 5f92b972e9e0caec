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
	seq  int64
	text *heldText
}

// heldText is an article in memory, with what was asked for of the sentences of
// its blocks and of its shingles.
type heldText struct {
	article   *Article
	mu        sync.Mutex
	sentences [][]Span // by block; nil for one that was not asked for
	shingles  shingles // nil likewise
}

func newHeldText(a *Article) *heldText {
	return &heldText{article: a, sentences: make([][]Span, len(a.Blocks))}
}

// sentencesOf gives the sentences of a block, which must not be changed.
func (t *heldText) sentencesOf(block int) []Span {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.sentences[block] == nil {
		t.sentences[block] = Sentences(t.article.Body, t.article.Blocks[block].Span)
	}
	return t.sentences[block]
}

// allShingles gives the shingles of the text, which must not be changed.
func (t *heldText) allShingles() shingles {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.shingles == nil {
		t.shingles = shinglesOf(foldedWords(t.article.Body))
	}
	return t.shingles
}

func newTextCache() *textCache {
	c := &textCache{}
	// The bound is on bytes, below; a count alone cannot fail.
	c.lru, _ = simplelru.NewLRU(1<<20, func(_ int64, t cachedText) { c.bytes -= textBytes(t.text.article) })
	return c
}

// textBytes counts a text's sentences and shingles as if they were all there:
// of some hundred bytes a sentence, and six a word.
func textBytes(a *Article) int { return len(a.Body)*116/100 + len(a.Body)*4/6 + 56*len(a.Blocks) + 512 }

// get gives the article as it was after the change seq, or nil.
func (c *textCache) get(num, seq int64) *heldText {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t, ok := c.lru.Get(num); ok && t.seq == seq {
		return t.text
	}
	return nil
}

func (c *textCache) put(num, seq int64, t *heldText) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lru.Remove(num)
	c.bytes += textBytes(t.article)
	c.lru.Add(num, cachedText{seq, t})
	for c.bytes > maxTextBytes && c.lru.Len() > 1 {
		c.lru.RemoveOldest()
	}
}

func (c *textCache) forget(num int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lru.Remove(num)
}
