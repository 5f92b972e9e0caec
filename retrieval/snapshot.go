package retrieval

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"

	index "github.com/blevesearch/bleve_index_api"
	lru "github.com/hashicorp/golang-lru/v2"

	"dateline/retrieval/bytecache"
)

// snapshot is one state of an index, for all searches of that state. The lists
// that they read stay in memory, since questions share most of their words.
type snapshot struct {
	reader index.IndexReader
	state  indexState
	docs   uint64 // how many passages there are
	// languages are how many passages there are of each language.
	languages map[string]uint64
	lists     *bytecache.Cache[listKey, *termList]
	// counts are how many passages hold a term, of those asked for last.
	counts *lru.Cache[listKey, uint64]
	// longest is how many passages a list in memory has at most.
	longest uint64
	// users are the searches that read it and, while it is the newest, the
	// index itself.
	users atomic.Int64
}

// listKey needs no mean length: a field has one in each state.
type listKey struct{ field, term string }

// A list of more passages is left to the engine, which can skip in it.
const maxKept = 4096

// maxCounts bounds how many terms' counts one index keeps in memory.
const maxCounts = 1 << 13

// maxListBytes bounds the lists that one index keeps in memory.
const maxListBytes = 16 << 20

// snapshot returns the newest state, to be released after use.
func (p *passageIndex) snapshot() (*snapshot, error) {
	r, err := p.inner.Reader()
	if err != nil {
		return nil, fmt.Errorf("read index: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.newest != nil && p.newest.reader == r {
		_ = r.Close() // the newest snapshot holds the same one
	} else {
		s, err := newSnapshot(r)
		if err != nil {
			_ = r.Close() // only counts down
			return nil, err
		}
		p.renew(s)
	}
	p.newest.users.Add(1)
	return p.newest, nil
}

// letGo releases the newest snapshot, which is there until its searches end.
func (p *passageIndex) letGo() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.renew(nil)
}

// renew puts s, or nil, in the newest snapshot's place; for who holds mu.
func (p *passageIndex) renew(s *snapshot) {
	if p.newest != nil {
		p.newest.release()
	}
	if p.newest = s; s != nil {
		s.users.Add(1)
	}
}

func newSnapshot(r index.IndexReader) (*snapshot, error) {
	state, err := readState(r)
	if err != nil {
		return nil, err
	}
	docs, err := r.DocCount()
	if err != nil {
		return nil, fmt.Errorf("count passages: %w", err)
	}
	counts, err := lru.New[listKey, uint64](maxCounts)
	if err != nil {
		return nil, err
	}
	lists := bytecache.New[listKey](maxListBytes, (*termList).bytes)
	s := &snapshot{reader: r, state: state, docs: docs, lists: lists, counts: counts, longest: maxKept}
	s.languages, err = s.countLanguages()
	return s, err
}

// countLanguages returns how many passages there are of each language. What a
// dictionary counts by itself is not that: it counts removed passages too, until
// the engine has merged them away.
func (s *snapshot) countLanguages() (map[string]uint64, error) {
	dict, err := s.reader.FieldDict(fieldLanguage)
	if err != nil {
		return nil, fmt.Errorf("count languages: %w", err)
	}
	defer dict.Close()
	out := make(map[string]uint64)
	for {
		e, err := dict.Next()
		if err != nil {
			return nil, fmt.Errorf("count languages: %w", err)
		}
		if e == nil {
			return out, nil
		}
		// All searches of this state use the counts: they are no one question's.
		if out[e.Term], err = s.frequency(context.Background(), fieldLanguage, e.Term); err != nil {
			return nil, err
		}
	}
}

// release is for each user to call once.
func (s *snapshot) release() {
	if s.users.Add(-1) == 0 {
		_ = s.reader.Close() // only counts down
	}
}

// readState returns the state of what r reads; an index just made has none.
func readState(r index.IndexReader) (indexState, error) {
	var state indexState
	raw, err := r.GetInternal(stateKey)
	if err != nil || len(raw) == 0 {
		return state, err
	}
	err = json.Unmarshal(raw, &state)
	return state, err
}
