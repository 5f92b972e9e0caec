package store

import (
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
)

// A file of reserveSize bytes beside the store keeps room on the disk: where there
// is none left, it is given up so that the store can be opened, read, and made
// smaller.
const (
	reserveName = "dateline.reserve"
	reserveSize = 4 << 20
)

// keepReserve makes the reserve in dir, if the disk has room for it.
func keepReserve(dir string) {
	path := filepath.Join(dir, reserveName)
	if info, err := os.Stat(path); err == nil && info.Size() == reserveSize {
		return
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return
	}
	if errors.Join(allocate(f, reserveSize), f.Close()) != nil {
		_ = os.Remove(path) // a part of it would only be in the way
	}
}

// giveUpReserve reports whether there was one to be given up.
func giveUpReserve(dir string) bool { return os.Remove(filepath.Join(dir, reserveName)) == nil }

// MakeRoom implements retrieval.Store.
func (s *Store) MakeRoom(err error) bool { return Full(err) && giveUpReserve(s.fileDir) }

// fillUp writes so many bytes into a new file, of the kind that no disk makes
// smaller.
func fillUp(f *os.File, size int64) error {
	_, err := io.CopyN(f, rand.Reader, size)
	return err
}
