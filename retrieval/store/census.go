package store

import (
	"context"
	"fmt"
	"time"
)

// Census counts what a store holds, for whoever watches it.
type Census struct {
	Libraries, Articles, Watches int
	// Feeds are all subscriptions; those that are due are to be polled, and those
	// that are failing could not be the last time.
	Feeds, FeedsDue, FeedsFailing int
}

// Census counts what the store holds at a moment.
func (s *Store) Census(ctx context.Context, at time.Time) (c Census, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM libraries), (SELECT count(*) FROM articles), (SELECT count(*) FROM watches),
		(SELECT count(*) FROM feeds), (SELECT count(*) FROM feeds WHERE next <= ?), (SELECT count(*) FROM feeds WHERE failures > 0)`, moment(at)).
		Scan(&c.Libraries, &c.Articles, &c.Watches, &c.Feeds, &c.FeedsDue, &c.FeedsFailing)
	if err != nil {
		return c, fmt.Errorf("count what the store holds: %w", err)
	}
	return c, nil
}
