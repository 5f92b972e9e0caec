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

const addQuestion = `INSERT INTO questions (id, guild, channel, "user", asked, inquiry, answered, private, citations)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`

// values are those of addQuestion.
func (q Question) values() ([]any, error) {
	inquiry, err := json.Marshal(q.Inquiry)
	if err != nil {
		return nil, fmt.Errorf("keep question %s: %w", q.ID, err)
	}
	citations, err := json.Marshal(q.Citations)
	if err != nil {
		return nil, fmt.Errorf("keep question %s: %w", q.ID, err)
	}
	return []any{q.ID, q.Guild, q.Channel, q.User, store.Stamp(q.Asked), string(inquiry), q.Answered, q.Private, string(citations)}, nil
}

// AddQuestion keeps a question; one that is kept already stays as it is.
func (s *Store) AddQuestion(ctx context.Context, q Question) error {
	values, err := q.values()
	if err != nil {
		return err
	}
	if _, err = s.db.Exec(ctx, addQuestion, values...); err != nil {
		return fmt.Errorf("keep question %s: %w", q.ID, err)
	}
	return nil
}

const selectQuestions = `SELECT q.id, q.guild, q.channel, q.user, q.asked, q.inquiry, q.answered, q.private, q.citations, r.helpful
	FROM questions q LEFT JOIN ratings r ON r.question = q.id AND r.user = q.user`

// Question returns a question, or ErrNone.
func (s *Store) Question(ctx context.Context, id string) (Question, error) {
	q, err := scanQuestion(s.db.Row(ctx, selectQuestions+` WHERE q.id = ?`, id))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return q, fmt.Errorf("question %s: %w", id, ErrNone)
	case err != nil:
		return q, fmt.Errorf("question %s: %w", id, err)
	}
	return q, nil
}

func scanQuestion(row store.Row) (q Question, err error) {
	var asked string
	var inquiry, citations []byte
	var helpful sql.NullBool
	if err := row.Scan(&q.ID, &q.Guild, &q.Channel, &q.User, &asked, &inquiry, &q.Answered, &q.Private, &citations, &helpful); err != nil {
		return q, err
	}
	if helpful.Valid {
		q.Helpful = &helpful.Bool
	}
	var unread error
	q.Asked, unread = time.Parse(time.RFC3339, asked)
	return q, errors.Join(json.Unmarshal(inquiry, &q.Inquiry), json.Unmarshal(citations, &q.Citations), unread)
}

// Rate keeps what a member said of the answer to a question, in the place of
// what they said before; ErrNone when the question is not kept.
func (s *Store) Rate(ctx context.Context, question, user string, helpful bool) error {
	n, err := s.db.Exec(ctx, `INSERT INTO ratings (question, "user", helpful)
		SELECT id, ?2, CAST(?3 AS BIGINT) FROM questions WHERE id = ?1
		ON CONFLICT (question, "user") DO UPDATE SET helpful = excluded.helpful`, question, user, helpful)
	if err == nil && n == 0 {
		err = ErrNone
	}
	if err != nil {
		return fmt.Errorf("rate the answer to question %s: %w", question, err)
	}
	return nil
}

// Gaps lists the questions of a server that found no answer, and those whose
// answer somebody found not helpful, newest first.
func (s *Store) Gaps(ctx context.Context, guild string, limit int) ([]Gap, error) {
	gaps, err := store.List(ctx, s.db, scanGap, `SELECT inquiry, asked, answered FROM questions q
		WHERE guild = ? AND (answered = 0 OR EXISTS (SELECT 1 FROM ratings WHERE question = q.id AND helpful = 0))
		ORDER BY asked DESC, id DESC LIMIT ?`, guild, limit)
	if err != nil {
		return nil, fmt.Errorf("list the gaps of server %s: %w", guild, err)
	}
	return gaps, nil
}

func scanGap(row store.Row) (g Gap, err error) {
	var inquiry []byte
	var asked string
	if err := row.Scan(&inquiry, &asked, &g.Answered); err != nil {
		return g, err
	}
	var q Inquiry
	g.Asked, err = time.Parse(time.RFC3339, asked)
	err = errors.Join(err, json.Unmarshal(inquiry, &q))
	g.Text = q.Sought()
	return g, err
}

// Purge deletes the questions of a server that were asked before that moment,
// and returns how many.
func (s *Store) Purge(ctx context.Context, guild string, before time.Time) (int, error) {
	n, err := s.db.Exec(ctx, `DELETE FROM questions WHERE guild = ? AND asked < ?`, guild, store.Stamp(before))
	if err == nil && n > 0 {
		err = s.db.Erase(ctx)
	}
	if err != nil {
		return int(n), fmt.Errorf("delete questions: %w", err)
	}
	return int(n), nil
}

// AskedIn lists the servers with questions; direct messages count as "".
func (s *Store) AskedIn(ctx context.Context) ([]string, error) {
	return s.guilds(ctx, `SELECT DISTINCT guild FROM questions ORDER BY guild`)
}
