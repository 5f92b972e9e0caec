package store

import (
	"bytes"
	"context"
	"fmt"

	"dateline/retrieval"
)

// Aliases implements retrieval.Store.
func (s *Store) Aliases(ctx context.Context, key int64) ([]retrieval.Alias, error) {
	rows, err := s.db.QueryContext(ctx, selectAliases+` WHERE library = ? ORDER BY folded`, key)
	if err != nil {
		return nil, fmt.Errorf("list aliases: %w", err)
	}
	all, err := collect(rows, scanAlias)
	var sound []retrieval.Alias
	for _, a := range all {
		if !a.damaged {
			sound = append(sound, a.Alias)
		}
	}
	return sound, err
}

// storedAlias is an alias as it is kept.
type storedAlias struct {
	retrieval.Alias
	damaged bool
}

// scanAlias reads the columns of selectAliases.
func scanAlias(row Row) (a storedAlias, err error) {
	const n = 4
	values, err := readValues(row, n+1)
	if err != nil {
		return a, err
	}
	a.Alias.Alias, _ = values[2].(string)
	a.Outlet, _ = values[3].(string)
	sum, _ := values[n].([]byte)
	a.damaged = !bytes.Equal(sum, sumOf(values[:n]...))
	return a, nil
}

// SetAlias implements retrieval.StoreTx.
func (t *transaction) SetAlias(folded string, a retrieval.Alias) error {
	if err := t.note(); err != nil {
		return err
	}
	if _, err := t.tx.ExecContext(t.ctx, `INSERT INTO aliases (library, folded, alias, outlet, sum) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (library, folded) DO UPDATE SET alias = excluded.alias, outlet = excluded.outlet, sum = excluded.sum`,
		t.library, folded, a.Alias, a.Outlet, sumOf(t.library, folded, a.Alias, a.Outlet)); err != nil {
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
