package store

import (
	"errors"
	"os"
	"syscall"
)

// allocate gives a new file room on the disk, so many bytes.
func allocate(f *os.File, size int64) error {
	for {
		err := syscall.Fallocate(int(f.Fd()), 0, 0, size)
		switch {
		case errors.Is(err, syscall.EINTR):
		case errors.Is(err, syscall.EOPNOTSUPP), errors.Is(err, syscall.ENOSYS):
			return fillUp(f, size)
		default:
			return err
		}
	}
}
