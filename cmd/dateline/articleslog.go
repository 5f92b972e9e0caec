package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/retrieval"
)

func (p *program) articlesLogCommand() *cobra.Command {
	var article, before string
	limit := count{n: retrieval.DefaultLog, most: retrieval.MaxLog}
	cmd := &cobra.Command{
		Use:   "log",
		Short: "List who changed what in the library, and when",
		Long: `List the changes of the library, newest first: who made them, when, and what they were. Each
act has an id, which "dateline articles undo" takes.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.read(cmd, func(ctx context.Context, _ *workspace, lib *retrieval.Library) error {
				q := retrieval.LogQuery{Article: article, Limit: limit.n}
				if before != "" {
					act, err := lib.Act(ctx, before)
					if err != nil {
						return explainAct(lib, err)
					}
					q.Before = act.Num
				}
				acts, err := lib.Log(ctx, q)
				if err != nil {
					return err
				}
				if article != "" && before == "" && len(acts) == 0 {
					err := fmt.Errorf("article %q: %w, and none was", article, retrieval.ErrNoArticle)
					return explainArticle(ctx, lib, article, err)
				}
				return writeRows(p, acts, logTable)
			})
		},
	}
	cmd.Flags().StringVar(&article, "article", "", "only acts on the article with this `ID`")
	cmd.Flags().StringVar(&before, "before", "", "only acts before the one with this `ID`, for the next page")
	cmd.Flags().Var(&limit, "limit", "list at most this many acts")
	return cmd
}

// explainAct adds to an error about an unknown act where the known ones are.
func explainAct(lib *retrieval.Library, err error) error {
	if !errors.Is(err, retrieval.ErrNoAct) {
		return err
	}
	return fmt.Errorf("%w; \"dateline articles log\" lists those of library %q", err, lib.Name())
}

// logTable lists acts, one per line; what was done is last because it is long.
func logTable(acts []retrieval.Act) string {
	if len(acts) == 0 {
		return "No acts.\n"
	}
	var b strings.Builder
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, act := range acts {
		row := []string{act.ID, act.Time.Format("2006-01-02 15:04 MST"), act.By.String(), actText(act)}
		for i, cell := range row {
			row[i] = answers.Inline(cell)
		}
		_, _ = table.Write([]byte(strings.Join(row, "\t") + "\n"))
	}
	_ = table.Flush() // a Builder takes everything
	return b.String()
}

// actText says in a line what an act did.
func actText(act retrieval.Act) string {
	text := string(act.What)
	switch act.What {
	case retrieval.DeedRemove:
		return text + " " + touchedIDs(act)
	case retrieval.DeedEdit:
		text += " " + touchedIDs(act)
		for _, a := range act.Articles {
			for _, c := range a.Changes {
				text += "; " + fieldChange(c)
			}
		}
	case retrieval.DeedLoad, retrieval.DeedUndo:
		text += " " + act.Detail + ": " + actCounts(act)
	default:
		text += " " + act.Detail
	}
	if act.Undone > 0 {
		text += fmt.Sprintf(" (%d undone)", act.Undone)
	}
	return text
}

func actCounts(act retrieval.Act) string {
	var parts []string
	for _, c := range []struct {
		n      int
		status retrieval.Status
	}{{act.Added, retrieval.Added}, {act.Updated, retrieval.Updated}, {act.Removed, retrieval.Removed}} {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.n, c.status))
		}
	}
	return strings.Join(parts, ", ")
}

// touchedIDs names the articles of an act that touched few.
func touchedIDs(act retrieval.Act) string {
	ids := make([]string, len(act.Articles))
	for i, a := range act.Articles {
		ids[i] = a.ID
	}
	return strings.Join(ids, ", ")
}
