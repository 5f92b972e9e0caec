//go:build linux || darwin

package main

import (
	"fmt"
	"syscall"
)

// freeSpace is how many bytes this user may still write in a folder; known is
// false where the system does not say.
func freeSpace(dir string) (free uint64, known bool, err error) {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		return 0, false, fmt.Errorf("%s: %w", dir, err)
	}
	return fs.Bavail * uint64(fs.Bsize), true, nil
}
