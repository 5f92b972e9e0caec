package record

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"dateline/retrieval/store"
)

// Alert is a feed that has begun to fail, or that is well again, of which a
// server's moderators are to be told.
type Alert struct {
	Feed       int64 // names it in the store
	URL, Title string
	// Failing says that it fails, Since when it began, Next when it is tried
	// again, and Failure why.
	Failing     bool
	Since, Next time.Time
	Failure     string
}

// Alerted lists the servers whose admins have set a channel for alerts.
func (s *Store) Alerted(ctx context.Context) ([]string, error) {
	type alerted struct {
		guild string
		set   Settings
	}
	all, err := store.List(ctx, s.db, func(row store.Row) (a alerted, err error) {
		var text []byte
		if err := row.Scan(&a.guild, &text); err != nil {
			return a, err
		}
		return a, json.Unmarshal(text, &a.set)
	}, `SELECT id, settings FROM guilds WHERE departed IS NULL AND settings LIKE '%"alerts"%' ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("list servers that are told of feeds: %w", err)
	}
	ids := []string{}
	for _, a := range all {
		if a.set.Alerts != "" {
			ids = append(ids, a.guild)
		}
	}
	return ids, nil
}

// Alerts lists what a server is to be told of a library's feeds.
func (s *Store) Alerts(ctx context.Context, library, guild string) ([]Alert, error) {
	out, err := store.List(ctx, s.db, func(row store.Row) (a Alert, err error) {
		var since, next string
		if err := row.Scan(&a.Feed, &a.URL, &a.Title, &a.Failing, &since, &next, &a.Failure); err != nil {
			return a, err
		}
		if a.Since, err = store.ReadStamp(since); err == nil {
			a.Next, err = store.ReadStamp(next)
		}
		return a, err
	}, `SELECT f.key, f.url, f.title, f.failures > 0, coalesce(a.since, f.failing_since), f.next, f.failure FROM feeds f
		JOIN libraries l ON l.key = f.library LEFT JOIN alerts a ON a.feed = f.key AND a.guild = ?2
		WHERE l.name = ?1 AND (f.failures > 0) <> (a.feed IS NOT NULL) ORDER BY f.key`, library, guild)
	if err != nil {
		return nil, fmt.Errorf("list what server %s is to be told of feeds: %w", guild, err)
	}
	return out, nil
}

// Alert notes that a server was told of a feed.
func (s *Store) Alert(ctx context.Context, guild string, a Alert) (err error) {
	if a.Failing {
		_, err = s.db.Exec(ctx, `INSERT INTO alerts (guild, feed, since) SELECT ?, key, ? FROM feeds WHERE key = ? ON CONFLICT DO NOTHING`,
			guild, store.Stamp(a.Since), a.Feed)
	} else {
		_, err = s.db.Exec(ctx, `DELETE FROM alerts WHERE guild = ? AND feed = ?`, guild, a.Feed)
	}
	if err != nil {
		return fmt.Errorf("note that server %s was told of feed %s: %w", guild, a.URL, err)
	}
	return nil
}
