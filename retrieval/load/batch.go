package load

import (
	"context"
	"errors"

	"dateline/retrieval"
	"dateline/retrieval/extract"
)

// A batch is given to the library when it holds so many articles, or so many
// bytes of text. Indexing takes some fifty times the memory of the text that is
// indexed at once, and larger batches are hardly faster.
const (
	batchArticles = 500
	batchBytes    = 1 << 20
)

// batch gathers items and the articles among them. Items leave it in the order
// in which they came, rejected ones among the others.
type batch struct {
	lib    Library
	load   retrieval.Load
	dryRun bool
	each   func(Item) error
	// observe is told of what was to be stored, unless it is nil.
	observe func(retrieval.ActorKind, Item)

	items    []Item
	articles []retrieval.Article
	// at is where in items each of articles has its item.
	at    []int
	bytes int
}

// reject takes a source that could not be read as an article.
func (b *batch) reject(ctx context.Context, source string, err error) error {
	return b.hold(ctx, rejected(source, err))
}

// hold keeps an item that has no article for its turn.
func (b *batch) hold(ctx context.Context, it Item) error {
	b.items = append(b.items, it)
	if len(b.articles) > 0 && len(b.items) < batchArticles {
		return nil
	}
	return b.flush(ctx)
}

// known takes an item whose article the library has.
func (b *batch) known(ctx context.Context, it Item, a retrieval.Article) error {
	it.describe(a.Meta)
	it.Status, it.Words, it.Partial = retrieval.Duplicate, countWords(a.Body), a.Partial
	return b.hold(ctx, it)
}

// add takes an article, and hands what is gathered to the library when that is
// enough.
func (b *batch) add(ctx context.Context, it Item, a retrieval.Article, removed []extract.Removed) error {
	it.Removed = removed
	it.describe(a.Meta)
	it.Words, it.Partial = countWords(a.Body), a.Partial
	if b.dryRun {
		it.Article, it.Body = &a, &a.Body
	}
	if b.lib == nil {
		it.Status = retrieval.Added
		b.items = append(b.items, it)
		return b.flush(ctx)
	}
	b.at = append(b.at, len(b.items))
	b.items = append(b.items, it)
	b.articles = append(b.articles, a)
	b.bytes += len(a.Body)
	if len(b.items) < batchArticles && b.bytes < batchBytes {
		return nil
	}
	return b.flush(ctx)
}

// flush stores what is gathered and reports it.
func (b *batch) flush(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(b.articles) > 0 {
		outcomes, err := b.lib.Add(ctx, b.load, b.articles...)
		if err != nil {
			return err
		}
		for i, outcome := range outcomes {
			b.items[b.at[i]].settle(outcome)
		}
	}
	for _, it := range b.items {
		if b.observe != nil && !b.dryRun {
			b.observe(b.load.By().Kind, it)
		}
		if err := b.each(it); err != nil {
			return err
		}
	}
	clear(b.articles)
	b.items, b.articles, b.at, b.bytes = b.items[:0], b.articles[:0], b.at[:0], 0
	return nil
}

// settle writes into the item what the library made of its article.
func (it *Item) settle(o retrieval.Outcome) {
	it.describe(o.Article)
	it.Status = o.Status
	if o.Err == nil {
		return
	}
	it.Err = o.Err
	var told *retrieval.ProblemError
	if errors.As(o.Err, &told) { // without what it wraps for callers
		it.Err = told
	}
	if it.Line > 0 {
		it.Err = onLine(it.Line, it.Err)
	}
	it.Reason = it.Err.Error()
}
