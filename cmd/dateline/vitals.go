package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/dustin/go-humanize"

	"dateline/cmd/dateline/monitor"
)

// state tells the metrics that count themselves.
func (s *service) state(ctx context.Context) (monitor.State, error) {
	c, err := s.store.Census(ctx, time.Now())
	if err != nil {
		return monitor.State{}, err
	}
	libraries, backlog := s.libraries.State(), s.bot.Backlog()
	is := monitor.State{
		Libraries: c.Libraries, LibrariesOpen: libraries.Open, Articles: c.Articles, Passages: libraries.Passages, Watches: c.Watches,
		Feeds: c.Feeds, FeedsDue: c.FeedsDue, FeedsFailing: c.FeedsFailing,
		QuestionsWaiting: backlog.Questions, LoadsWaiting: backlog.Loads, WritesWaiting: backlog.Writes,
		IndexBytes: folderSize(filepath.Join(s.cfg.Data.Dir, "index")), FreeBytes: -1,
		IndexRebuilds: libraries.Rebuilt, CacheHits: libraries.Hits, CacheMisses: libraries.Misses,
		IndexLag: libraries.Lag, LastBackup: lastBackup(s.cfg),
	}
	file := storeFile(s.cfg)
	for _, name := range []string{file, file + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			is.StoreBytes += info.Size()
		}
	}
	if free, known, err := freeSpace(s.cfg.Data.Dir); known && err == nil {
		is.FreeBytes = int64(free)
	}
	return is, nil
}

// folderSize is the size of all files in a folder, as far as they can be seen.
func folderSize(dir string) (bytes int64) {
	_ = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil // files come and go meanwhile
		}
		if info, err := entry.Info(); err == nil {
			bytes += info.Size()
		}
		return nil
	})
	return bytes
}

// live returns why this process does not work: a new one may.
func (s *service) live(ctx context.Context) error {
	if _, err := s.store.Totals(ctx); err != nil {
		return fmt.Errorf("the store does not answer: %w", err)
	}
	return nil
}

// longLag is for how long an index may be brought up to the store before that
// counts: opening one takes milliseconds, building one anew takes long.
const longLag = 5 * time.Second

// longBacklog is how many records may wait for the store before that counts.
const longBacklog = 5_000

// problems returns all that keeps Dateline from answering now, or from keeping what
// comes.
func (s *service) problems(ctx context.Context) error {
	var problems []error
	if !s.bot.Connected() {
		problems = append(problems, errors.New("not connected to Discord"))
	}
	problems = append(problems, s.live(ctx), s.store.Writable())
	if lag := s.libraries.State().Lag; lag > longLag {
		problems = append(problems, fmt.Errorf("an index is being brought up to the store, for %s now", lag.Round(time.Second)))
	}
	if waiting := s.bot.Backlog().Writes; waiting > longBacklog {
		problems = append(problems, fmt.Errorf("%d records wait for the store", waiting))
	}
	if free, known, err := freeSpace(s.cfg.Data.Dir); err == nil && known && free < noSpace {
		problems = append(problems, fmt.Errorf("the disk of the data folder is nearly full: %s are free", humanize.Bytes(free)))
	}
	return errors.Join(problems...)
}
