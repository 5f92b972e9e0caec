package draft

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// Folder keeps drafts as files. It may be used from several goroutines at once.
type Folder struct {
	dir   string
	mu    sync.Mutex
	taken map[string]bool // names of files
}

// Open returns the drafts in that folder, which is made if it is not there.
func Open(dir string) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of drafts: %w", err)
	}
	return &Folder{dir: dir, taken: map[string]bool{}}, nil
}

// Keep keeps a draft, in the place of one of its name, and drops others that
// are too old or too many.
func (f *Folder) Keep(d Draft, now time.Time) error {
	if err := valid(d.Library, d.ID); err != nil {
		return err
	}
	text, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("draft %s: %w", d.ID, err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.write(fileName(d.Library, d.ID), text); err != nil {
		return fmt.Errorf("keep draft %s: %w", d.ID, err)
	}
	return f.sweep(now)
}

// write puts a file in its place whole or not at all.
func (f *Folder) write(name string, text []byte) error {
	file, err := os.CreateTemp(f.dir, "new-*")
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), filepath.Join(f.dir, name))
	}
	if err != nil {
		_ = os.Remove(file.Name())
	}
	return err
}

// Take returns a draft to decide on. Until it is released, nobody else is given
// it. It returns ErrGone or ErrTaken.
func (f *Folder) Take(library, id string) (d Draft, release func(), err error) {
	if err := valid(library, id); err != nil {
		return d, nil, err
	}
	name := fileName(library, id)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.taken[name] {
		return d, nil, fmt.Errorf("draft %s: %w", id, ErrTaken)
	}
	text, err := os.ReadFile(filepath.Join(f.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return d, nil, fmt.Errorf("draft %s: %w", id, ErrGone)
	}
	if err == nil {
		err = json.Unmarshal(text, &d)
	}
	if err != nil {
		return d, nil, fmt.Errorf("read draft %s: %w", id, err)
	}
	f.taken[name] = true
	return d, func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.taken, name)
	}, nil
}

// Drop deletes a draft; one that is gone is no error.
func (f *Folder) Drop(library, id string) error {
	if err := valid(library, id); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return remove(filepath.Join(f.dir, fileName(library, id)))
}

// Forget deletes all drafts for a library.
func (f *Folder) Forget(library string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	files, err := f.files()
	if err != nil {
		return err
	}
	for _, file := range files {
		if of, _, _ := strings.Cut(file.Name(), "."); of == library {
			err = errors.Join(err, remove(filepath.Join(f.dir, file.Name())))
		}
	}
	return err
}

// Sweep deletes the drafts that are too old.
func (f *Folder) Sweep(now time.Time) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.sweep(now)
}

// sweep deletes what is too old or too much, the oldest first; f.mu is held.
func (f *Folder) sweep(now time.Time) error {
	files, err := f.files()
	if err != nil {
		return err
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int {
		return cmp.Or(b.ModTime().Compare(a.ModTime()), cmp.Compare(b.Name(), a.Name()))
	})
	var kept, size int64
	for _, file := range files {
		kept++
		size += file.Size()
		// The newest stays, however large it is: it was just made.
		excess := kept > 1 && (kept > MaxDrafts || size > MaxBytes)
		if !f.taken[file.Name()] && (excess || now.Sub(file.ModTime()) > KeptFor) {
			err = errors.Join(err, remove(filepath.Join(f.dir, file.Name())))
		}
	}
	return err
}

func (f *Folder) files() ([]fs.FileInfo, error) {
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		return nil, fmt.Errorf("list drafts: %w", err)
	}
	files := make([]fs.FileInfo, 0, len(entries))
	for _, e := range entries {
		if info, err := e.Info(); err == nil { // else it went since
			files = append(files, info)
		}
	}
	return files, nil
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete a draft: %w", err)
	}
	return nil
}

// fileName returns the name of a draft's file; neither part of it holds a dot.
func fileName(library, id string) string { return library + "." + id + ".json" }
