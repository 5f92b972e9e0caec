package retrieval

import (
	"context"

	"github.com/blevesearch/bleve/v2"

	"dateline/retrieval/text"
)

// FieldBody is the index's field with the terms of a passage.
const FieldBody = fieldBody

// Index gives the library's index, to compare a search with the engine's own
// queries, until release is called.
func (l *Library) Index(ctx context.Context) (ix bleve.Index, release func(), err error) {
	sh, release, err := l.open(ctx)
	if err != nil {
		return nil, nil, err
	}
	return sh.index.bleve, release, nil
}

// Passages cuts an article as the index does.
func Passages(a Article) []text.Span { return text.CutPassages(a.Body, a.Blocks, indexedWords) }

// Held gives an article as it is kept in memory.
func (l *Library) Held(ctx context.Context, id string) (Article, error) {
	sh, release, err := l.open(ctx)
	if err != nil {
		return Article{}, err
	}
	defer release()
	e, _ := sh.catalog.find(id)
	t, err := sh.memory.text(ctx, e)
	if err != nil {
		return Article{}, err
	}
	return *t.article, nil
}
