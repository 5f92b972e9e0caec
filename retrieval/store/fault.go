package store

import (
	"errors"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrNewer says that a newer Dateline has changed the store.
var ErrNewer = errors.New("a newer Dateline has changed it")

// Damaged says whether an error came of a database that is broken, or none.
func Damaged(err error) bool {
	var fault *sqlite.Error
	if !errors.As(err, &fault) {
		return false
	}
	code := fault.Code() & 0xff // the rest says where it was found
	return code == sqlite3.SQLITE_CORRUPT || code == sqlite3.SQLITE_NOTADB
}
