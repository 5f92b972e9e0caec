package retrieval

import (
	"context"
	"errors"
	"fmt"
)

// Preview tells what adding articles to a library would make of them, and
// stores nothing. It goes the way of Add, over what the library holds and what
// it was given itself before, so that the two cannot disagree. It may not be
// used from several goroutines at once.
type Preview struct {
	lib *Library // nil for one that is not there yet

	// What was given so far: the newest state of each article, by its id, and
	// the ids that have or had a URL or a text.
	byID     map[string]Entry
	byURL    map[Hash][]string
	byFormer map[Hash][]string
	byText   map[Hash][]string
}

// NewPreview begins a preview for a library; nil stands for one that is empty.
func NewPreview(lib *Library) *Preview {
	return &Preview{
		lib: lib, byID: make(map[string]Entry),
		byURL: make(map[Hash][]string), byFormer: make(map[Hash][]string), byText: make(map[Hash][]string),
	}
}

// Preview says what Add would make of articles now, and stores nothing.
func (l *Library) Preview(ctx context.Context, articles ...Article) ([]Outcome, error) {
	return NewPreview(l).Add(ctx, Load{}, articles...)
}

// errPreview takes back a transaction that was opened to look.
var errPreview = errors.New("only a preview")

// Add says what a library's Add would make of articles after those that were
// given before.
func (p *Preview) Add(ctx context.Context, _ Load, articles ...Article) ([]Outcome, error) {
	if p.lib == nil {
		return p.add(nobody{}, articles)
	}
	var outcomes []Outcome
	_, err := p.lib.store.Change(ctx, p.lib.record.Key, Act{}, func(tx StoreTx) (err error) {
		if outcomes, err = p.add(tx, articles); err != nil {
			return err
		}
		return errPreview
	})
	if !errors.Is(err, errPreview) {
		return nil, fmt.Errorf("preview for library %q: %w", p.lib.Name(), err)
	}
	return outcomes, nil
}

func (p *Preview) add(stored finder, articles []Article) ([]Outcome, error) {
	outcomes := make([]Outcome, len(articles))
	for i, a := range articles {
		var err error
		if _, outcomes[i], err = addOne(previewed{p, stored}, a, false); err != nil {
			return nil, err
		}
	}
	return outcomes, nil
}

// previewed is a store with what a preview was given laid over it.
type previewed struct {
	*Preview
	stored finder
}

// ByID implements finder.
func (p previewed) ByID(id string) (Entry, error) {
	if e, ok := p.byID[id]; ok {
		return e, nil
	}
	return p.stored.ByID(id)
}

// ByURL implements finder.
func (p previewed) ByURL(url Hash) (Entry, error) {
	return p.first(p.stored.ByURL, url, p.byURL[url], func(e Entry) bool { return HashURL(e.URL) == url })
}

// ByFormerURL implements finder.
func (p previewed) ByFormerURL(url Hash) (Entry, error) {
	return p.first(p.stored.ByFormerURL, url, p.byFormer[url], func(Entry) bool { return true })
}

// ByText implements finder.
func (p previewed) ByText(text Hash) (Entry, error) {
	return p.first(p.stored.ByText, text, p.byText[text], func(e Entry) bool { return e.Text == text })
}

// first is the article that was there first of those that are known by a hash:
// the one stored, or one of those given, as they have become.
func (p previewed) first(stored func(Hash) (Entry, error), hash Hash, given []string, known func(Entry) bool) (Entry, error) {
	first, err := stored(hash)
	if err != nil && !errors.Is(err, ErrNoArticle) {
		return first, err
	}
	if now, changed := p.byID[first.ID]; changed {
		first = now
		if !known(now) {
			first, err = Entry{}, ErrNoArticle
		}
	}
	for _, id := range given {
		if e := p.byID[id]; known(e) && (err != nil || e.Num < first.Num) {
			first, err = e, nil
		}
	}
	return first, err
}

// unstored is the first number of articles that the store has not.
const unstored = 1 << 62

// Put lays an article over the store.
func (p previewed) Put(old Entry, a Article, stated *Meta, text Hash) (Entry, error) {
	e := Entry{Num: old.Num, Meta: a.Meta, Revisions: max(old.Revisions, a.Revision), Partial: a.Partial, Text: text, Stated: stated}
	if e.Num == 0 {
		e.Num = unstored + int64(len(p.byID))
	}
	p.byID[a.ID] = e
	p.byText[text] = append(p.byText[text], a.ID)
	if a.URL != "" {
		p.byURL[HashURL(a.URL)] = append(p.byURL[HashURL(a.URL)], a.ID)
	}
	return e, nil
}

// KeepURL implements shelving.
func (p previewed) KeepURL(e Entry, url Hash) error {
	p.byFormer[url] = append(p.byFormer[url], e.ID)
	return nil
}
