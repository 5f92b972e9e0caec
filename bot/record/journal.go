package record

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"time"

	"dateline/retrieval/store"
)

// Journal takes what is to be kept and nobody waits for. One writer keeps it, in
// the order in which it came, much of it at a time. It may be used from several
// goroutines at once.
type Journal struct {
	log   *slog.Logger
	store *Store
	// news tells the writer that there is something to be kept, and writing is
	// held by who keeps it.
	news, writing chan struct{}

	mu      sync.Mutex
	waiting []entry
}

// entry is something to be kept.
type entry struct {
	what string // for the log
	keep func(ctx context.Context, tx *sql.Tx) error
	lost func() // is told when it is not kept, unless it is nil
}

// Bounds of a journal: how much waits at most, how much is kept at a time, and
// how long a writer that failed waits before it tries again.
const (
	maxWaiting = 1 << 16
	maxBatch   = 500
	tryAgainIn = 200 * time.Millisecond
)

// NewJournal returns a journal that is kept in s.
func NewJournal(log *slog.Logger, s *Store) *Journal {
	return &Journal{log: log, store: s, news: make(chan struct{}, 1), writing: make(chan struct{}, 1)}
}

// Arrive notes that the bot is in a server, or calls lost, unless it is nil, when
// that is not kept.
func (j *Journal) Arrive(guild string, lost func()) {
	j.put(entry{"arriving in server " + guild, statement(arrive, guild), lost})
}

// Depart notes that the bot is no longer in a server, from that moment on unless
// an earlier one is noted.
func (j *Journal) Depart(guild string, at time.Time) {
	j.add("leaving server "+guild, depart, store.Stamp(at), guild)
}

// Miss notes that the bot is no longer in the servers of a shard that are not
// among those that it has: it was removed while it was not connected.
func (j *Journal) Miss(have []string, shard, shards int, at time.Time) {
	has := make(map[string]bool, len(have))
	for _, id := range have {
		has[id] = true
	}
	j.put(entry{what: "leaving servers", keep: func(ctx context.Context, tx *sql.Tx) error {
		known, err := store.ListIn(ctx, tx, scanID, selectGuilds)
		for _, id := range known {
			if err == nil && !has[id] && shardOf(id, shards) == shard {
				_, err = tx.ExecContext(ctx, depart, store.Stamp(at), id)
			}
		}
		return err
	}})
}

// shardOf returns the shard of a server, which follows from its id; -1 for an id
// that is no number.
func shardOf(guild string, shards int) int {
	id, err := strconv.ParseUint(guild, 10, 64)
	if err != nil {
		return -1
	}
	return int((id >> 22) % uint64(shards))
}

// AddQuestion notes a question.
func (j *Journal) AddQuestion(q Question) error {
	values, err := q.values()
	if err == nil {
		j.add("question "+q.ID, addQuestion, values...)
	}
	return err
}

// Share notes that others see the answer to a question too.
func (j *Journal) Share(question string) {
	j.add("sharing "+question, `UPDATE questions SET private = 0 WHERE id = ?`, question)
}

func (j *Journal) add(what, text string, args ...any) {
	j.put(entry{what: what, keep: statement(text, args...)})
}

// statement carries out a statement.
func statement(text string, args ...any) func(ctx context.Context, tx *sql.Tx) error {
	return func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, text, args...)
		return err
	}
}

func (j *Journal) put(e entry) {
	j.mu.Lock()
	full := len(j.waiting) >= maxWaiting
	if !full {
		j.waiting = append(j.waiting, e)
	}
	j.mu.Unlock()
	if full {
		j.log.Error("too much waits to be kept: this was not", "what", e.what)
		e.drop()
		return
	}
	select {
	case j.news <- struct{}{}:
	default:
	}
}

// drop tells whoever wants to know that it is not kept.
func (e entry) drop() {
	if e.lost != nil {
		e.lost()
	}
}

// Waiting returns how much waits to be kept.
func (j *Journal) Waiting() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return len(j.waiting)
}

// Run keeps what comes until ctx ends. What waits then is Flush's.
func (j *Journal) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-j.news:
		}
		_ = j.Flush(ctx) // it ends with ctx, and has told the log of all else
	}
}

// Flush keeps all that waits now, and returns ctx's error when it ends first.
func (j *Journal) Flush(ctx context.Context) error {
	select {
	case j.writing <- struct{}{}:
		defer func() { <-j.writing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	j.mu.Lock()
	left := len(j.waiting)
	j.mu.Unlock()
	for left > 0 {
		n, err := j.write(ctx, min(left, maxBatch))
		if left -= n; err == nil {
			continue
		}
		if ctx.Err() != nil {
			return fmt.Errorf("keep what waits: %w", ctx.Err())
		}
		j.log.Warn("what is to be kept waits", "error", err)
		select {
		case <-time.After(tryAgainIn):
		case <-ctx.Done():
			return fmt.Errorf("keep what waits: %w", ctx.Err())
		}
	}
	return nil
}

// write keeps the first n of what waits in one transaction, or fewer, and
// returns how many do not wait any more. The writer is held.
func (j *Journal) write(ctx context.Context, n int) (int, error) {
	j.mu.Lock()
	batch := j.waiting[:n:n]
	j.mu.Unlock()
	err := j.keep(ctx, batch)
	switch {
	case err != nil && (ctx.Err() != nil || store.Busy(err)):
		return 0, err
	case err != nil && n > 1: // one of them, which takes no other with it
		return j.write(ctx, n/2)
	case err != nil:
		j.log.Error("something was not kept", "what", batch[0].what, "error", err)
		batch[0].drop()
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.waiting = slices.Clone(j.waiting[n:])
	return n, nil
}

func (j *Journal) keep(ctx context.Context, batch []entry) error {
	return j.store.db.Transact(ctx, func(tx *sql.Tx) error {
		for _, e := range batch {
			if err := e.keep(ctx, tx); err != nil {
				return fmt.Errorf("keep %s: %w", e.what, err)
			}
		}
		return nil
	})
}
