package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

// Digest is a channel of a server to which the main points of what is new in a
// library are posted.
type Digest struct {
	Num     int64
	Library string
	Guild   string
	Channel string
	Plan
	// Last is when it was last seen to be due, or set up, and Seq the library's last
	// change that it has told of.
	Last time.Time
	Seq  int64
}

// Plan says when a digest is posted, and of what.
type Plan struct {
	// Every is Daily, or the weekday in English and small letters.
	Every string `json:"every"`
	// At is the time of day in the server's zone, in minutes.
	At      int      `json:"at"`
	Topic   string   `json:"topic,omitempty"`
	Outlets []string `json:"outlets,omitempty"`
}

// Daily is the plan of each day.
const Daily = "day"

const selectDigests = `SELECT d.num, l.name, d.guild, d.channel, d.plan, d.last, d.seq FROM digests d
	JOIN libraries l ON l.key = d.library`

// AddDigest keeps a digest of what comes to its library from now on, and returns
// it with its number.
func (s *Store) AddDigest(ctx context.Context, by retrieval.Actor, d Digest) (Digest, error) {
	plan, err := json.Marshal(d.Plan)
	if err != nil {
		return d, fmt.Errorf("keep a digest: %w", err)
	}
	err = s.db.Transact(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, `INSERT INTO digests (library, guild, channel, plan, last, seq)
			SELECT key, ?, ?, ?, ?, seq FROM libraries WHERE name = ? RETURNING num, seq`,
			d.Guild, d.Channel, string(plan), store.Stamp(d.Last), d.Library).Scan(&d.Num, &d.Seq); err != nil {
			return err
		}
		return note(ctx, tx, d.Library, by, DeedDigest, strconv.FormatInt(d.Num, 10))
	})
	if err != nil {
		return d, fmt.Errorf("keep a digest of library %s: %w", d.Library, err)
	}
	return d, nil
}

// Digests lists a server's digests of a library.
func (s *Store) Digests(ctx context.Context, library, guild string) ([]Digest, error) {
	return s.digests(ctx, selectDigests+` WHERE l.name = ? AND d.guild = ? ORDER BY d.num`, library, guild)
}

// AllDigests lists those of all servers that the bot has not left.
func (s *Store) AllDigests(ctx context.Context) ([]Digest, error) {
	return s.digests(ctx, selectDigests+` WHERE NOT EXISTS (SELECT 1 FROM guilds g WHERE g.id = d.guild AND g.departed IS NOT NULL) ORDER BY d.num`)
}

func (s *Store) digests(ctx context.Context, query string, args ...any) ([]Digest, error) {
	out, err := store.List(ctx, s.db, func(row store.Row) (d Digest, err error) {
		var plan []byte
		var last string
		if err := row.Scan(&d.Num, &d.Library, &d.Guild, &d.Channel, &plan, &last, &d.Seq); err != nil {
			return d, err
		}
		var unread error
		d.Last, unread = store.ReadStamp(last)
		return d, errors.Join(unread, json.Unmarshal(plan, &d.Plan))
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("list digests: %w", err)
	}
	return out, nil
}

// Digested notes that a digest was seen to be due at that moment, and has told of
// all up to that change.
func (s *Store) Digested(ctx context.Context, num int64, at time.Time, seq int64) error {
	if _, err := s.db.Exec(ctx, `UPDATE digests SET last = ?, seq = ? WHERE num = ?`, store.Stamp(at), seq, num); err != nil {
		return fmt.Errorf("note that digest %d was posted: %w", num, err)
	}
	return nil
}

// RemoveDigest ends a digest of a server, or returns ErrNone.
func (s *Store) RemoveDigest(ctx context.Context, by retrieval.Actor, library, guild string, num int64) error {
	err := s.db.Transact(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `DELETE FROM digests WHERE num = ? AND guild = ? AND library = (SELECT key FROM libraries WHERE name = ?)`, num, guild, library)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(ErrNone, err)
		}
		return note(ctx, tx, library, by, DeedUndigest, strconv.FormatInt(num, 10))
	})
	if err == nil {
		err = s.db.Erase(ctx)
	}
	if err != nil {
		return fmt.Errorf("end digest %d: %w", num, err)
	}
	return nil
}

// EndDigest ends a digest of which the channel is gone.
func (s *Store) EndDigest(ctx context.Context, num int64) error {
	if _, err := s.db.Exec(ctx, `DELETE FROM digests WHERE num = ?`, num); err != nil {
		return fmt.Errorf("end digest %d: %w", num, err)
	}
	return nil
}
