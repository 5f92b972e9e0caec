package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/retrieval"
)

func (p *program) articlesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "articles",
		Short: "List, show, correct and remove articles",
		Args:  cobra.ArbitraryArgs,
		RunE:  unknownCommand,
	}
	cmd.AddCommand(p.articlesListCommand(), p.articlesShowCommand(), p.articlesRemoveCommand(), p.articlesExportCommand(),
		p.articlesLineageCommand(), p.articlesEditCommand(), p.articlesLogCommand(), p.articlesUndoCommand(),
		p.articlesHistoryCommand())
	return cmd
}

// screenful is how many articles are listed on a terminal when no number is
// given.
const screenful = 100

func (p *program) articlesListCommand() *cobra.Command {
	var s scope
	limit, all := count{most: 1_000_000}, false
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the articles, newest first",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			filter, err := s.filter()
			if err != nil {
				return err
			}
			if all && limit.n > 0 {
				return usagef("--all and --limit %d are both given: keep one of them", limit.n)
			}
			return p.readScoped(cmd, &s, func(ctx context.Context, _ *workspace, lib *retrieval.Library) error {
				articles, err := lib.List(ctx, filter)
				if err != nil {
					return err
				}
				total := len(articles)
				switch {
				case limit.n > 0:
					articles = articles[:min(limit.n, total)]
				case !all && !p.flags.json && isTerminal(p.stdout):
					articles = articles[:min(screenful, total)]
				}
				if err := writeRows(p, articles, articleTable); err != nil {
					return err
				}
				if limit.n == 0 && len(articles) < total && !p.flags.quiet {
					fmt.Fprintf(p.stderr, "%d of %d articles: --all lists them all\n", len(articles), total)
				}
				return nil
			})
		},
	}
	s.register(cmd.Flags())
	cmd.Flags().Var(&limit, "limit", fmt.Sprintf("list at most this many (default all, and on a terminal %d)", screenful))
	cmd.Flags().BoolVar(&all, "all", false, "list all articles, on a terminal too")
	return cmd
}

// articleTable lists articles, one per line; the headline is last because it is
// long.
func articleTable(articles []retrieval.Meta) string {
	if len(articles) == 0 {
		return "No articles.\n"
	}
	var b strings.Builder
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, m := range articles {
		row := []string{answers.Inline(m.ID), answers.LongDate(m), answers.OutletName(m), answers.Headline(m)}
		_, _ = table.Write([]byte(strings.Join(row, "\t") + "\n"))
	}
	_ = table.Flush() // a Builder takes everything
	return b.String()
}

func (p *program) articlesShowCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "show ID",
		Short: "Show an article and its text",
		Args:  oneArgument("an article's id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.read(cmd, func(ctx context.Context, _ *workspace, lib *retrieval.Library) error {
				article, err := lib.Article(ctx, args[0], 0)
				if err != nil {
					return explainArticle(ctx, lib, args[0], err)
				}
				return p.show(article, func(pg *page) { pg.article(article) })
			})
		},
	}
}

func (p *program) articlesRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove ID...",
		Short: "Remove articles with all their revisions",
		Long:  "Remove articles with all their revisions, all at once: either all that are there are removed, or none is.",
		Args:  someArguments("an article's id"),
		RunE: func(cmd *cobra.Command, ids []string) error {
			return p.read(cmd, func(ctx context.Context, _ *workspace, lib *retrieval.Library) error {
				gone, failed := lib.RemoveAll(ctx, p.operator(), ids...)
				for _, id := range gone {
					err := p.show(removed{id, "removed"}, func(pg *page) { pg.text(plain, "", "removed "+answers.Inline(id)) })
					if err != nil {
						return err
					}
				}
				if failed != nil {
					return failed
				}
				for _, id := range ids {
					if !slices.Contains(gone, id) {
						failed = errors.Join(failed, explainArticle(ctx, lib, id, fmt.Errorf("article %q: %w", id, retrieval.ErrNoArticle)))
					}
				}
				return failed
			})
		},
	}
}

// removed is what remove tells of an article.
type removed struct {
	ID     string `json:"id"`
	Status string `json:"status"`
}

func (p *program) articlesExportCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "export",
		Short: "Write all articles as JSON lines, which load reads back",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.read(cmd, func(ctx context.Context, _ *workspace, lib *retrieval.Library) error {
				articles, err := lib.List(ctx, retrieval.Filter{})
				if err != nil {
					return err
				}
				var failed error
				for _, m := range articles {
					article, err := lib.Article(ctx, m.ID, m.Revision)
					if errors.Is(err, retrieval.ErrDamaged) {
						failed = errors.Join(failed, err)
						continue
					}
					if err != nil {
						return err
					}
					if err := p.writeJSON(article); err != nil {
						return err
					}
				}
				return failed
			})
		},
	}
}
