package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dateline/retrieval"
)

var _ retrieval.Store = (*Store)(nil)

func now() string { return time.Now().UTC().Format(time.RFC3339) }

const selectLibraries = `SELECT key, name, epoch, finished FROM libraries`

// Libraries implements retrieval.Store.
func (s *Store) Libraries(ctx context.Context) ([]retrieval.LibraryRecord, error) {
	rows, err := s.db.QueryContext(ctx, selectLibraries+` ORDER BY name`)
	if err != nil {
		return nil, fmt.Errorf("list libraries: %w", err)
	}
	return collect(rows, scanLibrary)
}

// Library implements retrieval.Store.
func (s *Store) Library(ctx context.Context, name string) (retrieval.LibraryRecord, error) {
	r, err := scanLibrary(s.db.QueryRowContext(ctx, selectLibraries+` WHERE name = ?`, name))
	if errors.Is(err, sql.ErrNoRows) {
		return r, retrieval.ErrNoLibrary
	}
	return r, err
}

// CreateLibrary implements retrieval.Store.
func (s *Store) CreateLibrary(ctx context.Context, name string) (retrieval.LibraryRecord, error) {
	r, err := s.Library(ctx, name)
	if !errors.Is(err, retrieval.ErrNoLibrary) {
		return r, err
	}
	if _, err := s.db.ExecContext(ctx, `INSERT INTO libraries (name, epoch, created) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		name, rand.Text(), now()); err != nil {
		return r, fmt.Errorf("create library: %w", err)
	}
	return s.Library(ctx, name)
}

// FinishLibrary implements retrieval.Store.
func (s *Store) FinishLibrary(ctx context.Context, key int64) error {
	_, err := s.db.ExecContext(ctx, `UPDATE libraries SET finished = 1 WHERE key = ?`, key)
	return err
}

// DeleteLibrary implements retrieval.Store.
func (s *Store) DeleteLibrary(ctx context.Context, key int64) (deleted bool, err error) {
	if _, err := s.db.ExecContext(ctx, `DELETE FROM libraries WHERE key = ?`, key); err != nil {
		return false, fmt.Errorf("delete library: %w", err)
	}
	return true, s.Database().Erase(ctx)
}

// Change implements retrieval.Store.
func (s *Store) Change(ctx context.Context, key int64, act retrieval.Act, f func(retrieval.StoreTx) error) (int64, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	t := &transaction{ctx: ctx, tx: tx, library: key, now: now(), act: act}
	if err := tx.QueryRowContext(ctx, `SELECT seq FROM libraries WHERE key = ?`, key).Scan(&t.seq); err != nil {
		return 0, fmt.Errorf("read the last change: %w", err)
	}
	if err := f(t); err != nil {
		return 0, err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE libraries SET seq = ? WHERE key = ?`, t.seq, key); err != nil {
		return 0, fmt.Errorf("count the changes: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return 0, fmt.Errorf("commit: %w", err)
	}
	if t.removed {
		err = s.Database().Erase(ctx)
	}
	return t.seq, err
}

// Changes implements retrieval.Store.
func (s *Store) Changes(ctx context.Context, key, after int64) ([]retrieval.Change, int64, error) {
	// One statement sees one state of the database.
	rows, err := s.db.QueryContext(ctx, `
		SELECT num, seq, 0 FROM articles WHERE library = ?1 AND seq > ?2
		UNION ALL SELECT num, seq, 1 FROM tombstones WHERE library = ?1 AND seq > ?2
		UNION ALL SELECT 0, seq, 0 FROM libraries WHERE key = ?1`, key, after)
	if err != nil {
		return nil, 0, fmt.Errorf("list changes: %w", err)
	}
	changes, err := collect(rows, func(row Row) (c retrieval.Change, err error) {
		return c, row.Scan(&c.Num, &c.Seq, &c.Removed)
	})
	if err != nil || len(changes) == 0 {
		return nil, 0, err
	}
	last := len(changes) - 1
	return changes[:last], changes[last].Seq, nil
}

// Removed implements retrieval.Store.
func (s *Store) Removed(ctx context.Context, key int64, url retrieval.Hash) (removed bool, err error) {
	const known = `library = ?1 AND (url_hash = ?2 OR num IN (SELECT article FROM former_urls WHERE library = ?1 AND url_hash = ?2))`
	err = s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM tombstones WHERE `+known+`)
		AND NOT EXISTS (SELECT 1 FROM articles WHERE `+known+`)`, key, url[:]).Scan(&removed)
	return removed, err
}

const selectMeta = `SELECT a.num, a.seq, a.id, a.revision, a.revisions, a.title, a.outlet, a.agency, a.authors, a.published,
	a.published_inferred, a.url, a.language, a.partial, a.text_hash, a.stated`

// Entries implements retrieval.Store.
func (s *Store) Entries(ctx context.Context, key int64) ([]retrieval.Entry, error) {
	rows, err := s.db.QueryContext(ctx, selectMeta+` FROM articles a WHERE library = ?`, key)
	if err != nil {
		return nil, fmt.Errorf("list articles: %w", err)
	}
	return collect(rows, func(row Row) (retrieval.Entry, error) { return scanEntry(row) })
}

const selectRevision = selectMeta + `, r.revision, r.body, r.blocks FROM articles a JOIN revisions r ON r.article = a.num
	WHERE a.num = ?1 AND r.revision = CASE ?2 WHEN 0 THEN a.revision ELSE ?2 END`

// Revision implements retrieval.Store.
func (s *Store) Revision(ctx context.Context, num int64, revision int) (retrieval.Article, error) {
	row := s.revision.QueryRowContext(ctx, num, revision)
	var a retrieval.Article
	var number int
	var blocks []byte
	e, err := scanEntry(row, &number, &a.Body, &blocks)
	if errors.Is(err, sql.ErrNoRows) {
		return a, retrieval.ErrNoArticle
	}
	if err != nil {
		return a, fmt.Errorf("read article: %w", err)
	}
	a.Meta, a.Partial = e.Meta, e.Partial
	a.Revision = number
	return a, json.Unmarshal(blocks, &a.Blocks)
}

const selectBody = `SELECT body FROM revisions WHERE article = ? AND revision = ?`

// Body implements retrieval.Store.
func (s *Store) Body(ctx context.Context, num int64, revision int) (body string, err error) {
	err = s.body.QueryRowContext(ctx, num, revision).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return "", retrieval.ErrNoArticle
	}
	return body, err
}

// LoadedBy implements retrieval.Store.
func (s *Store) LoadedBy(ctx context.Context, key int64, day string) ([]int64, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT a.num FROM articles a JOIN revisions r ON r.article = a.num AND r.revision = a.revision
		WHERE a.library = ? AND substr(r.added, 1, 10) <= ?`, key, day)
	if err != nil {
		return nil, fmt.Errorf("list the articles loaded by %s: %w", day, err)
	}
	return collect(rows, scanNumber)
}

// scanNumber reads a row of one number.
func scanNumber(row Row) (int64, error) {
	var num int64
	err := row.Scan(&num)
	return num, err
}

func scanLibrary(row Row) (r retrieval.LibraryRecord, err error) {
	return r, row.Scan(&r.Key, &r.Name, &r.Epoch, &r.Finished)
}

// scanEntry reads the columns of selectMeta, and more of the row into rest.
func scanEntry(row Row, rest ...any) (e retrieval.Entry, err error) {
	var authors, text, stated []byte
	if err := row.Scan(append([]any{&e.Num, &e.Seq, &e.ID, &e.Revision, &e.Revisions, &e.Title, &e.Outlet, &e.Agency, &authors, &e.Published,
		&e.PublishedInferred, &e.URL, &e.Language, &e.Partial, &text, &stated}, rest...)...); err != nil {
		return e, err
	}
	copy(e.Text[:], text)
	if len(stated) > 0 {
		if err := json.Unmarshal(stated, &e.Stated); err != nil {
			return e, err
		}
	}
	return e, json.Unmarshal(authors, &e.Authors)
}

// collect reads all rows and closes them.
func collect[T any](rows *sql.Rows, scan func(Row) (T, error)) ([]T, error) {
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}
