package main

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"dateline/retrieval"
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
func open(ctx context.Context, name, dir, url string) (e engine, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	switch name {
	case "dateline":
		e, err = openDateline(ctx, dir)
	case "bleve":
		e, err = openBleve(filepath.Join(dir, "bleve"))
	case "fts5":
		e, err = openFTS5(ctx, dir)
	case "postgresql":
		e, err = openPostgreSQL(ctx, url, "scale_"+filepath.Base(dir))
	default:
		err = fmt.Errorf("%w: there is no engine %q", errUsage, name)
	}
	if err != nil {
		return nil, err // and no engine that holds nil
	}
	return e, nil
}

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
