// Package draft keeps what moderators were shown and have not decided on yet:
// the articles of a load, from their preview until they are added or the load
// is cancelled, and across a restart of the program in between.
//
// A draft is a file of its own, which only its owner may read, and no part of
// any library. Drafts are bounded in number and in size, the oldest go first,
// and none is kept longer than a day. It refuses names that are none, so that
// an id that comes from elsewhere leads to no other file.
package draft

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/retrieval"
	"dateline/retrieval/load"
)

// Draft is a load that waits for a moderator's word.
type Draft struct {
	// Library is the library that it is for, and ID its name within that: the
	// snowflake of the interaction that asked for it.
	Library string `json:"library"`
	ID      string `json:"id"`
	// Entries are the articles that would be stored.
	Entries []Entry `json:"entries"`
	// Known are the items that the library has already, and Rejected those that
	// cannot be loaded.
	Known    []load.Item `json:"known"`
	Rejected []load.Item `json:"rejected"`
	// Notes are what else there is to say of it.
	Notes []Note `json:"notes,omitempty"`
}

// From says in a few words what the articles were read from.
func (d Draft) From() string {
	var names []string
	for _, e := range d.Entries {
		if !slices.Contains(names, e.Item.Source) {
			names = append(names, e.Item.Source)
		}
		if len(names) == maxNames {
			break
		}
	}
	return strings.Join(names, ", ")
}

// maxNames is how many sources are named.
const maxNames = 10

// Note is a remark on a draft: the name of a text, and the value in it.
type Note struct {
	Text  string `json:"text"`
	Value string `json:"value"`
}

// Entry is an article of a draft, and the item of the load that it came from,
// without its text.
type Entry struct {
	Article retrieval.Article `json:"article"`
	Item    load.Item         `json:"item"`
}

// Errors that callers branch on.
var (
	// ErrGone says that there is no such draft: it was decided on, it was
	// cancelled, or it was too old.
	ErrGone = errors.New("no such draft")
	// ErrTaken says that somebody is deciding on it at this moment.
	ErrTaken = errors.New("the draft is taken")
)

// Bounds of what is kept.
const (
	MaxDrafts = 200
	MaxBytes  = 256 << 20
	KeptFor   = 24 * time.Hour
)

// valid reports whether a draft can have that name.
func valid(library, id string) error {
	if err := retrieval.CheckName(library); err != nil {
		return err
	}
	if id == "" || len(id) > 20 {
		return fmt.Errorf("draft %.40q: %w", id, ErrGone)
	}
	for _, c := range id {
		if c < '0' || c > '9' {
			return fmt.Errorf("draft %.40q: %w", id, ErrGone)
		}
	}
	return nil
}
