package retrieval

import (
	"context"

	"dateline/retrieval/text"
)

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
