package main

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en" // the analyzer of that name
	"github.com/blevesearch/bleve/v2/index/scorch"
	_ "github.com/jackc/pgx/v5/stdlib" // the database driver
	_ "modernc.org/sqlite"             // the database driver

	"dateline/answers"
	"dateline/answers/reader"
	"dateline/retrieval"
	"dateline/retrieval/store"
)

// engine finds passages.
type engine interface {
	// load puts the articles in, durably and to be found when it returns.
	load(ctx context.Context, articles iter.Seq[retrieval.Article]) error
	// search puts a question and returns the articles of the ten best passages
	// with the text of each read.
	search(ctx context.Context, question string) ([]string, error)
	// size is how many bytes it takes on the disk.
	size(ctx context.Context) (int64, error)
	close() error
}

// found is how many passages each engine is asked for.
const found = 10

// engineNames are all engines, Dateline first.
var engineNames = []string{"dateline", "bleve", "fts5", "postgresql"}

// open opens an engine, whose files stand in dir. Of PostgreSQL url says where
// it is, and a table of it is named after dir.
func open(ctx context.Context, name, dir, url string) (engine, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	switch name {
	case "dateline":
		return openDateline(ctx, dir)
	case "bleve":
		return openBleve(filepath.Join(dir, "bleve"))
	case "fts5":
		return openFTS5(ctx, dir)
	case "postgresql":
		return openPostgreSQL(ctx, url, "scale_"+filepath.Base(dir))
	}
	return nil, fmt.Errorf("%w: there is no engine %q", errUsage, name)
}

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

func folderSize(dir string) (n int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			n += info.Size()
		}
		return err
	})
	return n, err
}

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

// database is the full text of a database: each keeps the passages in a table
// with an index of words and ranks by its own function.
type database struct {
	db                   *sql.DB
	insert, finish, find string
	query                func(question string) string
	bytes                func(ctx context.Context) (int64, error)
}

func openFTS5(ctx context.Context, dir string) (*database, error) {
	db, err := sql.Open("sqlite", filepath.Join(dir, "fts5.db")+"?_pragma=journal_mode(wal)&_pragma=synchronous(full)")
	if err != nil {
		return nil, err
	}
	_, err = db.ExecContext(ctx, `CREATE VIRTUAL TABLE IF NOT EXISTS passages
		USING fts5(article UNINDEXED, title, outlet, published, body, tokenize = 'porter unicode61')`)
	return &database{
		db:     db,
		insert: `INSERT INTO passages (article, title, outlet, published, body) VALUES (?, ?, ?, ?, ?)`,
		finish: `PRAGMA wal_checkpoint(TRUNCATE)`,
		find: fmt.Sprintf(`SELECT article, body FROM passages WHERE passages MATCH ?
			ORDER BY rank LIMIT %d`, found),
		query: func(question string) string { return `body : ("` + strings.Join(words(question), `" OR "`) + `")` },
		bytes: func(context.Context) (int64, error) { return folderSize(dir) },
	}, err
}

func openPostgreSQL(ctx context.Context, url, table string) (*database, error) {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return nil, err
	}
	_, err = db.ExecContext(ctx, fmt.Sprintf(`CREATE TABLE IF NOT EXISTS %[1]s (
		article text, title text, outlet text, published text, body text,
		words tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED);
		CREATE INDEX IF NOT EXISTS %[1]s_words ON %[1]s USING gin (words)`, table))
	return &database{
		db:     db,
		insert: `INSERT INTO ` + table + ` (article, title, outlet, published, body) VALUES ($1, $2, $3, $4, $5)`,
		finish: `VACUUM ANALYZE ` + table,
		find: fmt.Sprintf(`SELECT article, body FROM %s, to_tsquery('english', $1) AS q WHERE words @@ q
			ORDER BY ts_rank_cd(words, q) DESC LIMIT %d`, table, found),
		query: func(question string) string { return strings.Join(words(question), " | ") },
		bytes: func(ctx context.Context) (n int64, err error) {
			err = db.QueryRowContext(ctx, `SELECT pg_total_relation_size($1::regclass)`, table).Scan(&n)
			return n, err
		},
	}, err
}

// words are those of a question, any of which may stand in a passage.
func words(question string) []string {
	return strings.FieldsFunc(question, notWord)
}

func (d *database) load(ctx context.Context, articles iter.Seq[retrieval.Article]) error {
	for batch := range batches(articles) {
		if err := d.add(ctx, batch); err != nil {
			return err
		}
	}
	_, err := d.db.ExecContext(ctx, d.finish)
	return err
}

func (d *database) add(ctx context.Context, batch []retrieval.Article) (err error) {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // of no effect after Commit
	insert, err := tx.PrepareContext(ctx, d.insert)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, insert.Close()) }()
	for _, a := range batch {
		for _, p := range passages(a) {
			if _, err := insert.ExecContext(ctx, a.ID, a.Title, a.Outlet, a.Published, a.Body[p.Start:p.End]); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

func (d *database) search(ctx context.Context, question string) (ids []string, err error) {
	rows, err := d.db.QueryContext(ctx, d.find, d.query(question))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, body string
		if err := rows.Scan(&id, &body); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

func (d *database) size(ctx context.Context) (int64, error) { return d.bytes(ctx) }

func (d *database) close() error { return d.db.Close() }
