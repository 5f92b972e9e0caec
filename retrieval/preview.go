package retrieval

import (
	"context"
	"errors"
	"fmt"
)

// errPreview takes back what a preview has done.
var errPreview = errors.New("only a preview")

// Preview says what Add would make of articles now, and stores nothing. It goes
// the way of Add, in a transaction that is taken back, so that the two cannot
// disagree.
func (l *Library) Preview(ctx context.Context, articles ...Article) ([]Outcome, error) {
	outcomes := make([]Outcome, len(articles))
	_, err := l.set.store.Change(ctx, l.record.Key, Act{}, func(tx StoreTx) error {
		for i, a := range articles {
			_, outcome, err := addOne(tx, a, false)
			if err != nil {
				return err
			}
			outcomes[i] = outcome
		}
		return errPreview
	})
	if !errors.Is(err, errPreview) {
		return nil, fmt.Errorf("preview for library %q: %w", l.Name(), err)
	}
	return outcomes, nil
}
