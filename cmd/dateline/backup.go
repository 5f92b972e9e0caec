package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/config"
	"dateline/retrieval/store"
)

func (p *program) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Write everything that is stored into one file",
		Long: `Write everything that is stored (articles, feeds, servers' settings, members' questions)
into one file, as it is at one moment; "dateline serve" may be running. The file must not
exist yet. "dateline restore" reads it. Indexes are not part of it: they are rebuilt.`,
		Args: oneArgument("the file to write"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.work(cmd, func(ctx context.Context, w *workspace) error {
				past, err := w.store.Backup(ctx, p.path(args[0]))
				if err != nil {
					return err
				}
				noteBackup(w)
				if len(past) > 0 {
					w.log.WarnContext(ctx, "what is damaged of the past was backed up as it is: removing the article would take it along", "damaged", &store.DamageError{Past: past})
				}
				totals, err := w.store.Totals(ctx)
				if err != nil {
					return err
				}
				return p.showCopy(copied{File: args[0], Totals: totals, DamagedPast: past}, "backed up")
			})
		},
	}
}

// backupNote is the file of the data folder that says when the last backup was
// written. It is no part of the store: a store that is restored has none.
const backupNote = "dateline.backup"

// noteBackup notes that a backup was written now.
func noteBackup(w *workspace) {
	note := filepath.Join(w.cfg.Data.Dir, backupNote)
	if err := os.WriteFile(note, []byte(time.Now().UTC().Format(time.RFC3339)+"\n"), 0o600); err != nil && !w.store.ReadOnly() {
		w.log.Warn("it could not be noted when the backup was written", "error", err)
	}
}

// lastBackup returns when the last backup was written, zero when none was.
func lastBackup(cfg config.Config) time.Time {
	text, err := os.ReadFile(filepath.Join(cfg.Data.Dir, backupNote))
	if err != nil {
		return time.Time{}
	}
	at, _ := time.Parse(time.RFC3339, strings.TrimSpace(string(text))) // another text tells nothing
	return at
}

// copied is what was backed up or restored.
type copied struct {
	File  string `json:"file"`
	Bytes int64  `json:"bytes"`
	store.Totals
	// DamagedPast names former revisions and records of the log that are not what was
	// stored.
	DamagedPast []string `json:"damaged_past,omitempty"`
}

// showCopy tells what was done with a backup.
func (p *program) showCopy(c copied, done string) error {
	info, err := os.Stat(p.path(c.File))
	if err != nil {
		return err
	}
	c.Bytes = info.Size()
	return p.show(c, func(pg *page) {
		pg.text(plain, "", fmt.Sprintf("%s %s with %s: %s, %s",
			done, counted(c.Libraries, "library", "libraries"), counted(c.Articles, "article", "articles"), answers.Inline(c.File), humanize.Bytes(uint64(c.Bytes))))
	})
}

func (p *program) restoreCommand() *cobra.Command {
	replace := false
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Restore a backup",
		Long: `Restore a backup into the data folder, which must not hold a store yet; with --replace, the
store that is there is overwritten and lost. No other process may use the folder. The
backup is checked before anything is changed.`,
		Args: oneArgument("the backup's file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			cfg, err := p.settings(cmd)
			if err != nil {
				return err
			}
			totals, err := p.restore(cmd, cfg, args[0], replace)
			if err != nil {
				return err
			}
			return p.showCopy(copied{File: args[0], Totals: totals}, "restored")
		},
	}
	cmd.Flags().BoolVar(&replace, "replace", false, "overwrite the store that is there")
	return cmd
}

// restore brings a backup back, and counts what it held.
func (p *program) restore(cmd *cobra.Command, cfg config.Config, backup string, replace bool) (store.Totals, error) {
	ctx, file := cmd.Context(), storeFile(cfg)
	if p.host != nil {
		return store.Totals{}, &store.HeldError{Dir: cfg.Data.Dir, Holder: serveHolder}
	}
	switch err := store.Restore(ctx, cfg.Data.Dir, file, p.path(backup), cmd.CommandPath(), replace); {
	case errors.Is(err, store.ErrThere):
		return store.Totals{}, fmt.Errorf("%w: name another folder with --data, or overwrite what it holds with --replace", err)
	case err != nil:
		return store.Totals{}, err
	}
	st, err := store.OpenFile(ctx, cfg.Data.Dir, file, cmd.CommandPath())
	if err != nil {
		return store.Totals{}, err
	}
	totals, err := st.Totals(ctx)
	return totals, errors.Join(err, st.Close())
}
