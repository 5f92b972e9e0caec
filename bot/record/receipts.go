package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dateline/answers"
	"dateline/retrieval/store"
)

// How many receipts of a library are kept, the newest, and for how long.
const (
	maxReceipts  = 10_000
	receiptsKept = 90 * 24 * time.Hour
)

// KeepReceipt keeps a receipt, and forgets those that are too old or too many.
// It does not wait for the disk: a receipt is not worth what that takes of each
// answer, and one that a power failure takes is missed by nobody but the asker.
func (s *Store) KeepReceipt(ctx context.Context, library string, r answers.Receipt) error {
	citations, err := json.Marshal(r.Citations)
	if err != nil {
		return fmt.Errorf("keep receipt %s: %w", r.ID, err)
	}
	err = s.db.WithoutSync(ctx, func(conn *sql.Conn) error {
		if _, err := conn.ExecContext(ctx, `INSERT INTO receipts (id, library, made, citations) SELECT ?, key, ?, ? FROM libraries WHERE name = ?`,
			r.ID, store.Stamp(r.Made), string(citations), library); err != nil {
			return err
		}
		_, err := conn.ExecContext(ctx, `DELETE FROM receipts WHERE library = (SELECT key FROM libraries WHERE name = ?1) AND made < max(?2, coalesce(
			(SELECT made FROM receipts WHERE library = (SELECT key FROM libraries WHERE name = ?1) ORDER BY made DESC LIMIT 1 OFFSET ?3), ''))`,
			library, store.Stamp(r.Made.Add(-receiptsKept)), maxReceipts)
		if err != nil {
			return fmt.Errorf("forget old ones: %w", err)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep receipt %s: %w", r.ID, err)
	}
	return nil
}

// Receipt returns a library's receipt, or ErrNone.
func (s *Store) Receipt(ctx context.Context, library, id string) (r answers.Receipt, err error) {
	var made string
	var citations []byte
	err = s.db.Row(ctx, `SELECT r.id, r.made, r.citations FROM receipts r JOIN libraries l ON l.key = r.library
		WHERE r.id = ? AND l.name = ?`, id, library).Scan(&r.ID, &made, &citations)
	if errors.Is(err, sql.ErrNoRows) {
		return r, fmt.Errorf("receipt %s: %w", id, ErrNone)
	}
	if err != nil {
		return r, fmt.Errorf("receipt %s: %w", id, err)
	}
	r.Made, err = time.Parse(time.RFC3339, made)
	return r, errors.Join(err, json.Unmarshal(citations, &r.Citations))
}
