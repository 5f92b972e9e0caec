package extract

import (
	"bytes"
	"context"
	"net/url"
	"strings"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"

	"dateline/retrieval"
)

// Feed is what a feed lists.
type Feed struct {
	// Title is the feed's own, most often its outlet's name.
	Title   string
	Entries []Entry
}

// Entry is one article that a feed lists.
type Entry struct {
	// GUID is what the feed knows the entry by; it falls back on its link.
	GUID string
	// Meta is what the feed says of the article. Its URL is the entry's link.
	Meta retrieval.Meta
	// Content is what text the feed carries, HTML or plain: all of it, a
	// summary, or nothing.
	Content string
}

var (
	feedRoot = lazy(`(?i)<(rss|feed|rdf:rdf)[\s>]`)
	jsonFeed = lazy(`"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version`)
)

// IsFeed reports whether data is a feed: RSS, Atom, RDF or a JSON feed.
func IsFeed(data []byte) bool {
	const enough = 4 << 10
	head := bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), enough)], []byte("\ufeff")))
	switch {
	case bytes.HasPrefix(head, []byte("{")):
		return jsonFeed.Match(head)
	case bytes.HasPrefix(head, []byte("<")):
		return feedRoot.Match(head) && !htmlStart.Match(head)
	}
	return false
}

// ReadFeed reads a feed. base is where it was found, "" for a file. An error
// says what is wrong and what would do.
func ReadFeed(ctx context.Context, data []byte, base string) (feed Feed, err error) {
	// A feed that makes the parser panic is one feed refused.
	defer func() {
		if r := recover(); r != nil {
			feed, err = Feed{}, retrieval.NewProblem("unread_feed", "it is a feed that cannot be read (%v): load its articles by their links", r)
		}
	}()
	if err := boundedFeed(data); err != nil {
		return Feed{}, err
	}
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true
	parsed, err := parser.Parse(stoppable{ctx, bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))})
	if ctx.Err() != nil {
		return Feed{}, ctx.Err()
	}
	if err != nil {
		return Feed{}, retrieval.NewProblem("unread_feed", "it is a feed that is not well formed (%s): load its articles by their links", oneLine(err.Error()))
	}
	feed.Title = plainText(parsed.Title)
	from, err := url.Parse(base)
	if err != nil || base == "" {
		from, err = url.Parse(parsed.Link)
	}
	if err != nil {
		from = &url.URL{}
	}
	for i, item := range parsed.Items {
		if item != nil {
			complete(item, parsed.OriginalFeed(), i)
			feed.Entries = append(feed.Entries, entryOf(parsed, item, from))
		}
	}
	return feed, nil
}

// Bounds on a feed, which its parser reads whole: it takes some hundred bytes
// for each element.
const (
	maxFeedBytes    = 16 << 20
	maxFeedElements = 200_000
)

// boundedFeed refuses a feed that would take too much memory.
func boundedFeed(data []byte) error {
	const long = "it is a feed of more than %d %s: give a shorter one, or load its articles by their links"
	switch {
	case len(data) > maxFeedBytes:
		return retrieval.NewProblem("long_feed", long, maxFeedBytes, "bytes")
	case bytes.Count(data, []byte("<")) > maxFeedElements && !jsonFeed.Match(data[:min(len(data), 4<<10)]),
		bytes.Count(data, []byte(`":`)) > maxFeedElements:
		return retrieval.NewProblem("long_feed", long, maxFeedElements, "elements")
	}
	return nil
}

// complete mends what the parser makes of entry i of a feed. An item of RSS
// without a link has its guid as its address, unless that says that it is none;
// an entry of Atom that was only updated was not published then.
func complete(item *gofeed.Item, original any, i int) {
	switch feed := original.(type) {
	case *rss.Feed:
		if item.Link != "" || i >= len(feed.Items) {
			return
		}
		if guid := feed.Items[i].GUID; guid != nil && !strings.EqualFold(guid.IsPermalink, "false") && retrieval.ValidURL(strings.TrimSpace(guid.Value)) {
			item.Link = guid.Value
		}
	case *atom.Feed:
		if i < len(feed.Entries) {
			item.Published = feed.Entries[i].Published
		}
	}
}

// entryOf takes one entry from a feed.
func entryOf(feed *gofeed.Feed, item *gofeed.Item, base *url.URL) Entry {
	e := Entry{GUID: item.GUID, Content: item.Content}
	if e.Content == "" {
		e.Content = item.Description
	}
	if link, err := base.Parse(strings.TrimSpace(item.Link)); err == nil && item.Link != "" && retrieval.ValidURL(link.String()) {
		e.Meta.URL = link.String()
	}
	if e.GUID == "" {
		e.GUID = e.Meta.URL
	}
	e.Meta.Title = plainText(item.Title)
	e.Meta.Outlet = plainText(feed.Title)
	e.Meta.Language = languageTag(feed.Language)
	e.Meta.Published = publishedFrom(item.Published)
	if e.Meta.Published == "" {
		// It cannot have been published later.
		e.Meta.Published = publishedFrom(item.Updated)
		e.Meta.PublishedInferred = e.Meta.Published != ""
	}
	addressed(&e.Meta)
	for _, person := range item.Authors {
		if person != nil {
			e.Meta.Authors = append(e.Meta.Authors, personsOf(plainText(person.Name), e.Meta.Outlet, e.Meta.URL)...)
		}
	}
	return e
}

// plainText is text that may carry tags or entities, without them.
func plainText(text string) string {
	if !strings.ContainsAny(text, "<&") {
		return tidy(text)
	}
	doc, err := parseHTML(text)
	if err != nil {
		return tidy(text)
	}
	return textOf(doc)
}

// Entry returns the article that a feed carries in an entry.
func (x *Extractor) Entry(ctx context.Context, e Entry, known retrieval.Meta) (Result, error) {
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	if strings.TrimSpace(e.Content) == "" {
		return Result{}, retrieval.NewProblem("no_feed_text", "the feed carries no text of it: load it by its link")
	}
	p := &page{meta: prefer(known, e.Meta)}
	if strings.ContainsRune(e.Content, '<') {
		blocks, err := htmlBlocks(e.Content)
		if err != nil {
			return Result{}, err
		}
		p.blocks = blocks
	} else {
		p.blocks = plainBlocks(e.Content)
	}
	return x.finish(ctx, p)
}
