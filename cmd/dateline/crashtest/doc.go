// Package crashtest is for tests alone: they kill the real program while it
// works, let its file system fail, flip bits in its files, and have it serve for
// long. After each they compare what it holds, to the byte, with what it has
// acknowledged.
//
// They take minutes, so that each waits for its flag; CONTRIBUTING.md has them.
package crashtest
