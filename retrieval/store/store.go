// Package store keeps the durable truth in one SQLite file of the data folder:
// libraries, articles and their revisions, and the tombstones of what was
// removed. Each change of a library has a number, by which the search index
// knows what it has missed.
//
// One process owns a data folder at a time; Open refuses a folder that another
// one holds and says which. What a method has acknowledged survives a crash
// and a power loss. Removed text is overwritten in the file.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the database driver
)

// FileName is the database's file in the data folder.
const FileName = "dateline.db"

//go:embed migrations/*.sql
var migrations embed.FS

// Store is an open store. It may be used from several goroutines at once.
type Store struct {
	db   *sql.DB
	lock *folderLock
}

// Open opens the store in dir, which it makes when it is missing, and brings
// it to the newest form. holder says, for other processes, what this one does,
// such as "dateline serve". With a HeldError another process has the folder.
func Open(ctx context.Context, dir, holder string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	lock, err := lockFolder(dir, holder)
	if err != nil {
		return nil, err
	}
	db, err := openDB(ctx, filepath.Join(dir, FileName))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("store %s: %w", filepath.Join(dir, FileName), err), lock.release())
	}
	return &Store{db: db, lock: lock}, nil
}

// Close closes the store and gives the folder free.
func (s *Store) Close() error {
	return errors.Join(s.db.Close(), s.lock.release())
}

// pragmas hold for every connection: synchronous FULL, so that what is
// acknowledged survives a power loss; secure_delete, so that removed text
// does not stay in the file.
var pragmas = []string{
	"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)", "secure_delete(ON)", "busy_timeout(5000)",
}

func openDB(ctx context.Context, path string) (*sql.DB, error) {
	dsn := url.URL{Scheme: "file", OmitHost: true, Path: path}
	dsn.RawQuery = url.Values{"_pragma": pragmas, "_txlock": {"immediate"}}.Encode()
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// migrate brings the database to the newest form, and refuses one that a newer
// Dateline has changed.
func migrate(ctx context.Context, db *sql.DB) error {
	steps, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, steps)
	if err != nil {
		return err
	}
	current, newest, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read its version: %w", err)
	}
	if current > newest {
		return fmt.Errorf("it has form %d, and this program knows forms up to %d: use the newer dateline that changed it, or restore a backup", current, newest)
	}
	if current == newest {
		return nil
	}
	_, err = provider.Up(ctx)
	return err
}
