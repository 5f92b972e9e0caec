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
	"dateline/retrieval/text"
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

// LastUsed lists the libraries that were asked or changed last, the last one
// first, limit at most.
func (s *Store) LastUsed(ctx context.Context, limit int) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT name FROM libraries l WHERE finished <> 0 ORDER BY (SELECT max(used) FROM (SELECT created AS used
		UNION ALL SELECT max(at) FROM acts WHERE library = l.key
		UNION ALL SELECT max(made) FROM receipts WHERE library = l.key
		UNION ALL SELECT max(asked) FROM questions WHERE guild = l.name) AS uses) DESC, name LIMIT ?`, limit)
	if err != nil {
		return nil, fmt.Errorf("list libraries by their last use: %w", err)
	}
	return collect(rows, func(row Row) (string, error) {
		var name string
		err := row.Scan(&name)
		return name, err
	})
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
	if _, err := s.Database().Exec(ctx, `INSERT INTO libraries (name, epoch, created) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		name, rand.Text(), now()); err != nil {
		return r, fmt.Errorf("create library: %w", err)
	}
	return s.Library(ctx, name)
}

// FinishLibrary implements retrieval.Store.
func (s *Store) FinishLibrary(ctx context.Context, key int64) error {
	_, err := s.Database().Exec(ctx, `UPDATE libraries SET finished = 1 WHERE key = ?`, key)
	return err
}

// NoteLost implements retrieval.Store.
func (s *Store) NoteLost(ctx context.Context, key, seq int64) error {
	if _, err := s.Database().Exec(ctx, `UPDATE libraries SET lost = ?1 WHERE key = ?2 AND lost < ?1`, seq, key); err != nil {
		return fmt.Errorf("note lost changes: %w", err)
	}
	return nil
}

// Loss is that a library's index had seen changes which the store did not know,
// as when the end of the store's log is cut off, or an older copy of the file was
// put in its place.
type Loss struct {
	Library string
	// Seen is the number of the last change that the index had seen, Known of
	// the last that the store knows.
	Seen, Known int64
}

// Losses lists the libraries that have not had as many changes again since.
func (s *Store) Losses(ctx context.Context) ([]Loss, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT name, lost, seq FROM libraries WHERE lost > seq ORDER BY name`)
	if err != nil {
		return nil, fmt.Errorf("list losses: %w", err)
	}
	return collect(rows, func(row Row) (Loss, error) {
		var l Loss
		err := row.Scan(&l.Library, &l.Seen, &l.Known)
		return l, err
	})
}

// DeleteLibrary implements retrieval.Store.
func (s *Store) DeleteLibrary(ctx context.Context, key int64) (deleted bool, err error) {
	if _, err := s.Database().Exec(ctx, `DELETE FROM libraries WHERE key = ?`, key); err != nil {
		return false, fmt.Errorf("delete library: %w", err)
	}
	return true, s.Database().Erase(ctx)
}

// Change implements retrieval.Store.
func (s *Store) Change(ctx context.Context, key int64, act retrieval.Act, f func(retrieval.StoreTx) error) (int64, error) {
	t := &transaction{ctx: ctx, library: key, act: act}
	err := s.Database().Transact(ctx, func(tx *sql.Tx) (err error) {
		t.tx, t.now = tx, now()
		if t.seq, err = takeLibrary(ctx, tx, key); err != nil {
			return err
		}
		if err := f(t); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE libraries SET seq = ? WHERE key = ?`, t.seq, key); err != nil {
			return fmt.Errorf("count the changes: %w", err)
		}
		return nil
	})
	if err != nil {
		return 0, s.mended(ctx, err)
	}
	if t.removed {
		err = s.Database().Erase(ctx)
	}
	return t.seq, err
}

// takeLibrary makes a transaction the only one that changes a library, until it
// ends, and returns the number of the library's last change.
func takeLibrary(ctx context.Context, tx *sql.Tx, key int64) (seq int64, err error) {
	err = tx.QueryRowContext(ctx, `UPDATE libraries SET seq = seq WHERE key = ? RETURNING seq`, key).Scan(&seq)
	if err != nil {
		return 0, fmt.Errorf("read the last change: %w", err)
	}
	return seq, nil
}

// mended returns the error of a change that failed. Where a database's own
// index does not agree with what it is of, which keeps from removing what is
// damaged, that index is made anew.
func (s *Store) mended(ctx context.Context, err error) error {
	if !Damaged(err) {
		return err
	}
	if _, reindex := s.db.ExecContext(ctx, `REINDEX`); reindex != nil {
		return err
	}
	return fmt.Errorf("%w; the store's own indexes have been made anew: try again", err)
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

// AtURL implements retrieval.Store.
func (s *Store) AtURL(ctx context.Context, key int64, url retrieval.Hash) (num int64, err error) {
	if url == (retrieval.Hash{}) { // that of articles without one
		return 0, retrieval.ErrNoArticle
	}
	err = s.db.QueryRowContext(ctx, `SELECT num FROM (
		SELECT num, 0 AS former FROM articles WHERE library = ?1 AND url_hash = ?2
		UNION ALL SELECT a.num, 1 FROM former_urls f JOIN articles a ON a.num = f.article WHERE f.library = ?1 AND f.url_hash = ?2
	) AS known ORDER BY former, num LIMIT 1`, key, url[:]).Scan(&num)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, retrieval.ErrNoArticle
	}
	return num, err
}

// Removed implements retrieval.Store.
func (s *Store) Removed(ctx context.Context, key int64, url retrieval.Hash) (removed bool, err error) {
	const known = `library = ?1 AND (url_hash = ?2 OR num IN (SELECT article FROM former_urls WHERE library = ?1 AND url_hash = ?2))`
	err = s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM tombstones WHERE `+known+`)
		AND NOT EXISTS (SELECT 1 FROM articles WHERE `+known+`)`, key, url[:]).Scan(&removed)
	return removed, err
}

// Entries implements retrieval.Store.
func (s *Store) Entries(ctx context.Context, key int64) ([]retrieval.Entry, error) {
	rows, err := s.db.QueryContext(ctx, selectMeta+` FROM articles a WHERE library = ?`, key)
	if err != nil {
		return nil, fmt.Errorf("list articles: %w", err)
	}
	return collect(rows, func(row Row) (retrieval.Entry, error) { return scanEntry(row) })
}

// selectRevision reads an article, a text of it, and that one's sum.
const selectRevision = selectMeta + `, r.revision, r.body, r.blocks, s.sum FROM articles a JOIN revisions r ON r.article = a.num
	LEFT JOIN text_sums s ON s.article = r.article AND s.revision = r.revision
	WHERE a.num = ?1 AND r.revision = CASE WHEN CAST(?2 AS BIGINT) = 0 THEN a.revision ELSE ?2 END`

// Revision implements retrieval.Store.
func (s *Store) Revision(ctx context.Context, num int64, revision int) (retrieval.Article, error) {
	t := storedText{num: num}
	e, err := scanEntry(s.revision.QueryRowContext(ctx, num, revision), &t.revision, &t.body, &t.blocks, &t.sum)
	if err := asArticleError(err); err != nil {
		return retrieval.Article{}, err
	}
	a := retrieval.Article{Meta: e.Meta, Partial: e.Partial}
	a.Revision = t.revision
	var blocks string
	a.Body, blocks, err = t.text()
	if err != nil || e.FactsDamaged {
		return retrieval.Article{}, retrieval.ErrDamaged
	}
	err = json.Unmarshal([]byte(blocks), &a.Blocks)
	a.Blocks = text.BoundBlocks(a.Body, a.Blocks) // older stores hold longer ones
	return a, err
}

const selectBody = `SELECT r.body, r.blocks, s.sum FROM revisions r LEFT JOIN text_sums s ON s.article = r.article AND s.revision = r.revision
	WHERE r.article = ? AND r.revision = ?`

// Body implements retrieval.Store.
func (s *Store) Body(ctx context.Context, num int64, revision int) (string, error) {
	t := storedText{num: num, revision: revision}
	if err := asArticleError(s.body.QueryRowContext(ctx, num, revision).Scan(&t.body, &t.blocks, &t.sum)); err != nil {
		return "", err
	}
	body, _, err := t.text()
	return body, err
}

// asArticleError is an error of reading one article as callers know it.
func asArticleError(err error) error {
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return retrieval.ErrNoArticle
	case Damaged(err):
		return fmt.Errorf("%w (%w)", retrieval.ErrDamaged, err)
	case err != nil:
		return fmt.Errorf("read article: %w", err)
	}
	return nil
}

// text returns the text and its blocks if they are what was stored, else
// retrieval.ErrDamaged.
func (t storedText) text() (body, blocks string, err error) {
	if !t.sound() {
		return "", "", retrieval.ErrDamaged
	}
	body, _ = t.body.(string)
	blocks, _ = t.blocks.(string)
	return body, blocks, nil
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
