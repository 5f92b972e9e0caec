package retrieval_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en" // the analyzer of that name
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"

	"dateline/retrieval"
	"dateline/retrieval/load"
	"dateline/retrieval/store"
	"dateline/retrieval/text"
)

// BenchmarkLoad loads a benchmark's articles, durably and searchable at the
// end, and indexes the same passages with bleve alone, in turns: as bleve does
// it by default, and with the leanest mapping. It reports articles a second,
// and how many times the rate of each bleve that is.
//
//	go test ./retrieval -run '^$' -bench BenchmarkLoad -benchtime 5x
func BenchmarkLoad(b *testing.B) {
	file := "../../shared/data/multihop-rag/articles.jsonl"
	if _, err := os.Stat(file); err != nil {
		b.Skip(err)
	}
	articles := readArticles(b, file)
	var ours, whole, lean time.Duration
	for b.Loop() {
		ours += clocked(b, func() error { return loadAll(b.Context(), b.TempDir(), file) })
		whole += clocked(b, func() error { return indexAll(b.TempDir(), wholeMapping(), articles) })
		lean += clocked(b, func() error { return indexAll(b.TempDir(), leanMapping(), articles) })
	}
	b.ReportMetric(float64(len(articles)*b.N)/ours.Seconds(), "articles/s")
	b.ReportMetric(whole.Seconds()/ours.Seconds(), "×bleve")
	b.ReportMetric(lean.Seconds()/ours.Seconds(), "×leanbleve")
}

func clocked(b *testing.B, f func() error) time.Duration {
	b.Helper()
	start := time.Now()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

// loadAll loads a file into a library of its own.
func loadAll(ctx context.Context, dir, file string) error {
	s, err := store.Open(ctx, dir, "benchmark")
	if err != nil {
		return err
	}
	defer s.Close()
	libraries := retrieval.New(slog.New(slog.DiscardHandler), s, retrieval.Config{Dir: dir})
	lib, err := libraries.Make(ctx, "benchmark")
	if err != nil {
		return err
	}
	loader := load.New(load.Config{})
	err = loader.Load(ctx, lib, load.Request{Sources: []string{file}, Load: retrieval.NewLoad(tester, file)}, func(it load.Item) error {
		if it.Status != retrieval.Added {
			return fmt.Errorf("%s: %s %s", it.ID, it.Status, it.Reason)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := loader.Close(); err != nil {
		return err
	}
	return libraries.Close()
}

func readArticles(b *testing.B, file string) []retrieval.Article {
	b.Helper()
	var articles []retrieval.Article
	err := load.New(load.Config{}).Load(b.Context(), nil, load.Request{Sources: []string{file}, DryRun: true}, func(it load.Item) error {
		a := *it.Article
		a.Blocks = text.FindBlocks(a.Body)
		articles = append(articles, a)
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return articles
}

// wholeMapping is bleve's own, with stemming as ours has it.
func wholeMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = "en"
	return m
}

// leanMapping only indexes: nothing is stored, and there is no field of all
// others.
func leanMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = "en"
	m.IndexDynamic = false
	m.StoreDynamic, m.DocValuesDynamic = false, false
	doc := bleve.NewDocumentStaticMapping()
	for _, name := range []string{"title", "outlet", "published", "body"} {
		field := bleve.NewTextFieldMapping()
		field.Store, field.DocValues, field.IncludeTermVectors, field.IncludeInAll = false, false, false, false
		doc.AddFieldMappingsAt(name, field)
	}
	m.DefaultMapping = doc
	return m
}

// indexAll indexes the passages of articles with bleve alone.
func indexAll(dir string, m mapping.IndexMapping, articles []retrieval.Article) error {
	ix, err := bleve.NewUsing(filepath.Join(dir, "index"), m, scorch.Name, scorch.Name, nil)
	if err != nil {
		return err
	}
	const batchSize = 1000
	batch := ix.NewBatch()
	for _, a := range articles {
		for _, s := range retrieval.Passages(a) {
			err := batch.Index(fmt.Sprintf("%s.%d", a.ID, s.Start), map[string]string{
				"title": a.Title, "outlet": a.Outlet, "published": a.Published, "body": a.Body[s.Start:s.End],
			})
			if err != nil {
				return err
			}
		}
		if batch.Size() >= batchSize {
			if err := ix.Batch(batch); err != nil {
				return err
			}
			batch.Reset()
		}
	}
	if err := ix.Batch(batch); err != nil {
		return err
	}
	return ix.Close()
}
