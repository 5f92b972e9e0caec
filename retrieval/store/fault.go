package store

import (
	"errors"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrNewer says that a newer Dateline has changed the store.
var ErrNewer = errors.New("a newer Dateline has changed it")

// Damaged reports whether an error came of a database that is broken, or none.
func Damaged(err error) bool {
	code := faultOf(err)
	return code == sqlite3.SQLITE_CORRUPT || code == sqlite3.SQLITE_NOTADB
}

// Full reports whether an error came of a disk without room: the database's shared
// memory and its log are files too.
func Full(err error) bool {
	var fault *sqlite.Error
	return faultOf(err) == sqlite3.SQLITE_FULL || errors.Is(err, syscall.ENOSPC) ||
		errors.As(err, &fault) && fault.Code() == sqlite3.SQLITE_IOERR_SHMSIZE
}

// Busy reports whether an error came of another writer who took too long.
func Busy(err error) bool { return faultOf(err) == sqlite3.SQLITE_BUSY }

// Failing reports whether an error came of a disk that refuses to read or write.
func Failing(err error) bool {
	return faultOf(err) == sqlite3.SQLITE_IOERR && !Full(err) || errors.Is(err, syscall.EIO)
}

// Unwritable reports whether an error came of a store that may only be read.
func Unwritable(err error) bool { return faultOf(err) == sqlite3.SQLITE_READONLY || unwritable(err) }

// faultOf is the database's primary code of an error, 0 for one of another kind.
func faultOf(err error) int {
	var fault *sqlite.Error
	if !errors.As(err, &fault) {
		return 0
	}
	return fault.Code() & 0xff // the rest says where it was found
}
