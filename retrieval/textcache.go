package retrieval

import (
	"sync"

	"dateline/retrieval/reuse"
	"dateline/retrieval/text"
)

// maxTextBytes bounds the texts kept in memory, of all libraries together.
const maxTextBytes = 64 << 20

// heldText is an article in memory as it was after a change, with what was
// asked for of the sentences of its blocks and of its shingles. The article
// must not be changed.
type heldText struct {
	article   *Article
	seq       int64 // of that change
	mu        sync.Mutex
	language  string         // of the analysis that serves it
	sentences [][]text.Span  // by block; nil for one that was not asked for
	shingles  reuse.Shingles // nil likewise
}

func newHeldText(a *Article, seq int64) *heldText {
	return &heldText{article: a, seq: seq, language: text.LanguageOf(a.Language, a.Body), sentences: make([][]text.Span, len(a.Blocks))}
}

// sentencesOf returns the sentences of a block, which must not be changed.
func (t *heldText) sentencesOf(block int) []text.Span {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.sentences[block] == nil {
		t.sentences[block] = text.Sentences(t.article.Body, t.article.Blocks[block].Span)
	}
	return t.sentences[block]
}

// allShingles returns the shingles of the text, which must not be changed.
func (t *heldText) allShingles() reuse.Shingles {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.shingles == nil {
		t.shingles = reuse.ShinglesOf(text.FoldedWords(t.article.Body))
	}
	return t.shingles
}

// bytes counts a text's sentences and shingles as if they were all there: of
// some hundred bytes a sentence, and six a word.
func (t *heldText) bytes() int {
	return len(t.article.Body)*116/100 + len(t.article.Body)*4/6 + 56*len(t.article.Blocks) + 512
}
