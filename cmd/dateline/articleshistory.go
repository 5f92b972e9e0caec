package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/retrieval"
	"dateline/retrieval/reuse"
)

func (p *program) articlesHistoryCommand() *cobra.Command {
	limit := count{n: retrieval.DefaultLog, most: retrieval.MaxLog}
	cmd := &cobra.Command{
		Use:   "history ID",
		Short: "Show how an article has changed, sentence by sentence",
		Long: `Show the changes of an article, newest first: who loaded, corrected or undid what, and which
sentences were removed (-) and added (+).`,
		Args: oneArgument("an article's id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.read(cmd, func(ctx context.Context, _ *workspace, lib *retrieval.Library) error {
				steps, err := lib.History(ctx, args[0], retrieval.LogQuery{Limit: limit.n})
				if err != nil {
					return explainArticle(ctx, lib, args[0], err)
				}
				return p.writeHistory(steps)
			})
		},
	}
	cmd.Flags().Var(&limit, "limit", "show at most this many changes")
	return cmd
}

func (p *program) writeHistory(steps []retrieval.Step) error {
	for i, step := range steps {
		step.Sentences = append([]reuse.SentenceChange{}, step.Sentences...) // [] in JSON where there is none
		err := p.show(step, func(pg *page) {
			if i > 0 {
				pg.WriteByte('\n')
			}
			pg.step(step)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// step tells one change of an article.
func (pg *page) step(s retrieval.Step) {
	act := s.Act
	pg.text(bold, "", fmt.Sprintf("%s, by %s: %s %s", act.Time.Format("2 January 2006 15:04 MST"), answers.Inline(act.By.String()), act.What, act.ID))
	for _, a := range act.Articles {
		switch {
		case a.Former == 0:
			pg.text(plain, sourceIndent, fmt.Sprintf("came in as revision %d", a.Revision))
		case a.Former != a.Revision:
			pg.text(plain, sourceIndent, fmt.Sprintf("revision %d in the place of %d", a.Revision, a.Former))
		}
		if a.Undone {
			pg.text(plain, sourceIndent, "undone since")
		}
		for _, c := range a.Changes {
			pg.text(plain, sourceIndent, fieldChange(c))
		}
		if s.Damaged {
			pg.text(plain, sourceIndent, "its sentences are not shown: the text before or after is damaged in the store")
		} else if len(s.Sentences) == 0 && a.Former != 0 && a.Former != a.Revision {
			pg.text(plain, sourceIndent, "no sentence differs")
		}
	}
	for _, c := range s.Sentences {
		if c.Before != "" {
			pg.text(faint, sourceIndent, "- "+answers.Inline(c.Before))
		}
		if c.After != "" {
			pg.text(plain, sourceIndent, "+ "+answers.Inline(c.After))
		}
	}
}
