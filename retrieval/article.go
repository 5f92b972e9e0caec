package retrieval

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"dateline/retrieval/outlets"
	"dateline/retrieval/text"
)

// Meta is what is known of an article besides its text. An empty field means
// that nothing reliable is known; it is shown as such, never guessed.
type Meta struct {
	// ID names the article within its library: 1 to 200 bytes of printable
	// UTF-8 without white space.
	ID string `json:"id"`
	// Title is the headline.
	Title string `json:"title"`
	// Outlet is who published the article.
	Outlet string `json:"outlet"`
	// CountsAs is the outlet that Outlet is another name of, "" where it has one
	// name only. Search and Library.Article give it; it is not stored with the
	// article.
	CountsAs string `json:"-"`
	// Agency is the wire service or original source that the text credits.
	Agency string `json:"agency"`
	// Authors are names alone, in the article's order; never nil once stored.
	Authors []string `json:"authors"`
	// Published is a day, "2006-01-02", or a moment in RFC 3339 with the
	// offset that the source gave.
	Published string `json:"published"`
	// PublishedInferred says that Published was worked out, not stated.
	PublishedInferred bool `json:"published_inferred"`
	// URL is where the article stands, http or https.
	URL string `json:"url"`
	// Language is a BCP 47 tag, such as "en".
	Language string `json:"language"`
	// Image is the address of the article's own picture, http or https.
	Image string `json:"image,omitempty"`
	// Revision counts the texts that the article has had, from 1.
	Revision int `json:"revision"`
}

// Day is the calendar day of publication, "2006-01-02", in the source's own
// time zone, or "" when it is unknown.
func (m Meta) Day() string {
	if len(m.Published) < len(time.DateOnly) {
		return ""
	}
	return m.Published[:len(time.DateOnly)]
}

// Article is one document of a library, in one revision.
type Article struct {
	Meta
	// Body is the article's own words, UTF-8. Every span that Dateline cites
	// counts bytes of it.
	Body string `json:"body"`
	// Blocks divide the body: ascending, not overlapping, with nothing but
	// white space between them. Nil asks the library to find them.
	Blocks []text.Block `json:"blocks,omitempty"`
	// Partial says that the source gave only the beginning, as a paywall does.
	Partial bool `json:"partial,omitempty"`
	// Document is the hash of the document that it was taken from, or zero.
	Document Hash `json:"-"`
}

// Errors that callers branch on.
var (
	// ErrNoLibrary says that no library has that name.
	ErrNoLibrary = errors.New("no such library")
	// ErrNoArticle says that the library holds no article, or no revision of
	// it, with that id.
	ErrNoArticle = errors.New("no such article")
	// ErrInvalid says that something given cannot be accepted; the error's
	// text tells what would do.
	ErrInvalid = errors.New("invalid")
	// ErrFull says that the library holds as many articles as it may.
	ErrFull = errors.New("the library holds as many articles as its quota allows: remove some, or have the quota raised")
)

// ErrDamaged says that what is stored of an article is not what was written. It
// is an ErrNoArticle too: nobody may quote it.
var ErrDamaged error = damaged{}

type damaged struct{}

func (damaged) Error() string {
	return "it is damaged in the store: load it again, where that is what the article says now, or restore a backup"
}

// Is makes it an ErrNoArticle.
func (damaged) Is(target error) bool { return target == ErrNoArticle }

// The most that an article holds.
const (
	MaxBody    = 5 << 20  // The bytes of a body, by default.
	MaxLines   = 200_000  // The lines of a body.
	MaxAuthors = 64 << 10 // The bytes of all its authors.
)

// validate says what keeps a from being stored, wrapping ErrInvalid.
func (a *Article) validate() error {
	bad := func(id, format string, args ...any) error {
		return fmt.Errorf("%w: %w", ErrInvalid, NewProblem(id, format, args...))
	}
	switch {
	case a.ID != "" && !validID(a.ID):
		return bad("id", "id %.60q: use 1 to 200 characters without white space or control characters", a.ID)
	case strings.TrimSpace(a.Body) == "":
		return bad("no_text", "the article has no text")
	case strings.Count(a.Body, "\n") >= MaxLines:
		return bad("many_lines", "the text has %d lines: give at most %d", strings.Count(a.Body, "\n")+1, MaxLines)
	case authorBytes(a.Authors) > MaxAuthors:
		return bad("many_authors", "the authors have %d bytes: give at most %d", authorBytes(a.Authors), MaxAuthors)
	case !utf8.ValidString(a.Body):
		return bad("text_not_utf8", "the text is not UTF-8")
	case a.Published != "" && !ValidPublished(a.Published):
		return bad("published", "published %.40q: write YYYY-MM-DD or an RFC 3339 time", a.Published)
	case a.Blocks != nil && !text.ValidBlocks(a.Blocks, a.Body):
		return bad("blocks", "blocks: they must be ascending, apart, within the text and between its characters")
	}
	for name, field := range a.fields {
		if len(field) > maxField {
			return bad("long_field", "%s: it has %d bytes: give at most %d", name, len(field), maxField)
		}
	}
	return nil
}

// fields yields what is text of m, by its name.
func (m Meta) fields(yield func(name, text string) bool) {
	for _, author := range m.Authors {
		if !yield("author", author) {
			return
		}
	}
	_ = yield("id", m.ID) && yield("title", m.Title) && yield("outlet", m.Outlet) && yield("agency", m.Agency) && yield("url", m.URL) && yield("language", m.Language) &&
		yield("image", m.Image) && yield("published", m.Published)
}

// told returns m without what is too long to be told of an article that is refused.
func (m Meta) told() Meta {
	long := authorBytes(m.Authors) > MaxAuthors
	for _, field := range m.fields {
		long = long || len(field) > maxField
	}
	if long {
		return Meta{Authors: []string{}}
	}
	return m
}

// authorBytes is how much the authors take, one a line.
func authorBytes(authors []string) int { return len(strings.Join(authors, "\n")) }

// complete fills in what a stored article always has.
func (a *Article) complete() {
	if a.Authors == nil {
		a.Authors = []string{}
	}
	if a.Blocks == nil {
		a.Blocks = text.FindBlocks(a.Body)
	}
	a.Blocks = text.BoundBlocks(a.Body, a.Blocks)
}

// OutletKey is what articles of one outlet have in common, under whatever name
// and spelling; "" where the outlet is not known.
func (m Meta) OutletKey() string { return outlets.Fold(cmp.Or(m.CountsAs, m.Outlet)) }

func (m Meta) equal(other Meta) bool {
	authors := slices.Equal(m.Authors, other.Authors)
	m.Authors, other.Authors = nil, nil
	return authors && reflect.DeepEqual(m, other)
}

// ValidPublished reports whether s is a day, "2006-01-02", or a moment in RFC 3339.
func ValidPublished(s string) bool {
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return true
	}
	_, err := time.Parse(time.RFC3339, s)
	return err == nil
}
