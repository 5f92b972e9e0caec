// Package store keeps the durable truth in one SQLite file of the data folder:
// libraries, articles and their revisions, the tombstones of what was removed,
// and the log of who did what. Each change of a library has a number, by which the search index
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
	dir string // the data folder
	// fileDir is the database's, and temp the one of its copy, "" for none.
	fileDir, temp string
	readOnly      bool
	db            *sql.DB
	writers       writers
	locks         []*folderLock
	// revision reads an article with its text, and body that alone: answers do
	// so often enough for parsing the statements each time to be felt.
	revision, body *sql.Stmt
}

// Open opens the store in dir, which it makes when it is missing, and brings
// it to the newest form. holder says, for other processes, what this one does,
// such as "dateline serve". With a HeldError another process has the folder.
func Open(ctx context.Context, dir, holder string) (*Store, error) {
	return OpenFile(ctx, dir, filepath.Join(dir, FileName), holder)
}

// OpenFile is Open with the database in a file of its own, which may lie
// outside of dir; its folder is then this process's too.
func OpenFile(ctx context.Context, dir, file, holder string) (*Store, error) {
	s := &Store{dir: dir, fileDir: filepath.Dir(file), writers: newWriters()}
	err := s.own(dir, s.fileDir, holder)
	switch {
	case unwritable(err) && exists(file):
		err = s.openReadOnly(ctx, dir, file)
	case err == nil:
		err = s.openOwn(ctx, dir, file)
	default:
		return nil, errors.Join(err, s.Close())
	}
	if err == nil {
		err = s.prepare(ctx)
	}
	if held := (*HeldError)(nil); err != nil && !errors.As(err, &held) {
		err = fmt.Errorf("store %s: %w", file, err)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// openOwn opens the database in a folder that is this process's.
func (s *Store) openOwn(ctx context.Context, dir, file string) error {
	if err := settle(dir, file); err != nil {
		return err
	}
	db, err := openDB(ctx, file)
	if Full(err) && giveUpReserve(s.fileDir) {
		db, err = openDB(ctx, file)
	}
	s.db = db
	return err
}

func (s *Store) prepare(ctx context.Context) (err error) {
	if s.revision, err = s.db.PrepareContext(ctx, selectRevision); err != nil {
		return err
	}
	s.body, err = s.db.PrepareContext(ctx, selectBody)
	return err
}

// own takes the data folder and the database's, if it is another, for this
// process.
func (s *Store) own(dir, fileDir, holder string) error {
	for _, d := range []string{dir, fileDir} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return fmt.Errorf("data folder: %w", err)
		}
		if len(s.locks) > 0 && sameFolder(dir, d) {
			break
		}
		lock, err := lockFolder(d, holder)
		if Full(err) && giveUpReserve(d) {
			lock, err = lockFolder(d, holder)
		}
		if err != nil {
			return err
		}
		s.locks = append(s.locks, lock)
		if err := sweep(d); err != nil {
			return err
		}
	}
	return nil
}

// sameFolder reports whether two paths lead to one folder.
func sameFolder(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

// Close closes the store and releases its folders.
func (s *Store) Close() error {
	var err error
	if s.db != nil {
		err = s.db.Close()
		if !s.readOnly {
			keepReserve(s.fileDir)
		}
	}
	if s.temp != "" {
		err = errors.Join(err, os.RemoveAll(s.temp))
	}
	for _, lock := range s.locks {
		err = errors.Join(err, lock.release())
	}
	return err
}

// pragmas hold for every connection: synchronous FULL, so that what is
// acknowledged survives a power loss; secure_delete, so that removed text
// does not stay in the file.
var pragmas = []string{
	"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)", "secure_delete(ON)", "busy_timeout(5000)",
}

// Connections of a database: each takes three file handles. Who changes something
// holds one while it waits for its turn, and may read through another.
const maxConnections, idleConnections = 64, 8

func openDB(ctx context.Context, path string) (*sql.DB, error) {
	// The driver would let everybody on the machine read a new one.
	if f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600); err != nil {
		return nil, err
	} else if err := f.Close(); err != nil {
		return nil, err
	}
	if err := begin(ctx, path); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", dataSource(path, "_pragma", pragmas...))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(maxConnections)
	db.SetMaxIdleConns(idleConnections)
	if err := migrate(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// begin makes of an empty file a database that gives back pages without use, which
// is for its first connection to say.
func begin(ctx context.Context, path string) error {
	if info, err := os.Stat(path); err != nil || info.Size() > 0 {
		return err
	}
	db, err := sql.Open("sqlite", dataSource(path, "_pragma", "auto_vacuum(INCREMENTAL)", "journal_mode(WAL)"))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `PRAGMA user_version = 0`)
	return errors.Join(err, db.Close())
}

// dataSource names a database's file to the driver, with a parameter.
func dataSource(path, parameter string, values ...string) string {
	dsn := url.URL{Scheme: "file", OmitHost: true, Path: path}
	dsn.RawQuery = url.Values{parameter: values, "_txlock": {"immediate"}}.Encode()
	return dsn.String()
}

// migrate brings the database to the newest form, and refuses one that a newer
// Dateline has changed.
func migrate(ctx context.Context, db *sql.DB) error {
	provider, err := newProvider(db)
	if err != nil {
		return err
	}
	current, newest, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read its version: %w", err)
	}
	if current > newest {
		return fmt.Errorf("%w: it has form %d, and this one knows forms up to %d", ErrNewer, current, newest)
	}
	if current == newest {
		return nil
	}
	_, err = provider.Up(ctx)
	return err
}

// newProvider returns what knows the forms of the store, and which one db has.
func newProvider(db *sql.DB) (*goose.Provider, error) {
	steps, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, db, steps,
		goose.WithGoMigrations(goose.NewGoMigration(sealFrom, &goose.GoFunc{RunTx: sealAll}, nil)))
}
