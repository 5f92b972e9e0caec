package store

import (
	"context"
	"fmt"

	"dateline/retrieval"
)

// Aliases implements retrieval.Store.
func (s *Store) Aliases(ctx context.Context, key int64) ([]retrieval.Alias, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT alias, outlet FROM aliases WHERE library = ? ORDER BY folded`, key)
	if err != nil {
		return nil, fmt.Errorf("list aliases: %w", err)
	}
	return collect(rows, func(row Row) (a retrieval.Alias, err error) {
		err = row.Scan(&a.Alias, &a.Outlet)
		return a, err
	})
}

// SetAlias implements retrieval.StoreTx.
func (t *transaction) SetAlias(folded string, a retrieval.Alias) error {
	if err := t.note(); err != nil {
		return err
	}
	if _, err := t.tx.ExecContext(t.ctx, `INSERT INTO aliases (library, folded, alias, outlet) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET alias = excluded.alias, outlet = excluded.outlet`, t.library, folded, a.Alias, a.Outlet); err != nil {
		return fmt.Errorf("set alias: %w", err)
	}
	return nil
}

// DropAlias implements retrieval.StoreTx.
func (t *transaction) DropAlias(folded string) error {
	if err := t.note(); err != nil {
		return err
	}
	if _, err := t.tx.ExecContext(t.ctx, `DELETE FROM aliases WHERE library = ? AND folded = ?`, t.library, folded); err != nil {
		return fmt.Errorf("drop alias: %w", err)
	}
	return nil
}
