package record

import "dateline/retrieval/store"

// Store keeps records. It may be used from several goroutines at once, and what
// its methods have acknowledged is kept.
type Store struct{ db store.Database }

// In returns the records that are kept in a store, which it must not outlive.
func In(s *store.Store) *Store { return &Store{s.Database()} }
