package retrieval

import (
	"context"
	"crypto/sha256"
	"strings"

	"dateline/retrieval/text"
)

// Store is the durable truth that the libraries need, by who needs which part.
// What it has acknowledged survives a crash and a power loss.
type Store interface {
	LibraryStore
	ArticleStore
	KinStore
	LogStore
	LoadStore
}

// LibraryStore knows which libraries there are.
type LibraryStore interface {
	// Libraries lists all libraries by name.
	Libraries(ctx context.Context) ([]LibraryRecord, error)
	// Library gives one, or ErrNoLibrary.
	Library(ctx context.Context, name string) (LibraryRecord, error)
	// CreateLibrary makes a library, or gives the one that has this name.
	CreateLibrary(ctx context.Context, name string) (LibraryRecord, error)
	// FinishLibrary notes that the library has got its starter articles.
	FinishLibrary(ctx context.Context, key int64) error
	// NoteLost notes that the library had a change of that number once.
	NoteLost(ctx context.Context, key, seq int64) error
	// DeleteLibrary deletes a library with all its articles and tombstones, and
	// says whether that is done: with an error it may be, and only what was
	// deleted still stand in the store's files.
	DeleteLibrary(ctx context.Context, key int64) (deleted bool, err error)
}

// ArticleStore keeps what a library holds.
type ArticleStore interface {
	// Change runs f in one transaction on the library and gives the number of
	// the last change. With an error and no number nothing is changed, as with an
	// error from f; with both it is, but what was removed may still stand in the
	// store's files. What f changes is recorded as done by act, whose number,
	// time and counts the store gives.
	Change(ctx context.Context, key int64, act Act, f func(StoreTx) error) (seq int64, err error)
	// MakeRoom reports whether err came of a disk without room and some was made,
	// enough to remove an article.
	MakeRoom(err error) bool
	// Changes lists what was changed after seq, a change an article, in any
	// order, and the number of the last change.
	Changes(ctx context.Context, key, after int64) ([]Change, int64, error)
	// Entries lists the newest revision of each article, without its text, and
	// Aliases the library's that are sound, in alphabetical order.
	Entries(ctx context.Context, key int64) ([]Entry, error)
	Aliases(ctx context.Context, key int64) ([]Alias, error)
	// Revision gives an article in that revision, 0 for the current one, or
	// ErrNoArticle, or ErrDamaged.
	Revision(ctx context.Context, num int64, revision int) (Article, error)
	// Body gives the text of that revision alone, or ErrNoArticle, or ErrDamaged.
	Body(ctx context.Context, num int64, revision int) (string, error)
}

// KinStore keeps which articles share text.
type KinStore interface {
	// RelatedTo says how far it is known which of the library's articles share
	// text: found out in that form, up to that change; 0 and 0 when nothing is.
	RelatedTo(ctx context.Context, key int64) (form int, seq int64, err error)
	// Relate keeps which articles share text. With another form than before all
	// that was known of the library is forgotten first.
	Relate(ctx context.Context, key int64, news Related) error
	// Sketches lists those of the library's articles.
	Sketches(ctx context.Context, key int64) ([]Sketch, error)
	// Linked lists those of the library's articles that share text with any
	// other.
	Linked(ctx context.Context, key int64) ([]int64, error)
	// SharedWith lists what an article shares, told from its side.
	SharedWith(ctx context.Context, num int64) ([]Shared, error)
	// Changes is that of ArticleStore.
	Changes(ctx context.Context, key, after int64) ([]Change, int64, error)
}

// LogStore keeps who did what to a library.
type LogStore interface {
	// Acts lists the library's acts, the newest first, q.Limit at most, each
	// with the first few articles that it touched.
	Acts(ctx context.Context, key int64, q LogQuery) ([]Act, error)
	// Act gives the act of that id, or ErrNoAct.
	Act(ctx context.Context, key int64, id string) (Act, error)
	// LastAct gives the number of the act that changed an article last, 0 for
	// none.
	LastAct(ctx context.Context, article int64) (num int64, err error)
	// Touched lists what the act of that number touched after that article,
	// in the order of the articles' numbers, limit at most.
	Touched(ctx context.Context, act, after int64, limit int) ([]Touched, error)
	// Undoable lists, in the same way, the articles among them that are still
	// there and for which the act was not undone yet.
	Undoable(ctx context.Context, act, after int64, limit int) ([]Undoable, error)
}

// LoadStore keeps what was loaded, from where and when, and what was not.
type LoadStore interface {
	// NewTexts lists those of the library's articles whose current text came
	// after that change, and gives the number of the last change.
	NewTexts(ctx context.Context, key, after int64) ([]int64, int64, error)
	// LoadedBy lists those of the library's articles whose current text had been
	// loaded by the end of that day, in UTC.
	LoadedBy(ctx context.Context, key int64, day string) ([]int64, error)
	// Removed reports whether there is a tombstone with that URL, a former one
	// included, and no article.
	Removed(ctx context.Context, key int64, url Hash) (bool, error)
	// AtURL gives the number of the first article with that URL, else of the first
	// that had it before, or ErrNoArticle.
	AtURL(ctx context.Context, key int64, url Hash) (num int64, err error)
	// Document gives the number of the article that was taken from the document
	// with that hash and has the text of then, or ErrNoArticle.
	Document(ctx context.Context, key int64, hash Hash) (num int64, err error)
	// KeepRejects keeps what a load rejected, in the place of what was kept, and
	// Rejects gives it.
	KeepRejects(ctx context.Context, key int64, rejects []Reject) error
	Rejects(ctx context.Context, key int64) ([]Reject, error)
}

// StoreTx is a transaction on one library.
type StoreTx interface {
	// ByID gives the newest revision of the article with that id, ByURL of the
	// first with that URL, ByText of the first with that text, and ByFormerURL
	// of the first for which KeepURL was called with that URL; all of them
	// ErrNoArticle where there is none.
	ByID(id string) (Entry, error)
	ByURL(url Hash) (Entry, error)
	ByFormerURL(url Hash) (Entry, error)
	ByText(text Hash) (Entry, error)
	// Put stores an article: a new one, where old is the zero Entry, or another
	// revision or other facts of old. stated is the entry's Stated from then on,
	// and text the hash of the article's.
	Put(old Entry, a Article, stated *Meta, text Hash) (Entry, error)
	// KeepURL notes that e is still known by a URL that it has no more.
	KeepURL(e Entry, url Hash) error
	// Remove forgets an article in all its revisions, with what the log tells
	// of it, and leaves a tombstone.
	Remove(old Entry) error
	// SetAlias stores an alias under its folded name, in the place of what was
	// there, and DropAlias deletes it.
	SetAlias(folded string, a Alias) error
	DropAlias(folded string) error
	// Undone notes that the act was undone for an article, which has become
	// now; the zero Entry, when it was removed.
	Undone(act int64, u Undoable, now Entry) error
}

// Undoable is what an act did to an article, and how to take it back.
type Undoable struct {
	Touched
	// Seq is the number of that change.
	Seq int64
	// Before is what the article was, without its text's hash; the zero Entry
	// when it was not there.
	Before Entry
	// Damaged says that what it was is not what was stored.
	Damaged bool
}

// LibraryRecord is a library as the store knows it.
type LibraryRecord struct {
	Key  int64
	Name string
	// Epoch is a random name that no other library ever had.
	Epoch string
	// Finished says that the library has got its starter articles.
	Finished bool
}

// Entry is an article's newest revision without its text.
type Entry struct {
	// Num names the article in the store and is never used again.
	Num int64
	// Seq is the number of its last change in its library.
	Seq int64
	Meta
	// Revisions is how many texts it has had.
	Revisions int
	Partial   bool
	Text      Hash
	// Stated is what its source said of it, where that was mended by hand; else
	// it is nil.
	Stated *Meta
	// FactsDamaged says that all this is not what was stored, and TextDamaged,
	// which a StoreTx alone finds out, that the text is not.
	FactsDamaged, TextDamaged bool
}

func (e Entry) damaged() bool { return e.FactsDamaged || e.TextDamaged }

// Change is the last change of an article.
type Change struct {
	Num, Seq int64
	Removed  bool
}

// Hash is a SHA-256 sum; the zero Hash stands for nothing.
type Hash [sha256.Size]byte

// HashText tells texts apart that differ in more than white space.
func HashText(body string) Hash {
	return sha256.Sum256([]byte(strings.Join(strings.Fields(body), " ")))
}

// HashURL tells URLs apart.
func HashURL(url string) Hash {
	if url == "" {
		return Hash{}
	}
	return sha256.Sum256([]byte(text.CanonicalURL(url)))
}
