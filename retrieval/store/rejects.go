package store

import (
	"context"
	"database/sql"
	"fmt"

	"dateline/retrieval"
)

// Rejects implements retrieval.Store.
func (s *Store) Rejects(ctx context.Context, key int64) ([]retrieval.Reject, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT source, reason FROM rejects WHERE library = ? ORDER BY place`, key)
	if err != nil {
		return nil, fmt.Errorf("list what was rejected: %w", err)
	}
	return collect(rows, func(row Row) (r retrieval.Reject, err error) {
		err = row.Scan(&r.Source, &r.Reason)
		return r, err
	})
}

// KeepRejects implements retrieval.Store.
func (s *Store) KeepRejects(ctx context.Context, key int64, rejects []retrieval.Reject) error {
	return s.Database().Transact(ctx, func(tx *sql.Tx) error {
		if _, err := takeLibrary(ctx, tx, key); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM rejects WHERE library = ?`, key); err != nil {
			return fmt.Errorf("forget what was rejected: %w", err)
		}
		for i, r := range rejects {
			if _, err := tx.ExecContext(ctx, `INSERT INTO rejects (library, place, source, reason) VALUES (?, ?, ?, ?)`,
				key, i, r.Source, r.Reason); err != nil {
				return fmt.Errorf("keep what was rejected: %w", err)
			}
		}
		return nil
	})
}
