package record

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
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
	made := store.Stamp(r.Made)
	citations, err := seal(r.ID, made, r.Citations)
	if err != nil {
		return fmt.Errorf("keep receipt %s: %w", r.ID, err)
	}
	err = s.db.WithoutSync(ctx, func(conn *sql.Conn) error {
		if _, err := conn.ExecContext(ctx, `INSERT INTO receipts (id, library, made, citations) SELECT ?, key, ?, ? FROM libraries WHERE name = ?`,
			r.ID, made, citations, library); err != nil {
			return err
		}
		_, err := conn.ExecContext(ctx, `DELETE FROM receipts WHERE library = (SELECT key FROM libraries WHERE name = ?1) AND (made < ?2 OR made <
			(SELECT made FROM receipts WHERE library = (SELECT key FROM libraries WHERE name = ?1) ORDER BY made DESC LIMIT 1 OFFSET ?3))`,
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

// ErrDamaged says that what is kept is not what was written.
var ErrDamaged = errors.New("what is kept of it is not what was written")

// sealed is a receipt's citations as they are kept. Older versions kept the list
// alone.
type sealed struct {
	Citations json.RawMessage `json:"citations"`
	// Sum is the SHA-256 of the receipt's id and day and of the citations.
	Sum []byte `json:"sum"`
}

func receiptSum(id, made string, citations []byte) []byte {
	sum := sha256.Sum256(slices.Concat([]byte(id+"\n"+made+"\n"), citations))
	return sum[:]
}

func seal(id, made string, citations []answers.Citation) (string, error) {
	raw, err := json.Marshal(citations)
	if err != nil {
		return "", err
	}
	kept, err := json.Marshal(sealed{raw, receiptSum(id, made, raw)})
	return string(kept), err
}

// unseal returns a receipt of what is kept of it, or ErrDamaged.
func unseal(id, made string, kept []byte) (answers.Receipt, error) {
	raw := sealed{Citations: kept}
	if !bytes.HasPrefix(kept, []byte("[")) {
		raw = sealed{}
		if err := json.Unmarshal(kept, &raw); err != nil || !bytes.Equal(raw.Sum, receiptSum(id, made, raw.Citations)) {
			return answers.Receipt{}, ErrDamaged
		}
	}
	r := answers.Receipt{ID: id}
	var err error
	if r.Made, err = time.Parse(time.RFC3339, made); err != nil {
		return r, ErrDamaged
	}
	if err := json.Unmarshal(raw.Citations, &r.Citations); err != nil {
		return r, ErrDamaged
	}
	return r, nil
}

// Receipt returns a library's receipt, ErrNone, or ErrDamaged.
func (s *Store) Receipt(ctx context.Context, library, id string) (answers.Receipt, error) {
	var made string
	var citations []byte
	err := s.db.Row(ctx, `SELECT r.id, r.made, r.citations FROM receipts r JOIN libraries l ON l.key = r.library
		WHERE r.id = ? AND l.name = ?`, id, library).Scan(&id, &made, &citations)
	if errors.Is(err, sql.ErrNoRows) {
		return answers.Receipt{}, fmt.Errorf("receipt %s: %w", id, ErrNone)
	}
	if err != nil {
		return answers.Receipt{}, fmt.Errorf("receipt %s: %w", id, err)
	}
	r, err := unseal(id, made, citations)
	if err != nil {
		return r, fmt.Errorf("receipt %s: %w", id, err)
	}
	return r, nil
}
