package retrieval

import (
	"crypto/rand"
	"errors"
	"strings"
	"time"
)

// ActorKind says what kind of actor changes a library.
type ActorKind string

// The kinds of actor.
const (
	ByTerminal ActorKind = "terminal" // somebody at the program's commands
	ByDiscord  ActorKind = "discord"  // a member of a Discord server
	ByFeed     ActorKind = "feed"     // a subscription
	ByProgram  ActorKind = "dateline" // Dateline itself
)

// Actor is who changes a library.
type Actor struct {
	Kind ActorKind `json:"kind"`
	// ID names the actor for good: a Discord user's id, a feed's URL, or "".
	ID string `json:"id"`
	// Name is how the actor was called then, or "". It is forgotten when a
	// member has what is kept about them deleted; the id stays.
	Name string `json:"name"`
}

// String is the actor for people to read: "terminal ada", "discord 1234 (Ada)".
func (a Actor) String() string {
	text := string(a.Kind)
	for _, part := range []string{a.ID, a.Name} {
		switch {
		case part == "":
		case part == a.Name && a.ID != "":
			text += " (" + part + ")"
		default:
			text += " " + part
		}
	}
	return text
}

// Deed is what somebody does to a library.
type Deed string

// The deeds.
const (
	DeedLoad    Deed = "load"
	DeedEdit    Deed = "edit"
	DeedRemove  Deed = "remove"
	DeedUndo    Deed = "undo"
	DeedAlias   Deed = "alias"
	DeedUnalias Deed = "unalias"
)

// Act is an entry of a library's log: who did what, and when. It is stored
// together with what it records, or neither is. An act that changed nothing is
// not kept.
type Act struct {
	// Num orders the acts: a later one has a higher number.
	Num int64 `json:"-"`
	// ID names the act within its library.
	ID   string    `json:"id"`
	Time time.Time `json:"time"`
	By   Actor     `json:"by"`
	What Deed      `json:"what"`
	// Detail is what was loaded, the id of the act that was undone, or the two
	// names of an alias.
	Detail string `json:"detail"`
	// Added, Updated and Removed count the articles that it touched, and Undone
	// those of them for which it was undone.
	Added   int `json:"added"`
	Updated int `json:"updated"`
	Removed int `json:"removed"`
	Undone  int `json:"undone"`
	// Articles are the first of those articles, Touched gives all of them.
	Articles []Touched `json:"articles"`
}

// Touched is what an act did to an article.
type Touched struct {
	// Num orders what one act touched.
	Num int64 `json:"-"`
	// ID is the article's, which may have been removed since.
	ID string `json:"id"`
	// Did is Added, Updated or Removed.
	Did Status `json:"did"`
	// Revision is the one that the article had then, and Former the one that it
	// had before, 0 for none.
	Revision int  `json:"revision"`
	Former   int  `json:"former"`
	Undone   bool `json:"undone"`
	// Changes are those of its metadata. Nothing is told of an article that
	// was removed.
	Changes []FieldChange `json:"changes"`
}

// FieldChange is how an article's metadata changed in one field, which is named
// as in JSON.
type FieldChange struct {
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// Errors about acts that callers branch on.
var (
	// ErrNoAct says that a library's log has no act of that id.
	ErrNoAct = errors.New("no such act")
	// ErrNotUndone says that an act cannot be undone; the error's text tells
	// why.
	ErrNotUndone = errors.New("it cannot be undone")
)

// newAct begins an act.
func newAct(by Actor, what Deed, detail string) Act {
	const idLetters = 8 // 40 bits: enough within one library, and short to write
	return Act{ID: strings.ToLower(rand.Text()[:idLetters]), By: by, What: what, Detail: detail}
}

// Load is an act of loading. All that is added under one Load, however often
// Add is called, is one act of the log.
type Load struct{ act Act }

// NewLoad begins a load. from says in a few words where the articles come
// from, such as the names of files; it is kept, and cut when it is long.
func NewLoad(by Actor, from string) Load {
	const most = 500
	if cut := []rune(from); len(cut) > most {
		from = string(cut[:most-1]) + "…"
	}
	return Load{newAct(by, DeedLoad, from)}
}

// By returns who loads.
func (l Load) By() Actor { return l.act.By }

// ID names the load in the log, if it changes anything.
func (l Load) ID() string { return l.act.ID }

// ChangedFields are the differences between two states of an article's
// metadata, but for its revision.
func ChangedFields(before, after Meta) []FieldChange {
	out := []FieldChange{}
	for _, f := range metaFields {
		if from, to := f.text(&before), f.text(&after); from != to {
			out = append(out, FieldChange{Field: f.name, From: from, To: to})
		}
	}
	return out
}

// metaFields are the metadata that may change, in the order in which they are
// shown.
var metaFields = []struct {
	name string
	text func(*Meta) string
	copy func(to, from *Meta)
}{
	{"title", func(m *Meta) string { return m.Title }, func(to, from *Meta) { to.Title = from.Title }},
	{"outlet", func(m *Meta) string { return m.Outlet }, func(to, from *Meta) { to.Outlet = from.Outlet }},
	{"agency", func(m *Meta) string { return m.Agency }, func(to, from *Meta) { to.Agency = from.Agency }},
	{"image", func(m *Meta) string { return m.Image }, func(to, from *Meta) { to.Image = from.Image }},
	{"authors", func(m *Meta) string { return strings.Join(m.Authors, ", ") }, func(to, from *Meta) { to.Authors = from.Authors }},
	{"published", publishedText, func(to, from *Meta) {
		to.Published, to.PublishedInferred = from.Published, from.PublishedInferred
	}},
	{"url", func(m *Meta) string { return m.URL }, func(to, from *Meta) { to.URL = from.URL }},
	{"language", func(m *Meta) string { return m.Language }, func(to, from *Meta) { to.Language = from.Language }},
}

func publishedText(m *Meta) string {
	if m.PublishedInferred && m.Published != "" {
		return m.Published + " (inferred)"
	}
	return m.Published
}
