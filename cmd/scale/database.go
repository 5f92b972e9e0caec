package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // the database driver
	_ "modernc.org/sqlite"             // the database driver

	"dateline/retrieval"
)

// database is the full text of a database: each keeps the passages in a table
// with an index of words and ranks by its own function.
type database struct {
	db                   *sql.DB
	insert, finish, find string
	query                func(question string) string
	bytes                func(ctx context.Context) (int64, error)
}

func openFTS5(ctx context.Context, dir string) (*database, error) {
	db, err := sql.Open("sqlite", filepath.Join(dir, "fts5.db")+"?_pragma=journal_mode(wal)&_pragma=synchronous(full)")
	if err != nil {
		return nil, err
	}
	_, err = db.ExecContext(ctx, `CREATE VIRTUAL TABLE IF NOT EXISTS passages
		USING fts5(article UNINDEXED, title, outlet, published, body, tokenize = 'porter unicode61')`)
	return &database{
		db:     db,
		insert: `INSERT INTO passages (article, title, outlet, published, body) VALUES (?, ?, ?, ?, ?)`,
		finish: `PRAGMA wal_checkpoint(TRUNCATE)`,
		find: fmt.Sprintf(`SELECT article, body FROM passages WHERE passages MATCH ?
			ORDER BY rank LIMIT %d`, found),
		query: func(question string) string { return `body : ("` + strings.Join(words(question), `" OR "`) + `")` },
		bytes: func(context.Context) (int64, error) { return folderSize(dir) },
	}, err
}

func openPostgreSQL(ctx context.Context, url, table string) (*database, error) {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return nil, err
	}
	_, err = db.ExecContext(ctx, fmt.Sprintf(`CREATE TABLE IF NOT EXISTS %[1]s (
		article text, title text, outlet text, published text, body text,
		words tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED);
		CREATE INDEX IF NOT EXISTS %[1]s_words ON %[1]s USING gin (words)`, table))
	return &database{
		db:     db,
		insert: `INSERT INTO ` + table + ` (article, title, outlet, published, body) VALUES ($1, $2, $3, $4, $5)`,
		finish: `VACUUM ANALYZE ` + table,
		find: fmt.Sprintf(`SELECT article, body FROM %s, to_tsquery('english', $1) AS q WHERE words @@ q
			ORDER BY ts_rank_cd(words, q) DESC LIMIT %d`, table, found),
		query: func(question string) string { return strings.Join(words(question), " | ") },
		bytes: func(ctx context.Context) (n int64, err error) {
			err = db.QueryRowContext(ctx, `SELECT pg_total_relation_size($1::regclass)`, table).Scan(&n)
			return n, err
		},
	}, err
}

// words are those of a question, any of which may stand in a passage.
func words(question string) []string {
	return strings.FieldsFunc(question, notWord)
}

func (d *database) load(ctx context.Context, articles iter.Seq[retrieval.Article]) error {
	for batch := range batches(articles) {
		if err := d.add(ctx, batch); err != nil {
			return err
		}
	}
	_, err := d.db.ExecContext(ctx, d.finish)
	return err
}

func (d *database) add(ctx context.Context, batch []retrieval.Article) (err error) {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // of no effect after Commit
	insert, err := tx.PrepareContext(ctx, d.insert)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, insert.Close()) }()
	for _, a := range batch {
		for _, p := range passages(a) {
			if _, err := insert.ExecContext(ctx, a.ID, a.Title, a.Outlet, a.Published, a.Body[p.Start:p.End]); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

func (d *database) search(ctx context.Context, question string) (ids []string, err error) {
	rows, err := d.db.QueryContext(ctx, d.find, d.query(question))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, body string
		if err := rows.Scan(&id, &body); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

func (d *database) size(ctx context.Context) (int64, error) { return d.bytes(ctx) }

func (d *database) close() error { return d.db.Close() }
