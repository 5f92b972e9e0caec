package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

// filled is a store of one library with one article.
func filled(t *testing.T) *store.Store {
	t.Helper()
	s := open(t, t.TempDir())
	put(t, s, library(t, s, "news").Key, retrieval.Entry{}, article("ferry", "The ferry leaves at seven."))
	return s
}

// holds fails the test unless a store holds so much and is sound.
func holds(t *testing.T, s *store.Store, want store.Totals) {
	t.Helper()
	if got, err := s.Totals(t.Context()); err != nil || got != want {
		t.Errorf("the store holds %+v, %v, want %+v", got, err, want)
	}
	must(t, s.Check(t.Context()))
}

func TestBackupAndRestore(t *testing.T) {
	s := filled(t)
	backup := filepath.Join(t.TempDir(), "a b?%.db")
	backUp(t, s, backup)
	if info, err := os.Stat(backup); err != nil || info.Mode() != 0o600 {
		t.Errorf("the backup has mode %v, %v", info.Mode(), err)
	}
	if _, err := s.Backup(t.Context(), backup); err == nil || !strings.Contains(err.Error(), "the file is there already") {
		t.Errorf("backup over a file: %v", err)
	}
	if _, err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "none", "x")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("backup into no folder: %v", err)
	}

	dir := t.TempDir()
	file := filepath.Join(dir, store.FileName)
	must(t, store.Restore(t.Context(), dir, file, backup, "test", false))
	restored := open(t, dir)
	holds(t, restored, store.Totals{Libraries: 1, Articles: 1})
	_, err := restored.CreateLibrary(t.Context(), "later")
	must(t, err)
	var held *store.HeldError
	if err := store.Restore(t.Context(), dir, file, backup, "test", true); !errors.As(err, &held) {
		t.Errorf("restoring what is in use: %v", err)
	}
	must(t, restored.Close())

	must(t, os.MkdirAll(filepath.Join(dir, "index", "news"), 0o700))
	if err := store.Restore(t.Context(), dir, file, backup, "test", false); !errors.Is(err, store.ErrThere) {
		t.Errorf("restoring over a store: %v", err)
	}
	must(t, store.Restore(t.Context(), dir, file, backup, "test", true))
	holds(t, open(t, dir), store.Totals{Libraries: 1, Articles: 1})
	if _, err := os.Stat(filepath.Join(dir, "index")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the old index stays: %v", err)
	}
}

func TestRestoreRefuses(t *testing.T) {
	s := filled(t)
	folder := t.TempDir()
	backup := filepath.Join(folder, "good")
	backUp(t, s, backup)
	good, err := os.ReadFile(backup)
	must(t, err)
	flipped := bytes.Clone(good)
	for i := 5000; i < len(flipped); i += 97 {
		flipped[i] ^= 0x55
	}
	for name, content := range map[string][]byte{
		"empty": nil, "text": []byte("SQLite is a database."), "head": good[:100], "half": good[:len(good)/2/4096*4096], "flipped": flipped,
	} {
		bad := filepath.Join(folder, name)
		must(t, os.WriteFile(bad, content, 0o600))
		there := t.TempDir()
		for _, dir := range []string{there, filepath.Join(there, "a", "b")} {
			file := filepath.Join(there, "c", store.FileName)
			if err := store.Restore(t.Context(), dir, file, bad, "test", false); err == nil || strings.Contains(err.Error(), "\n") {
				t.Errorf("%s: %v, want a refusal in a line", name, err)
			}
		}
		if left, err := os.ReadDir(there); err != nil || len(left) > 0 {
			t.Errorf("%s: it leaves %v, %v", name, left, err)
		}
	}
	live := filepath.Join(folder, "live")
	must(t, os.WriteFile(live, good, 0o600))
	must(t, os.WriteFile(live+"-wal", []byte("a change"), 0o600))
	if err := store.Restore(t.Context(), t.TempDir(), filepath.Join(t.TempDir(), "x"), live, "test", false); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("a store with changes in its log: %v, want it refused", err)
	}
	pipe := filepath.Join(folder, "pipe")
	must(t, syscall.Mkfifo(pipe, 0o600))
	for _, none := range []string{folder, filepath.Join(folder, "absent"), os.DevNull, pipe} {
		if err := store.Restore(t.Context(), t.TempDir(), filepath.Join(t.TempDir(), "x"), none, "test", false); err == nil {
			t.Errorf("%s is restored", none)
		}
	}
}

// So does one in another folder, which a note tells of; what a note cannot mean
// stays.
func TestHalfWrittenBackupsGo(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	half, mine := filepath.Join(other, ".dateline-1234.tmp"), filepath.Join(other, "precious")
	for _, file := range []string{half, half + "-journal", mine} {
		must(t, os.WriteFile(file, nil, 0o600))
	}
	must(t, os.WriteFile(filepath.Join(dir, ".dateline-1234.tmp.copy"), []byte(half), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, ".dateline-5678.tmp.copy"), []byte(mine), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, ".dateline-9012.tmp.copy"), nil, 0o600))
	s := open(t, dir)
	left, err := filepath.Glob(filepath.Join(other, "*"))
	must(t, err)
	hidden, err := filepath.Glob(filepath.Join(other, ".*"))
	must(t, err)
	if len(left) != 1 || len(hidden) > 0 {
		t.Errorf("there are %v and %v", left, hidden)
	}
	for _, note := range []string{".dateline-1234.tmp.copy", ".dateline-9012.tmp.copy"} {
		if _, err := os.Stat(filepath.Join(dir, note)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the note %s stays: %v", note, err)
		}
	}

	// While one is written the note is there, and afterwards it is not.
	noted := false
	var wait sync.WaitGroup
	done := make(chan struct{})
	wait.Go(func() {
		for {
			notes, _ := filepath.Glob(filepath.Join(dir, ".dateline-*.copy"))
			noted = noted || len(notes) > 1
			select {
			case <-done:
				return
			default:
			}
		}
	})
	for n := range 5 {
		backUp(t, s, filepath.Join(other, fmt.Sprint("backup", n)))
	}
	close(done)
	wait.Wait()
	notes, err := filepath.Glob(filepath.Join(dir, ".dateline-*.copy"))
	must(t, err)
	if !noted || len(notes) != 1 {
		t.Errorf("noted: %t, and at last %v", noted, notes)
	}
}

// A data folder that nothing can be written into, here because it is gone, is no
// reason against a backup elsewhere.
func TestBackupWithoutANote(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s, err := store.OpenFile(t.Context(), dir, filepath.Join(t.TempDir(), store.FileName), "test")
	must(t, err)
	defer s.Close()
	library(t, s, "news")
	must(t, os.RemoveAll(dir))
	backup := filepath.Join(t.TempDir(), "backup")
	backUp(t, s, backup)
	restored := t.TempDir()
	must(t, store.Restore(t.Context(), restored, filepath.Join(restored, store.FileName), backup, "test", false))
	holds(t, open(t, restored), store.Totals{Libraries: 1})
}

// A copy that was left half-written when a process was killed goes when the
// folder is opened again.
func TestHalfWrittenCopiesGo(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, ".dateline-notes")
	for _, file := range []string{".dateline-1234.tmp", ".dateline-1234.tmp-journal", ".dateline-1234.tmp-wal"} {
		must(t, os.WriteFile(filepath.Join(dir, file), []byte("unmistakable"), 0o600))
	}
	must(t, os.WriteFile(mine, nil, 0o600))
	open(t, dir)
	unreadable(t, dir, "unmistakable")
	if _, err := os.Stat(mine); err != nil {
		t.Errorf("another file: %v", err)
	}
}

// backUp writes a backup of a store in which nothing is damaged.
func backUp(t *testing.T, s *store.Store, file string) {
	t.Helper()
	past, err := s.Backup(t.Context(), file)
	must(t, err)
	if len(past) > 0 {
		t.Errorf("damaged: %q", past)
	}
}
