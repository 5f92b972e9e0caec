package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"os"

	"dateline/answers"
	"dateline/answers/reader"
	"dateline/retrieval"
	"dateline/retrieval/store"
)

// dateline is the whole search: the words understood, ranked by all features.
type dateline struct {
	dir      string
	store    *store.Store
	libs     *retrieval.Libraries
	lib      *retrieval.Library
	answerer *answers.Answerer
}

func openDateline(ctx context.Context, dir string) (*dateline, error) {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	st, err := store.Open(ctx, dir, "scale")
	if err != nil {
		return nil, err
	}
	libs := retrieval.New(log, st, retrieval.Config{Dir: dir})
	lib, err := libs.Make(ctx, "local")
	if err != nil {
		return nil, errors.Join(err, libs.Close(), st.Close())
	}
	r, err := reader.Load()
	if err != nil {
		return nil, errors.Join(err, libs.Close(), st.Close())
	}
	cfg := answers.Config{Threshold: answers.DefaultThreshold, Excerpts: answers.DefaultExcerpts, Reader: r}
	return &dateline{dir, st, libs, lib, answers.New(log, lib, cfg)}, nil
}

func (d *dateline) load(ctx context.Context, articles iter.Seq[retrieval.Article]) error {
	return fill(ctx, d.lib, articles)
}

// atOnce is how many articles are added in one transaction, as a load does.
const atOnce = 200

func fill(ctx context.Context, lib *retrieval.Library, articles iter.Seq[retrieval.Article]) error {
	loading := retrieval.NewLoad(retrieval.Actor{Kind: retrieval.ByProgram}, "scale")
	add := func(batch []retrieval.Article) error {
		outcomes, err := lib.Add(ctx, loading, batch...)
		for i, o := range outcomes {
			if o.Status != retrieval.Added {
				err = cmp.Or(err, fmt.Errorf("article %s: %s", batch[i].ID, o.Status))
			}
		}
		return err
	}
	for batch := range batches(articles) {
		if err := add(batch); err != nil {
			return err
		}
	}
	return nil
}

// batches divides articles into those that are added at once.
func batches(articles iter.Seq[retrieval.Article]) iter.Seq[[]retrieval.Article] {
	return func(yield func([]retrieval.Article) bool) {
		var batch []retrieval.Article
		for a := range articles {
			if batch = append(batch, a); len(batch) == atOnce {
				if !yield(batch) {
					return
				}
				batch = nil
			}
		}
		if len(batch) > 0 {
			yield(batch)
		}
	}
}

func (d *dateline) search(ctx context.Context, question string) ([]string, error) {
	res, err := d.lib.Search(ctx, retrieval.Query{Text: question, Limit: found})
	var ids []string
	for _, h := range res.Hits {
		ids = append(ids, h.Article.ID)
	}
	return ids, err
}

func (d *dateline) ask(ctx context.Context, question string) error {
	_, err := d.answerer.Ask(ctx, answers.Question{Text: question})
	return err
}

func (d *dateline) size(context.Context) (int64, error) { return folderSize(d.dir) }

func (d *dateline) close() error { return errors.Join(d.libs.Close(), d.store.Close()) }
