package store_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

// promise is a part of what a store does, whatever keeps it, and the methods that
// it is about.
type promise struct {
	methods string
	test    func(t *testing.T, at place)
}

// contract is what a store does, in parts, which stand in a file each.
var contract = slices.Concat(libraryContract, articleContract, logContract, feedContract, kinContract, databaseContract, copyContract)

// place is where a store is, which can be opened again once it is closed.
type place struct{ dir, file string }

// open opens the store, until the test ends.
func (at place) open(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.OpenFile(t.Context(), at.dir, at.file, "test")
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestContract(t *testing.T) {
	for _, p := range contract {
		t.Run(strings.ReplaceAll(p.methods, " ", "+"), func(t *testing.T) {
			dir := t.TempDir()
			p.test(t, place{dir, dir + "/" + store.FileName})
		})
	}
}

// The contract is about every method that others can call.
func TestContractIsWhole(t *testing.T) {
	promised := make(map[string]bool)
	for _, p := range contract {
		for method := range strings.FieldsSeq(p.methods) {
			promised[method] = true
		}
	}
	for prefix, of := range map[string]reflect.Type{
		"":          reflect.TypeFor[*store.Store](),
		"Tx.":       reflect.TypeFor[retrieval.StoreTx](),
		"Database.": reflect.TypeFor[store.Database](),
		"Names.":    reflect.TypeFor[*store.Names](),
	} {
		for i := range of.NumMethod() {
			if name := prefix + of.Method(i).Name; !promised[name] {
				t.Errorf("no part of the contract is about %s", name)
			}
		}
	}
}

// change is a change of a library that must succeed.
func change(t *testing.T, s *store.Store, key int64, a retrieval.Act, f func(tx retrieval.StoreTx) error) int64 {
	t.Helper()
	seq, err := s.Change(t.Context(), key, a, f)
	must(t, err)
	return seq
}

// remove removes an article as an act of its own.
func remove(t *testing.T, s *store.Store, key int64, e retrieval.Entry) {
	t.Helper()
	change(t, s, key, act(), func(tx retrieval.StoreTx) error { return tx.Remove(e) })
}

// got returns what a method gave, without an error.
func got[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		must(t, err)
		return v
	}
}
