package store

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// closedStore makes a store in a folder of its own, and locks that as a process
// has left it.
func closedStore(t *testing.T) (file string) {
	t.Helper()
	dir := t.TempDir()
	s, err := Open(t.Context(), dir, "test")
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, FileName)
}

// opensReadOnly opens a store as one that can only be read, after own has taken
// the folders taken.
func opensReadOnly(t *testing.T, dir, file string, taken ...string) (*Store, error) {
	t.Helper()
	s := &Store{dir: dir, fileDir: filepath.Dir(file), writers: newWriters()}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, d := range taken {
		lock, err := lockFolder(d, "test")
		if err != nil {
			t.Fatal(err)
		}
		s.locks = append(s.locks, lock)
	}
	err := s.openReadOnly(t.Context(), dir, file)
	return s, err
}

// A folder that can be written to is this process's own when that of the store
// cannot: it does not keep itself out of it.
func TestReadOnlyStoreOfAnOwnFolder(t *testing.T) {
	file := closedStore(t)
	for name, taken := range map[string][]string{
		"elsewhere": {t.TempDir()}, "the same": {filepath.Dir(file)}, "both": {t.TempDir(), filepath.Dir(file)},
	} {
		t.Run(name, func(t *testing.T) {
			if s, err := opensReadOnly(t, taken[0], file, taken...); err != nil || s.temp != "" {
				t.Errorf("it is copied to %q: %v", s.temp, err)
			}
		})
	}
}

// Neither the data folder nor the store's own may be another process's.
func TestReadOnlyStoreIsHeld(t *testing.T) {
	file, data := closedStore(t), filepath.Dir(closedStore(t))
	for _, held := range []string{data, filepath.Dir(file)} {
		lock, err := lockFolder(held, "another")
		if err != nil {
			t.Fatal(err)
		}
		var holding *HeldError
		if _, err := opensReadOnly(t, data, file); !errors.As(err, &holding) || holding.Dir != held {
			t.Errorf("%s is held: %v", held, err)
		}
		if err := lock.release(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := opensReadOnly(t, data, file); err != nil {
		t.Errorf("none is held: %v", err)
	}
}

// A store of the newest form is read where it stands, one of an older form from
// a copy, and what is no store is refused.
func TestReadOnlyStoreOfAnyForm(t *testing.T) {
	for _, tt := range []struct {
		statement      string
		copied, refuse bool
	}{
		{"SELECT 1", false, false},
		{"DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)", true, false},
		{"DROP TABLE goose_db_version", false, true},
	} {
		file := closedStore(t)
		db, err := sql.Open("sqlite", file)
		if err != nil {
			t.Fatal(err)
		}
		_, err = db.ExecContext(t.Context(), tt.statement)
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
		before, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := opensReadOnly(t, filepath.Dir(file), file)
		if copied := s.temp != ""; copied != tt.copied || (err != nil) != tt.refuse {
			t.Errorf("%s: copied %t, %v", tt.statement, copied, err)
		}
		if after, err := os.ReadFile(file); err != nil || !bytes.Equal(after, before) {
			t.Errorf("%s: it is changed, %v", tt.statement, err)
		}
	}
}
