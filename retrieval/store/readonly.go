package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/gofrs/flock"
)

// unwritable reports whether an error came of a folder that this process may not
// write to.
func unwritable(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// ReadOnly reports whether the store is in a folder that this process may not write
// to, so that it can only be read.
func (s *Store) ReadOnly() bool { return s.readOnly }

// openReadOnly opens a store in a folder that this process may not write to. One
// whose file is not all there is of it, or is of an older form, is copied for that.
func (s *Store) openReadOnly(ctx context.Context, dir, file string) error {
	if err := s.shareBoth(dir); err != nil {
		return err
	}
	s.readOnly = true
	if log, err := os.Stat(file + "-wal"); err != nil || log.Size() == 0 {
		db, err := openImmutable(file)
		if err != nil {
			return err
		}
		newest, err := isNewest(ctx, db)
		if err == nil && newest {
			s.db = db
			return nil
		}
		if err := errors.Join(err, db.Close()); err != nil {
			return err
		}
	}
	temp, err := os.MkdirTemp("", "dateline-")
	if err != nil {
		return err
	}
	s.temp = temp
	for _, part := range []string{"", "-wal"} {
		if err := copyFile(file+part, filepath.Join(temp, FileName+part)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	whole := filepath.Join(temp, FileName)
	db, err := openDB(ctx, whole)
	if err != nil {
		return err
	}
	if err := db.Close(); err != nil { // which brings its log into the file
		return err
	}
	s.db, err = openImmutable(whole)
	return err
}

// isNewest reports whether a store is of the newest form. It asks the store itself:
// the provider would try to make a store of what is none.
func isNewest(ctx context.Context, db *sql.DB) (bool, error) {
	provider, err := newProvider(db)
	if err != nil {
		return false, err
	}
	var form int64
	err = db.QueryRowContext(ctx, `SELECT max(version_id) FROM goose_db_version`).Scan(&form)
	forms := provider.ListSources()
	return form == forms[len(forms)-1].Version, err
}

// openImmutable opens a database that nobody changes, this process included.
func openImmutable(file string) (*sql.DB, error) {
	return sql.Open("sqlite", dataSource(file, "immutable", "1"))
}

// shareBoth shares the data folder and the database's, but for what own has taken.
func (s *Store) shareBoth(dir string) error {
	for i, d := range []string{dir, s.fileDir} {
		if len(s.locks) > i || len(s.locks) > 0 && sameFolder(dir, d) {
			continue
		}
		if err := s.share(d); err != nil {
			return err
		}
	}
	return nil
}

// share makes sure that no process owns the folder, as far as that can be told.
func (s *Store) share(dir string) error {
	l := flock.New(filepath.Join(dir, lockName), flock.SetFlag(os.O_RDONLY))
	ok, err := l.TryRLock()
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("data folder %s: %w", dir, err)
	case err == nil && !ok:
		return &HeldError{Dir: dir}
	case err == nil:
		s.locks = append(s.locks, &folderLock{l})
	}
	return nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
