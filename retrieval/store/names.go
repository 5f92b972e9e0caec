package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"

	"dateline/retrieval"
)

// Names reads the names that a store holds, to complete what is being typed. It
// makes and changes nothing and does not own the data folder, so it works
// beside the process that does.
type Names struct{ db *sql.DB }

// OpenNames opens the store in a file, which must be there.
func OpenNames(file string) (*Names, error) {
	query := url.Values{"mode": {"ro"}, "_pragma": {"query_only(ON)", "busy_timeout(200)"}}
	live, err := inUse(file)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", file, err)
	}
	if !live { // then SQLite needs neither locks nor files of its own beside it
		query.Set("immutable", "1")
	}
	dsn := url.URL{Scheme: "file", OmitHost: true, Path: file, RawQuery: query.Encode()}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", file, err)
	}
	return &Names{db}, nil
}

// inUse reports whether a database has a write-ahead log that must be read with
// it. A log without its index would have SQLite make one: that is an error.
func inUse(file string) (bool, error) {
	if _, err := os.Stat(file); err != nil {
		return false, err
	}
	log, err := os.Stat(file + "-wal")
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	_, err = os.Stat(file + "-shm")
	if errors.Is(err, os.ErrNotExist) && log.Size() == 0 {
		return false, nil
	}
	return true, err
}

// Close closes the store.
func (n *Names) Close() error { return n.db.Close() }

// Libraries returns the names of the libraries, in alphabetical order.
func (n *Names) Libraries(ctx context.Context) ([]string, error) {
	return n.texts(ctx, `SELECT name FROM libraries ORDER BY name`)
}

// Outlets returns the names of a library's outlets, and their aliases, in
// alphabetical order.
func (n *Names) Outlets(ctx context.Context, library string) ([]string, error) {
	return n.texts(ctx, `
		SELECT a.outlet FROM articles a JOIN libraries l ON l.key = a.library WHERE l.name = ?1 AND a.outlet <> ''
		UNION SELECT s.alias FROM aliases s JOIN libraries l ON l.key = s.library WHERE l.name = ?1
		ORDER BY 1`, library)
}

// Articles returns id and title of a library's articles whose ids begin with
// prefix, in the order of their ids, at most that many.
func (n *Names) Articles(ctx context.Context, library, prefix string, most int) ([]retrieval.Meta, error) {
	rows, err := n.db.QueryContext(ctx, `
		SELECT a.id, a.title FROM articles a WHERE a.library = (SELECT key FROM libraries WHERE name = ?1)
			AND a.id >= ?2 AND a.id < ?3
		ORDER BY a.id LIMIT ?4`, library, prefix, prefix+"\U0010FFFF", most)
	if err != nil {
		return nil, fmt.Errorf("list articles: %w", err)
	}
	return collect(rows, func(row Row) (m retrieval.Meta, err error) {
		err = row.Scan(&m.ID, &m.Title)
		return m, err
	})
}

func (n *Names) texts(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := n.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("list names: %w", err)
	}
	return collect(rows, func(row Row) (text string, err error) {
		err = row.Scan(&text)
		return text, err
	})
}
