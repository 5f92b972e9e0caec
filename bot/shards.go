package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// site is where the gateway is, and how Discord wants it used.
type site struct {
	address string
	// shards is how many connections the bot's servers are to be spread over,
	// and concurrency how many of these may begin a session at a time.
	shards, concurrency int
}

// connect stays connected, with as many shards as Discord recommends, until ctx
// ends, which is no error, or until an error that no new connection would mend.
func (b *Bot) connect(ctx context.Context, handle func(e event)) error {
	at, err := b.findGateway(ctx)
	for err == nil && ctx.Err() == nil {
		err = b.runShards(ctx, at, handle)
		if !errors.Is(err, errSharding) {
			break
		}
		// The bot has grown out of its shards: Discord may recommend more by now.
		b.log.Warn("the shards are not as Discord wants them: asking anew how many there should be", "error", err)
		again, findErr := b.findGateway(ctx)
		if findErr != nil || again.shards == at.shards {
			break
		}
		at, err = again, nil
	}
	return err
}

// findGateway asks where the gateway is until there is an answer, or ctx ends.
func (b *Bot) findGateway(ctx context.Context) (site, error) {
	for failures := 0; ; failures++ {
		at, err := b.rest.gatewaySite(ctx)
		if err == nil || ctx.Err() != nil {
			return at, nil
		}
		if errors.Is(err, errToken) {
			return at, fmt.Errorf("connect to Discord: %w", err)
		}
		wait := b.timing.backoff(err, failures)
		b.log.Warn("not connected to Discord", "error", err, "again_in", wait.Round(time.Millisecond))
		if !sleep(ctx, wait) {
			return at, nil
		}
	}
}

// runShards runs all shards until ctx ends, or until one of them cannot go on.
func (b *Bot) runShards(ctx context.Context, at site, handle func(e event)) error {
	turns := &turns{spacing: b.timing.identify, concurrency: at.concurrency}
	shards := make([]*gateway, at.shards)
	group, ctx := errgroup.WithContext(ctx)
	for i := range shards {
		log := b.log
		if at.shards > 1 {
			log = log.With("shard", i)
		}
		shards[i] = &gateway{
			log: log, token: b.cfg.Token, handle: handle, timing: b.timing,
			shard: [2]int{i, at.shards}, turns: turns, known: at.address,
			address: func(ctx context.Context) (string, error) {
				at, err := b.rest.gatewaySite(ctx)
				return at.address, err
			},
		}
	}
	b.shards.Store(&shards)
	for _, g := range shards {
		group.Go(func() error { return g.run(ctx) })
	}
	return group.Wait()
}

// turns spread the beginnings of sessions as Discord asks: so many at a time,
// each of them apart from the next that has the same remainder.
type turns struct {
	spacing     time.Duration
	concurrency int

	mu   sync.Mutex
	next map[int]time.Time
}

// wait waits for a shard's turn, and says whether it came: not when ctx ends
// first.
func (t *turns) wait(ctx context.Context, shard int) bool {
	lane := shard % max(t.concurrency, 1)
	t.mu.Lock()
	if t.next == nil {
		t.next = map[int]time.Time{}
	}
	now := time.Now()
	turn := t.next[lane]
	if turn.Before(now) {
		turn = now
	}
	t.next[lane] = turn.Add(t.spacing)
	t.mu.Unlock()
	return turn.Equal(now) || sleep(ctx, turn.Sub(now))
}
