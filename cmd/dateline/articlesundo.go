package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/retrieval"
)

func (p *program) articlesUndoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "undo ACT",
		Short: "Undo a whole load, or an edit",
		Long: `Undo a load or an edit: articles that it added are removed, and those that it changed are as
they were before. An article that has changed since is left alone and named.
"dateline articles log" lists the acts with their ids.`,
		Args: oneArgument("the id of a load or an edit"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.read(cmd, func(ctx context.Context, _ *workspace, lib *retrieval.Library) error {
				undone, err := lib.Undo(ctx, p.operator(), args[0])
				if len(undone) > 0 {
					err = errors.Join(err, p.writeUndone(undone))
				}
				return explainAct(lib, err)
			})
		},
	}
}

// writeUndone tells what became of each article that an act had touched; its
// error says that some stay.
func (p *program) writeUndone(undone []retrieval.Undone) error {
	counts := make(map[retrieval.Status]int)
	for _, u := range undone {
		counts[u.Status]++
		if err := p.writeUndoneArticle(u); err != nil {
			return err
		}
	}
	if !p.flags.json && !p.flags.quiet {
		text := fmt.Sprintf("%d removed, %d as before, %d left alone\n",
			counts[retrieval.Removed], counts[retrieval.Updated], counts[retrieval.Rejected])
		if err := p.writeText(text); err != nil {
			return err
		}
	}
	if n := counts[retrieval.Rejected]; n > 0 {
		return fmt.Errorf("%d of %s left alone, having changed since: undo the later act first, or remove them", n, counted(len(undone), "article", "articles"))
	}
	return nil
}

func (p *program) writeUndoneArticle(u retrieval.Undone) error {
	switch {
	case p.flags.json:
		return p.writeJSON(u)
	case u.Status == retrieval.Rejected:
		return p.writeText(fmt.Sprintf("left alone %s: %s\n", answers.Inline(u.ID), answers.Inline(u.Reason)))
	}
	return nil
}
