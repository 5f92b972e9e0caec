package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"dateline/answers"
	"dateline/bot/show"
	"dateline/retrieval"
)

// Library is a server's library as the bot uses it, by what is asked of it. The
// methods are called from several goroutines at once.
type Library struct {
	Answers
	Topics
	Articles
	Names
	Acts
	Editor
}

// Answers answer questions with quotations.
type Answers interface {
	// Ask answers a question, or abstains, which is no error.
	Ask(ctx context.Context, q answers.Question) (answers.Answer, error)
	// Quote finds out whether the library holds the words of text. It returns an
	// error that wraps retrieval.ErrInvalid when text has no words.
	Quote(ctx context.Context, id, text string, claim answers.Claim) (answers.Check, error)
	// Recheck compares what was cited with the library of today.
	Recheck(ctx context.Context, cited []answers.Citation) ([]answers.Rechecked, error)
	// NewEvidence asks a standing question of what came after a change of the
	// library, and returns what is new and no copy, and the last change.
	NewEvidence(ctx context.Context, q answers.Question, after int64) ([]answers.Excerpt, int64, error)
}

// Topics tell what articles say about something.
type Topics interface {
	// Summarize returns at most n sentences of an article, in its order, or
	// retrieval.ErrNoArticle.
	Summarize(ctx context.Context, articleID string, n int) (answers.Summary, error)
	// Digest returns the main points of the articles on a topic, or of the newest
	// within its filter.
	Digest(ctx context.Context, t answers.Topic) (answers.Summary, error)
	// Compare returns what outlets say about a topic, and Timeline what is told of
	// it by day.
	Compare(ctx context.Context, t answers.Topic) (answers.Comparison, error)
	Timeline(ctx context.Context, t answers.Topic) (answers.Timeline, error)
}

// Articles are what the library holds.
type Articles interface {
	// List returns the articles that pass the filter, newest first.
	List(ctx context.Context, f retrieval.Filter) ([]retrieval.Meta, error)
	// Search finds the passages that bear on a query, best first.
	Search(ctx context.Context, q retrieval.Query) (retrieval.Result, error)
	// Article returns an article in a revision, 0 for the newest, or
	// retrieval.ErrNoArticle.
	Article(ctx context.Context, id string, revision int) (retrieval.Article, error)
	// Lineage tells which articles share text with one, or returns
	// retrieval.ErrNoArticle.
	Lineage(ctx context.Context, id string) (retrieval.Lineage, error)
	// Pending returns how much can be searched so far, nil when that is all.
	Pending(ctx context.Context) (*retrieval.Pending, error)
	// News returns the articles whose text came after a change of the library.
	News(ctx context.Context, after int64) (retrieval.News, error)
}

// Names are what members know articles and outlets by.
type Names interface {
	// AtURL returns the article with that URL, else the one that had it before, or
	// retrieval.ErrNoArticle.
	AtURL(ctx context.Context, url string) (retrieval.Meta, error)
	// Outlets returns the outlets of the articles, those with the most first.
	Outlets(ctx context.Context) ([]retrieval.Outlet, error)
	// CheckOutlets returns an error that wraps retrieval.ErrNoOutlet when there is
	// no article of one of the filter's outlets.
	CheckOutlets(ctx context.Context, f retrieval.Filter) error
}

// Acts are what was done to the library.
type Acts interface {
	// Log returns what was done, newest first, and Act one of that, or
	// retrieval.ErrNoAct.
	Log(ctx context.Context, q retrieval.LogQuery) ([]retrieval.Act, error)
	Act(ctx context.Context, id string) (retrieval.Act, error)
	// History tells how an article came to be as it is, the newest change first,
	// or returns retrieval.ErrNoArticle.
	History(ctx context.Context, id string, q retrieval.LogQuery) ([]retrieval.Step, error)
	// Undo takes a load or an edit back, with what became of each article. It
	// returns retrieval.ErrNoAct or retrieval.ErrNotUndone.
	Undo(ctx context.Context, by retrieval.Actor, act string) ([]retrieval.Undone, error)
}

// Editor changes what the library holds.
type Editor interface {
	// Preview tells what AddWithin would make of articles, and stores nothing.
	Preview(ctx context.Context, articles ...retrieval.Article) ([]retrieval.Outcome, error)
	// AddWithin stores articles, with an outcome for each; quota is how many the
	// library may hold, 0 any number. New ones beyond it have retrieval.ErrFull.
	AddWithin(ctx context.Context, quota int, of retrieval.Load, articles ...retrieval.Article) ([]retrieval.Outcome, error)
	// Edit mends an article's metadata. It returns retrieval.ErrNoArticle,
	// retrieval.ErrTaken, or an error that wraps retrieval.ErrInvalid.
	Edit(ctx context.Context, by retrieval.Actor, id string, edit retrieval.Edit) (retrieval.Edited, error)
	// Remove forgets an article in all its revisions, or returns
	// retrieval.ErrNoArticle.
	Remove(ctx context.Context, by retrieval.Actor, id string) error
	// SetAlias makes a name another name of an outlet, or returns
	// retrieval.ErrNoOutlet or an error that wraps retrieval.ErrInvalid; DropAlias
	// ends that, or returns retrieval.ErrNoAlias.
	SetAlias(ctx context.Context, by retrieval.Actor, alias, outlet string) (retrieval.Alias, error)
	DropAlias(ctx context.Context, by retrieval.Actor, alias string) (retrieval.Alias, error)
	// SetStarters adds the starter articles, or removes them.
	SetStarters(ctx context.Context, by retrieval.Actor, on bool) error
}

// Libraries are those of all servers. Its methods are called from several
// goroutines at once.
type Libraries interface {
	// Open returns the library of that name, a server's id or the shared name,
	// and makes it when there is none. It is called for every question.
	Open(ctx context.Context, name string, t Tuning) (Library, error)
	// Delete deletes the library of that name with all that is in it; one that
	// is not there is no error.
	Delete(ctx context.Context, name string) error
}

// Tuning is how a library is to answer.
type Tuning struct {
	// Threshold is what the server's admins have set, nil where they leave it to
	// the operator's settings.
	Threshold *float64
	// Names are what members call the bot besides Dateline.
	Names []string
}

// openFor returns the library that the request is about.
func (b *Bot) openFor(ctx context.Context, r *request) (Library, error) {
	var lib Library
	err := b.turns.Open(ctx, r.library, func() (err error) {
		lib, err = b.libraries.Open(ctx, r.library, Tuning{Threshold: r.settings.Threshold, Names: b.names()})
		return err
	})
	if err != nil {
		return Library{}, fmt.Errorf("open library %s: %w", r.library, err)
	}
	return lib, nil
}

// articlesFor returns the library that the request is about, and its articles.
func (b *Bot) articlesFor(ctx context.Context, r *request) (Library, []retrieval.Meta, error) {
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return Library{}, nil, err
	}
	articles, err := lib.List(ctx, retrieval.Filter{})
	if err != nil {
		return Library{}, nil, fmt.Errorf("list articles: %w", err)
	}
	return lib, articles, nil
}

// openWithin returns the library that the request is about, or refuses a filter
// whose outlets it does not have.
func (b *Bot) openWithin(ctx context.Context, r *request, f retrieval.Filter) (Library, error) {
	lib, err := b.openFor(ctx, r)
	if err == nil {
		r.pending, err = lib.Pending(ctx)
	}
	if err != nil || len(f.Outlets) == 0 {
		return lib, err
	}
	err = lib.CheckOutlets(ctx, f)
	if errors.Is(err, retrieval.ErrNoOutlet) {
		return Library{}, refuse("no_such_outlet", "Outlet", show.ClipMarkdown(answers.Inline(strings.Join(f.Outlets, ", ")), show.MaxChoice))
	}
	return lib, err
}
