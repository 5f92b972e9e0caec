package engine

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// removeDamaged removes the segments that are not what was written. Without
// one that it needs the engine opens an older state, and what that has not
// seen is read from the store again, or it opens none; of the others some are
// what a crash has left half-written.
func removeDamaged(dir string) error {
	files, err := os.ReadDir(filepath.Join(dir, "store"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, file := range files {
		path := filepath.Join(dir, "store", file.Name())
		if filepath.Ext(path) != ".zap" {
			continue
		}
		err := checkSegment(path)
		if errors.Is(err, ErrDamaged) {
			err = os.Remove(path)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// checkSegment compares a segment with the CRC-32 that the engine wrote into
// its last four bytes, and does not look at itself.
func checkSegment(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() < crc32.Size {
		return ErrDamaged
	}
	sum := crc32.NewIEEE()
	if _, err := io.CopyN(sum, f, info.Size()-crc32.Size); err != nil {
		return err
	}
	var stored [crc32.Size]byte
	if _, err := io.ReadFull(f, stored[:]); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(stored[:]) != sum.Sum32() {
		return ErrDamaged
	}
	return nil
}
