package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dateline/bot/record"
)

// Settings gives what a server's admins have set.
func (s *Store) Settings(ctx context.Context, guild string) (record.Settings, error) {
	return settingsOf(s.db.QueryRowContext(ctx, `SELECT settings FROM guilds WHERE id = ?`, guild))
}

func settingsOf(row scanner) (set record.Settings, err error) {
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
// and gives what is set then. When change fails, nothing is changed.
func (s *Store) ChangeSettings(ctx context.Context, guild string, change func(*record.Settings) error) (set record.Settings, err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return set, fmt.Errorf("change the settings: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	set, err = settingsOf(tx.QueryRowContext(ctx, `SELECT settings FROM guilds WHERE id = ?`, guild))
	if err != nil {
		return set, err
	}
	if err := change(&set); err != nil {
		return set, err
	}
	text, err := json.Marshal(set)
	if err != nil {
		return set, fmt.Errorf("change the settings: %w", err)
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO guilds (id, settings) VALUES (?, ?)
		ON CONFLICT (id) DO UPDATE SET settings = excluded.settings`, guild, string(text)); err != nil {
		return set, fmt.Errorf("change the settings: %w", err)
	}
	return set, tx.Commit()
}

// Arrive notes that the bot is in a server, and Depart that it is no more, from
// that moment on unless it was known before.
func (s *Store) Arrive(ctx context.Context, guild string) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO guilds (id, settings) VALUES (?, '{}')
		ON CONFLICT (id) DO UPDATE SET departed = NULL WHERE departed IS NOT NULL`, guild)
	if err != nil {
		return fmt.Errorf("note arriving in server %s: %w", guild, err)
	}
	return nil
}

// Depart notes that the bot is in a server no more.
func (s *Store) Depart(ctx context.Context, guild string, at time.Time) error {
	_, err := s.db.ExecContext(ctx, `UPDATE guilds SET departed = ? WHERE id = ? AND departed IS NULL`, stamp(at), guild)
	if err != nil {
		return fmt.Errorf("note leaving server %s: %w", guild, err)
	}
	return nil
}

// Guilds lists the servers that the bot is in, as far as it knows.
func (s *Store) Guilds(ctx context.Context) ([]string, error) {
	return s.guilds(ctx, `SELECT id FROM guilds WHERE departed IS NULL ORDER BY id`)
}

// Departed lists the servers that the bot left before that moment.
func (s *Store) Departed(ctx context.Context, before time.Time) ([]string, error) {
	return s.guilds(ctx, `SELECT id FROM guilds WHERE departed < ? ORDER BY id`, stamp(before))
}

func (s *Store) guilds(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("list servers: %w", err)
	}
	return collect(rows, func(row scanner) (id string, err error) {
		err = row.Scan(&id)
		return id, err
	})
}

// ForgetGuild deletes what is kept of a server: its settings, what was asked
// in it and its standing questions. Its library is another matter.
func (s *Store) ForgetGuild(ctx context.Context, guild string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("forget server %s: %w", guild, err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	for _, statement := range []string{`DELETE FROM questions WHERE guild = ?`, `DELETE FROM watches WHERE guild = ?`, `DELETE FROM guilds WHERE id = ?`} {
		if _, err := tx.ExecContext(ctx, statement, guild); err != nil {
			return fmt.Errorf("forget server %s: %w", guild, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("forget server %s: %w", guild, err)
	}
	if err := emptyLog(ctx, s.db); err != nil {
		return fmt.Errorf("forget server %s: %w", guild, err)
	}
	return nil
}

// stamp writes a moment so that text order is time order.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
