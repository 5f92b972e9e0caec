package retrieval

import (
	"context"
	"fmt"
)

// News are the articles whose texts came after a change of the library.
type News struct {
	// Articles are their ids.
	Articles []string
	// Seq is the library's last change.
	Seq int64
}

// News returns the articles whose current text came after that change: new ones
// and new revisions, but not those whose facts alone were mended.
func (l *Library) News(ctx context.Context, after int64) (News, error) {
	// As a change itself: one that is on its way into the index would be passed
	// over, and never be told.
	return change(ctx, l, func(sh *shelf) (News, error) { return sh.news(ctx, after) })
}

func (sh *shelf) news(ctx context.Context, after int64) (News, error) {
	nums, seq, err := sh.store.NewTexts(ctx, sh.record.Key, after)
	if err != nil {
		return News{}, fmt.Errorf("news of library %q: %w", sh.record.Name, err)
	}
	out := News{Seq: seq}
	for _, num := range nums {
		if e, ok := sh.catalog.entry(num); ok {
			out.Articles = append(out.Articles, e.ID)
		}
	}
	return out, nil
}
