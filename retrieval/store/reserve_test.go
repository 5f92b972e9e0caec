package store_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

// What is kept in reserve is given up once, for want of room alone, and kept
// again when the store is closed.
func TestReserve(t *testing.T) {
	dir := t.TempDir()
	reserve := filepath.Join(dir, "dateline.reserve")
	must(t, open(t, dir).Close())
	if info, err := os.Stat(reserve); err != nil || info.Size() != 4<<20 {
		t.Fatalf("the reserve is %v, %v", info, err)
	}
	s := open(t, dir)
	if s.MakeRoom(errors.New("another error")) || s.MakeRoom(nil) {
		t.Error("it is given up for nothing")
	}
	if !s.MakeRoom(syscall.ENOSPC) || s.MakeRoom(syscall.ENOSPC) {
		t.Error("it is not given up once")
	}
	must(t, s.Close())
	if info, err := os.Stat(reserve); err != nil || info.Size() != 4<<20 {
		t.Errorf("at last the reserve is %v, %v", info, err)
	}
}

// Removing an article makes the file smaller.
func TestRemovingMakesRoom(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	key := library(t, s, "news").Key
	e := put(t, s, key, retrieval.Entry{}, article("long", strings.Repeat("Words. ", 600_000)))
	size := func() int64 {
		must(t, s.Database().Erase(t.Context()))
		info, err := os.Stat(filepath.Join(dir, store.FileName))
		must(t, err)
		return info.Size()
	}
	before := size()
	_, err := s.Change(t.Context(), key, act(), func(tx retrieval.StoreTx) error { return tx.Remove(e) })
	must(t, err)
	if after := size(); after > before-4_000_000 {
		t.Errorf("the file has %d bytes, before it had %d", after, before)
	}
}

// A backup of a store that an older version made is one whose file can become
// smaller.
func TestBackupOfAnOlderStoreShrinks(t *testing.T) {
	file := filepath.Join(t.TempDir(), store.FileName)
	mode := func(of string) (mode int) {
		db, err := sql.Open("sqlite", of)
		must(t, err)
		defer db.Close()
		must(t, db.QueryRowContext(t.Context(), `PRAGMA auto_vacuum`).Scan(&mode))
		return mode
	}
	db, err := sql.Open("sqlite", file)
	must(t, err)
	_, err = db.ExecContext(t.Context(), `CREATE TABLE older (n INTEGER)`)
	must(t, errors.Join(err, db.Close()))
	s := open(t, filepath.Dir(file))
	backup := filepath.Join(t.TempDir(), "backup")
	backUp(t, s, backup)
	if before, after := mode(file), mode(backup); before != 0 || after != 2 {
		t.Errorf("the store has mode %d, its backup %d", before, after)
	}
}
