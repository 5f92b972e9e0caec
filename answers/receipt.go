package answers

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"dateline/answers/align"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// Receipt is what an answer quoted: no question and no text, so that it tells
// nobody what was asked, and nothing of an article that is removed.
type Receipt struct {
	ID        string
	Made      time.Time
	Citations []Citation
}

// Citation is where an excerpt stood.
type Citation struct {
	Article  string `json:"article"`
	Revision int    `json:"revision"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	// Sum is a hash of the text, by which one of another article that has the
	// id today is told from it; "" where none was kept.
	Sum string `json:"sum,omitempty"`
}

// Cite returns where the excerpt stands.
func (e *Excerpt) Cite() Citation {
	return Citation{e.Article.ID, e.Article.Revision, e.Start, e.End, sum(e.Text)}
}

func sum(text string) string {
	h := sha256.Sum256([]byte(text))
	return hex.EncodeToString(h[:8])
}

// Receipts keep receipts; nothing is said of how long.
type Receipts interface {
	// KeepReceipt keeps a receipt for a library's answer.
	KeepReceipt(ctx context.Context, library string, r Receipt) error
}

// receiptLetters is how long a receipt's id is: 70 bits, which are not guessed.
const receiptLetters = 14

// receipt keeps what an answer quoted and gives the receipt's id; "" where
// receipts are not kept, or could not be.
func (a *Answerer) receipt(ctx context.Context, answer Answer) string {
	if a.cfg.Receipts == nil {
		return ""
	}
	r := Receipt{ID: strings.ToLower(rand.Text()[:receiptLetters]), Made: time.Now(), Citations: []Citation{}}
	for i := range answer.Excerpts {
		r.Citations = append(r.Citations, answer.Excerpts[i].Cite())
	}
	if err := a.cfg.Receipts.KeepReceipt(ctx, a.lib.Name(), r); err != nil {
		a.log.ErrorContext(ctx, "an answer goes without a receipt", "library", a.lib.Name(), "error", err)
		return ""
	}
	return r.ID
}

// State says what became of a quotation.
type State string

// The states.
const (
	// Unchanged: the article says it still.
	Unchanged State = "unchanged"
	// Changed: a later revision does not say it in these words.
	Changed State = "changed"
	// Gone: the article was removed from the library.
	Gone State = "removed"
	// Damaged: what the library has stored of the article is not what was
	// written.
	Damaged State = "damaged"
)

// Rechecked is a quotation compared with the library of today.
type Rechecked struct {
	State    State  `json:"state"`
	Article  string `json:"article"`
	Revision int    `json:"revision"`
	// Excerpt is the quotation in the revision that it was taken from; nil when
	// that is there no more.
	Excerpt *Excerpt `json:"excerpt"`
	// Now is where the newest revision says it, in the same words or in others,
	// with Changes that tell what it has in the place of the quotation's words;
	// empty when it does not. Never nil.
	Now []Match `json:"now"`
}

// Recheck compares what was cited with the library of today.
func (a *Answerer) Recheck(ctx context.Context, cited []Citation) ([]Rechecked, error) {
	out := []Rechecked{}
	for _, c := range cited {
		r, err := a.recheck(ctx, c)
		if err != nil {
			return nil, fmt.Errorf("check a quotation of article %q: %w", c.Article, err)
		}
		out = append(out, r)
	}
	return out, nil
}

func (a *Answerer) recheck(ctx context.Context, c Citation) (Rechecked, error) {
	out := Rechecked{Article: c.Article, Revision: c.Revision, Now: []Match{}}
	then, err := a.lib.Article(ctx, c.Article, c.Revision)
	if out.State, err = missing(err); out.State != "" || err != nil {
		return out, err
	}
	content, ok := text.Span{Start: c.Start, End: c.End}.Of(then.Body)
	if !ok || c.Sum != "" && sum(content) != c.Sum {
		out.State = Gone
		return out, nil // another article has that id today
	}
	now, err := a.lib.Article(ctx, c.Article, 0)
	if out.State, err = missing(err); out.State != "" || err != nil {
		return out, err // removed this moment, or the newest revision is damaged
	}
	out.Excerpt = &Excerpt{Text: content, Start: c.Start, End: c.End, Article: then.Meta, AlsoCarriedBy: []retrieval.Meta{}}
	out.State = Unchanged
	if now.Revision == c.Revision {
		return out, nil
	}
	found := align.Judge(align.Read(content), []retrieval.Place{{Span: text.Span{End: len(now.Body)}, Article: &now}})
	if found.Verdict != align.Exact {
		out.State = Changed
	}
	for _, p := range found.Parts {
		out.Now = append(out.Now, a.matches(ctx, p)...)
	}
	for i := range out.Now {
		out.Now[i].Changes = revised(out.Now[i].Edits)
	}
	return out, nil
}

// missing is the state of what cannot be read for that error, "" when there is
// none, and the error unless that says it all.
func missing(err error) (State, error) {
	switch {
	case errors.Is(err, retrieval.ErrDamaged):
		return Damaged, nil
	case errors.Is(err, retrieval.ErrNoArticle):
		return Gone, nil
	}
	return "", err
}

// revised says in words what became of a quotation: here it is the article that
// was changed, not the quote.
func revised(edits []align.Edit) []string {
	out := []string{}
	for _, e := range edits {
		out = append(out, e.Reversed().String())
	}
	return out
}
