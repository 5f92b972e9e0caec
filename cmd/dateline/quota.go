package main

import (
	"context"
	"errors"

	"dateline/retrieval"
	"dateline/retrieval/load"
)

// feedLibrary returns the library of that name for a feed to load into. One that
// is a Discord server's holds no more articles than the server's admins allow:
// when it is full, the feed fails with that reason, and its entries wait.
func (w *workspace) feedLibrary(ctx context.Context, name string) (load.FeedLibrary, error) {
	lib, err := w.libraries.Library(ctx, name)
	if err != nil {
		return nil, err
	}
	set, err := w.records.Settings(ctx, name)
	if err != nil || set.Quota == 0 {
		return lib, err
	}
	articles, err := lib.List(ctx, retrieval.Filter{})
	if err != nil {
		return nil, err
	}
	if len(articles) >= set.Quota {
		return nil, retrieval.ErrFull
	}
	return limited{lib, set.Quota}, nil
}

// limited is a library with a quota. What exceeds that is an error, so that it
// is tried again.
type limited struct {
	*retrieval.Library
	quota int
}

// Add implements load.Library.
func (l limited) Add(ctx context.Context, of retrieval.Load, articles ...retrieval.Article) ([]retrieval.Outcome, error) {
	outcomes, err := l.AddWithin(ctx, l.quota, of, articles...)
	for _, o := range outcomes {
		if err == nil && errors.Is(o.Err, retrieval.ErrFull) {
			return nil, o.Err
		}
	}
	return outcomes, err
}
