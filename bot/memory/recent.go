package memory

import "sync"

// Recent remembers the events of the last while, for the gateway delivers some
// again after a connection was resumed, and none may be answered twice.
type Recent struct {
	mu   sync.Mutex
	ids  map[string]bool
	ring [maxRecent]string
	next int
}

const maxRecent = 2048

// NewRecent returns one that has seen nothing.
func NewRecent() *Recent { return &Recent{ids: make(map[string]bool, maxRecent)} }

// First reports whether id was not seen before, and remembers it.
func (r *Recent) First(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ids[id] {
		return false
	}
	delete(r.ids, r.ring[r.next])
	r.ids[id], r.ring[r.next] = true, id
	r.next = (r.next + 1) % maxRecent
	return true
}
