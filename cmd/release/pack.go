package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// writer takes the files of an archive.
type writer interface {
	// add begins a file, whose content is written into what it returns.
	add(name string, size int64, mode fs.FileMode) (io.Writer, error)
	Close() error
}

// pack writes the files of dir, under its name, into an archive: a .zip or a
// .tar.gz. Nothing but the files' content shows in it.
func pack(dir, archive string, zipped bool, made time.Time) (err error) {
	suffix := ".tar.gz"
	if zipped {
		suffix = ".zip"
	}
	f, err := os.Create(archive + suffix)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	var w writer = &zipWriter{zip.NewWriter(f), made}
	if !zipped {
		packed := gzip.NewWriter(f)
		defer func() { err = errors.Join(err, packed.Close()) }()
		w = &tarWriter{tar.NewWriter(packed), made}
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	root := filepath.Dir(dir)
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		return packFile(w, path, filepath.ToSlash(name))
	})
}

func packFile(w writer, path, name string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	mode := fs.FileMode(0o644)
	if strings.HasPrefix(filepath.Base(path), "dateline") && filepath.Ext(path) != ".yaml" {
		mode = 0o755
	}
	to, err := w.add(name, info.Size(), mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, f)
	return err
}

type tarWriter struct {
	*tar.Writer
	made time.Time
}

func (w *tarWriter) add(name string, size int64, mode fs.FileMode) (io.Writer, error) {
	err := w.WriteHeader(&tar.Header{Name: name, Size: size, Mode: int64(mode), ModTime: w.made, Format: tar.FormatPAX})
	return w, err
}

type zipWriter struct {
	*zip.Writer
	made time.Time
}

func (w *zipWriter) add(name string, _ int64, mode fs.FileMode) (io.Writer, error) {
	h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: w.made}
	h.SetMode(mode)
	return w.CreateHeader(h)
}
