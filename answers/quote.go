package answers

import (
	"context"
	"fmt"
	"time"

	"dateline/answers/align"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// Claim is where a quote is said to stand; the zero Claim says nothing.
type Claim struct {
	// Article is an article's id, and Outlet, where none is given, who is said
	// to have published it.
	Article, Outlet string
}

func (c Claim) empty() bool { return c == Claim{} }

// Check is what Quote found.
type Check struct {
	ID      string        `json:"id"`
	Quote   string        `json:"text"`
	Verdict align.Verdict `json:"verdict"`
	// TooShort says that the quote has too few words, or too few that tell
	// something, to be known by: they stand in texts that do not quote each other.
	TooShort bool `json:"too_short"`
	// Elsewhere says that it does not stand where it is claimed to.
	Elsewhere bool `json:"elsewhere"`
	// Matches are where it stands, in the quote's order; never nil.
	Matches []Match `json:"matches"`
	Extent
	TookMS float64 `json:"took_ms"`

	// Pieces are the quote, with what was done to it.
	Pieces []align.Piece `json:"pieces"`
}

// Match is where a part of a quote stands.
type Match struct {
	Excerpt Excerpt `json:"excerpt"`
	// Changes say in words how the quote differs from the excerpt; never nil.
	Changes []string `json:"changes"`
	// Edits are the same for programs; never nil.
	Edits []align.Edit `json:"edits"`
	// In is what the excerpt stands in: a paragraph, a heading or a caption.
	In string `json:"in"`
	// Said is whose words they are, where the article says it.
	Said *Attribution `json:"said,omitempty"`
}

// MaxQuote is the longest quote that is checked, in bytes.
const MaxQuote = 20_000

// Quote reports whether the library holds the words of text, and where.
// It returns an error wrapping retrieval.ErrInvalid when text has no words or
// too many, and retrieval.ErrNoArticle when the article claimed is not there.
func (a *Answerer) Quote(ctx context.Context, id, text string, claim Claim) (check Check, err error) {
	start := time.Now()
	defer func() { a.tell("quote", start, len(check.Matches) > 0, err) }()
	quote := align.Read(text)
	switch {
	case len(text) > MaxQuote:
		return Check{}, fmt.Errorf("%w: the quote has %d bytes: give at most %d", retrieval.ErrInvalid, len(text), MaxQuote)
	case quote.Words() == 0:
		return Check{}, fmt.Errorf("%w: the quote has no words", retrieval.ErrInvalid)
	}
	pending, err := a.lib.Pending(ctx)
	if err != nil {
		return Check{}, err
	}
	found, elsewhere, err := a.find(ctx, text, quote, claim)
	if err != nil {
		return Check{}, err
	}
	check = Check{
		ID: id, Quote: text, Verdict: found.Verdict, TooShort: a.tooShort(text, quote), Elsewhere: elsewhere, Matches: []Match{},
		Extent: Extent{pending}, Pieces: found.Pieces,
	}
	for _, p := range found.Parts {
		if check.TooShort {
			p.Also = nil // who has such words too carries nothing
		}
		check.Matches = append(check.Matches, a.matches(ctx, p)...)
	}
	check.TookMS = milliseconds(time.Since(start))
	return check, nil
}

// How many words a quote has at least to be known by, and how many of them tell
// something.
const (
	fewestWords   = 4
	fewestTelling = 2
)

func (a *Answerer) tooShort(content string, quote align.Quote) bool {
	telling := 0
	for _, t := range a.lib.Analyzer().Tokens(content, text.LanguageOf("", content)) {
		if !t.Stop {
			telling++
		}
	}
	return quote.Words() < fewestWords || telling < fewestTelling
}

// find looks where the quote is claimed to be, and then elsewhere unless it
// stands there.
func (a *Answerer) find(ctx context.Context, text string, quote align.Quote, claim Claim) (f align.Finding, elsewhere bool, err error) {
	if claim.empty() {
		f, err = a.findWithin(ctx, text, quote, retrieval.Filter{})
		return f, false, err
	}
	claimed, err := a.findClaimed(ctx, text, quote, claim)
	if err != nil || claimed.Verdict == align.Exact {
		return claimed, false, err
	}
	all, err := a.findWithin(ctx, text, quote, retrieval.Filter{})
	if err != nil || claimed.Verdict == align.Altered && all.Verdict != align.Exact {
		return claimed, false, err
	}
	return all, all.Verdict == align.Exact || all.Verdict == align.Altered, nil
}

func (a *Answerer) findClaimed(ctx context.Context, content string, quote align.Quote, claim Claim) (align.Finding, error) {
	if claim.Article == "" {
		return a.findWithin(ctx, content, quote, retrieval.Filter{Outlets: []string{claim.Outlet}})
	}
	article, err := a.lib.Article(ctx, claim.Article, 0)
	if err != nil {
		return align.Finding{}, err
	}
	return align.Judge(quote, []retrieval.Place{{Span: text.Span{End: len(article.Body)}, Article: &article}}), nil
}

// shortQuote is up to how many words a quote is looked for a second time, wide.
const shortQuote = 16

func (a *Answerer) findWithin(ctx context.Context, text string, quote align.Quote, filter retrieval.Filter) (align.Finding, error) {
	places, err := a.lib.Places(ctx, text, filter, false)
	if err != nil {
		return align.Finding{}, err
	}
	f := align.Judge(quote, places)
	if f.Verdict != align.Absent || quote.Words() > shortQuote {
		return f, nil
	}
	if places, err = a.lib.Places(ctx, text, filter, true); err != nil {
		return align.Finding{}, err
	}
	return align.Judge(quote, places), nil
}
