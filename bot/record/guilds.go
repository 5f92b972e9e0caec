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

// Settings returns what a server's admins have set.
func (s *Store) Settings(ctx context.Context, guild string) (Settings, error) {
	return settingsOf(s.db.Row(ctx, `SELECT settings FROM guilds WHERE id = ?`, guild))
}

func settingsOf(row store.Row) (set Settings, err error) {
	var text []byte
	switch err := row.Scan(&text); {
	case errors.Is(err, sql.ErrNoRows):
		return set, nil
	case err != nil:
		return set, fmt.Errorf("read the settings: %w", err)
	}
	if err := json.Unmarshal(text, &set); err != nil {
		return set, fmt.Errorf("read the settings: %w", err)
	}
	return set, nil
}

// ChangeSettings changes what a server's admins have set, one change at a time,
// and returns what is set then. When change fails, nothing is changed.
func (s *Store) ChangeSettings(ctx context.Context, guild string, change func(*Settings) error) (set Settings, err error) {
	err = s.db.Transact(ctx, func(tx *sql.Tx) error {
		if set, err = settingsOf(tx.QueryRowContext(ctx, `SELECT settings FROM guilds WHERE id = ?`, guild)); err != nil {
			return err
		}
		if err := change(&set); err != nil {
			return err
		}
		text, err := json.Marshal(set)
		if err != nil {
			return fmt.Errorf("change the settings: %w", err)
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO guilds (id, settings) VALUES (?, ?)
			ON CONFLICT (id) DO UPDATE SET settings = excluded.settings`, guild, string(text)); err != nil {
			return fmt.Errorf("change the settings: %w", err)
		}
		return nil
	})
	return set, err
}

const (
	arrive = `INSERT INTO guilds (id, settings) VALUES (?, '{}')
		ON CONFLICT (id) DO UPDATE SET departed = NULL WHERE departed IS NOT NULL`
	depart = `UPDATE guilds SET departed = ? WHERE id = ? AND departed IS NULL`
)

const selectGuilds = `SELECT id FROM guilds WHERE departed IS NULL ORDER BY id`

// Guilds lists the servers that the bot is in, as far as it knows.
func (s *Store) Guilds(ctx context.Context) ([]string, error) { return s.guilds(ctx, selectGuilds) }

// Departed lists the servers that the bot left before that moment.
func (s *Store) Departed(ctx context.Context, before time.Time) ([]string, error) {
	return s.guilds(ctx, `SELECT id FROM guilds WHERE departed < ? ORDER BY id`, store.Stamp(before))
}

func (s *Store) guilds(ctx context.Context, query string, args ...any) ([]string, error) {
	ids, err := store.List(ctx, s.db, scanID, query, args...)
	if err != nil {
		return nil, fmt.Errorf("list servers: %w", err)
	}
	return ids, nil
}

func scanID(row store.Row) (id string, err error) {
	err = row.Scan(&id)
	return id, err
}

// ForgetGuild deletes what is kept of a server: its settings, what was asked
// in it, its standing questions, and what is posted to it. Its library is another
// matter.
func (s *Store) ForgetGuild(ctx context.Context, guild string) error {
	err := s.db.Transact(ctx, func(tx *sql.Tx) error {
		for _, statement := range []string{`DELETE FROM questions WHERE guild = ?`, `DELETE FROM watches WHERE guild = ?`, `DELETE FROM posts WHERE guild = ?`,
			`DELETE FROM alerts WHERE guild = ?`, `DELETE FROM digests WHERE guild = ?`, `DELETE FROM guilds WHERE id = ?`} {
			if _, err := tx.ExecContext(ctx, statement, guild); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = s.db.Erase(ctx)
	}
	if err != nil {
		return fmt.Errorf("forget server %s: %w", guild, err)
	}
	return nil
}
