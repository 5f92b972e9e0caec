package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// asideEnd ends the name of a store that is set aside while another takes its
// place.
const asideEnd = ".replaced"

// parts are how the names of a database's files end, itself first.
var parts = []string{"", "-wal", "-shm", "-journal"}

// exchange sets the store in file aside, has put put another one there, and only
// then removes the old one, and the indexes in dir, which were of it. When put
// fails the old store is put back; when the process is killed, settle does that.
// Where no store is there the indexes go first: they are of one that is lost.
func exchange(ctx context.Context, dir, file string, put func() error) error {
	checkpoint(ctx, file)
	if err := setAside(file); err != nil {
		return errors.Join(err, putBack(file))
	}
	if !exists(file + asideEnd) {
		if err := removeIndexes(dir); err != nil {
			return err
		}
	}
	if err := put(); err != nil {
		return errors.Join(err, putBack(file))
	}
	return settle(dir, file)
}

// checkpoint brings into the store's file what its log holds, which makes it
// whole by itself. Where that fails, as with a damaged one, its log stays beside
// it, wherever it goes.
func checkpoint(ctx context.Context, file string) {
	if !exists(file) {
		return
	}
	db, err := sql.Open("sqlite", dataSource(file, "_pragma", "busy_timeout(5000)"))
	if err != nil {
		return
	}
	_, _ = db.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	_ = db.Close()
}

// setAside renames a store that is there, itself first: as long as that has
// another name, and no store its own, it is to be put back.
func setAside(file string) error {
	for _, part := range parts {
		if !exists(file + part) {
			continue
		}
		if err := os.Rename(file+part, file+asideEnd+part); err != nil {
			return fmt.Errorf("set the old store aside: %w", err)
		}
	}
	return syncPath(filepath.Dir(file))
}

// putBack undoes setAside, the store itself last.
func putBack(file string) error {
	for i := range parts {
		part := parts[len(parts)-1-i]
		if !exists(file + asideEnd + part) {
			continue
		}
		if err := os.Rename(file+asideEnd+part, file+part); err != nil {
			return fmt.Errorf("put the old store back: %w", err)
		}
	}
	return syncPath(filepath.Dir(file))
}

// settle ends what a process that was killed while it replaced a store has
// begun: either the new one is in its place, and the old one goes, or the old one
// is put back.
func settle(dir, file string) error {
	if !exists(file + asideEnd) {
		return nil
	}
	if !exists(file) {
		return putBack(file)
	}
	// A new store is renamed into its place, so that it is whole.
	if err := removeIndexes(dir); err != nil {
		return err
	}
	for i := range parts {
		part := parts[len(parts)-1-i]
		if err := os.Remove(file + asideEnd + part); err != nil && exists(file+asideEnd+part) {
			return fmt.Errorf("remove the old store: %w", err)
		}
	}
	return syncPath(filepath.Dir(file))
}

func removeIndexes(dir string) error {
	if err := os.RemoveAll(filepath.Join(dir, "index")); err != nil {
		return fmt.Errorf("remove the old store's indexes: %w", err)
	}
	return nil
}
