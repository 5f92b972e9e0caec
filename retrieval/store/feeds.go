package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"time"

	"dateline/retrieval"
)

// AddFeed subscribes a library to a feed. added is false when it already was,
// and then nothing is changed. With retrieval.ErrNoLibrary there is no such
// library.
func (s *Store) AddFeed(ctx context.Context, f retrieval.Feed) (added bool, err error) {
	lib, err := s.Library(ctx, f.Library)
	if err != nil {
		return false, fmt.Errorf("library %q: %w", f.Library, err)
	}
	n, err := s.Database().Exec(ctx, `INSERT INTO feeds (library, url, title, added, added_by, etag, last_modified,
		polled, next, failures, failing_since, failure) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		lib.Key, f.URL, f.Title, moment(f.Added), f.AddedBy, f.ETag, f.LastModified,
		moment(f.Polled), moment(f.Next), f.Failures, moment(f.FailingSince), f.Failure)
	if err != nil {
		return false, fmt.Errorf("add feed %s: %w", f.URL, err)
	}
	return n > 0, nil
}

// RemoveFeed ends a library's subscription and forgets which entries were taken,
// or returns retrieval.ErrNoFeed.
func (s *Store) RemoveFeed(ctx context.Context, library, url string) error {
	n, err := s.Database().Exec(ctx, `DELETE FROM feeds WHERE key = `+feedKey, library, url)
	if err != nil {
		return fmt.Errorf("remove feed %s: %w", url, err)
	}
	if n == 0 {
		return fmt.Errorf("feed %s: %w", url, retrieval.ErrNoFeed)
	}
	return nil
}

// feedKey is the key of the feed of a library's name and an URL.
const feedKey = `(SELECT f.key FROM feeds f JOIN libraries l ON l.key = f.library WHERE l.name = ?1 AND f.url = ?2)`

const selectFeeds = `SELECT l.name, f.url, f.title, f.added, f.added_by, f.etag, f.last_modified, f.polled, f.next,
	f.failures, f.failing_since, f.failure FROM feeds f JOIN libraries l ON l.key = f.library`

// Feeds lists a library's feeds, of all libraries where library is empty, in
// the order in which they were added.
func (s *Store) Feeds(ctx context.Context, library string) ([]retrieval.Feed, error) {
	rows, err := s.db.QueryContext(ctx, selectFeeds+` WHERE ?1 = '' OR l.name = ?1 ORDER BY l.name, f.key`, library)
	if err != nil {
		return nil, fmt.Errorf("list feeds: %w", err)
	}
	return collect(rows, scanFeed)
}

// DueFeeds returns at most n feeds whose Next is not after that moment, those due
// the longest first. Those of a server that the bot has left rest.
func (s *Store) DueFeeds(ctx context.Context, at time.Time, n int) ([]retrieval.Feed, error) {
	rows, err := s.db.QueryContext(ctx, selectFeeds+` WHERE f.next <= ?1
		AND NOT EXISTS (SELECT 1 FROM guilds g WHERE g.id = l.name AND g.departed IS NOT NULL)
		ORDER BY f.next, f.key LIMIT ?2`, moment(at), n)
	if err != nil {
		return nil, fmt.Errorf("list due feeds: %w", err)
	}
	return collect(rows, scanFeed)
}

// SaveFeed keeps how a feed's polling went. A feed that was removed meanwhile
// stays removed, without an error.
func (s *Store) SaveFeed(ctx context.Context, f retrieval.Feed) error {
	_, err := s.Database().Exec(ctx, `UPDATE feeds SET (title, etag, last_modified, polled, next, failures, failing_since, failure)
		= (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) WHERE key = `+feedKey, f.Library, f.URL,
		f.Title, f.ETag, f.LastModified, moment(f.Polled), moment(f.Next), f.Failures, moment(f.FailingSince), f.Failure)
	if err != nil {
		return fmt.Errorf("save feed %s: %w", f.URL, err)
	}
	return nil
}

// NewEntries returns those of a feed's entries that were not taken before.
func (s *Store) NewEntries(ctx context.Context, f retrieval.Feed, guids []string) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT entry FROM feed_entries WHERE feed = `+feedKey, f.Library, f.URL)
	if err != nil {
		return nil, fmt.Errorf("list entries of %s: %w", f.URL, err)
	}
	hashes, err := collect(rows, func(row Row) (hash []byte, err error) {
		err = row.Scan(&hash)
		return hash, err
	})
	if err != nil {
		return nil, fmt.Errorf("list entries of %s: %w", f.URL, err)
	}
	taken := make(map[string]bool, len(hashes))
	for _, hash := range hashes {
		taken[string(hash)] = true
	}
	var fresh []string
	for _, guid := range guids {
		if !taken[string(entryHash(guid))] {
			fresh = append(fresh, guid)
		}
	}
	return fresh, nil
}

// TookEntries notes that entries of a feed were taken.
func (s *Store) TookEntries(ctx context.Context, f retrieval.Feed, guids []string) error {
	err := s.Database().Transact(ctx, func(tx *sql.Tx) error {
		for _, guid := range guids {
			if _, err := tx.ExecContext(ctx, `INSERT INTO feed_entries (feed, entry)
				SELECT key, CAST(?3 AS BLOB) FROM feeds WHERE key = `+feedKey+` ON CONFLICT DO NOTHING`, f.Library, f.URL, entryHash(guid)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("note entries of %s: %w", f.URL, err)
	}
	return nil
}

// entryHash is what is kept of an entry's name, which may be of any length.
func entryHash(guid string) []byte {
	sum := sha256.Sum256([]byte(guid))
	return sum[:16]
}

func scanFeed(row Row) (f retrieval.Feed, err error) {
	var added, polled, next, failing string
	if err := row.Scan(&f.Library, &f.URL, &f.Title, &added, &f.AddedBy, &f.ETag, &f.LastModified, &polled, &next,
		&f.Failures, &failing, &f.Failure); err != nil {
		return f, err
	}
	for _, t := range []struct {
		text string
		into *time.Time
	}{{added, &f.Added}, {polled, &f.Polled}, {next, &f.Next}, {failing, &f.FailingSince}} {
		if *t.into, err = ReadStamp(t.text); err != nil {
			return f, fmt.Errorf("feed %s: %w", f.URL, err)
		}
	}
	return f, nil
}

// moment is stamp, with the zero time as nothing.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return Stamp(t)
}
