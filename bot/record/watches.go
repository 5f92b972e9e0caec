package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dateline/retrieval/store"
)

const selectWatches = `SELECT w.num, l.name, w.guild, w.channel, w.user, w.question, w.added, w.seq FROM watches w
	JOIN libraries l ON l.key = w.library`

// watched is what is kept of a standing question as JSON.
type watched struct {
	Inquiry
	Tell Tell `json:"tell,omitempty"`
}

// AddWatch keeps a standing question, to be asked after the library's changes
// from now on, and returns it with its number.
func (s *Store) AddWatch(ctx context.Context, w Watch) (Watch, error) {
	question, err := json.Marshal(watched{w.Inquiry, w.Tell})
	if err != nil {
		return w, fmt.Errorf("keep a standing question: %w", err)
	}
	err = s.db.Row(ctx, `INSERT INTO watches (library, guild, channel, "user", question, added, seq)
		SELECT key, ?, ?, ?, ?, ?, seq FROM libraries WHERE name = ? RETURNING num, seq`,
		w.Guild, w.Channel, w.User, string(question), store.Stamp(w.Added), w.Library).Scan(&w.Num, &w.Seq)
	if err != nil {
		return w, fmt.Errorf("keep a standing question of library %s: %w", w.Library, err)
	}
	return w, nil
}

// Watches lists a library's standing questions that were added in a server, ""
// for the terminal's, in the order in which they were.
func (s *Store) Watches(ctx context.Context, library, guild string) ([]Watch, error) {
	return s.watches(ctx, selectWatches+` WHERE l.name = ? AND w.guild = ? ORDER BY w.num`, library, guild)
}

// DueWatches lists the servers' standing questions whose library has changed
// since they were asked last. Those of a server that the bot has left rest.
func (s *Store) DueWatches(ctx context.Context) ([]Watch, error) {
	return s.watches(ctx, selectWatches+` WHERE w.guild <> '' AND w.seq < l.seq
		AND NOT EXISTS (SELECT 1 FROM guilds g WHERE g.id = w.guild AND g.departed IS NOT NULL) ORDER BY w.num`)
}

func (s *Store) watches(ctx context.Context, query string, args ...any) ([]Watch, error) {
	kept, err := store.List(ctx, s.db, scanWatch, query, args...)
	if err != nil {
		return nil, fmt.Errorf("list standing questions: %w", err)
	}
	return kept, nil
}

func scanWatch(row store.Row) (w Watch, err error) {
	var question []byte
	var added string
	if err := row.Scan(&w.Num, &w.Library, &w.Guild, &w.Channel, &w.User, &question, &added, &w.Seq); err != nil {
		return w, err
	}
	var unread error
	w.Added, unread = time.Parse(time.RFC3339, added)
	var kept watched
	err = errors.Join(json.Unmarshal(question, &kept), unread)
	w.Inquiry, w.Tell = kept.Inquiry, kept.Tell
	return w, err
}

// Watch returns a standing question, or ErrNone.
func (s *Store) Watch(ctx context.Context, num int64) (Watch, error) {
	w, err := scanWatch(s.db.Row(ctx, selectWatches+` WHERE w.num = ?`, num))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNone
	}
	if err != nil {
		return w, fmt.Errorf("standing question %d: %w", num, err)
	}
	return w, nil
}

// Watched notes that a standing question was asked after that change.
func (s *Store) Watched(ctx context.Context, num, seq int64) error {
	if _, err := s.db.Exec(ctx, `UPDATE watches SET seq = ? WHERE num = ?`, seq, num); err != nil {
		return fmt.Errorf("note that standing question %d was asked: %w", num, err)
	}
	return nil
}

// RemoveWatch ends a standing question of a server, or returns ErrNone.
func (s *Store) RemoveWatch(ctx context.Context, library, guild string, num int64) error {
	n, err := s.db.Exec(ctx, `DELETE FROM watches WHERE num = ? AND guild = ? AND library = (SELECT key FROM libraries WHERE name = ?)`, num, guild, library)
	if err == nil && n == 0 {
		err = ErrNone
	}
	if err == nil {
		err = s.db.Erase(ctx)
	}
	if err != nil {
		return fmt.Errorf("end standing question %d: %w", num, err)
	}
	return nil
}
