package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/retrieval"
)

func (p *program) outletsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "outlets",
		Short: "List outlets and set their aliases",
		Args:  cobra.ArbitraryArgs,
		RunE:  unknownCommand,
	}
	cmd.AddCommand(p.outletsListCommand(), p.outletsAliasCommand(), p.outletsUnaliasCommand())
	return cmd
}

func (p *program) outletsListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the outlets, those with the most articles first",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.read(cmd, func(ctx context.Context, _ *workspace, lib *retrieval.Library) error {
				outlets, err := lib.Outlets(ctx)
				if err != nil {
					return err
				}
				return writeRows(p, outlets, outletTable)
			})
		},
	}
}

// outletTable lists outlets, one per line, with their aliases last.
func outletTable(outlets []retrieval.Outlet) string {
	if len(outlets) == 0 {
		return "No articles.\n"
	}
	var b strings.Builder
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, o := range outlets {
		days := o.First
		if o.Last != o.First {
			days += " to " + o.Last
		}
		row := strconv.Itoa(o.Articles) + "\t" + answers.OutletName(retrieval.Meta{Outlet: o.Name}) + "\t" + days
		if len(o.Aliases) > 0 {
			row += "\talso " + answers.Inline(strings.Join(o.Aliases, ", "))
		}
		_, _ = table.Write([]byte(row + "\n"))
	}
	_ = table.Flush() // a Builder takes everything
	return b.String()
}

func (p *program) outletsAliasCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "alias ALIAS OUTLET",
		Short: "Make a name an alias of an outlet",
		Long: `Make a name an alias of an outlet: in questions, for --outlet, and where articles are
counted by outlet. It takes effect at once. What is stored of the articles stays the same.`,
		Example: `  dateline outlets alias BBC "BBC News"`,
		Args:    namePair,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.read(cmd, func(ctx context.Context, _ *workspace, lib *retrieval.Library) error {
				set, err := lib.SetAlias(ctx, p.operator(), args[0], args[1])
				switch {
				case errors.Is(err, retrieval.ErrInvalid):
					return usageError{err}
				case err != nil:
					return explainOutlet(err)
				}
				return p.show(set, func(pg *page) {
					pg.text(plain, "", answers.Inline(fmt.Sprintf("“%s” now stands for “%s”", set.Alias, set.Outlet)))
				})
			})
		},
	}
}

func (p *program) outletsUnaliasCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "unalias ALIAS",
		Short: "Remove an alias",
		Args:  oneArgument("a name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.read(cmd, func(ctx context.Context, _ *workspace, lib *retrieval.Library) error {
				dropped, err := lib.DropAlias(ctx, p.operator(), args[0])
				if err != nil {
					return explainOutlet(err)
				}
				return p.show(dropped, func(pg *page) {
					pg.text(plain, "", answers.Inline(fmt.Sprintf("“%s” no longer stands for “%s”", dropped.Alias, dropped.Outlet)))
				})
			})
		},
	}
}

// namePair requires two names.
func namePair(cmd *cobra.Command, args []string) error {
	if len(args) != 2 {
		return usagef("%s takes two names, the alias and the outlet, not %d: put each in quotation marks", nameOf(cmd), len(args))
	}
	return nil
}

// explainOutlet adds to an error about an unknown outlet or alias where the
// known ones are.
func explainOutlet(err error) error {
	if errors.Is(err, retrieval.ErrNoOutlet) || errors.Is(err, retrieval.ErrNoAlias) {
		return fmt.Errorf("%w; \"dateline outlets list\" lists them", err)
	}
	return err
}

// readScoped is read for commands that flags narrow to outlets: it refuses those
// that the library has no article of.
func (p *program) readScoped(cmd *cobra.Command, s *scope, f func(context.Context, *workspace, *retrieval.Library) error) error {
	return p.read(cmd, func(ctx context.Context, w *workspace, lib *retrieval.Library) error {
		if err := lib.CheckOutlets(ctx, retrieval.Filter{Outlets: s.outlets}); err != nil {
			return explainOutlet(err)
		}
		return f(ctx, w, lib)
	})
}
