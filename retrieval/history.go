package retrieval

import (
	"context"
	"errors"
	"fmt"

	"dateline/retrieval/reuse"
)

// Step is one change in the history of an article.
type Step struct {
	// Act is who did what, and when; its Articles are this article alone.
	Act Act `json:"act"`
	// Sentences are how its text changed, nil where that stayed or was new.
	Sentences []reuse.SentenceChange `json:"sentences"`
	// Damaged says that how is not known: the text before or after is damaged.
	Damaged bool `json:"damaged,omitempty"`
}

// History tells how an article came to be as it is, the newest change first:
// who loaded, mended or undid it, which of its metadata changed, and how its
// text did, sentence by sentence. q narrows it as it does the log; its Article
// does not count. It returns ErrNoArticle when the library does not hold the
// article.
func (l *Library) History(ctx context.Context, id string, q LogQuery) ([]Step, error) {
	return read(ctx, l, func(sh *shelf) ([]Step, error) { return sh.history(ctx, id, q) })
}

func (sh *shelf) history(ctx context.Context, id string, q LogQuery) ([]Step, error) {
	entry, err := sh.find(id)
	if err != nil {
		return nil, err
	}
	q.Article = id
	acts, err := readLog(ctx, sh.store, sh.record, q)
	if err != nil {
		return nil, err
	}
	var steps []Step
	texts := revisions{store: sh.store, num: entry.Num}
	for _, act := range acts {
		if len(act.Articles) == 0 || act.Articles[0].Num != entry.Num {
			continue // another article had that id before
		}
		step := Step{Act: act}
		if a := act.Articles[0]; a.Former != 0 && a.Former != a.Revision {
			step.Sentences, err = texts.compare(ctx, a.Former, a.Revision)
			if step.Damaged = errors.Is(err, ErrDamaged); err != nil && !step.Damaged {
				return nil, fmt.Errorf("article %q: %w", id, err)
			}
		}
		steps = append(steps, step)
	}
	return steps, nil
}

// revisions reads an article's revisions, and keeps the one read last: the next
// change back in time starts from it.
type revisions struct {
	store revisionReader
	num   int64
	last  Article
}

func (r *revisions) get(ctx context.Context, revision int) (Article, error) {
	if r.last.Revision == revision {
		return r.last, nil
	}
	a, err := r.store.Revision(ctx, r.num, revision)
	if err != nil {
		return Article{}, fmt.Errorf("revision %d: %w", revision, err)
	}
	r.last = a
	return a, nil
}

func (r *revisions) compare(ctx context.Context, before, after int) ([]reuse.SentenceChange, error) {
	to, err := r.get(ctx, after)
	if err != nil {
		return nil, err
	}
	from, err := r.get(ctx, before)
	if err != nil {
		return nil, err
	}
	return reuse.CompareSentences(reuse.Text{Body: from.Body, Blocks: from.Blocks}, reuse.Text{Body: to.Body, Blocks: to.Blocks}), nil
}
