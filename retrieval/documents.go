package retrieval

import (
	"context"
	"fmt"
)

// Document returns the article that was taken from the document with that hash,
// as long as it has the text that was taken from it; else ErrNoArticle.
func (l *Library) Document(ctx context.Context, hash Hash) (Article, error) {
	num, err := l.store.Document(ctx, l.record.Key, hash)
	if err == nil {
		var a Article
		if a, err = l.store.Revision(ctx, num, 0); err == nil {
			return a, nil
		}
	}
	return Article{}, fmt.Errorf("look up a document in library %q: %w", l.Name(), err)
}
