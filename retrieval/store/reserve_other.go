//go:build !linux

package store

import "os"

// allocate gives a new file room on the disk, so many bytes.
func allocate(f *os.File, size int64) error { return fillUp(f, size) }
