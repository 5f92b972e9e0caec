package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"dateline/answers"
	"dateline/retrieval"
)

// Library is what a server's members can ask of its articles. Its methods are
// called from several goroutines at once.
type Library interface {
	// Ask answers a question, or abstains, which is no error.
	Ask(ctx context.Context, q answers.Question) (answers.Answer, error)
	// Quote says whether the library holds the words of text. It gives an error
	// that wraps retrieval.ErrInvalid when text has no words.
	Quote(ctx context.Context, id, text string, claim answers.Claim) (answers.Check, error)
	// Recheck compares what was cited with the library of today.
	Recheck(ctx context.Context, cited []answers.Cited) ([]answers.Rechecked, error)
	// NewEvidence asks a standing question of what came after a change of the
	// library, and gives what is new and no copy, and the last change.
	NewEvidence(ctx context.Context, q answers.Question, after int64) ([]answers.Excerpt, int64, error)
	// Summarize gives at most n sentences of an article, in its order, or
	// retrieval.ErrNoArticle.
	Summarize(ctx context.Context, articleID string, n int) (answers.Summary, error)
	// Digest gives the main points of the articles on a topic, or of the newest
	// within its filter; Compare what outlets say about it, and Timeline what is
	// told of it by day.
	Digest(ctx context.Context, t answers.Topic) (answers.Summary, error)
	Compare(ctx context.Context, t answers.Topic) (answers.Comparison, error)
	Timeline(ctx context.Context, t answers.Topic) (answers.Timeline, error)
	// List gives the articles that pass the filter, newest first.
	List(ctx context.Context, f retrieval.Filter) ([]retrieval.Meta, error)
	// Search finds the passages that bear on a query, best first.
	Search(ctx context.Context, q retrieval.Query) (retrieval.Result, error)
	// Article gives an article in a revision, 0 for the newest, or
	// retrieval.ErrNoArticle.
	Article(ctx context.Context, id string, revision int) (retrieval.Article, error)
	// SetStarters adds the starter articles, or removes them.
	SetStarters(ctx context.Context, by retrieval.Actor, on bool) error
	// Preview says what AddWithin would make of articles, and stores nothing.
	Preview(ctx context.Context, articles ...retrieval.Article) ([]retrieval.Outcome, error)
	// AddWithin stores articles, with an outcome for each; quota is how many the
	// library may hold, 0 any number. New ones beyond it have retrieval.ErrFull.
	AddWithin(ctx context.Context, quota int, of retrieval.Load, articles ...retrieval.Article) ([]retrieval.Outcome, error)
	// Edit mends an article's metadata. It gives retrieval.ErrNoArticle,
	// retrieval.ErrTaken, or an error that wraps retrieval.ErrInvalid.
	Edit(ctx context.Context, by retrieval.Actor, id string, edit retrieval.Edit) (retrieval.Edited, error)
	// Log gives what was done to the library, newest first, and Act one of that,
	// or retrieval.ErrNoAct.
	Log(ctx context.Context, q retrieval.LogQuery) ([]retrieval.Act, error)
	Act(ctx context.Context, id string) (retrieval.Act, error)
	// History tells how an article came to be as it is, the newest change first,
	// or gives retrieval.ErrNoArticle.
	History(ctx context.Context, id string, q retrieval.LogQuery) ([]retrieval.Step, error)
	// CheckOutlets gives an error that wraps retrieval.ErrNoOutlet when it has no
	// article of one of the filter's outlets.
	CheckOutlets(ctx context.Context, f retrieval.Filter) error
	// Outlets gives the outlets of its articles, those with the most first.
	Outlets(ctx context.Context) ([]retrieval.Outlet, error)
	// SetAlias makes a name another name of an outlet, or gives
	// retrieval.ErrNoOutlet or an error that wraps retrieval.ErrInvalid; DropAlias
	// ends that, or gives retrieval.ErrNoAlias.
	SetAlias(ctx context.Context, by retrieval.Actor, alias, outlet string) (retrieval.Alias, error)
	DropAlias(ctx context.Context, by retrieval.Actor, alias string) (retrieval.Alias, error)
	// Lineage says which articles share text with one, or gives
	// retrieval.ErrNoArticle.
	Lineage(ctx context.Context, id string) (retrieval.Lineage, error)
	// Undo takes a load or an edit back, with what became of each article. It
	// gives retrieval.ErrNoAct or retrieval.ErrNotUndone.
	Undo(ctx context.Context, by retrieval.Actor, act string) ([]retrieval.Undone, error)
	// Remove forgets an article in all its revisions, or gives
	// retrieval.ErrNoArticle.
	Remove(ctx context.Context, by retrieval.Actor, id string) error
}

// Libraries are those of all servers. Its methods are called from several
// goroutines at once.
type Libraries interface {
	// Open gives the library of that name, a server's id or the shared name,
	// and makes it when there is none. It is called for every question.
	Open(ctx context.Context, name string, t Tuning) (Library, error)
	// Delete deletes the library of that name with all that is in it; one that
	// is not there is no error.
	Delete(ctx context.Context, name string) error
}

// Tuning is how a server's admins want its library to answer; nil leaves a value
// to the operator's settings.
type Tuning struct{ Threshold *float64 }

// openFor gives the library that the request is about.
func (b *Bot) openFor(ctx context.Context, r *request) (Library, error) {
	lib, err := b.libraries.Open(ctx, r.library, Tuning{Threshold: r.settings.Threshold})
	if err != nil {
		return nil, fmt.Errorf("open library %s: %w", r.library, err)
	}
	return lib, nil
}

// articlesFor gives the library that the request is about, and its articles.
func (b *Bot) articlesFor(ctx context.Context, r *request) (Library, []retrieval.Meta, error) {
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	articles, err := lib.List(ctx, retrieval.Filter{})
	if err != nil {
		return nil, nil, fmt.Errorf("list articles: %w", err)
	}
	return lib, articles, nil
}

// openWithin gives the library that the request is about, or refuses a filter
// whose outlets it does not have.
func (b *Bot) openWithin(ctx context.Context, r *request, f retrieval.Filter) (Library, error) {
	lib, err := b.openFor(ctx, r)
	if err != nil || len(f.Outlets) == 0 {
		return lib, err
	}
	err = lib.CheckOutlets(ctx, f)
	if errors.Is(err, retrieval.ErrNoOutlet) {
		return nil, refuse("no_such_outlet", "Outlet", clipMarkdown(answers.Inline(strings.Join(f.Outlets, ", ")), maxChoice))
	}
	return lib, err
}
