package load

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"

	"dateline/retrieval"
	"dateline/retrieval/extract"
)

// Documents is a Library that knows from which documents its articles were
// taken, so that one that is there already is not extracted again.
type Documents interface {
	// Document gives the article that was taken from the document with that
	// hash and is still as it was then, or retrieval.ErrNoArticle.
	Document(ctx context.Context, hash retrieval.Hash) (retrieval.Article, error)
}

// documentHash tells documents apart by all that an article is made from.
func documentHash(doc extract.Source) (hash retrieval.Hash, err error) {
	h := sha256.New()
	err = json.NewEncoder(h).Encode([]any{extract.Version, doc.URL, doc.ContentType, doc.Known, doc.Fallback})
	if err != nil {
		return hash, fmt.Errorf("hash a document: %w", err)
	}
	_, _ = h.Write(doc.Data) // never fails
	h.Sum(hash[:0])
	return hash, nil
}

// take extracts one document and adds its article, unless the library has it
// from there.
func (l *Loader) take(ctx context.Context, source string, doc extract.Source, b *batch) error {
	var hash retrieval.Hash
	if documents, ok := b.lib.(Documents); ok {
		var err error
		if hash, err = documentHash(doc); err != nil {
			return err
		}
		a, err := documents.Document(ctx, hash)
		if err == nil {
			return b.known(ctx, Item{Source: source}, a)
		}
		if !errors.Is(err, retrieval.ErrNoArticle) {
			return err
		}
	}
	result, err := l.extract.Extract(ctx, doc)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return b.reject(ctx, source, err)
	}
	result.Article.Document = hash
	return b.add(ctx, Item{Source: source}, result.Article, result.Removed)
}
