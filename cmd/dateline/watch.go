package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/bot/record"
	"dateline/retrieval"
)

// maxWatches bounds how many standing questions a library has in the terminal.
const maxWatches = 100

func (p *program) watchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "watch",
		Short: "Keep questions, and ask them of newly loaded articles",
		Long: `Keep standing questions, and ask them of the articles loaded since they were last asked.
"dateline watch check" shows only new, independent evidence, not copies of what was there.
The standing questions of Discord servers are asked by "dateline serve".`,
		Args: cobra.ArbitraryArgs,
		RunE: unknownCommand,
	}
	cmd.AddCommand(p.watchAddCommand(), p.watchListCommand(), p.watchRemoveCommand(), p.watchCheckCommand())
	return cmd
}

func (p *program) watchAddCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "add QUESTION",
		Short: "Add a standing question",
		Args:  someArguments("a question"),
		RunE: func(cmd *cobra.Command, args []string) error {
			question := strings.TrimSpace(strings.Join(args, " "))
			if question == "" {
				return usagef("%s: no question is given: write it after the command", nameOf(cmd))
			}
			return p.read(cmd, func(ctx context.Context, w *workspace, lib *retrieval.Library) error {
				kept, err := w.records.Watches(ctx, lib.Name(), "")
				if err != nil {
					return err
				}
				for _, k := range kept {
					if strings.EqualFold(k.Text, question) {
						return fmt.Errorf("library %q has that question already, as number %d", lib.Name(), k.Num)
					}
				}
				if len(kept) >= maxWatches {
					return fmt.Errorf("library %q has %d standing questions: remove one first", lib.Name(), len(kept))
				}
				added, err := w.records.AddWatch(ctx, record.Watch{
					Library: lib.Name(), Added: time.Now(), Inquiry: record.Inquiry{Kind: record.Ask, Text: question},
				})
				if err != nil {
					return err
				}
				return p.show(added, func(pg *page) { pg.text(plain, "", fmt.Sprintf("watching, as number %d", added.Num)) })
			})
		},
	}
}

func (p *program) watchListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the standing questions",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.eachWatch(cmd, func(_ context.Context, _ *workspace, _ *retrieval.Library, w record.Watch) error {
				return p.show(w, func(pg *page) {
					pg.text(plain, "", fmt.Sprintf("%d. %s (since %s)", w.Num, answers.Inline(w.Text), w.Added.Format(time.DateOnly)))
				})
			})
		},
	}
}

// eachWatch calls f with each standing question of the library.
func (p *program) eachWatch(cmd *cobra.Command, f func(context.Context, *workspace, *retrieval.Library, record.Watch) error) error {
	return p.read(cmd, func(ctx context.Context, w *workspace, lib *retrieval.Library) error {
		kept, err := w.records.Watches(ctx, lib.Name(), "")
		if err != nil {
			return err
		}
		for _, k := range kept {
			if err := f(ctx, w, lib, k); err != nil {
				return err
			}
		}
		if len(kept) == 0 && !p.flags.json {
			return p.writeText("No standing questions.\n")
		}
		return nil
	})
}

func (p *program) watchRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove NUMBER",
		Short: "Remove a standing question",
		Args:  oneArgument("a standing question's number"),
		RunE: func(cmd *cobra.Command, args []string) error {
			num, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usagef("%q is not a number: \"dateline watch list\" lists them", args[0])
			}
			return p.read(cmd, func(ctx context.Context, w *workspace, lib *retrieval.Library) error {
				err := w.records.RemoveWatch(ctx, lib.Name(), "", num)
				if errors.Is(err, record.ErrNone) {
					return fmt.Errorf("library %q has no standing question %d; \"dateline watch list\" lists them", lib.Name(), num)
				}
				if err != nil {
					return err
				}
				return p.show(removed{args[0], "removed"}, func(pg *page) { pg.text(plain, "", "removed "+args[0]) })
			})
		},
	}
}

// watchNews is what check tells of a standing question.
type watchNews struct {
	Number   int64             `json:"number"`
	Question string            `json:"question"`
	Excerpts []answers.Excerpt `json:"excerpts"`
}

func (p *program) watchCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Ask the standing questions of what was loaded since the last check",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			apart := false // whether a blank line is due, after excerpts
			return p.eachWatch(cmd, func(ctx context.Context, w *workspace, lib *retrieval.Library, k record.Watch) error {
				excerpts, seq, err := w.answerer(lib).NewEvidence(ctx, answers.Question{Text: k.Text}, k.Seq)
				if err != nil {
					return err
				}
				news := watchNews{k.Num, k.Text, append([]answers.Excerpt{}, excerpts...)}
				err = p.show(news, func(pg *page) {
					if apart {
						pg.WriteByte('\n')
					}
					pg.watchNews(news)
				})
				if err != nil {
					return err
				}
				apart = len(excerpts) > 0
				return w.records.Watched(ctx, k.Num, seq)
			})
		},
	}
}

func (pg *page) watchNews(n watchNews) {
	what := "nothing new"
	if len(n.Excerpts) > 0 {
		what = "new:"
	}
	pg.text(bold, "", fmt.Sprintf("%d. %s — %s", n.Number, answers.Inline(n.Question), what))
	for _, e := range n.Excerpts {
		pg.gap()
		pg.excerpt(e)
	}
}
