package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"dateline/retrieval"
)

// Document implements retrieval.Store.
func (s *Store) Document(ctx context.Context, key int64, hash retrieval.Hash) (num int64, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT a.num FROM documents d JOIN articles a ON a.num = d.article
		WHERE d.library = ? AND d.hash = ? AND d.revision = a.revision`, key, hash[:]).Scan(&num)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, retrieval.ErrNoArticle
	}
	return num, err
}

// putDocument notes from which document an article was taken, if that is known.
func (t *transaction) putDocument(num int64, a retrieval.Article) error {
	if a.Document == (retrieval.Hash{}) {
		return nil
	}
	if _, err := t.tx.ExecContext(t.ctx, `INSERT INTO documents (library, hash, article, revision) VALUES (?, ?, ?, ?)
		ON CONFLICT (library, hash) DO UPDATE SET article = excluded.article, revision = excluded.revision`,
		t.library, a.Document[:], num, a.Revision); err != nil {
		return fmt.Errorf("note document: %w", err)
	}
	return nil
}
