package load

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"

	"dateline/retrieval"
	"dateline/retrieval/extract"
)

// Feed is a library's subscription to a feed, and how its polling goes.
type Feed struct {
	Library string
	URL     string
	// Title is what the feed calls itself, "" before it was first read.
	Title string
	// AddedBy names who subscribed.
	AddedBy string
	// ETag and LastModified are what the server said when it last gave it.
	ETag, LastModified string
	// Polled is when it was last had, zero when it never was.
	Polled time.Time
	// Next is when it is to be polled again.
	Next time.Time
	// Failures counts the polls that failed in a row, FailingSince is when the
	// first of them was, and Failure says why the last did.
	Failures     int
	FailingSince time.Time
	Failure      string
}

// FeedStore keeps subscriptions, and which of their entries were taken.
type FeedStore interface {
	// DueFeeds gives at most n feeds whose Next is not after now, those due the
	// longest first.
	DueFeeds(ctx context.Context, now time.Time, n int) ([]Feed, error)
	// SaveFeed keeps how a feed's polling went. A feed that was removed
	// meanwhile stays removed, without an error.
	SaveFeed(ctx context.Context, f Feed) error
	// NewEntries gives those of a feed's entries that were not taken before.
	NewEntries(ctx context.Context, f Feed, guids []string) ([]string, error)
	// TookEntries notes that entries were taken.
	TookEntries(ctx context.Context, f Feed, guids []string) error
}

// FeedLibrary is a library that a feed loads into.
type FeedLibrary interface {
	Library
	// Removed says whether the article of that URL was removed, so that a feed
	// must not bring it back.
	Removed(ctx context.Context, url string) (bool, error)
}

// PollConfig says how feeds are polled.
type PollConfig struct {
	// Interval is the time between two polls of a feed; 0 means
	// DefaultInterval. A feed that fails waits twice as long each time.
	Interval time.Duration
	// Library gives the library of that name.
	Library func(ctx context.Context, name string) (FeedLibrary, error)
	// Report is told what became of a feed's new entries; it may be nil.
	Report func(f Feed, items []Item)
}

// Bounds of polling.
const (
	DefaultInterval = 30 * time.Minute
	maxInterval     = 24 * time.Hour
	// pollEntries is how many entries of one feed are taken in one poll; the
	// rest follows in the next.
	pollEntries = 50
	// pollers is how many feeds are polled at once, and pollEvery how often
	// the store is asked for those that are due.
	pollers   = 4
	pollEvery = time.Minute
)

// Poller loads the new entries of feeds, when they are due.
type Poller struct {
	log    *slog.Logger
	loader *Loader
	store  FeedStore
	robots *robots
	cfg    PollConfig
}

// NewPoller returns a poller. The loader must have a fetcher.
func NewPoller(log *slog.Logger, loader *Loader, store FeedStore, cfg PollConfig) *Poller {
	if cfg.Interval == 0 {
		cfg.Interval = DefaultInterval
	}
	return &Poller{log: log, loader: loader, store: store, robots: newRobots(loader.fetch), cfg: cfg}
}

// Run polls feeds when they are due, until ctx is done; then it returns the
// context's error.
func (p *Poller) Run(ctx context.Context) error {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		if err := p.PollDue(ctx, time.Now()); err != nil && ctx.Err() == nil {
			p.log.Error("polling feeds", "err", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// PollDue polls the feeds that are due at that time.
func (p *Poller) PollDue(ctx context.Context, now time.Time) error {
	const most = 100
	feeds, err := p.store.DueFeeds(ctx, now, most)
	if err != nil {
		return fmt.Errorf("find due feeds: %w", err)
	}
	var wait sync.WaitGroup
	places := make(chan struct{}, pollers)
	for _, f := range feeds {
		places <- struct{}{}
		wait.Go(func() {
			defer func() { <-places }()
			if err := p.poll(ctx, f, now); err != nil && ctx.Err() == nil {
				p.log.Error("polling a feed", "url", f.URL, "library", f.Library, "err", err)
			}
		})
	}
	wait.Wait()
	return ctx.Err()
}

// poll polls one feed and keeps how it went.
func (p *Poller) poll(ctx context.Context, f Feed, now time.Time) error {
	items, more, wait, err := p.take(ctx, &f)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if p.cfg.Report != nil && len(items) > 0 {
		p.cfg.Report(f, items)
	}
	switch {
	case err != nil:
		f.fail(now, p.cfg.Interval, wait, err)
	case more:
		f.succeed(now, pollEvery, 0)
	default:
		f.succeed(now, p.cfg.Interval, wait)
	}
	return p.store.SaveFeed(ctx, f)
}

// succeed notes that a poll went well.
func (f *Feed) succeed(now time.Time, interval, wait time.Duration) {
	f.Polled, f.Next = now, now.Add(jittered(max(interval, min(wait, maxInterval))))
	f.Failures, f.FailingSince, f.Failure = 0, time.Time{}, ""
}

// fail notes that a poll failed: the next waits twice as long as the one
// before, and as long as the server asked.
func (f *Feed) fail(now time.Time, interval, wait time.Duration, err error) {
	if f.Failures == 0 {
		f.FailingSince = now
	}
	f.Failures++
	f.Failure = err.Error()
	pause := maxInterval
	if f.Failures < 16 {
		pause = min(interval<<f.Failures, maxInterval)
	}
	f.Next = now.Add(jittered(min(max(pause, wait), maxInterval)))
}

// jittered is d, a tenth more or less, so that feeds do not come due together.
func jittered(d time.Duration) time.Duration {
	return d + time.Duration((rand.Float64()-0.5)*0.2*float64(d))
}

// take loads a feed's new entries. more says that some are left for the next
// poll, wait how long the server asked to be left alone.
func (p *Poller) take(ctx context.Context, f *Feed) (items []Item, more bool, wait time.Duration, err error) {
	switch allowed, err := p.robots.allow(ctx, f.URL); {
	case err != nil:
		return nil, false, 0, err
	case !allowed:
		return nil, false, 0, errors.New("the site's robots.txt does not allow it to be polled: load its articles by their links")
	}
	doc, err := p.loader.fetch.Get(ctx, f.URL, Since{ETag: f.ETag, LastModified: f.LastModified})
	if err != nil || doc.Unchanged {
		return nil, false, doc.Wait, err
	}
	feed, err := extract.ReadFeed(doc.Data, doc.URL)
	if err != nil {
		return nil, false, doc.Wait, err
	}
	fresh, err := p.fresh(ctx, *f, feed.Entries)
	if err != nil {
		return nil, false, doc.Wait, err
	}
	more = len(fresh) > pollEntries
	items, err = p.load(ctx, *f, fresh[:min(len(fresh), pollEntries)])
	if err != nil {
		return items, false, doc.Wait, err
	}
	f.Title = feed.Title
	if !more {
		// Only then may the server say that there is nothing new.
		f.ETag, f.LastModified = doc.ETag, doc.LastModified
	}
	return items, more, doc.Wait, nil
}

// fresh are the entries that were not taken before.
func (p *Poller) fresh(ctx context.Context, f Feed, entries []extract.Entry) ([]extract.Entry, error) {
	guids := make([]string, 0, len(entries))
	for _, e := range entries {
		guids = append(guids, e.GUID)
	}
	unseen, err := p.store.NewEntries(ctx, f, guids)
	if err != nil {
		return nil, fmt.Errorf("look up entries: %w", err)
	}
	return slices.DeleteFunc(entries, func(e extract.Entry) bool {
		return e.GUID == "" || !slices.Contains(unseen, e.GUID)
	}), nil
}

// load loads entries, and notes those that need not be tried again.
func (p *Poller) load(ctx context.Context, f Feed, entries []extract.Entry) ([]Item, error) {
	lib, err := p.cfg.Library(ctx, f.Library)
	if err != nil {
		return nil, fmt.Errorf("open library %s: %w", f.Library, err)
	}
	var items []Item
	b := &batch{lib: lib, load: retrieval.NewLoad(retrieval.Actor{Kind: retrieval.Feed, ID: f.URL}, f.URL), each: func(it Item) error {
		items = append(items, it)
		return nil
	}}
	var took []string
	for _, e := range entries {
		settled, err := p.entry(ctx, lib, e, b)
		if err != nil {
			return items, err
		}
		if settled {
			took = append(took, e.GUID)
		}
	}
	if err := b.flush(ctx); err != nil {
		return items, err
	}
	if err := p.store.TookEntries(ctx, f, took); err != nil {
		return items, fmt.Errorf("note entries: %w", err)
	}
	return items, nil
}

// entry loads one entry. It is settled unless trying again may help.
func (p *Poller) entry(ctx context.Context, lib FeedLibrary, e extract.Entry, b *batch) (settled bool, err error) {
	if e.Meta.URL != "" {
		removed, err := lib.Removed(ctx, e.Meta.URL)
		if err != nil {
			return false, fmt.Errorf("look up %s: %w", e.Meta.URL, err)
		}
		if removed {
			return true, nil
		}
	}
	fetch := false
	if e.Meta.URL != "" {
		// A site that cannot be asked now is not fetched from now.
		fetch, err = p.robots.allow(ctx, e.Meta.URL)
		fetch = fetch && err == nil
	}
	result, err := p.loader.entry(ctx, e, fetch)
	switch {
	case ctx.Err() != nil:
		return false, ctx.Err()
	case err != nil:
		it := rejected(e.Meta.URL, err)
		it.describe(e.Meta)
		return !passing(err), b.reject(ctx, it)
	}
	return true, b.add(ctx, Item{Source: e.Meta.URL}, result.Article, result.Removed)
}

// passing says whether an error may be gone at the next try.
func passing(err error) bool {
	var status *StatusError
	if errors.As(err, &status) {
		return status.Code == http.StatusTooManyRequests || status.Code >= 500
	}
	return errors.Is(err, errLater)
}
