package load

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"dateline/retrieval/load/input"
)

// place is a file or folder, by the name that was given or made of it.
type place struct{ name, dir string }

// path is what the system knows it by.
func (p place) path() string {
	if p.dir == "" || filepath.IsAbs(p.name) {
		return p.name
	}
	return filepath.Join(p.dir, p.name)
}

// path loads a file or a folder.
func (l *Loader) path(ctx context.Context, req Request, at place, b *batch) error {
	info, err := os.Stat(at.path())
	switch {
	case err != nil:
		return b.reject(ctx, at.name, fileError(err))
	case info.IsDir():
		return l.folder(ctx, req, at, b)
	case info.Mode()&fs.ModeNamedPipe != 0:
		return l.pipe(ctx, req, at, b)
	default:
		return l.regular(ctx, req, at, info.Mode(), b)
	}
}

// folder loads the files of a folder and of those in it, in the order of their
// names.
func (l *Loader) folder(ctx context.Context, req Request, at place, b *batch) error {
	found := 0
	root := at.path()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		within, relErr := filepath.Rel(root, path)
		if relErr != nil {
			return relErr
		}
		in := place{filepath.Join(at.name, within), at.dir}
		hidden := path != root && strings.HasPrefix(filepath.Base(path), ".")
		switch {
		case hidden && entry != nil && entry.IsDir():
			return fs.SkipDir
		case hidden:
			return nil
		case err != nil:
			found++
			return b.reject(ctx, in.name, fileError(err))
		case entry.IsDir() && l.isData(entry):
			return fs.SkipDir
		case entry.IsDir():
			return nil
		}
		found++
		return l.inFolder(ctx, req, in, b)
	})
	if err == nil && found == 0 {
		return b.reject(ctx, at.name, errors.New("the folder holds no files: name a folder with articles in it"))
	}
	return err
}

// isData reports whether a folder is the data folder.
func (l *Loader) isData(entry fs.DirEntry) bool {
	data, err := os.Stat(l.dataDir)
	if err != nil {
		return false // there is none
	}
	info, err := entry.Info()
	return err == nil && os.SameFile(data, info)
}

// inFolder loads what stands in a folder and is no folder.
func (l *Loader) inFolder(ctx context.Context, req Request, at place, b *batch) error {
	info, err := os.Stat(at.path())
	if err != nil {
		return b.reject(ctx, at.name, fileError(err))
	}
	if info.IsDir() {
		return b.reject(ctx, at.name, errors.New("it is a link to a folder, and such links are not followed: load that folder by its own name"))
	}
	return l.regular(ctx, req, at, info.Mode(), b)
}

// regular loads a file, if it is one.
func (l *Loader) regular(ctx context.Context, req Request, at place, mode fs.FileMode, b *batch) error {
	if !mode.IsRegular() {
		return b.reject(ctx, at.name, fmt.Errorf("it is %s, not a file: copy its content into a file", special(mode)))
	}
	return l.file(ctx, req, at, b)
}

func special(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	default:
		return "a device"
	}
}

// pipe loads what comes through a pipe. One that is named itself is meant, as a
// shell's <(command) is, and whoever writes may come later.
func (l *Loader) pipe(ctx context.Context, req Request, at place, b *batch) error {
	f, err := input.Open(ctx, at.path())
	return l.opened(ctx, req, at, f, err, b)
}

// file loads a file. It does not wait for one that became a pipe since it was
// looked at.
func (l *Loader) file(ctx context.Context, req Request, at place, b *batch) error {
	f, err := os.OpenFile(at.path(), os.O_RDONLY|syscall.O_NONBLOCK, 0)
	return l.opened(ctx, req, at, f, err, b)
}

// opened loads what was opened, and closes it.
func (l *Loader) opened(ctx context.Context, req Request, at place, f *os.File, err error, b *batch) error {
	if err == nil {
		defer func() { _ = f.Close() }() // once more does no harm
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return b.reject(ctx, at.name, fileError(err))
	}
	// Closing breaks off a read that waits for a pipe's other end.
	defer context.AfterFunc(ctx, func() { _ = f.Close() })()
	return l.stream(ctx, req, at.name, f, b)
}

// fileError says why a file cannot be read, without the path, which the item
// has, and what would do.
func fileError(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file or folder: check the path")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("it may not be read: change its permissions")
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("it cannot be read: %w", err)
}
