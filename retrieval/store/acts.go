package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dateline/retrieval"
)

// snapshot is what an act found or left of an article.
type snapshot struct {
	retrieval.Meta
	Seq     int64 `json:"seq"`
	Partial bool  `json:"partial"`
	// Stated is the entry's.
	Stated *retrieval.Meta `json:"stated,omitempty"`
}

func snap(e retrieval.Entry) (string, error) {
	text, err := json.Marshal(snapshot{e.Meta, e.Seq, e.Partial, e.Stated})
	return string(text), err
}

// note writes the act down, unless an earlier transaction of it has.
func (t *transaction) note() error {
	if t.act.Num != 0 {
		return nil
	}
	a := t.act
	if _, err := t.tx.ExecContext(t.ctx, `INSERT INTO acts (library, id, at, actor_kind, actor_id, actor_name, what, detail)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (library, id) DO NOTHING`,
		t.library, a.ID, t.now, string(a.By.Kind), a.By.ID, a.By.Name, string(a.What), a.Detail); err != nil {
		return fmt.Errorf("record act: %w", err)
	}
	err := t.tx.QueryRowContext(t.ctx, `SELECT num FROM acts WHERE library = ? AND id = ?`, t.library, a.ID).Scan(&t.act.Num)
	if err != nil {
		return fmt.Errorf("record act: %w", err)
	}
	return nil
}

// touchPut records that old became e; old is the zero Entry where e is new.
func (t *transaction) touchPut(old, e retrieval.Entry) error {
	if err := t.note(); err != nil {
		return err
	}
	did, before, after := retrieval.Added, "", ""
	if old.Num != 0 {
		did = retrieval.Updated
		var errBefore, errAfter error
		before, errBefore = snap(old)
		after, errAfter = snap(e)
		if err := errors.Join(errBefore, errAfter); err != nil {
			return err
		}
	}
	// Of an article that one act changes twice, what was before the first
	// counts.
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO touched (act, article, id, did, revision, seq, before, after, before_sum)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (act, article) DO UPDATE SET revision = excluded.revision, seq = excluded.seq,
		after = CASE touched.did WHEN 'added' THEN '' ELSE excluded.after END`,
		t.act.Num, e.Num, e.ID, string(did), e.Revision, e.Seq, before, after,
		sumOf(t.act.Num, e.Num, before))
	if err != nil {
		return fmt.Errorf("record act: %w", err)
	}
	return nil
}

// touchRemove records that old was removed, and forgets what the log told of
// it.
func (t *transaction) touchRemove(old retrieval.Entry) error {
	if err := t.note(); err != nil {
		return err
	}
	if _, err := t.tx.ExecContext(t.ctx, `UPDATE touched SET before = '', after = '' WHERE article = ?`, old.Num); err != nil {
		return fmt.Errorf("forget what was recorded: %w", err)
	}
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO touched (act, article, id, did, revision, seq, before, after)
		VALUES (?, ?, ?, ?, ?, ?, '', '') ON CONFLICT (act, article) DO UPDATE SET did = excluded.did, seq = excluded.seq`,
		t.act.Num, old.Num, old.ID, string(retrieval.Removed), old.Revision, t.seq)
	if err != nil {
		return fmt.Errorf("record act: %w", err)
	}
	return nil
}

const selectActs = `SELECT num, id, at, actor_kind, actor_id, actor_name, what, detail,
	(SELECT count(*) FROM touched WHERE act = num AND did = 'added'),
	(SELECT count(*) FROM touched WHERE act = num AND did = 'updated'),
	(SELECT count(*) FROM touched WHERE act = num AND did = 'removed'),
	(SELECT count(*) FROM touched WHERE act = num AND undone <> 0) FROM acts`

// Acts implements retrieval.Store.
func (s *Store) Acts(ctx context.Context, key int64, q retrieval.LogQuery) ([]retrieval.Act, error) {
	query := selectActs + ` WHERE library = ?1 AND (num < ?3 OR ?3 = 0)`
	if q.Article != "" {
		query += ` AND num IN (SELECT act FROM touched WHERE ` + ofArticle + `)`
	}
	rows, err := s.db.QueryContext(ctx, query+` ORDER BY num DESC LIMIT ?4`, key, q.Article, q.Before, q.Limit)
	if err != nil {
		return nil, fmt.Errorf("list acts: %w", err)
	}
	acts, err := collect(rows, scanAct)
	if err != nil {
		return nil, err
	}
	for i := range acts {
		if err := s.exemplify(ctx, key, &acts[i], q.Article); err != nil {
			return nil, err
		}
	}
	return acts, nil
}

// Act implements retrieval.Store.
func (s *Store) Act(ctx context.Context, key int64, id string) (retrieval.Act, error) {
	act, err := scanAct(s.db.QueryRowContext(ctx, selectActs+` WHERE library = ? AND id = ?`, key, id))
	if errors.Is(err, sql.ErrNoRows) {
		return act, retrieval.ErrNoAct
	}
	if err != nil {
		return act, fmt.Errorf("read act: %w", err)
	}
	err = s.exemplify(ctx, key, &act, "")
	return act, err
}

// LastAct implements retrieval.Store.
func (s *Store) LastAct(ctx context.Context, article int64) (num int64, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT coalesce(max(act), 0) FROM touched WHERE article = ?`, article).Scan(&num)
	if err != nil {
		return 0, fmt.Errorf("find the last change of an article: %w", err)
	}
	return num, nil
}

// ofArticle finds what was done to the articles of library ?1 that have or had
// the id ?2.
const ofArticle = `article IN (SELECT num FROM articles WHERE library = ?1 AND id = ?2
	UNION ALL SELECT num FROM tombstones WHERE library = ?1 AND id = ?2)`

// examples is how many of the articles that an act touched go with it.
const examples = 3

// exemplify fills in act.Articles: the first few that it touched, or the one of
// that id.
func (s *Store) exemplify(ctx context.Context, key int64, act *retrieval.Act, article string) error {
	query := selectTouched + ` WHERE act = ?3`
	if article != "" {
		query += ` AND ` + ofArticle
	}
	rows, err := s.db.QueryContext(ctx, query+` ORDER BY article LIMIT ?4`, key, article, act.Num, examples)
	if err != nil {
		return fmt.Errorf("list what an act touched: %w", err)
	}
	steps, err := collect(rows, scanTouched)
	act.Articles = make([]retrieval.Touched, len(steps))
	for i, step := range steps {
		act.Articles[i] = step.Touched
	}
	return err
}

const selectTouched = `SELECT article, id, did, revision, seq, undone, before, after, act, before_sum FROM touched`

// Touched implements retrieval.Store.
func (s *Store) Touched(ctx context.Context, act, after int64, limit int) ([]retrieval.Touched, error) {
	rows, err := s.db.QueryContext(ctx, selectTouched+` WHERE act = ? AND article > ? ORDER BY article LIMIT ?`, act, after, limit)
	if err != nil {
		return nil, fmt.Errorf("list what an act touched: %w", err)
	}
	return collect(rows, func(row Row) (retrieval.Touched, error) {
		u, err := scanTouched(row)
		return u.Touched, err
	})
}

// Undoable implements retrieval.Store.
func (s *Store) Undoable(ctx context.Context, act, after int64, limit int) ([]retrieval.Undoable, error) {
	rows, err := s.db.QueryContext(ctx, selectTouched+` WHERE act = ? AND article > ? AND undone = 0 AND did <> ?
		AND article IN (SELECT num FROM articles) ORDER BY article LIMIT ?`, act, after, string(retrieval.Removed), limit)
	if err != nil {
		return nil, fmt.Errorf("list what an act touched: %w", err)
	}
	return collect(rows, scanTouched)
}

func scanTouched(row Row) (u retrieval.Undoable, err error) {
	u.Changes = []retrieval.FieldChange{}
	var before, after string
	var act int64
	var sum []byte
	if err := row.Scan(&u.Num, &u.ID, &u.Did, &u.Revision, &u.Seq, &u.Undone, &before, &after, &act, &sum); err != nil || before == "" {
		return u, err
	}
	var from, to snapshot
	err = errors.Join(json.Unmarshal([]byte(before), &from), json.Unmarshal([]byte(after), &to))
	if u.Damaged = err != nil || !bytes.Equal(sum, sumOf(act, u.Num, before)); u.Damaged {
		return u, nil
	}
	u.Former, u.Changes = from.Revision, retrieval.ChangedFields(from.Meta, to.Meta)
	u.Before = retrieval.Entry{Num: u.Num, Seq: from.Seq, Meta: from.Meta, Partial: from.Partial, Stated: from.Stated}
	return u, nil
}

// Undone implements retrieval.StoreTx.
func (t *transaction) Undone(act int64, u retrieval.Undoable, now retrieval.Entry) error {
	if _, err := t.tx.ExecContext(t.ctx, `UPDATE touched SET undone = 1 WHERE act = ? AND article = ?`, act, u.Num); err != nil {
		return fmt.Errorf("note what is undone: %w", err)
	}
	if now.Num == 0 {
		return nil
	}
	// The act that had made of the article what it is now again may be undone
	// in its turn.
	if _, err := t.tx.ExecContext(t.ctx, `UPDATE touched SET seq = ? WHERE article = ? AND seq = ?`, now.Seq, u.Num, u.Before.Seq); err != nil {
		return fmt.Errorf("note what is undone: %w", err)
	}
	return nil
}

func scanAct(row Row) (a retrieval.Act, err error) {
	var at string
	if err := row.Scan(&a.Num, &a.ID, &at, &a.By.Kind, &a.By.ID, &a.By.Name, &a.What, &a.Detail,
		&a.Added, &a.Updated, &a.Removed, &a.Undone); err != nil {
		return a, err
	}
	a.Time, err = time.Parse(time.RFC3339, at)
	return a, err
}

// NewTexts implements retrieval.Store.
func (s *Store) NewTexts(ctx context.Context, key, after int64) ([]int64, int64, error) {
	var seq int64
	if err := s.db.QueryRowContext(ctx, `SELECT seq FROM libraries WHERE key = ?`, key).Scan(&seq); err != nil {
		return nil, 0, fmt.Errorf("read the last change: %w", err)
	}
	rows, err := s.db.QueryContext(ctx, `SELECT num FROM articles a WHERE library = ?1 AND seq > ?2 AND seq <= ?3 AND NOT EXISTS
		(SELECT 1 FROM touched t WHERE t.article = a.num AND t.seq <= ?2 AND t.revision = a.revision)`, key, after, seq)
	if err != nil {
		return nil, 0, fmt.Errorf("list new texts: %w", err)
	}
	nums, err := collect(rows, scanNumber)
	return nums, seq, err
}
