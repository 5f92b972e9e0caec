package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/retrieval"
)

// maxSentences bounds --sentences.
const maxSentences = 50

// digest is what summary is given: an article, or what several are chosen by.
type digest struct {
	scope
	article, topic, batch string
	sentences             count
}

func (p *program) summaryCommand() *cobra.Command {
	d := digest{sentences: count{n: answers.DefaultSentences, most: maxSentences}}
	cmd := &cobra.Command{
		Use:   "summary [flags]",
		Short: "Summarize an article, or the main points of several",
		Long: `Summarize an article in its own most important sentences, in their order; or give the main
points of several articles: those on a topic, or the newest of an outlet or a period. Each
point is made once, in its best sentence, with the outlets that report it; the most widely
reported comes first. A sentence that cannot be understood without its neighbours is shown
with them. All sentences are verbatim. "dateline articles list" lists the articles.`,
		Example: `  dateline summary --article globalresearch-joint-statement
  dateline summary --topic "ceasefire in Syria" --sentences 5
  dateline summary --since 2017-11-01 --until 2017-11-30`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return d.run(cmd, p) },
	}
	flags := cmd.Flags()
	flags.StringVar(&d.article, "article", "", "summarize the article with this `ID`")
	flags.StringVar(&d.topic, "topic", "", "summarize the articles on this topic, `TEXT`")
	d.scope.register(flags)
	flags.Var(&d.sentences, "sentences", "show at most this many sentences")
	flags.StringVar(&d.batch, "batch", "", "answer each line of this `FILE` (- for standard input), a JSON object with \"id\" and \"topic\"")
	return cmd
}

func (d *digest) run(cmd *cobra.Command, p *program) error {
	filter, err := d.filter()
	if err == nil {
		err = d.check(cmd)
	}
	if err != nil {
		return err
	}
	if d.article != "" {
		return p.read(cmd, func(ctx context.Context, w *workspace, lib *retrieval.Library) error {
			summary, err := w.answerer(lib).Summarize(ctx, d.article, d.sentences.n)
			if err != nil {
				return explainArticle(ctx, lib, d.article, err)
			}
			return p.show(summary, func(pg *page) { pg.summary(summary) })
		})
	}
	t := topical{scope: d.scope, batch: d.batch}
	t.topic = answers.Topic{Text: d.topic, Filter: filter, Limit: d.sentences.n, Today: d.today()}
	return onTopic(cmd, p, &t, (*answers.Answerer).Digest, (*page).digest)
}

// check refuses what does not go together.
func (d *digest) check(cmd *cobra.Command) error {
	set := cmd.Flags().Changed
	narrowed := slices.ContainsFunc([]string{"outlet", "since", "until", "as-of"}, set)
	d.topic = strings.TrimSpace(d.topic)
	several := d.topic != "" || d.batch != "" || narrowed
	switch {
	case set("batch") && d.batch == "":
		return usagef("--batch names no file: write its path, or - for standard input")
	case set("topic") && d.topic == "":
		return usagef("--topic is empty: write what the articles are about")
	case d.article != "" && several:
		return usagef("--article %s goes only with --sentences: it names one article, and the other flags choose among several", d.article)
	case d.batch != "" && d.topic != "":
		return usagef("--batch %s and --topic %.60q are both given: keep one of them", d.batch, d.topic)
	case d.article == "" && !several:
		return usagef("nothing to summarize: name an article with --article ID (\"dateline articles list\" lists them), a topic with --topic, or an outlet or days with --outlet, --since and --until")
	}
	return nil
}

func (pg *page) summary(s answers.Summary) {
	for i, e := range s.Sentences {
		if i == 0 {
			pg.source("", e.Article)
		}
		pg.gap()
		pg.quotation(e.Excerpt)
	}
}

// digest writes the main points of several articles.
func (pg *page) digest(s answers.Summary) {
	if len(s.Sentences) == 0 {
		pg.offTopic(s.Nearest)
	}
	for _, e := range s.Sentences {
		pg.gap()
		pg.excerpt(e.Excerpt)
		if len(e.Outlets) > 1 {
			pg.text(faint, sourceIndent, fmt.Sprintf("told by %d outlets: %s", len(e.Outlets), outletList(e.Outlets)))
		}
	}
}
