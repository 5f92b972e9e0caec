package retrieval

import (
	"context"
	"slices"
	"strconv"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
)

// passer returns a function that reports whether an article passes the filter.
func (sh *shelf) passer(ctx context.Context, f Filter) (func(Entry) bool, error) {
	f = sh.catalog.outletAliases().widen(f)
	if !f.names() {
		return func(e Entry) bool { return f.passes(e.Meta) }, nil
	}
	named, err := sh.named(ctx, f)
	if err != nil {
		return nil, err
	}
	return func(e Entry) bool { return named[e.Num] && f.passes(e.Meta) }, nil
}

// names reports whether the filter passes articles that must be looked up one by
// one.
func (f Filter) names() bool { return f.LoadedBy != "" || f.Articles != nil }

// named are the articles that those parts of the filter pass.
func (sh *shelf) named(ctx context.Context, f Filter) (map[int64]bool, error) {
	out := make(map[int64]bool)
	if f.LoadedBy == "" {
		for _, id := range f.Articles {
			if e, ok := sh.catalog.find(id); ok {
				out[e.Num] = true
			}
		}
		return out, nil
	}
	nums, err := sh.store.LoadedBy(ctx, sh.record.Key, f.LoadedBy)
	if err != nil {
		return nil, err
	}
	for _, num := range nums {
		e, ok := sh.catalog.entry(num)
		out[num] = ok && (f.Articles == nil || slices.Contains(f.Articles, e.ID))
	}
	return out, nil
}

// passingNamed narrows the passages that pass the rest of the filter, nil for
// all, to those of articles that must be looked up.
func (sh *shelf) passingNamed(ctx context.Context, r index.IndexReader, f Filter, allowed *roaring.Bitmap) (*roaring.Bitmap, error) {
	if !f.names() {
		return allowed, nil
	}
	named, err := sh.named(ctx, f)
	if err != nil {
		return nil, err
	}
	out := roaring.New()
	for num, ok := range named {
		if !ok {
			continue
		}
		if err := collect(ctx, r, fieldArticle, strconv.FormatInt(num, 10), out); err != nil {
			return nil, err
		}
	}
	if allowed != nil {
		out.And(allowed)
	}
	return out, nil
}
