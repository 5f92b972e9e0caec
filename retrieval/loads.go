package retrieval

import (
	"context"
	"fmt"
)

// Reject is a source of which something could not be loaded.
type Reject struct {
	// Source is what has to be loaded again: a file's absolute path or a link.
	Source string `json:"source"`
	Reason string `json:"reason"`
}

// maxRejects is how many sources are kept.
const maxRejects = 10000

// KeepRejects keeps the sources of which a load could not load something, in
// the place of those of the load before. Of very many only the first are kept.
func (l *Library) KeepRejects(ctx context.Context, rejects []Reject) error {
	if err := l.store.KeepRejects(ctx, l.record.Key, rejects[:min(len(rejects), maxRejects)]); err != nil {
		return fmt.Errorf("library %q: keep what was rejected: %w", l.Name(), err)
	}
	return nil
}

// Rejects returns what the last load could not load.
func (l *Library) Rejects(ctx context.Context) ([]Reject, error) {
	rejects, err := l.store.Rejects(ctx, l.record.Key)
	if err != nil {
		return nil, fmt.Errorf("library %q: %w", l.Name(), err)
	}
	return rejects, nil
}

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
