package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dateline/answers"
	"dateline/retrieval"
)

// topical is what commands about a topic of several articles are given: one
// topic, or a batch of them, and within what.
type topical struct {
	scope
	limit count
	batch string

	// Once it is complete:
	topic answers.Topic
}

// register adds the flags; what names the things that --limit counts.
func (t *topical) register(flags *pflag.FlagSet, what string, initial int) {
	t.scope.register(flags)
	t.limit.most = maxLimit
	flags.Var(&t.limit, "limit", fmt.Sprintf("show at most this many %s (default %d)", what, initial))
	flags.StringVar(&t.batch, "batch", "", "answer each line of this `FILE` (- for standard input), a JSON object with \"id\" and \"topic\"")
}

// complete takes the arguments, and refuses what does not go together.
func (t *topical) complete(cmd *cobra.Command, args []string) error {
	text := strings.TrimSpace(strings.Join(args, " ")) // typed without quotation marks, it comes in words
	switch {
	case cmd.Flags().Changed("batch") && t.batch == "":
		return usagef("--batch names no file: write its path, or - for standard input")
	case t.batch != "" && len(args) > 0:
		return usagef("--batch %s and %.60q are both given: keep one of them", t.batch, text)
	case t.batch == "" && text == "":
		return usagef("%s: no topic is given: write it after the command, or name a file with --batch", nameOf(cmd))
	}
	filter, err := t.filter()
	t.topic = answers.Topic{Text: text, Filter: filter, Limit: t.limit.n, Today: t.today()}
	return err
}

// onTopic runs answer for the topic, or for each of the batch, and shows what
// comes of it.
func onTopic[T any](cmd *cobra.Command, p *program, t *topical,
	answer func(*answers.Answerer, context.Context, answers.Topic) (T, error), draw func(*page, T),
) error {
	return p.readScoped(cmd, &t.scope, func(ctx context.Context, w *workspace, lib *retrieval.Library) error {
		answerer := w.answerer(lib)
		if t.batch != "" {
			return batch(ctx, p, t.batch, "topic", func(ctx context.Context, id, text string) (T, error) {
				topic := t.topic
				topic.ID, topic.Text = id, text
				return answer(answerer, ctx, topic)
			})
		}
		out, err := answer(answerer, ctx, t.topic)
		if err != nil {
			return err
		}
		return p.show(out, func(pg *page) { draw(pg, out) })
	})
}

// offTopic says that the library holds nothing on a topic, and what came closest.
func (pg *page) offTopic(nearest []retrieval.Meta) {
	pg.text(plain, "", pg.soFar("The library holds nothing on that."))
	if len(nearest) > 0 {
		pg.gap()
		pg.text(plain, "", "The nearest articles (not on that topic):")
		pg.sources(nearest)
	}
}
