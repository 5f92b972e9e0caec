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
	"slices"
	"strings"
)

// Totals is how much a store holds.
type Totals struct {
	Libraries int `json:"libraries"`
	Articles  int `json:"articles"`
}

// Totals counts what the store holds.
func (s *Store) Totals(ctx context.Context) (t Totals, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM libraries), (SELECT count(*) FROM articles)`).Scan(&t.Libraries, &t.Articles)
	if err != nil {
		return t, fmt.Errorf("count the articles: %w", err)
	}
	return t, nil
}

// Check reads the whole store and says what is damaged in it; what can be read
// and is not what was stored, as a DamageError.
func (s *Store) Check(ctx context.Context) error {
	if err := checkDB(ctx, s.db); err != nil {
		return err
	}
	return verify(ctx, s.db)
}

func checkDB(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, `PRAGMA integrity_check(3)`)
	if err != nil {
		return fmt.Errorf("check the store: %w", err)
	}
	found, err := collect(rows, func(row Row) (text string, err error) {
		err = row.Scan(&text)
		return text, err
	})
	if err != nil {
		return fmt.Errorf("check the store: %w", err)
	}
	if len(found) != 1 || found[0] != "ok" {
		return fmt.Errorf("the store is damaged: %s", strings.Join(found, "; "))
	}
	return nil
}

// Backup writes a copy of the store, as it is at one moment, into a file that
// must not be there. Others may use the store meanwhile. The file is for its
// owner alone, complete and checked when it appears, and what Restore takes. What
// of the past is damaged is in it as it is, and named.
func (s *Store) Backup(ctx context.Context, file string) (past []string, err error) {
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = errThere
		}
		return nil, fmt.Errorf("backup %s: %w", file, inner(err))
	}
	temp, err := emptyFile(filepath.Dir(file))
	if err != nil {
		return nil, fmt.Errorf("backup %s: %w", file, inner(err))
	}
	defer takeAway(halves(temp)) // after the rename they are not there
	note := s.noteHalf(temp)
	defer func() { _ = os.Remove(note) }()
	if err := s.vacuumInto(ctx, temp); err != nil {
		return nil, fmt.Errorf("backup %s: %w", file, err)
	}
	if past, err = pastOf(checkCopy(ctx, temp, true)); err != nil {
		return nil, fmt.Errorf("backup %s: %w", file, err)
	}
	if err := place(temp, file); err != nil {
		return nil, fmt.Errorf("backup %s: %w", file, inner(err))
	}
	return past, nil
}

// vacuumInto copies the database, as one whose pages can be given back.
func (s *Store) vacuumInto(ctx context.Context, file string) (err error) {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	var mode int
	if err := conn.QueryRowContext(ctx, `PRAGMA auto_vacuum`).Scan(&mode); err != nil {
		return err
	}
	if mode == 0 { // else it would be a change of the store
		if _, err := conn.ExecContext(ctx, `PRAGMA auto_vacuum = INCREMENTAL`); err != nil {
			return err
		}
	}
	_, err = conn.ExecContext(ctx, `VACUUM INTO ?`, file)
	return err
}

var errThere = errors.New("the file is there already: name another one, or remove it first")

// emptyFile makes a file in dir that only its owner may read: a store holds what
// members asked.
func emptyFile(dir string) (path string, err error) {
	f, err := os.CreateTemp(dir, halfBegin+"*"+halfEnd)
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// How the names of files begin and end that are not complete yet, their logs'
// aside.
const halfBegin, halfEnd = ".dateline-", ".tmp"

// noteEnd ends the name of a note in the data folder that says where a copy is
// being written.
const noteEnd = ".copy"

// noteHalf writes such a note: a copy in another folder that a killed process
// leaves half-written is removed when the data folder is next opened. A data
// folder that takes no note, as on a full disk, is backed up all the same.
func (s *Store) noteHalf(temp string) (note string) {
	note = filepath.Join(s.dir, filepath.Base(temp)+noteEnd)
	if path, err := filepath.Abs(temp); err == nil {
		_ = os.WriteFile(note, []byte(path), 0o600)
	}
	return note
}

// halves are the files of a copy that is being written.
func halves(temp string) []string {
	return []string{temp, temp + "-wal", temp + "-shm", temp + "-journal"}
}

// sweepNoted removes the copy that a note tells of, and then the note; where that
// copy cannot be reached now, the note stays.
func sweepNoted(note string) {
	raw, err := os.ReadFile(note)
	if err != nil {
		return
	}
	temp := string(raw)
	if temp == "" { // the disk was full: it says nothing
		_ = os.Remove(note)
		return
	}
	if name := filepath.Base(temp); name+noteEnd != filepath.Base(note) {
		return // it is no note of ours
	}
	folder, err := os.OpenRoot(filepath.Dir(temp))
	if err != nil {
		return
	}
	defer func() { _ = folder.Close() }()
	for _, half := range halves(filepath.Base(temp)) {
		if err := folder.Remove(half); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return
		}
	}
	_ = os.Remove(note) // else it is looked at again
}

// sweep removes from a folder that is this process's what one that was killed
// has left half-written: it holds all that the store did, and nothing that is
// deleted later would be deleted there.
func sweep(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), halfBegin) || !strings.Contains(e.Name(), halfEnd) {
			continue
		}
		if strings.HasSuffix(e.Name(), noteEnd) {
			sweepNoted(filepath.Join(dir, e.Name()))
			continue
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			return fmt.Errorf("remove what was left half-written: %w", err)
		}
	}
	return nil
}

// checkCopy checks a store's copy without changing it: its form and, unless it
// may be of a form without them, its sums.
func checkCopy(ctx context.Context, file string, sums bool) error {
	db, err := sql.Open("sqlite", dataSource(file, "mode", "ro"))
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	var tables int
	if err := db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE type = 'table'
		AND name IN ('goose_db_version', 'libraries', 'articles', 'revisions')`).Scan(&tables); err != nil || tables != 4 {
		return errNoStore
	}
	if err := checkDB(ctx, db); err != nil || !sums {
		return err
	}
	return verify(ctx, db)
}

var errNoStore = errors.New("it is no backup of Dateline: name a file that \"dateline backup\" wrote")

var errNoBackup = errors.New("it is a store that is in use, or was not closed, and not all is in that file: have \"dateline backup\" write a backup of it")

// place renames a complete file to its own name, so that it survives a power loss.
func place(temp, file string) error {
	if err := syncPath(temp); err != nil {
		return err
	}
	if err := os.Rename(temp, file); err != nil {
		return err
	}
	return syncPath(filepath.Dir(file)) // where the name stands
}

// syncPath writes a file or a folder through to the disk.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// inner is an error without the path, which the message has already.
func inner(err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		return at.Err
	}
	return err
}

// ErrThere says that there is a store where one was to be restored.
var ErrThere = errors.New("it holds a store already")

// Restore puts the store of a backup into the data folder dir, as file, which
// may lie outside of it; no process may have the folder. Without replace it
// refuses to replace a store that is there, with ErrThere. The indexes are
// removed: they are built anew from the store. When it fails it leaves nothing
// behind that was not there before, and when the process is killed, the store
// that was there or the new one is there, whole, once the folder is opened again.
func Restore(ctx context.Context, dir, file, backup, holder string, replace bool) (err error) {
	s := &Store{}
	made := missing(dir, filepath.Dir(file))
	defer func() {
		if err != nil && !errors.As(err, new(*HeldError)) {
			takeAway(made)
		}
		err = errors.Join(err, s.Close())
	}()
	if err := s.own(dir, filepath.Dir(file), holder); err != nil {
		return err
	}
	if err := settle(dir, file); err != nil {
		return fmt.Errorf("restore into %s: %w", dir, err)
	}
	if _, err := os.Stat(file); err == nil && !replace {
		return fmt.Errorf("data folder %s: %w", dir, ErrThere)
	}
	temp, err := emptyFile(filepath.Dir(file))
	if err != nil {
		return fmt.Errorf("restore into %s: %w", dir, err)
	}
	defer takeAway(halves(temp)) // after the rename they are not there
	if err := fill(ctx, temp, backup); err != nil {
		return fmt.Errorf("restore %s: %w", backup, inner(err))
	}
	if err := exchange(ctx, dir, file, func() error { return place(temp, file) }); err != nil {
		return fmt.Errorf("restore into %s: %w", dir, err)
	}
	return nil
}

// missing are the files and folders that owning these folders will make, what
// lies within before what it lies in.
func missing(folders ...string) []string {
	var files, parents []string
	for _, dir := range folders {
		files = append(files, filepath.Join(dir, holderName), filepath.Join(dir, lockName))
		for up := dir; !exists(up); up = filepath.Dir(up) {
			parents = append(parents, up)
		}
	}
	return append(slices.DeleteFunc(files, exists), parents...)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// takeAway removes files, and folders that nothing is in.
func takeAway(paths []string) {
	for _, path := range paths {
		_ = os.Remove(path) // what is not there, or no longer empty, is as it should be
	}
}

// fill copies a backup into a file, checks it, and brings it to the newest form.
func fill(ctx context.Context, file, backup string) error {
	if info, err := os.Stat(backup); err != nil {
		return err
	} else if !info.Mode().IsRegular() { // opening a pipe would wait for its other end
		return errNoStore
	}
	if log, err := os.Stat(backup + "-wal"); err == nil && log.Size() > 0 {
		return errNoBackup
	}
	from, err := os.Open(backup)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }()
	to, err := os.OpenFile(file, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	if _, err := io.Copy(to, from); err != nil {
		return errors.Join(err, to.Close())
	}
	if err := to.Close(); err != nil {
		return err
	}
	switch err := checkCopy(ctx, file, false); {
	case errors.Is(err, errNoStore):
		return err
	case err != nil:
		return fmt.Errorf("%w; restore another backup", err)
	}
	db, err := openDB(ctx, file)
	if err != nil {
		return err
	}
	if _, err = pastOf(verify(ctx, db)); err != nil {
		err = fmt.Errorf("%w; restore another backup", err)
	}
	return errors.Join(err, db.Close())
}
