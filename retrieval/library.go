package retrieval

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"dateline/retrieval/text"
)

// Library is the articles that one server sees. It may be used from several
// goroutines at once, and kept: its index is opened when it is asked for.
type Library struct {
	record   LibraryRecord
	analyzer *text.Analyzer
	store    libraryStore
	// open opens the library, or finds it open, and keeps it so until release is
	// called.
	open func(ctx context.Context) (sh *shelf, release func(), err error)
}

// libraryStore is what a library asks of the store, opened or not.
type libraryStore interface {
	ArticleStore
	LogStore
	LoadStore
}

// Name is the library's name.
func (l *Library) Name() string { return l.record.Name }

// Analyzer is what cuts the library's texts into terms.
func (l *Library) Analyzer() *text.Analyzer { return l.analyzer }

// Status says what became of an article given to Add.
type Status string

// What Add can report, and Removed beside it in a log.
const (
	Added     Status = "added"
	Updated   Status = "updated"
	Duplicate Status = "duplicate"
	Rejected  Status = "rejected"
	Removed   Status = "removed"
)

// Outcome is what became of one article given to Add.
type Outcome struct {
	Status Status
	// Article is the stored article's, or of a rejected one what was given.
	Article Meta
	// Err says why it was rejected; it wraps ErrInvalid.
	Err error
}

// Add stores articles and makes them searchable before it returns, as a part of
// load. Either all that are acceptable are stored or, with an
// error, none. There is an outcome for each article, in the same order.
//
// An article with an id is that article, whatever else it says. One without is
// the article with its URL, else the one that was loaded under that before, else
// the one with its text, where there is one. The same again is a duplicate,
// another text a new revision.
func (l *Library) Add(ctx context.Context, load Load, articles ...Article) ([]Outcome, error) {
	return l.AddWithin(ctx, 0, load, articles...)
}

// AddWithin is Add for a library that may hold at most quota articles, 0 for
// any number. New ones beyond that are rejected with ErrFull; others may still
// be updated.
func (l *Library) AddWithin(ctx context.Context, quota int, load Load, articles ...Article) ([]Outcome, error) {
	return change(ctx, l, func(sh *shelf) ([]Outcome, error) { return sh.add(ctx, quota, load, articles...) })
}

func (sh *shelf) add(ctx context.Context, quota int, load Load, articles ...Article) ([]Outcome, error) {
	outcomes := make([]Outcome, len(articles))
	var changed []changedArticle
	seq, err := sh.change(ctx, load.act, func(tx StoreTx) error {
		changed = changed[:0]
		held := sh.catalog.size()
		for i, a := range articles {
			c, outcome, err := addOne(tx, a, quota > 0 && held >= quota)
			if err != nil {
				return err
			}
			outcomes[i] = outcome
			if outcome.Status == Added {
				held++
			}
			if c != nil {
				changed = append(changed, *c)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("add to library %q: %w", sh.record.Name, err)
	}
	if err := sh.publish(ctx, seq, changed); err != nil {
		return outcomes, err
	}
	return outcomes, nil
}

// changedArticle is an article that the store has taken.
type changedArticle struct {
	Entry
	// article is nil when it was removed.
	article *Article
}

// shelving is what of a StoreTx it takes to add an article.
type shelving interface {
	finder
	Put(old Entry, a Article, stated *Meta, text Hash) (Entry, error)
	KeepURL(e Entry, url Hash) error
}

// addOne stores a, unless it is there already or cannot be accepted, as no new
// one is when the library is full; the changedArticle is nil then.
func addOne(tx shelving, a Article, full bool) (*changedArticle, Outcome, error) {
	if err := a.validate(); err != nil {
		return nil, Outcome{Status: Rejected, Article: a.told(), Err: err}, nil
	}
	a.complete()
	text := HashText(a.Body)
	old, err := find(tx, a, text)
	found := err == nil
	if err != nil && !errors.Is(err, ErrNoArticle) {
		return nil, Outcome{}, err
	}
	var stated *Meta
	if found {
		stated = a.keepMended(old)
	}
	status := Added
	switch {
	case !found && full:
		return nil, Outcome{Status: Rejected, Article: a.Meta, Err: ErrFull}, nil
	case !found:
		if a.ID == "" {
			if a.ID, err = freeID(tx, mintID(a, text)); err != nil {
				return nil, Outcome{}, err
			}
		}
		a.Revision = 1
	case sameArticle(old, a, text) && !old.damaged():
		return nil, Outcome{Status: Duplicate, Article: old.Meta}, nil
	default:
		status = Updated
		a.ID, a.Revision = old.ID, old.Revision
		if old.Text != text {
			a.Revision = old.Revisions + 1
		}
	}
	entry, err := tx.Put(old, a, stated, text)
	if err == nil {
		err = keepURL(tx, old, entry)
	}
	if err != nil {
		return nil, Outcome{}, fmt.Errorf("article %q: %w", a.ID, err)
	}
	return &changedArticle{entry, &a}, Outcome{Status: status, Article: entry.Meta}, nil
}

// freeID returns id, or one made of it when an article has that: one whose text
// was this once, and is another now.
func freeID(tx finder, id string) (string, error) {
	free := id
	for n := 2; ; n++ {
		_, err := tx.ByID(free)
		switch {
		case errors.Is(err, ErrNoArticle):
			return free, nil
		case err != nil:
			return "", err
		}
		free = fmt.Sprintf("%s-%d", id, n)
	}
}

// sameArticle reports whether a adds nothing to old. One that came without an id
// and was known by its text adds nothing, whatever else it says.
func sameArticle(old Entry, a Article, text Hash) bool {
	if old.Text != text {
		return false
	}
	if a.ID == "" {
		return true
	}
	a.Revision = old.Revision
	return old.Partial == a.Partial && old.Meta.equal(a.Meta)
}

// Remove forgets an article in all its revisions. A tombstone without text
// stays, and in the log that there was one of that id. It returns ErrNoArticle
// when there is nothing to remove.
func (l *Library) Remove(ctx context.Context, by Actor, id string) error {
	removed, err := l.RemoveAll(ctx, by, id)
	if err == nil && len(removed) == 0 {
		err = fmt.Errorf("article %q: %w", id, ErrNoArticle)
	}
	return err
}

// RemoveAll removes those articles of these ids that are there as one act: all of
// them or, with an error and none removed, not one. It returns their ids.
func (l *Library) RemoveAll(ctx context.Context, by Actor, ids ...string) (removed []string, err error) {
	return change(ctx, l, func(sh *shelf) ([]string, error) { return sh.remove(ctx, by, ids) })
}

func (sh *shelf) remove(ctx context.Context, by Actor, ids []string) ([]string, error) {
	var changed []changedArticle
	var removed []string
	for _, id := range ids {
		entry, ok := sh.catalog.removable(id)
		if ok && !slices.Contains(removed, id) {
			changed, removed = append(changed, changedArticle{Entry: entry}), append(removed, id)
		}
	}
	if len(removed) == 0 {
		return nil, nil
	}
	removeAll := func(tx StoreTx) error {
		for _, c := range changed {
			if err := tx.Remove(c.Entry); err != nil {
				return fmt.Errorf("remove article %q: %w", c.ID, err)
			}
		}
		return nil
	}
	act := newAct(by, DeedRemove, "")
	seq, err := sh.change(ctx, act, removeAll)
	if seq == 0 && sh.store.MakeRoom(err) {
		seq, err = sh.change(ctx, act, removeAll)
	}
	if seq == 0 {
		return nil, err
	}
	return removed, errors.Join(err, sh.publish(ctx, seq, changed))
}

// Article returns an article in that revision, 0 for the current one, or
// ErrNoArticle.
func (l *Library) Article(ctx context.Context, id string, revision int) (Article, error) {
	return read(ctx, l, func(sh *shelf) (Article, error) { return sh.article(ctx, id, revision) })
}

func (sh *shelf) article(ctx context.Context, id string, revision int) (Article, error) {
	entry, err := sh.find(id)
	if err != nil {
		return Article{}, err
	}
	a, err := sh.store.Revision(ctx, entry.Num, revision)
	if err != nil {
		return Article{}, fmt.Errorf("article %q, revision %d: %w", id, revision, err)
	}
	return *sh.catalog.outletAliases().of(&a), nil
}

// Body returns the text of an article in that revision as the store has it now,
// or ErrNoArticle.
func (l *Library) Body(ctx context.Context, id string, revision int) (string, error) {
	return read(ctx, l, func(sh *shelf) (string, error) { return sh.body(ctx, id, revision) })
}

func (sh *shelf) body(ctx context.Context, id string, revision int) (string, error) {
	entry, err := sh.find(id)
	if err != nil {
		return "", err
	}
	body, err := sh.store.Body(ctx, entry.Num, revision)
	if err != nil {
		return "", fmt.Errorf("article %q, revision %d: %w", id, revision, err)
	}
	return body, nil
}

// List returns the articles that pass the filter, newest first, those without a
// date last.
func (l *Library) List(ctx context.Context, f Filter) ([]Meta, error) {
	return read(ctx, l, func(sh *shelf) ([]Meta, error) { return sh.list(ctx, f) })
}

func (sh *shelf) list(ctx context.Context, f Filter) ([]Meta, error) {
	passes, err := sh.passer(ctx, f)
	if err != nil {
		return nil, err
	}
	var out []Meta
	for _, e := range sh.catalog.all() {
		if passes(e) {
			out = append(out, e.Meta)
		}
	}
	slices.SortFunc(out, func(a, b Meta) int {
		return cmp.Or(cmp.Compare(b.Day(), a.Day()), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}
