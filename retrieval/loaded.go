package retrieval

import (
	"context"
	"strconv"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
)

// passer gives what tells whether an article passes the filter.
func (l *Library) passer(ctx context.Context, sh *shelf, f Filter) (func(Entry) bool, error) {
	f = sh.catalog.outletAliases().widen(f)
	if f.LoadedBy == "" {
		return func(e Entry) bool { return f.passes(e.Meta) }, nil
	}
	nums, err := l.set.store.LoadedBy(ctx, l.record.Key, f.LoadedBy)
	if err != nil {
		return nil, err
	}
	loaded := make(map[int64]bool, len(nums))
	for _, num := range nums {
		loaded[num] = true
	}
	return func(e Entry) bool { return loaded[e.Num] && f.passes(e.Meta) }, nil
}

// passingLoaded narrows the passages that pass the rest of the filter, nil for
// all, to those of articles that had been loaded by its day.
func (l *Library) passingLoaded(ctx context.Context, r index.IndexReader, f Filter, allowed *roaring.Bitmap) (*roaring.Bitmap, error) {
	if f.LoadedBy == "" {
		return allowed, nil
	}
	nums, err := l.set.store.LoadedBy(ctx, l.record.Key, f.LoadedBy)
	if err != nil {
		return nil, err
	}
	loaded := roaring.New()
	for _, num := range nums {
		if err := collect(ctx, r, fieldArticle, strconv.FormatInt(num, 10), loaded); err != nil {
			return nil, err
		}
	}
	if allowed != nil {
		loaded.And(allowed)
	}
	return loaded, nil
}
