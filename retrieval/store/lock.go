package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// lockName is the file whose lock owns the folder, and holderName the one that
// says who has it. They are two because a lock can make a file unreadable.
const (
	lockName   = "dateline.lock"
	holderName = "dateline.owner"
)

// HeldError says that another process owns the data folder.
type HeldError struct {
	Dir    string
	Holder string // such as "dateline serve, process 4711"; "" when unknown
}

func (e *HeldError) Error() string {
	holder := e.Holder
	if holder == "" {
		holder = "another process"
	}
	return fmt.Sprintf("data folder %s is in use by %s: stop that first, or name another folder with --data", e.Dir, holder)
}

// folderLock is the ownership of a data folder; the system ends it with the
// process, however that ends.
type folderLock struct{ flock *flock.Flock }

func lockFolder(dir, holder string) (*folderLock, error) {
	l := flock.New(filepath.Join(dir, lockName), flock.SetPermissions(0o600))
	ok, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock data folder: %w", err)
	}
	if !ok {
		raw, err := os.ReadFile(filepath.Join(dir, holderName))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("data folder %s is in use: %w", dir, err)
		}
		return nil, &HeldError{Dir: dir, Holder: strings.TrimSpace(string(raw))}
	}
	owner := fmt.Sprintf("%s, process %d\n", holder, os.Getpid())
	if err := os.WriteFile(filepath.Join(dir, holderName), []byte(owner), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("lock data folder: %w", err), l.Close())
	}
	return &folderLock{l}, nil
}

func (l *folderLock) release() error { return l.flock.Close() }
