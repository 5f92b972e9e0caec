package main

import (
	"context"

	"github.com/spf13/cobra"

	"dateline/retrieval"
)

// maxSentences bounds --sentences.
const maxSentences = 50

func (p *program) summaryCommand() *cobra.Command {
	var id string
	sentences := count{n: 3, most: maxSentences}
	cmd := &cobra.Command{
		Use:   "summary --article ID",
		Short: "Show an article's own sentences that carry it",
		Long: `Show the sentences that carry an article, in the article's order and to the letter.
"dateline articles list" names the articles.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if id == "" {
				return usagef("no article is named: name one with --article ID; \"dateline articles list\" lists them")
			}
			return p.read(cmd, func(ctx context.Context, w *workspace, lib *retrieval.Library) error {
				summary, err := w.answerer(lib).Summarize(ctx, id, sentences.n)
				if err != nil {
					return explainArticle(ctx, lib, id, err)
				}
				return p.show(summary, func(pg *page) { pg.summary(summary) })
			})
		},
	}
	cmd.Flags().StringVar(&id, "article", "", "the article of this `ID`")
	cmd.Flags().Var(&sentences, "sentences", "give at most this many sentences")
	return cmd
}
