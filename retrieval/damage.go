package retrieval

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/blevesearch/bleve/v2"
)

var errDamaged = errors.New("the index is damaged")

// openEngine opens the search engine on the files in dir. The engine trusts
// its files: damaged ones make it panic, fault where they are mapped into
// memory, ask for more memory than there is, or find other passages than there
// are.
func openEngine(dir string) (b bleve.Index, err error) {
	if err := removeDamaged(dir); err != nil {
		return nil, err
	}
	// What has no checksum can still be damaged.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if cause := recover(); cause != nil {
			b, err = nil, fmt.Errorf("%w: %v", errDamaged, cause)
		}
	}()
	return bleve.OpenUsing(dir, indexConfig())
}

// closeTimeout bounds closing the engine: it waits for goroutines of its own, and
// damaged files can stop those for good.
const closeTimeout = 10 * time.Second

var errHung = errors.New("the search engine does not close; its files are left to the end of the process")

// closeEngine closes the search engine, or leaves it behind.
func closeEngine(b bleve.Index) error { return waitFor(closeTimeout, b.Close) }

// waitFor returns f's error, or errHung when f takes longer; f then goes on.
func waitFor(limit time.Duration, f func() error) error {
	done := make(chan error, 1)
	go func() {
		defer func() {
			if cause := recover(); cause != nil {
				done <- fmt.Errorf("%w: %v", errDamaged, cause)
			}
		}()
		debug.SetPanicOnFault(true)
		done <- f()
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(limit):
		return errHung
	}
}

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
		if errors.Is(err, errDamaged) {
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
		return errDamaged
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
		return errDamaged
	}
	return nil
}
