package retrieval

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrNoFeed says that a library does not subscribe to a feed.
var ErrNoFeed = errors.New("no such feed")

// Feed is a library's subscription to a feed, and how its polling goes.
type Feed struct {
	Library string
	URL     string
	// Title is what the feed calls itself.
	Title string
	// Added is when it was subscribed to, and AddedBy names who did.
	Added   time.Time
	AddedBy string
	// ETag and LastModified are what the server said when it last gave it.
	ETag, LastModified string
	// Polled is when it was last had, zero when it never was.
	Polled time.Time
	// Next is when it is to be polled again.
	Next time.Time
	// Failures counts the polls that failed in a row, FailingSince is when the
	// first of them was, and Failure says why the last did.
	Failures     int
	FailingSince time.Time
	Failure      string
}

// Removed reports whether an article of that URL was removed from the library, so
// that nothing that comes by itself may bring it back. What a person loads again
// is another matter: then it is there, and not removed.
func (l *Library) Removed(ctx context.Context, url string) (bool, error) {
	if url == "" {
		return false, nil
	}
	removed, err := l.store.Removed(ctx, l.record.Key, HashURL(url))
	if err != nil {
		return false, fmt.Errorf("look up what was removed from library %q: %w", l.Name(), err)
	}
	return removed, nil
}
