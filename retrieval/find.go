package retrieval

import (
	"cmp"
	"context"
	"errors"
	"fmt"
)

// AtURL returns what is known of the article with that URL, else of the one that
// had it before, or ErrNoArticle.
func (l *Library) AtURL(ctx context.Context, url string) (Meta, error) {
	return read(ctx, l, func(sh *shelf) (Meta, error) {
		num, err := sh.store.AtURL(ctx, sh.record.Key, HashURL(url))
		if e, ok := sh.catalog.entry(num); err == nil && ok {
			return e.Meta, nil
		}
		return Meta{}, fmt.Errorf("look up a URL in library %q: %w", l.Name(), cmp.Or(err, ErrNoArticle))
	})
}

// finder finds articles as a StoreTx does.
type finder interface {
	ByID(id string) (Entry, error)
	ByURL(url Hash) (Entry, error)
	ByFormerURL(url Hash) (Entry, error)
	ByText(text Hash) (Entry, error)
}

// find returns the article that a is: the one with its id; where it has none, the
// one with its URL, else the one that was loaded under that before, else the one
// with its text. It returns ErrNoArticle where there is none.
func find(tx finder, a Article, text Hash) (Entry, error) {
	if a.ID != "" {
		return tx.ByID(a.ID)
	}
	if url := HashURL(a.URL); url != (Hash{}) {
		for _, by := range []func(Hash) (Entry, error){tx.ByURL, tx.ByFormerURL} {
			if e, err := by(url); !errors.Is(err, ErrNoArticle) {
				return e, err
			}
		}
	}
	return tx.ByText(text)
}

// keepURL lets an article that was old be found by the URL that its source gave
// for it, where it has become now, with another: whoever loads that page again
// means this article. A URL that was set by hand and then mended again was
// nobody's, and the page there may be another article.
func keepURL(tx shelving, old, now Entry) error {
	url := HashURL(old.statedOnce().URL)
	if url == (Hash{}) || url == HashURL(now.URL) {
		return nil
	}
	return tx.KeepURL(now, url)
}

// nobody finds nothing.
type nobody struct{}

func (nobody) ByID(string) (Entry, error)      { return Entry{}, ErrNoArticle }
func (nobody) ByURL(Hash) (Entry, error)       { return Entry{}, ErrNoArticle }
func (nobody) ByFormerURL(Hash) (Entry, error) { return Entry{}, ErrNoArticle }
func (nobody) ByText(Hash) (Entry, error)      { return Entry{}, ErrNoArticle }
