package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"dateline/retrieval"
)

// transaction is one change of a library; it implements retrieval.StoreTx. It
// keeps a context because it lives no longer than the call that made it.
type transaction struct {
	ctx     context.Context
	tx      *sql.Tx
	library int64
	seq     int64
	now     string
	removed bool
}

// Find implements retrieval.StoreTx.
func (t *transaction) Find(id string, url, text retrieval.Hash) (retrieval.Entry, error) {
	type by struct {
		column string
		value  any
	}
	var ways []by
	switch {
	case id != "":
		ways = []by{{"id", id}}
	case url != retrieval.Hash{}:
		ways = []by{{"url_hash", url[:]}, {"text_hash", text[:]}}
	default:
		ways = []by{{"text_hash", text[:]}}
	}
	for _, w := range ways {
		e, err := scanEntry(t.tx.QueryRowContext(t.ctx, selectMeta+` FROM articles a
			WHERE library = ? AND `+w.column+` = ? ORDER BY num LIMIT 1`, t.library, w.value))
		if !errors.Is(err, sql.ErrNoRows) {
			return e, err
		}
	}
	return retrieval.Entry{}, retrieval.ErrNoArticle
}

// Put implements retrieval.StoreTx.
func (t *transaction) Put(num int64, a retrieval.Article, url, text retrieval.Hash, by string) (retrieval.Entry, error) {
	authors, err := json.Marshal(a.Authors)
	if err != nil {
		return retrieval.Entry{}, err
	}
	t.seq++
	e := retrieval.Entry{Num: num, Seq: t.seq, Meta: a.Meta, Partial: a.Partial, Text: text}
	values := []any{t.library, a.ID, t.seq, a.Revision, a.Title, a.Outlet, a.Agency, string(authors), a.Published,
		a.PublishedInferred, a.URL, url[:], text[:], a.Language, a.Partial}
	if num == 0 {
		e.Num, err = t.insert(values)
	} else {
		_, err = t.tx.ExecContext(t.ctx, `UPDATE articles SET (library, id, seq, revision, title, outlet, agency, authors,
			published, published_inferred, url, url_hash, text_hash, language, partial) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			WHERE num = ?`, append(values, num)...)
	}
	if err != nil {
		return e, fmt.Errorf("store article: %w", err)
	}
	return e, t.putText(e.Num, a, by)
}

func (t *transaction) insert(values []any) (int64, error) {
	res, err := t.tx.ExecContext(t.ctx, `INSERT INTO articles (library, id, seq, revision, title, outlet, agency, authors,
		published, published_inferred, url, url_hash, text_hash, language, partial)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, values...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// putText stores the text of a's revision, unless it is there.
func (t *transaction) putText(num int64, a retrieval.Article, by string) error {
	blocks, err := json.Marshal(a.Blocks)
	if err != nil {
		return err
	}
	_, err = t.tx.ExecContext(t.ctx, `INSERT INTO revisions (article, revision, body, blocks, added, added_by)
		VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, num, a.Revision, a.Body, string(blocks), t.now, by)
	if err != nil {
		return fmt.Errorf("store text: %w", err)
	}
	return nil
}

// Remove implements retrieval.StoreTx.
func (t *transaction) Remove(num int64, by string) error {
	t.seq++
	res, err := t.tx.ExecContext(t.ctx, `INSERT INTO tombstones (num, library, id, url_hash, seq, removed, removed_by)
		SELECT num, library, id, url_hash, ?, ?, ? FROM articles WHERE num = ? AND library = ?`, t.seq, t.now, by, num, t.library)
	if err != nil {
		return fmt.Errorf("leave tombstone: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(retrieval.ErrNoArticle, err)
	}
	if _, err := t.tx.ExecContext(t.ctx, `DELETE FROM articles WHERE num = ?`, num); err != nil {
		return fmt.Errorf("remove article: %w", err)
	}
	t.removed = true
	return nil
}

// erase takes removed text out of the write-ahead log, where it would stay
// until the log is written over.
func (t *transaction) erase(db *sql.DB) error {
	if !t.removed {
		return nil
	}
	if _, err := db.ExecContext(t.ctx, `PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		return fmt.Errorf("removed, but its text may stay in the log until the next change: %w", err)
	}
	return nil
}
