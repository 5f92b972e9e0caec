package main

import (
	"context"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/retrieval"
)

func (p *program) askCommand() *cobra.Command {
	var q inquiry
	cmd := &cobra.Command{
		Use:   "ask [flags] QUESTION",
		Short: "Answer a question from the library",
		Long: `Answer a question with excerpts of the library's articles, each with its headline,
outlet, date and link, or say that the library holds no answer. Each excerpt is compared
with the stored article before it is shown. The receipt printed below an answer is what
"dateline receipt" takes.`,
		Example: `  dateline ask "What did Trump and Putin agree on about Syria?"
  dateline ask --since 2017-11-01 --outlet Newspeak "Who denied interference?"
  dateline ask --batch questions.jsonl`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := q.complete(cmd, args); err != nil {
				return err
			}
			return p.readScoped(cmd, &q.scope, func(ctx context.Context, w *workspace, lib *retrieval.Library) error {
				answerer := w.answerer(lib)
				ask := func(ctx context.Context, id, text string) (answers.Answer, error) {
					return answerer.Ask(ctx, answers.Question{
						ID: id, Text: text, Filter: q.filter, Excerpts: q.limit.n, Today: q.today(), Explain: q.explain,
					})
				}
				if q.batch != "" {
					return batch(ctx, p, q.batch, "question", ask)
				}
				answer, err := ask(ctx, "", q.text)
				if err != nil {
					return err
				}
				return p.show(answer, func(pg *page) { pg.answer(answer) })
			})
		},
	}
	q.register(cmd.Flags(), "excerpts", "the setting answers.excerpts")
	return cmd
}
