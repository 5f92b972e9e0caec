package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// Gateway is the bot's connection to Discord's gateway, with as many shards as
// Discord recommends.
type Gateway struct {
	// Timing may be changed before Run is called.
	Timing Timing

	log    *slog.Logger
	client *Client
	// shards are there once Run has found out how many there should be.
	shards atomic.Pointer[[]*shard]
}

// NewGateway returns a gateway that is not connected yet. The client says where
// it is and holds the token that opens it.
func NewGateway(log *slog.Logger, client *Client) *Gateway {
	return &Gateway{log: log, client: client, Timing: DefaultTiming()}
}

// Connected reports whether events come, on every shard.
func (g *Gateway) Connected() bool {
	shards := g.shards.Load()
	return shards != nil && !slices.ContainsFunc(*shards, func(s *shard) bool { return !s.up.Load() })
}

// Run stays connected until ctx ends, which is no error, or until an error that
// no new connection would mend, such as ErrToken. It hands each event to handle,
// those of one shard in order; handle must not keep them waiting. Run may be
// called once.
func (g *Gateway) Run(ctx context.Context, handle func(Event)) error {
	at, err := g.find(ctx)
	for err == nil && ctx.Err() == nil {
		err = g.runShards(ctx, at, handle)
		if !errors.Is(err, errSharding) {
			break
		}
		// The bot has grown out of its shards: Discord may recommend more by now.
		g.log.Warn("the shards are not as Discord wants them: asking anew how many there should be", "error", err)
		again, findErr := g.find(ctx)
		if findErr != nil || again.shards == at.shards {
			break
		}
		at, err = again, nil
	}
	return err
}

// find asks where the gateway is until there is an answer, or ctx ends.
func (g *Gateway) find(ctx context.Context) (site, error) {
	for failures := 0; ; failures++ {
		at, err := g.client.gatewaySite(ctx)
		if err == nil || ctx.Err() != nil {
			return at, nil
		}
		if errors.Is(err, ErrToken) {
			return at, fmt.Errorf("connect to Discord: %w", err)
		}
		wait := g.Timing.backoff(err, failures)
		g.log.Warn("not connected to Discord", "error", err, "again_in", wait.Round(time.Millisecond))
		if !sleep(ctx, wait) {
			return at, nil
		}
	}
}

// runShards runs all shards until ctx ends, or until one of them cannot go on.
func (g *Gateway) runShards(ctx context.Context, at site, handle func(Event)) error {
	turns := &turns{spacing: g.Timing.Identify, concurrency: at.concurrency}
	shards := make([]*shard, at.shards)
	group, ctx := errgroup.WithContext(ctx)
	for i := range shards {
		log := g.log
		if at.shards > 1 {
			log = log.With("shard", i)
		}
		shards[i] = &shard{
			log: log, client: g.client, handle: handle, timing: g.Timing,
			number: [2]int{i, at.shards}, turns: turns, known: at.address,
		}
	}
	g.shards.Store(&shards)
	for _, s := range shards {
		group.Go(func() error { return s.run(ctx) })
	}
	return group.Wait()
}

// site is where the gateway is, and how Discord wants it used.
type site struct {
	address string
	// shards is how many connections the bot's servers are to be spread over,
	// and concurrency how many of these may begin a session at a time.
	shards, concurrency int
}

// turns spread the beginnings of sessions as Discord asks: so many at a time,
// each of them apart from the next that has the same remainder.
type turns struct {
	spacing     time.Duration
	concurrency int

	mu   sync.Mutex
	next map[int]time.Time
}

// wait waits for a shard's turn, and reports whether it came: not when ctx ends
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
