package retrieval

import "time"

// State is how the libraries that are open stand, and what was done for them.
type State struct {
	Open, Passages int
	// Lag is for how long an index has been opened or brought up to the store, the
	// longest of them; Rebuilt counts those that were built anew.
	Lag     time.Duration
	Rebuilt int64
	// Hits and Misses are those of what is kept in memory of texts and passages.
	Hits, Misses int64
}

// State returns how the libraries stand now.
func (s *Libraries) State() State {
	st := State{Rebuilt: s.rebuilt.Load()}
	textHits, textMisses := s.memory.texts.Use()
	vectorHits, vectorMisses := s.memory.vectors.Use()
	st.Hits, st.Misses = textHits+vectorHits, textMisses+vectorMisses
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range s.open {
		select {
		case <-o.opened:
			if o.err != nil {
				continue
			}
			n, _ := o.shelf.index.bleve.DocCount() // what cannot be counted is told by who searches it
			st.Open, st.Passages = st.Open+1, st.Passages+int(n)
			if !o.shelf.missed.reading() {
				continue
			}
		default:
		}
		st.Lag = max(st.Lag, time.Since(o.since))
	}
	return st
}
