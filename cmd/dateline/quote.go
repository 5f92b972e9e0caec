package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/retrieval"
)

func (p *program) quoteCommand() *cobra.Command {
	var claim answers.Claim
	var file string
	cmd := &cobra.Command{
		Use:   "quote [flags] TEXT",
		Short: "Check whether a quote is in the library",
		Long: `Check whether a quote is in the library: exactly, altered (and how, word by word), stitched
together from several places, or not at all; and who said it, to whom and when, according
to the article. Typography makes no difference; an ellipsis stands for words that were
left out, and brackets for words that an editor put in.`,
		Example: `  dateline quote "agreed that the conflict in Syria has no military solution"
  dateline quote --outlet Newspeak "expressed their satisfaction with deconfliction efforts"
  dateline quote --batch quotes.jsonl`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			text := strings.Join(args, " ")
			if err := oneOrBatch(cmd, "quoted", text, file); err != nil {
				return err
			}
			if claim.Article != "" && claim.Outlet != "" {
				return usagef("--article %s and --outlet %s are both given: keep one of them", claim.Article, claim.Outlet)
			}
			var claimed scope
			if claim.Outlet != "" {
				claimed.outlets = names{claim.Outlet}
			}
			return p.readScoped(cmd, &claimed, func(ctx context.Context, w *workspace, lib *retrieval.Library) error {
				answerer := w.answerer(lib)
				check := func(ctx context.Context, id, text string) (answers.Check, error) {
					return answerer.Quote(ctx, id, text, claim)
				}
				if file != "" {
					return batch(ctx, p, file, "text", check)
				}
				checked, err := check(ctx, "", text)
				switch {
				case errors.Is(err, retrieval.ErrInvalid):
					return usageError{err}
				case err != nil:
					return explainArticle(ctx, lib, claim.Article, err)
				}
				return p.show(checked, func(pg *page) { pg.check(checked, claim) })
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&claim.Article, "article", "", "the quote is claimed to be from the article with this `ID`")
	flags.StringVar(&claim.Outlet, "outlet", "", "the quote is claimed to be from the outlet of this `NAME`")
	flags.StringVar(&file, "batch", "", "check each line of this `FILE` (- for standard input), a JSON object with \"id\" and \"text\"")
	return cmd
}

// oneOrBatch refuses a command that is given neither a text nor a batch, or
// both; done says what is done with the text.
func oneOrBatch(cmd *cobra.Command, done, text, file string) error {
	switch {
	case cmd.Flags().Changed("batch") && file == "":
		return usagef("--batch names no file: write its path, or - for standard input")
	case file != "" && text != "":
		return usagef("--batch %s and %.60q are both given: keep one of them", file, text)
	case file == "" && strings.TrimSpace(text) == "":
		return usagef("%s: nothing is %s: write it after the command, or name a file with --batch", nameOf(cmd), done)
	}
	return nil
}
