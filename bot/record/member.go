package record

import (
	"context"
	"fmt"
	"time"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

// Kept returns all that is kept about a member of Discord, each list oldest first.
func (s *Store) Kept(ctx context.Context, user string) (kept Kept, err error) {
	if kept.Questions, err = store.List(ctx, s.db, scanQuestion, selectQuestions+` WHERE q.user = ? ORDER BY q.asked, q.id`, user); err != nil {
		return kept, fmt.Errorf("list what a member asked: %w", err)
	}
	if kept.Ratings, err = store.List(ctx, s.db, scanRating, `SELECT r.question, r.helpful FROM ratings r
		JOIN questions q ON q.id = r.question WHERE r.user = ?1 AND q.user <> ?1 ORDER BY q.asked, q.id`, user); err != nil {
		return kept, fmt.Errorf("list what a member said of answers: %w", err)
	}
	if kept.Reasons, err = s.reasonsOf(ctx, user); err != nil {
		return kept, fmt.Errorf("list why a member found answers not helpful: %w", err)
	}
	if kept.Watches, err = store.List(ctx, s.db, scanWatch, selectWatches+` WHERE w.user = ? ORDER BY w.num`, user); err != nil {
		return kept, fmt.Errorf("list a member's standing questions: %w", err)
	}
	if kept.Acts, err = store.List(ctx, s.db, scanMembersAct, `SELECT l.name, a.id, a.at, a.actor_name, a.what, a.detail FROM acts a
		JOIN libraries l ON l.key = a.library WHERE a.actor_kind = ? AND a.actor_id = ? ORDER BY a.num`,
		string(retrieval.ByDiscord), user); err != nil {
		return kept, fmt.Errorf("list what a member did: %w", err)
	}
	if kept.Feeds, err = store.List(ctx, s.db, scanSubscription, `SELECT l.name, f.url, f.added, f.added_by FROM feeds f
		JOIN libraries l ON l.key = f.library WHERE `+feedOfMember+` ORDER BY f.key`, member(user)); err != nil {
		return kept, fmt.Errorf("list a member's feeds: %w", err)
	}
	return kept, nil
}

// member returns the text by which a member whose name is not known is named on
// what they added.
func member(user string) string { return retrieval.Actor{Kind: retrieval.ByDiscord, ID: user}.String() }

// feedOfMember finds the feeds that a member added, under whatever name.
const feedOfMember = `(added_by = ?1 OR substr(added_by, 1, length(?1) + 2) = ?1 || ' (')`

func scanRating(row store.Row) (r Rating, err error) {
	err = row.Scan(&r.Question, &r.Helpful)
	return r, err
}

func scanMembersAct(row store.Row) (a Act, err error) {
	var at string
	if err := row.Scan(&a.Library, &a.ID, &at, &a.Name, &a.What, &a.Detail); err != nil {
		return a, err
	}
	a.Time, err = time.Parse(time.RFC3339, at)
	return a, err
}

func scanSubscription(row store.Row) (f Subscription, err error) {
	var added string
	if err := row.Scan(&f.Library, &f.URL, &added, &f.By); err != nil {
		return f, err
	}
	f.Added, err = store.ReadStamp(added)
	return f, err
}

// ForgetUser deletes what a member asked and what they said of answers, and returns
// how many questions that were. Who changed a library must remain known to those
// who answer for it, so its log and its feeds keep their id, not their name. What
// they had the bot watch for a channel is the server's: it goes on without who
// began it. What they had it watch for themselves ends.
func (s *Store) ForgetUser(ctx context.Context, user string) (int, error) {
	if err := s.endOwnWatches(ctx, user); err != nil {
		return 0, fmt.Errorf("forget a member: %w", err)
	}
	for _, forget := range []struct {
		statement string
		args      []any
	}{
		{`DELETE FROM ratings WHERE "user" = ?`, []any{user}},
		{`UPDATE acts SET actor_name = '' WHERE actor_kind = ? AND actor_id = ?`, []any{string(retrieval.ByDiscord), user}},
		{`UPDATE feeds SET added_by = ?1 WHERE ` + feedOfMember, []any{member(user)}},
		{`UPDATE watches SET "user" = '' WHERE "user" = ?`, []any{user}},
	} {
		if _, err := s.db.Exec(ctx, forget.statement, forget.args...); err != nil {
			return 0, fmt.Errorf("forget a member: %w", err)
		}
	}
	n, err := s.db.Exec(ctx, `DELETE FROM questions WHERE "user" = ?`, user)
	if err == nil {
		err = s.db.Erase(ctx) // the name must not stay in the write-ahead log either
	}
	if err != nil {
		return int(n), fmt.Errorf("forget a member: %w", err)
	}
	return int(n), nil
}

// endOwnWatches ends what a member has the bot watch for themselves.
func (s *Store) endOwnWatches(ctx context.Context, user string) error {
	all, err := s.watches(ctx, selectWatches+` WHERE w.user = ?`, user)
	for _, w := range all {
		if err == nil && w.Tell != InChannel {
			_, err = s.db.Exec(ctx, `DELETE FROM watches WHERE num = ?`, w.Num)
		}
	}
	return err
}
