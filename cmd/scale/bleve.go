package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en" // the analyzer of that name
	"github.com/blevesearch/bleve/v2/index/scorch"

	"dateline/retrieval"
)

// stock is bleve as its documentation begins: the default mapping with the
// English analyzer, a match query on the passage's text.
type stock struct {
	dir   string
	index bleve.Index
}

func openBleve(dir string) (*stock, error) {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = "en"
	ix, err := bleve.Open(dir)
	if errors.Is(err, bleve.ErrorIndexPathDoesNotExist) {
		ix, err = bleve.NewUsing(dir, m, scorch.Name, scorch.Name, nil)
	}
	return &stock{dir, ix}, err
}

func (s *stock) load(_ context.Context, articles iter.Seq[retrieval.Article]) error {
	const batchSize = 1000
	batch := s.index.NewBatch()
	for a := range articles {
		for _, p := range passages(a) {
			err := batch.Index(fmt.Sprintf("%s/%d", a.ID, p.Start), map[string]string{
				"title": a.Title, "outlet": a.Outlet, "published": a.Published, "body": a.Body[p.Start:p.End],
			})
			if err != nil {
				return err
			}
		}
		if batch.Size() >= batchSize {
			if err := s.index.Batch(batch); err != nil {
				return err
			}
			batch.Reset()
		}
	}
	return s.index.Batch(batch)
}

func (s *stock) search(ctx context.Context, question string) ([]string, error) {
	q := bleve.NewMatchQuery(question)
	q.SetField("body")
	req := bleve.NewSearchRequestOptions(q, found, 0, false)
	req.Fields = []string{"body"}
	res, err := s.index.SearchInContext(ctx, req)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, h := range res.Hits {
		id, _, _ := strings.Cut(h.ID, "/")
		ids = append(ids, id)
	}
	return ids, nil
}

func (s *stock) size(context.Context) (int64, error) { return folderSize(s.dir) }

func (s *stock) close() error { return s.index.Close() }
