package retrieval

import (
	"context"
	"fmt"
)

// LogQuery narrows a library's log.
type LogQuery struct {
	// Article, if it is not "", asks only for acts that touched the article of
	// that id, one that was removed included; then each act's Articles are that
	// one alone.
	Article string
	// Before, if it is not 0, asks only for acts before the one of that number,
	// for the next page.
	Before int64
	// Limit is how many acts are given at most; 0 means DefaultLog, and more
	// than MaxLog are never given.
	Limit int
}

// Bounds of what is given of a log at a time.
const (
	DefaultLog = 50
	MaxLog     = 500
)

// bounded is n, or standard where it is not set, and most at most.
func bounded(n, standard, most int) int {
	if n <= 0 {
		n = standard
	}
	return min(n, most)
}

// Log returns what was done to the library, the newest first.
func (l *Library) Log(ctx context.Context, q LogQuery) ([]Act, error) {
	return readLog(ctx, l.store, l.record, q)
}

func readLog(ctx context.Context, from LogStore, of LibraryRecord, q LogQuery) ([]Act, error) {
	q.Limit = bounded(q.Limit, DefaultLog, MaxLog)
	acts, err := from.Acts(ctx, of.Key, q)
	if err != nil {
		return nil, fmt.Errorf("log of library %q: %w", of.Name, err)
	}
	return acts, nil
}

// Act returns the act of that id, or ErrNoAct.
func (l *Library) Act(ctx context.Context, id string) (Act, error) {
	return readAct(ctx, l.store, l.record, id)
}

func readAct(ctx context.Context, from LogStore, of LibraryRecord, id string) (Act, error) {
	act, err := from.Act(ctx, of.Key, id)
	if err != nil {
		return Act{}, fmt.Errorf("act %.60q: %w", id, err)
	}
	return act, nil
}

// Touched returns what an act did to each article, after the one of that number,
// 0 for the beginning; limit as in LogQuery.
func (l *Library) Touched(ctx context.Context, act Act, after int64, limit int) ([]Touched, error) {
	touched, err := l.store.Touched(ctx, act.Num, after, bounded(limit, DefaultLog, MaxLog))
	if err != nil {
		return nil, fmt.Errorf("act %q: %w", act.ID, err)
	}
	return touched, nil
}
