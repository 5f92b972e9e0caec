package retrieval

import (
	"context"
	"errors"
	"fmt"
)

// Undone is what became of one article when an act was undone.
type Undone struct {
	ID string `json:"id"`
	// Status is Removed for an article that the act had added, Updated for one
	// that is again as it was before, and Rejected for one that stays.
	Status Status `json:"status"`
	// Revision is the one that an article has now which is as it was before.
	Revision int `json:"revision"`
	// Reason says why it stays; else it is "".
	Reason string `json:"reason"`
	// Err is what Reason tells, for those who say it in other words.
	Err error `json:"-"`
}

// undoBatch is how many articles one transaction takes back.
const undoBatch = 200

// Undo takes back a load or an edit: articles that it added are removed, others
// get back the text and the metadata that they had. An article that has changed
// since stays as it is. What it said in between can still be read as an older
// revision; only what is removed is forgotten. The acts on an article can be
// undone one by one, the last one first.
//
// It returns ErrNoAct, or an error that wraps ErrNotUndone and says why.
func (l *Library) Undo(ctx context.Context, by Actor, id string) ([]Undone, error) {
	return change(ctx, l, func(sh *shelf) ([]Undone, error) { return sh.undo(ctx, by, id) })
}

func (sh *shelf) undo(ctx context.Context, by Actor, id string) ([]Undone, error) {
	undone, err := readAct(ctx, sh.store, sh.record, id)
	if err != nil {
		return nil, err
	}
	if err := undone.undoable(); err != nil {
		return nil, fmt.Errorf("act %q: %w", id, err)
	}
	u := undoing{shelf: sh, act: newAct(by, DeedUndo, id), undone: undone.Num, reasons: make(map[int64]error)}
	for after := int64(0); ; {
		steps, err := sh.store.Undoable(ctx, undone.Num, after, undoBatch)
		if err == nil && len(steps) > 0 {
			after = steps[len(steps)-1].Num
			err = u.take(ctx, steps)
		}
		if err != nil {
			return u.out, fmt.Errorf("undo %q: %w", id, err)
		}
		if len(steps) == undoBatch {
			continue
		}
		if len(u.out) == 0 {
			return nil, fmt.Errorf("act %q: %w: nothing of it is left", id, ErrNotUndone)
		}
		return u.out, nil
	}
}

// undoable says why an act cannot be undone.
func (a Act) undoable() error {
	switch {
	case a.What == DeedRemove:
		return fmt.Errorf("%w: what is removed is forgotten; load it again", ErrNotUndone)
	case a.What != DeedLoad && a.What != DeedEdit:
		return fmt.Errorf("%w: only loads and edits can be, and it is an act of %s", ErrNotUndone, a.What)
	}
	return nil
}

// undoing is an act being undone.
type undoing struct {
	shelf  *shelf
	act    Act
	undone int64
	out    []Undone
	// reasons say why articles stay, by the number of the act that changed them.
	reasons map[int64]error
}

// take takes back what was done to some articles.
func (u *undoing) take(ctx context.Context, steps []Undoable) error {
	var changed []changedArticle
	var out []Undone
	seq, err := u.shelf.change(ctx, u.act, func(tx StoreTx) error {
		for _, step := range steps {
			c, became, err := u.step(ctx, tx, step)
			if err != nil {
				return fmt.Errorf("article %q: %w", step.ID, err)
			}
			out = append(out, became)
			if c != nil {
				changed = append(changed, *c)
			}
		}
		return nil
	})
	if seq == 0 {
		return err
	}
	u.out = append(u.out, out...)
	return errors.Join(err, u.shelf.publish(ctx, seq, changed))
}

// step takes back what was done to one article, unless it has changed since;
// the changedArticle is nil then.
func (u *undoing) step(ctx context.Context, tx StoreTx, step Undoable) (*changedArticle, Undone, error) {
	entry, ok := u.shelf.catalog.entry(step.Num)
	if !ok || entry.Seq != step.Seq {
		reason, err := u.reason(ctx, step.Num)
		if err != nil {
			return nil, Undone{}, err
		}
		return nil, Undone{ID: step.ID, Status: Rejected, Reason: reason.Error(), Err: reason}, nil
	}
	if step.Did == Added {
		if err := tx.Remove(entry); err != nil {
			return nil, Undone{}, err
		}
		return &changedArticle{Entry: entry}, Undone{ID: step.ID, Status: Removed}, tx.Undone(u.undone, step, Entry{})
	}
	a, err := Article{}, ErrDamaged
	if !step.Damaged {
		a, err = u.shelf.store.Revision(ctx, step.Num, step.Former)
	}
	if errors.Is(err, ErrDamaged) {
		return nil, Undone{ID: step.ID, Status: Rejected, Reason: err.Error(), Err: err}, nil
	}
	if err != nil {
		return nil, Undone{}, err
	}
	a.Meta, a.Partial = step.Before.Meta, step.Before.Partial
	now, err := tx.Put(entry, a, step.Before.Stated, HashText(a.Body))
	if err != nil {
		return nil, Undone{}, err
	}
	return &changedArticle{now, &a}, Undone{ID: step.ID, Status: Updated, Revision: a.Revision}, tx.Undone(u.undone, step, now)
}

// reason says why an article stays as it is: which act has changed it since.
func (u *undoing) reason(ctx context.Context, article int64) (reason, err error) {
	num, err := u.shelf.store.LastAct(ctx, article)
	if err != nil {
		return nil, err
	}
	if reason, ok := u.reasons[num]; ok {
		return reason, nil
	}
	acts, err := u.shelf.store.Acts(ctx, u.shelf.record.Key, LogQuery{Before: num + 1, Limit: 1})
	switch {
	case err != nil:
		return nil, err
	case len(acts) == 0:
		return NewProblem("changed_since", "it has changed since"), nil
	}
	last := acts[0]
	u.reasons[num] = NewProblem("changed_by", "it has changed since, by %s in the %s %s", last.By, last.What, last.ID)
	return u.reasons[num], nil
}
