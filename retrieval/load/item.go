package load

import (
	"strings"

	"dateline/retrieval"
	"dateline/retrieval/extract"
)

// Item is what became of one article of a load, in the form in which it is
// printed as JSON.
type Item struct {
	// Source is the path or link that the article came from, "-" for standard
	// input.
	Source string           `json:"source"`
	Status retrieval.Status `json:"status"`
	// Reason says why it was rejected and what would do; else it is empty.
	Reason string `json:"reason"`
	// Err is what Reason tells, for those who say it in other words.
	Err       error    `json:"-"`
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Outlet    string   `json:"outlet"`
	Agency    string   `json:"agency"`
	Authors   []string `json:"authors"`
	Published string   `json:"published"`
	Language  string   `json:"language"`
	URL       string   `json:"url"`
	// Image is the address of the article's own picture, or "".
	Image    string `json:"image"`
	Revision int    `json:"revision"`
	// Words counts the words of the body, separated by white space.
	Words int `json:"words"`
	// Line is where it stands in a JSON-lines file, from 1; 0 elsewhere.
	Line int `json:"line,omitempty"`
	// Partial says that the source gave only the beginning.
	Partial bool `json:"partial,omitempty"`
	// Body is there in a dry run.
	Body *string `json:"body,omitempty"`
	// Removed is what was left out of a page or a document.
	Removed []Removed `json:"removed"`
	// Article is what would be stored; it is there in a dry run.
	Article *retrieval.Article `json:"-"`
}

// Removed is a piece of a document that is not in its article's body.
type Removed = extract.Removed

// describe fills in what is known of the article.
func (it *Item) describe(m retrieval.Meta) {
	it.ID, it.Title, it.Outlet, it.Agency = m.ID, m.Title, m.Outlet, m.Agency
	it.Authors, it.Published, it.Language = m.Authors, m.Published, m.Language
	it.URL, it.Image, it.Revision = m.URL, m.Image, m.Revision
	if it.Authors == nil {
		it.Authors = []string{}
	}
	if it.Removed == nil {
		it.Removed = []Removed{}
	}
}

// rejected is the item of a source that could not be read as an article.
func rejected(source string, err error) Item {
	return Item{Source: source, Status: retrieval.Rejected, Reason: err.Error(), Err: err, Authors: []string{}, Removed: []Removed{}}
}

func countWords(text string) int {
	n := 0
	for range strings.FieldsSeq(text) {
		n++
	}
	return n
}
