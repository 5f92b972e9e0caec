package record

import (
	"context"
	"encoding/json"
	"fmt"

	"dateline/retrieval/store"
)

// The reasons for which an answer was not helpful.
const (
	OffTopic   = "off_topic"
	Incomplete = "incomplete"
	Outdated   = "outdated"
	Otherwise  = "otherwise"
)

// Reasons are all of them, in the order in which members are offered them.
func Reasons() []string { return []string{OffTopic, Incomplete, Outdated, Otherwise} }

// GiveReason keeps why a member found the answer to a question not helpful, which
// they have said before.
func (s *Store) GiveReason(ctx context.Context, question, user, reason string) error {
	_, err := s.db.Exec(ctx, `INSERT INTO reasons (question, "user", reason) VALUES (?, ?, ?)
		ON CONFLICT (question, "user") DO UPDATE SET reason = excluded.reason`, question, user, reason)
	if err != nil {
		return fmt.Errorf("keep why the answer to question %s was not helpful: %w", question, err)
	}
	return nil
}

// Reason is why a member found an answer not helpful.
type Reason struct {
	Question string `json:"question"` // its id
	Reason   string `json:"reason"`
}

// GivenReasons lists why answers of a server were not helpful, the newest question
// first, each with the question's text in the place of its id.
func (s *Store) GivenReasons(ctx context.Context, guild string, limit int) ([]Reason, error) {
	reasons, err := store.List(ctx, s.db, scanGivenReason, `SELECT q.inquiry, w.reason FROM reasons w
		JOIN ratings r ON r.question = w.question AND r.user = w.user JOIN questions q ON q.id = w.question
		WHERE q.guild = ? AND r.helpful = 0 ORDER BY q.asked DESC, q.id DESC LIMIT ?`, guild, limit)
	if err != nil {
		return nil, fmt.Errorf("list why answers of server %s were not helpful: %w", guild, err)
	}
	return reasons, nil
}

func scanGivenReason(row store.Row) (r Reason, err error) {
	var inquiry []byte
	if err := row.Scan(&inquiry, &r.Reason); err != nil {
		return r, err
	}
	var q Inquiry
	err = json.Unmarshal(inquiry, &q)
	r.Question = q.Sought()
	return r, err
}

func (s *Store) reasonsOf(ctx context.Context, user string) ([]Reason, error) {
	return store.List(ctx, s.db, func(row store.Row) (r Reason, err error) {
		err = row.Scan(&r.Question, &r.Reason)
		return r, err
	}, `SELECT question, reason FROM reasons WHERE "user" = ? ORDER BY question`, user)
}
