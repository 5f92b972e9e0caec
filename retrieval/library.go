package retrieval

import (
	"context"
	"errors"
	"log/slog"
)

var errTODO = errors.New("not built yet")

// Config says where the libraries live.
type Config struct {
	// Dir is the data folder; the indexes stand in its folder "index".
	Dir string
	// Starter puts the starter articles into a library just made; nil leaves
	// it empty.
	Starter func(ctx context.Context, lib *Library) error
}

// Libraries are all the libraries of one data folder.
type Libraries struct{}

// New gives the libraries that store holds.
func New(log *slog.Logger, store Store, cfg Config) *Libraries { return &Libraries{} }

// Close closes the indexes; the store stays open.
func (s *Libraries) Close() error { return errTODO }

// Names lists the libraries, in alphabetical order.
func (s *Libraries) Names(ctx context.Context) ([]string, error) { return nil, errTODO }

// Library gives the library of that name, or ErrNoLibrary.
func (s *Libraries) Library(ctx context.Context, name string) (*Library, error) {
	return nil, errTODO
}

// Make gives the library of that name and makes it when there is none. A name
// is 1 to 64 of a-z, 0-9, "-" and "_"; another wraps ErrInvalid.
func (s *Libraries) Make(ctx context.Context, name string) (*Library, error) { return nil, errTODO }

// Library is the articles that one server sees. It may be used from several
// goroutines at once, and kept: its index is opened when it is asked for.
type Library struct{}

// Name is the library's name.
func (l *Library) Name() string { return "" }

// Status says what became of an article given to Add.
type Status string

// What Add can report.
const (
	Added     Status = "added"
	Updated   Status = "updated"
	Duplicate Status = "duplicate"
	Rejected  Status = "rejected"
)

// Outcome is what became of one article given to Add.
type Outcome struct {
	Status Status
	// Article is the stored article's, or of a rejected one what was given.
	Article Meta
	// Err says why it was rejected; it wraps ErrInvalid.
	Err error
}

// Add stores articles and makes them searchable before it returns; by names
// who loaded them. Either all that are acceptable are stored or, with an
// error, none. There is an outcome for each article, in the same order.
func (l *Library) Add(ctx context.Context, by string, articles ...Article) ([]Outcome, error) {
	return nil, errTODO
}

// Remove forgets an article in all its revisions. A tombstone without text
// stays. It returns ErrNoArticle when there is nothing to remove.
func (l *Library) Remove(ctx context.Context, by, id string) error { return errTODO }

// Article gives an article in that revision, 0 for the newest, or ErrNoArticle.
func (l *Library) Article(ctx context.Context, id string, revision int) (Article, error) {
	return Article{}, errTODO
}

// List gives the articles that pass the filter, newest first, those without a
// date last.
func (l *Library) List(ctx context.Context, f Filter) ([]Meta, error) { return nil, errTODO }

// Query is a search.
type Query struct {
	Text   string
	Filter Filter
	// Limit is how many passages at most; 0 means 10.
	Limit int
}

// Hit is a passage that a search found.
type Hit struct {
	Span
	Text    string
	Score   float64
	Article Article
}

// Result is what a search found, best first.
type Result struct {
	Hits []Hit
}

// Search finds the passages that bear on the query.
func (l *Library) Search(ctx context.Context, q Query) (Result, error) { return Result{}, errTODO }

// Store is the durable truth.
type Store interface{}

func validID(string) bool { return true }
