package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// path loads a file or a folder.
func (l *Loader) path(ctx context.Context, req Request, path string, b *batch) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return b.reject(ctx, rejected(path, fileError(err)))
	case info.IsDir():
		return l.folder(ctx, req, path, b)
	case info.Mode()&fs.ModeNamedPipe != 0:
		// A pipe that is named itself is meant, as a shell's <(command) is.
		return l.file(ctx, req, path, b)
	default:
		return l.regular(ctx, req, path, info.Mode(), b)
	}
}

// folder loads the files of a folder and of those in it, in the order of their
// names.
func (l *Loader) folder(ctx context.Context, req Request, root string, b *batch) error {
	found := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		hidden := path != root && strings.HasPrefix(filepath.Base(path), ".")
		switch {
		case hidden && entry != nil && entry.IsDir():
			return fs.SkipDir
		case hidden:
			return nil
		case err != nil:
			found++
			return b.reject(ctx, rejected(path, fileError(err)))
		case entry.IsDir():
			return nil
		}
		found++
		return l.inFolder(ctx, req, path, b)
	})
	if err == nil && found == 0 {
		return b.reject(ctx, rejected(root, errors.New("the folder holds no files: name a folder with articles in it")))
	}
	return err
}

// inFolder loads what stands in a folder and is no folder.
func (l *Loader) inFolder(ctx context.Context, req Request, path string, b *batch) error {
	info, err := os.Stat(path)
	if err != nil {
		return b.reject(ctx, rejected(path, fileError(err)))
	}
	if info.IsDir() {
		return b.reject(ctx, rejected(path, errors.New("it is a link to a folder, and such links are not followed: load that folder by its own name")))
	}
	return l.regular(ctx, req, path, info.Mode(), b)
}

// regular loads a file, if it is one.
func (l *Loader) regular(ctx context.Context, req Request, path string, mode fs.FileMode, b *batch) error {
	if !mode.IsRegular() {
		return b.reject(ctx, rejected(path, fmt.Errorf("it is %s, not a file: copy its content into a file", special(mode))))
	}
	return l.file(ctx, req, path, b)
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

// file opens and loads a file. It does not wait for a pipe's other end, nor
// for a file that became a pipe since it was looked at.
func (l *Loader) file(ctx context.Context, req Request, path string, b *batch) error {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return b.reject(ctx, rejected(path, fileError(err)))
	}
	// Closing breaks off a read that waits for a pipe's other end.
	closed := context.AfterFunc(ctx, func() { _ = f.Close() })
	defer func() {
		if closed() {
			_ = f.Close()
		}
	}()
	return l.stream(ctx, req, path, f, b)
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

// interruptible reads from r until ctx is done or it is closed. A read of r
// that is under way then is left to itself: a terminal's cannot be broken off.
func interruptible(ctx context.Context, r io.Reader) io.ReadCloser {
	pr, pw := io.Pipe()
	go func() {
		_, err := io.Copy(pw, r)
		pw.CloseWithError(err)
	}()
	context.AfterFunc(ctx, func() { pw.CloseWithError(context.Cause(ctx)) })
	return pr
}
