package load

import (
	"context"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"

	"dateline/retrieval"
	"dateline/retrieval/extract"
)

// FeedStore keeps subscriptions, and which of their entries were taken.
type FeedStore interface {
	// AddFeed subscribes a library to a feed; added is false when it already
	// was.
	AddFeed(ctx context.Context, f retrieval.Feed) (added bool, err error)
	// RemoveFeed ends a subscription, or gives retrieval.ErrNoFeed.
	RemoveFeed(ctx context.Context, library, url string) error
	// Feeds lists a library's feeds, of all libraries where library is empty,
	// in the order in which they were added.
	Feeds(ctx context.Context, library string) ([]retrieval.Feed, error)
	// DueFeeds gives at most n feeds whose Next is not after now, those due the
	// longest first.
	DueFeeds(ctx context.Context, now time.Time, n int) ([]retrieval.Feed, error)
	// SaveFeed keeps how a feed's polling went. A feed that was removed
	// meanwhile stays removed, without an error.
	SaveFeed(ctx context.Context, f retrieval.Feed) error
	// NewEntries gives those of a feed's entries that were not taken before.
	NewEntries(ctx context.Context, f retrieval.Feed, guids []string) ([]string, error)
	// TookEntries notes that entries were taken.
	TookEntries(ctx context.Context, f retrieval.Feed, guids []string) error
}

// FeedLibrary is a library that a feed loads into.
type FeedLibrary interface {
	Library
	// Removed reports whether the article of that URL was removed, so that a feed
	// must not bring it back.
	Removed(ctx context.Context, url string) (bool, error)
}

// FeedConfig says how feeds are polled.
type FeedConfig struct {
	// Interval is the time between two polls of a feed; 0 means
	// DefaultInterval. A feed that fails waits twice as long each time.
	Interval time.Duration
	// Library gives the library of that name.
	Library func(ctx context.Context, name string) (FeedLibrary, error)
}

// DefaultInterval is how often a feed is polled by default.
const DefaultInterval = 30 * time.Minute

// maxFeeds bounds the feeds of a library: each is asked for without end.
const maxFeeds = 200

// Feeds are the libraries' subscriptions to feeds. They may be used from several
// goroutines at once.
type Feeds struct {
	log    *slog.Logger
	loader *Loader
	store  FeedStore
	robots *robots
	cfg    FeedConfig

	mu      sync.Mutex
	polling map[string]*poll // under way, by library and URL
}

// NewFeeds returns the subscriptions that store keeps. The loader must have a
// fetcher.
func NewFeeds(log *slog.Logger, loader *Loader, store FeedStore, cfg FeedConfig) *Feeds {
	if cfg.Interval == 0 {
		cfg.Interval = DefaultInterval
	}
	return &Feeds{log: log, loader: loader, store: store, robots: newRobots(loader.fetch), cfg: cfg, polling: make(map[string]*poll)}
}

// RefusedError says, to whoever asked for it, why a feed is not subscribed to
// and what would do.
type RefusedError struct{ Err error }

func (e *RefusedError) Error() string { return e.Err.Error() }
func (e *RefusedError) Unwrap() error { return e.Err }

// Add subscribes a library, which must be there, to the feed at an address, or
// to the one that the page at that address names. The feed is asked for at once,
// so that what cannot work is refused, with a RefusedError; its articles come
// with the next poll. added is false when the library had subscribed before. by
// names who asks.
func (s *Feeds) Add(ctx context.Context, library, address, by string) (f retrieval.Feed, added bool, err error) {
	known, err := s.store.Feeds(ctx, library)
	if err != nil {
		return f, false, err
	}
	address = withoutFragment(address)
	if f, ok := findFeed(known, address); ok {
		return f, false, nil
	}
	f, err = s.try(ctx, address)
	switch {
	case ctx.Err() != nil:
		return f, false, ctx.Err()
	case err != nil:
		return f, false, &RefusedError{err}
	}
	if old, ok := findFeed(known, f.URL); ok {
		return old, false, nil
	}
	if len(known) >= maxFeeds {
		return f, false, &RefusedError{retrieval.NewProblem("many_feeds", "the library has %d feeds, which is the most: remove one first", maxFeeds)}
	}
	now := time.Now().Truncate(time.Second)
	f.Library, f.AddedBy, f.Added, f.Next = library, by, now, now
	added, err = s.store.AddFeed(ctx, f)
	return f, added, err
}

// Remove ends a library's subscription to the feed of that address, or returns
// retrieval.ErrNoFeed. Its articles stay.
func (s *Feeds) Remove(ctx context.Context, library, address string) error {
	return s.store.RemoveFeed(ctx, library, withoutFragment(address))
}

// List returns a library's feeds, of all libraries where library is empty, in the
// order in which they were added.
func (s *Feeds) List(ctx context.Context, library string) ([]retrieval.Feed, error) {
	return s.store.Feeds(ctx, library)
}

// try asks for the feed at an address, or for the one that the page there
// names, and returns its address and title.
func (s *Feeds) try(ctx context.Context, address string) (retrieval.Feed, error) {
	doc, err := s.loader.fetch.Get(ctx, address, Since{})
	if err != nil {
		return retrieval.Feed{}, err
	}
	if !extract.IsFeed(doc.Data) {
		address = extract.FindFeed(doc.Data, doc.ContentType, doc.URL)
		if address == "" {
			return retrieval.Feed{}, retrieval.NewProblem("no_feed", "it is no feed, and names none: give the address of an RSS, Atom or JSON feed")
		}
		if doc, err = s.loader.fetch.Get(ctx, address, Since{}); err != nil {
			return retrieval.Feed{}, retrieval.NewProblem("named_feed", "the page names the feed %s, but %w", address, err)
		}
	}
	feed, err := extract.ReadFeed(ctx, doc.Data, doc.URL)
	if err != nil {
		return retrieval.Feed{}, err
	}
	if err := s.allowed(ctx, address); err != nil {
		return retrieval.Feed{}, err
	}
	return retrieval.Feed{URL: address, Title: feed.Title}, nil
}

// allowed reports whether the site lets the feed be polled.
func (s *Feeds) allowed(ctx context.Context, address string) error {
	switch allowed, err := s.robots.allow(ctx, address); {
	case err != nil:
		return retrieval.NewProblem("robots_unread", "the site's robots.txt cannot be read: %w", err)
	case !allowed:
		return retrieval.NewProblem("robots", "the site's robots.txt does not allow it to be polled: load its articles by their links")
	}
	return nil
}

func findFeed(feeds []retrieval.Feed, address string) (retrieval.Feed, bool) {
	for _, f := range feeds {
		if f.URL == address {
			return f, true
		}
	}
	return retrieval.Feed{}, false
}

// withoutFragment is an address without what is never sent.
func withoutFragment(address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || u.Fragment == "" {
		return address
	}
	u.Fragment = ""
	return u.String()
}
