package store

import (
	"errors"
	"fmt"
	"os"
)

// Writable returns why the disk would not take a change now, or nil. It leaves the
// database alone, where it would have to wait for changes under way.
func (s *Store) Writable() error {
	if s.readOnly {
		return errors.New("the store can only be read")
	}
	f, err := os.CreateTemp(s.fileDir, ".writable")
	if err != nil {
		return fmt.Errorf("the store's folder cannot be written: %w", inner(err))
	}
	_, err = f.Write(make([]byte, 1<<12))
	if err := errors.Join(err, f.Close(), os.Remove(f.Name())); err != nil {
		return fmt.Errorf("the store's folder cannot be written: %w", inner(err))
	}
	return nil
}
