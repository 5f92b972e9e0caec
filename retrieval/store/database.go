package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Database is the store's database, for records that are kept beside the
// libraries: in the same file, in tables that the store's migrations make, and
// as lasting as all else in it.
type Database struct {
	db      *sql.DB
	writers writers
}

// writers lets no more of them hold a connection at a time than leaves others to
// read through: whoever waits for the one that changes something holds one, and
// that one may have to read through another before it is done.
type writers chan struct{}

func newWriters() writers { return make(writers, maxConnections/2) }

// turn waits for a place among them, which leave gives up.
func (w writers) turn(ctx context.Context) (leave func(), err error) {
	select {
	case w <- struct{}{}:
		return func() { <-w }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Database returns the store's database. It may be used until the store is
// closed.
func (s *Store) Database() Database { return Database{s.db, s.writers} }

// Row is a row of a query's result. Scan returns sql.ErrNoRows when there is none.
type Row interface{ Scan(into ...any) error }

// Row reads the first row of a query's result.
func (d Database) Row(ctx context.Context, query string, args ...any) Row {
	return d.db.QueryRowContext(ctx, query, args...)
}

// List reads all rows of a query's result. The list is never nil.
func List[T any](ctx context.Context, d Database, scan func(Row) (T, error), query string, args ...any) ([]T, error) {
	return ListIn(ctx, d.db, scan, query, args...)
}

// ListIn is List in a transaction.
func ListIn[T any](ctx context.Context, q querier, scan func(Row) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	out, err := collect(rows, scan)
	return append([]T{}, out...), err
}

// Exec carries out a statement and returns how many rows it changed.
func (d Database) Exec(ctx context.Context, statement string, args ...any) (int64, error) {
	leave, err := d.writers.turn(ctx)
	if err != nil {
		return 0, err
	}
	defer leave()
	res, err := d.db.ExecContext(ctx, statement, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Transact carries out f in a transaction, one at a time; when f fails, nothing
// is changed.
func (d Database) Transact(ctx context.Context, f func(tx *sql.Tx) error) error {
	leave, err := d.writers.turn(ctx)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer leave()
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// WithoutSync carries out f on a connection that does not wait for the disk: a
// power failure may take back what was changed last.
func (d Database) WithoutSync(ctx context.Context, f func(conn *sql.Conn) error) (err error) {
	leave, err := d.writers.turn(ctx)
	if err != nil {
		return err
	}
	defer leave()
	conn, err := d.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.ExecContext(ctx, `PRAGMA synchronous = NORMAL`); err != nil {
		return err
	}
	defer func() {
		_, restored := conn.ExecContext(context.WithoutCancel(ctx), `PRAGMA synchronous = FULL`)
		err = errors.Join(err, restored)
	}()
	return f(conn)
}

// Erase takes what was deleted out of the write-ahead log, where it would stay
// until that is written over. The deletion is done: whoever asked for it and does
// not wait changes nothing about that.
func (d Database) Erase(ctx context.Context) error {
	d.shrink(context.WithoutCancel(ctx))
	var busy bool
	var pages, moved int
	err := d.db.QueryRowContext(context.WithoutCancel(ctx), `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved)
	if err == nil && busy {
		err = errors.New("somebody was reading it all the while")
	}
	if err != nil {
		return fmt.Errorf("it is done, but the text may stay in the store's log until the next change: %w", err)
	}
	return nil
}

// shrinkStep is how many pages are given back in one transaction, between which
// others may write, and shrinkWithin is how long that is gone on with: after a large
// deletion the rest is left to the next one.
const shrinkStep, shrinkWithin = 256, 2 * time.Second

// shrink gives pages without use back to the disk. That they stay is no harm: what
// is stored next takes them.
func (d Database) shrink(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, shrinkWithin)
	defer cancel()
	for left := d.unused(ctx); left > 0; {
		d.giveBack(ctx)
		now := d.unused(ctx)
		if now >= left {
			return // the store does not, or cannot now
		}
		left = now
	}
}

// unused is how many pages of the store hold nothing; 0 where that cannot be told.
func (d Database) unused(ctx context.Context) (pages int) {
	if err := d.db.QueryRowContext(ctx, `PRAGMA freelist_count`).Scan(&pages); err != nil {
		return 0
	}
	return pages
}

// giveBack gives some of them back, a row each.
func (d Database) giveBack(ctx context.Context) {
	rows, err := d.db.QueryContext(ctx, fmt.Sprintf(`PRAGMA incremental_vacuum(%d)`, shrinkStep))
	if err != nil {
		return
	}
	defer rows.Close()
	for rows.Next() {
	}
	_ = rows.Err()
}

// Stamp writes a moment so that text order is time order.
func Stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// ReadStamp reads what Stamp has written; "" is no moment.
func ReadStamp(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339, text)
}
