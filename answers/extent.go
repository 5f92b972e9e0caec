package answers

import "dateline/retrieval"

// Extent is in how much of a library something was looked for.
type Extent struct {
	// Pending is there while only a part of the library can be searched: what was not
	// found may be in the rest.
	Pending *retrieval.Pending `json:"pending,omitempty"`
}

// Unread returns the extent's Pending.
func (e Extent) Unread() *retrieval.Pending { return e.Pending }
