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
	// act is who does what; its number is 0 until something is changed.
	act     retrieval.Act
	removed bool
}

// ByID implements retrieval.StoreTx.
func (t *transaction) ByID(id string) (retrieval.Entry, error) { return t.first(`a.id = ?2`, id) }

// ByURL implements retrieval.StoreTx.
func (t *transaction) ByURL(url retrieval.Hash) (retrieval.Entry, error) {
	return t.first(`a.url_hash = ?2`, url[:])
}

// ByFormerURL implements retrieval.StoreTx.
func (t *transaction) ByFormerURL(url retrieval.Hash) (retrieval.Entry, error) {
	return t.first(`a.num IN (SELECT article FROM former_urls WHERE library = ?1 AND url_hash = ?2)`, url[:])
}

// ByText implements retrieval.StoreTx.
func (t *transaction) ByText(text retrieval.Hash) (retrieval.Entry, error) {
	return t.first(`a.text_hash = ?2`, text[:])
}

// first returns the first of the library's articles for which a condition on ?2
// holds.
func (t *transaction) first(condition string, value any) (retrieval.Entry, error) {
	var text storedText
	e, err := scanEntry(t.tx.QueryRowContext(t.ctx, selectMeta+`, r.body, r.blocks, s.sum FROM articles a
		LEFT JOIN revisions r ON r.article = a.num AND r.revision = a.revision
		LEFT JOIN text_sums s ON s.article = a.num AND s.revision = a.revision
		WHERE a.library = ?1 AND `+condition+` ORDER BY a.num LIMIT 1`, t.library, value), &text.body, &text.blocks, &text.sum)
	if errors.Is(err, sql.ErrNoRows) {
		return e, retrieval.ErrNoArticle
	}
	text.num, text.revision = e.Num, e.Revision
	e.TextDamaged = err == nil && !text.sound()
	return e, err
}

// KeepURL implements retrieval.StoreTx.
func (t *transaction) KeepURL(e retrieval.Entry, url retrieval.Hash) error {
	if _, err := t.tx.ExecContext(t.ctx, `INSERT INTO former_urls (library, url_hash, article) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		t.library, url[:], e.Num); err != nil {
		return fmt.Errorf("keep a former URL: %w", err)
	}
	return nil
}

// Put implements retrieval.StoreTx.
func (t *transaction) Put(old retrieval.Entry, a retrieval.Article, stated *retrieval.Meta, text retrieval.Hash) (retrieval.Entry, error) {
	authors, err := json.Marshal(a.Authors)
	if err != nil {
		return retrieval.Entry{}, err
	}
	said, err := statedText(stated)
	if err != nil {
		return retrieval.Entry{}, err
	}
	url := retrieval.HashURL(a.URL)
	t.seq++
	e := retrieval.Entry{
		Num: old.Num, Seq: t.seq, Meta: a.Meta, Revisions: max(old.Revisions, a.Revision), Partial: a.Partial, Text: text, Stated: stated,
	}
	values := []any{t.library, a.ID, t.seq, a.Revision, e.Revisions, a.Title, a.Outlet, a.Agency, string(authors), a.Published,
		a.PublishedInferred, a.URL, url[:], text[:], a.Language, a.Partial, said, a.Image}
	if old.Num == 0 {
		e.Num, err = t.insert(values)
	} else {
		_, err = t.tx.ExecContext(t.ctx, `UPDATE articles SET (`+articleColumns+`) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			WHERE num = ?`, append(values, old.Num)...)
	}
	if err != nil {
		return e, fmt.Errorf("store article: %w", err)
	}
	if err := t.touchPut(old, e); err != nil {
		return e, err
	}
	if err := t.putText(e.Num, a, old.TextDamaged); err != nil {
		return e, err
	}
	if err := sealFacts(t.ctx, t.tx, e.Num); err != nil {
		return e, err
	}
	return e, t.putDocument(e.Num, a)
}

// statedText is what is kept of an entry's Stated, "" for none.
func statedText(stated *retrieval.Meta) (string, error) {
	if stated == nil {
		return "", nil
	}
	text, err := json.Marshal(stated)
	return string(text), err
}

// articleColumns are those that Put writes.
const articleColumns = `library, id, seq, revision, revisions, title, outlet, agency, authors,
	published, published_inferred, url, url_hash, text_hash, language, partial, stated, image`

func (t *transaction) insert(values []any) (int64, error) {
	return scanNumber(t.tx.QueryRowContext(t.ctx, `INSERT INTO articles (`+articleColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING num`, values...))
}

// putText stores the text of a's revision, unless it is there and sound.
func (t *transaction) putText(num int64, a retrieval.Article, damaged bool) error {
	blocks, err := json.Marshal(a.Blocks)
	if err != nil {
		return err
	}
	if damaged {
		if _, err := t.tx.ExecContext(t.ctx, `DELETE FROM revisions WHERE article = ? AND revision = ?`, num, a.Revision); err != nil {
			return fmt.Errorf("replace damaged text: %w", err)
		}
	}
	res, err := t.tx.ExecContext(t.ctx, `INSERT INTO revisions (article, revision, body, blocks, added, act)
		VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, num, a.Revision, a.Body, string(blocks), t.now, t.act.Num)
	if err != nil {
		return fmt.Errorf("store text: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return err // it is there
	}
	return sealText(t.ctx, t.tx, num, a.Revision, textSum(num, a.Revision, a.Body, string(blocks)))
}

// Remove implements retrieval.StoreTx.
func (t *transaction) Remove(old retrieval.Entry) error {
	t.seq++
	res, err := t.tx.ExecContext(t.ctx, `INSERT INTO tombstones (num, library, id, url_hash, seq, removed)
		SELECT num, library, id, url_hash, CAST(? AS BIGINT), ? FROM articles WHERE num = ? AND library = ?`, t.seq, t.now, old.Num, t.library)
	if err != nil {
		return fmt.Errorf("leave tombstone: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(retrieval.ErrNoArticle, err)
	}
	if _, err := t.tx.ExecContext(t.ctx, `DELETE FROM articles WHERE num = ?`, old.Num); err != nil {
		return fmt.Errorf("remove article: %w", err)
	}
	t.removed = true
	return t.touchRemove(old)
}
