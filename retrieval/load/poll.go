package load

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"dateline/retrieval"
	"dateline/retrieval/extract"
)

// Bounds of polling.
const (
	maxInterval = 24 * time.Hour
	// pollEntries is how many entries of one feed are taken in one poll, and
	// pollTime for how long; the rest follows in the next.
	pollEntries = 50
	pollTime    = 5 * time.Minute
	// pollers is how many feeds are polled at once, and pollEvery how often
	// the store is asked for those that are due.
	pollers   = 4
	pollEvery = time.Minute
)

// Run polls feeds when they are due, until ctx is done; then it returns the
// context's error.
func (s *Feeds) Run(ctx context.Context) error {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		if err := s.PollDue(ctx, time.Now()); err != nil && ctx.Err() == nil {
			s.log.Error("polling feeds failed", "error", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// PollDue polls the feeds that are due at that time.
func (s *Feeds) PollDue(ctx context.Context, now time.Time) error {
	const most = 100
	feeds, err := s.store.DueFeeds(ctx, now, most)
	if err != nil {
		return fmt.Errorf("find due feeds: %w", err)
	}
	var group errgroup.Group
	group.SetLimit(pollers)
	for _, f := range feeds {
		group.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			items, err := s.poll(ctx, f, now)
			if ctx.Err() == nil {
				s.tell(f, items, err)
			}
			return ctx.Err()
		})
	}
	return group.Wait()
}

// tell logs what a poll brought that nobody waits for.
func (s *Feeds) tell(f retrieval.Feed, items []Item, err error) {
	log := s.log.With("url", f.URL, "library", f.Library)
	if err != nil {
		log.Error("polling a feed failed", "error", err)
		return
	}
	count := map[retrieval.Status]int{}
	for _, it := range items {
		count[it.Status]++
		if it.Status == retrieval.Rejected {
			log.Warn("not loaded from a feed", "source", it.Source, "reason", it.Reason)
		}
	}
	if added, updated := count[retrieval.Added], count[retrieval.Updated]; added+updated > 0 {
		log.Info("loaded from a feed", "added", added, "updated", updated)
	}
}

// Poll loads a feed's new entries now, due or not, and keeps how it went. A feed
// that cannot be polled gives one rejected item of its own.
func (s *Feeds) Poll(ctx context.Context, f retrieval.Feed) ([]Item, error) {
	return s.poll(ctx, f, time.Now())
}

// poll polls a feed once at a time. Whoever asks meanwhile has what comes of
// that, or polls it after all when whoever began has given up.
func (s *Feeds) poll(ctx context.Context, f retrieval.Feed, now time.Time) ([]Item, error) {
	key := f.Library + " " + f.URL
	for {
		s.mu.Lock()
		other, busy := s.polling[key]
		if !busy {
			break
		}
		s.mu.Unlock()
		select {
		case <-other.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if !other.stopped {
			return other.items, other.err
		}
	}
	p := &poll{Feeds: s, feed: f, now: now, done: make(chan struct{})}
	s.polling[key] = p
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.polling, key)
		s.mu.Unlock()
		close(p.done)
	}()
	p.err = p.run(ctx)
	p.stopped = ctx.Err() != nil
	return p.items, p.err
}

// poll is one poll of one feed.
type poll struct {
	*Feeds
	feed  retrieval.Feed
	now   time.Time
	items []Item
	// done is closed when the poll is over, err is its error then, and stopped
	// says that whoever began it has given up.
	done    chan struct{}
	err     error
	stopped bool
	// took are the entries that need not be tried again; some that must were
	// left, for being too many or for an error that may pass.
	took []string
	left bool
	more bool // there are too many
	// wait is how long the server asked to be left alone.
	wait time.Duration
}

// run polls and keeps how it went.
func (p *poll) run(ctx context.Context) error {
	failed := p.take(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	f := &p.feed
	switch {
	case failed != nil:
		fail(f, p.now, p.cfg.Interval, p.wait, failed)
		p.items = append(p.items, rejected(f.URL, failed))
	case p.more:
		succeed(f, p.now, pollEvery, 0)
	default:
		succeed(f, p.now, p.cfg.Interval, p.wait)
	}
	return p.store.SaveFeed(ctx, *f)
}

// take loads the feed's new entries. Its error says why there are none to be
// had.
func (p *poll) take(ctx context.Context) error {
	f := &p.feed
	if err := p.allowed(ctx, f.URL); err != nil {
		return err
	}
	doc, err := p.loader.fetch.Get(ctx, f.URL, Since{ETag: f.ETag, LastModified: f.LastModified})
	p.wait = doc.Wait
	if err != nil || doc.Unchanged {
		return err
	}
	feed, err := extract.ReadFeed(ctx, doc.Data, doc.URL)
	if err != nil {
		return err
	}
	if err := p.load(ctx, feed.Entries); err != nil {
		return err
	}
	if feed.Title != "" {
		f.Title = feed.Title
	}
	if !p.left {
		// Only then may the server say that there is nothing new.
		f.ETag, f.LastModified = doc.ETag, doc.LastModified
	}
	return nil
}

// fresh are the entries that were not taken before.
func (p *poll) fresh(ctx context.Context, entries []extract.Entry) ([]extract.Entry, error) {
	guids := make([]string, 0, len(entries))
	for _, e := range entries {
		guids = append(guids, e.GUID)
	}
	unseen, err := p.store.NewEntries(ctx, p.feed, guids)
	if err != nil {
		return nil, fmt.Errorf("look up entries: %w", err)
	}
	return slices.DeleteFunc(entries, func(e extract.Entry) bool {
		return e.GUID == "" || !slices.Contains(unseen, e.GUID)
	}), nil
}

// load loads the entries that are new, and notes those that need not be tried
// again.
func (p *poll) load(ctx context.Context, entries []extract.Entry) error {
	entries, err := p.fresh(ctx, entries)
	if err != nil || len(entries) == 0 {
		return err
	}
	lib, err := p.cfg.Library(ctx, p.feed.Library)
	if err != nil {
		return fmt.Errorf("open library %s: %w", p.feed.Library, err)
	}
	b := &batch{lib: lib, load: retrieval.NewLoad(retrieval.Actor{Kind: retrieval.ByFeed, ID: p.feed.URL}, p.feed.URL), observe: p.loader.observe, each: func(it Item) error {
		p.items = append(p.items, it)
		return nil
	}}
	end := time.Now().Add(pollTime)
	for i, e := range entries {
		if i == pollEntries || time.Now().After(end) {
			p.more, p.left = true, true
			break
		}
		if err := p.entry(ctx, lib, e, b); err != nil {
			return err
		}
	}
	if err := b.flush(ctx); err != nil {
		return err
	}
	if err := p.store.TookEntries(ctx, p.feed, p.took); err != nil {
		return fmt.Errorf("note entries: %w", err)
	}
	return nil
}

// entry loads one entry, and notes whether it is to be tried again.
func (p *poll) entry(ctx context.Context, lib FeedLibrary, e extract.Entry, b *batch) error {
	removed, err := lib.Removed(ctx, e.Meta.URL)
	if err != nil {
		return err
	}
	if removed {
		p.took = append(p.took, e.GUID)
		return nil
	}
	result, missed, err := p.read(ctx, e)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if passing(missed) {
		p.left = true
	} else {
		p.took = append(p.took, e.GUID)
	}
	if err != nil {
		it := rejected(e.Meta.URL, err)
		it.describe(e.Meta)
		return b.hold(ctx, it)
	}
	// The page may say that it is another's.
	if removed, err = lib.Removed(ctx, result.Article.URL); removed || err != nil {
		return err
	}
	return b.add(ctx, Item{Source: e.Meta.URL}, result.Article, result.Removed)
}

// read extracts an entry's article, from its page if the site allows that.
func (p *poll) read(ctx context.Context, e extract.Entry) (result extract.Result, missed, err error) {
	fetch := false
	if e.Meta.URL != "" {
		// A site that cannot be asked now is not fetched from now.
		fetch, missed = p.robots.allow(ctx, e.Meta.URL)
	}
	if missed != nil || !fetch {
		result, err = p.loader.extract.Entry(ctx, e, retrieval.Meta{})
		result.Article.Partial = e.Meta.URL != ""
		return result, missed, err
	}
	return p.loader.entry(ctx, e, true)
}

// passing reports whether an error may be gone at the next try.
func passing(err error) bool {
	var status *StatusError
	if errors.As(err, &status) {
		return status.Code == http.StatusTooManyRequests || status.Code >= 500
	}
	return errors.Is(err, errLater)
}
