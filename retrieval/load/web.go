package load

import (
	"cmp"
	"context"
	"strings"

	"dateline/retrieval"
	"dateline/retrieval/extract"
)

// isWeb reports whether a source is a link.
func isWeb(source string) bool {
	scheme, _, ok := strings.Cut(source, "://")
	return ok && scheme != "" && !strings.ContainsAny(scheme, `/\.`)
}

// link loads a page, or the articles of a feed, from the web.
func (l *Loader) link(ctx context.Context, req Request, address string, b *batch) error {
	if l.fetch == nil {
		return b.reject(ctx, address, retrieval.NewProblem("no_links", "links are not loaded here: save the page and load the file"))
	}
	doc, err := l.fetch.page(ctx, address)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return b.reject(ctx, address, err)
	}
	if extract.IsFeed(doc.Data) {
		return l.feed(ctx, address, doc.Data, doc.URL, b)
	}
	return l.take(ctx, address, extract.Source{Data: doc.Data, URL: doc.URL, ContentType: doc.ContentType, Known: req.Known}, b)
}

// feed loads the entries of a feed. One that was found on the web gives the
// pages that its entries link to, and what it carries itself of those that
// cannot be had; a file gives what it carries.
func (l *Loader) feed(ctx context.Context, source string, data []byte, found string, b *batch) error {
	feed, err := extract.ReadFeed(ctx, data, found)
	if err != nil {
		return b.reject(ctx, source, err)
	}
	if len(feed.Entries) == 0 {
		return b.reject(ctx, source, retrieval.NewProblem("empty_feed", "the feed lists no articles: try again when it does"))
	}
	for _, e := range feed.Entries {
		result, _, err := l.entry(ctx, e, found != "")
		if ctx.Err() != nil {
			return ctx.Err()
		}
		name := cmp.Or(e.Meta.URL, source)
		if err != nil {
			it := rejected(name, err)
			it.describe(e.Meta)
			err = b.hold(ctx, it)
		} else {
			err = b.add(ctx, Item{Source: name}, result.Article, result.Removed)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// errAnotherPage says that an entry's link leads to something else than the feed
// says.
var errAnotherPage = retrieval.NewProblem("another_page", "the page at its link is another than the feed says: open the link and load the article's own page")

// entry extracts the article of a feed's entry, from its page if that is to be
// fetched and can be. missed says why it could not, also where the feed itself
// carries a text, which is then taken.
func (l *Loader) entry(ctx context.Context, e extract.Entry, fetch bool) (result extract.Result, missed, err error) {
	if !fetch || l.fetch == nil || e.Meta.URL == "" {
		result, err = l.extract.Entry(ctx, e, retrieval.Meta{})
		return result, nil, err
	}
	doc, missed := l.fetch.page(ctx, e.Meta.URL)
	if missed == nil {
		result, missed = l.extract.Extract(ctx, extract.Source{
			Data: doc.Data, URL: doc.URL, ContentType: doc.ContentType, Fallback: e.Meta,
		})
		if missed == nil && !e.Agrees(doc.URL, result.Article) {
			missed = errAnotherPage
		}
		if missed == nil {
			return result, nil, nil
		}
	}
	if ctx.Err() != nil {
		return extract.Result{}, missed, ctx.Err()
	}
	if result, own := l.extract.Entry(ctx, e, retrieval.Meta{}); own == nil {
		// The feed may carry a summary only.
		result.Article.Partial = true
		return result, missed, nil
	}
	return extract.Result{}, missed, missed
}
