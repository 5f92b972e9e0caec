package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/retrieval"
)

func (p *program) articlesLineageCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "lineage ID",
		Short: "Show which articles share text with one",
		Long: `Show which articles share text with one: copies of it, such as an agency's report that
several outlets carry, and articles that carry a part of it, such as a reprinted statement.
For each it shows which parts they share, which agency the text is from or where it was
first seen, and how many independent texts there are: copies of each other count as one.`,
		Args: oneArgument("an article's id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.read(cmd, func(ctx context.Context, _ *workspace, lib *retrieval.Library) error {
				lineage, err := lib.Lineage(ctx, args[0])
				if err != nil {
					return explainArticle(ctx, lib, args[0], err)
				}
				return p.show(lineage, func(pg *page) { pg.lineage(lineage) })
			})
		},
	}
}

// lineage writes which articles share text.
func (pg *page) lineage(l retrieval.Lineage) {
	pg.source("", l.Article)
	pg.gap()
	if len(l.Kin) == 0 {
		pg.text(plain, "", "No other article of the library shares text with it.")
		return
	}
	origin := "first seen in " + answers.OutletName(l.First) + ", " + answers.LongDate(l.First)
	if agency := answers.Inline(l.Agency); agency != "" {
		origin = "credits " + agency + "; " + origin
	}
	pg.text(bold, "", fmt.Sprintf("%s, %s; %s", counted(l.Articles, "article", "articles"), counted(l.Independent, "independent text", "independent texts"), origin))
	for _, k := range l.Kin {
		pg.gap()
		pg.source(sourceIndent, k.Article)
		pg.text(plain, sourceIndent, kinship(k))
		for _, s := range k.Spans {
			pg.text(faint, sourceIndent, fmt.Sprintf("%d%% the same: %s", s.Same, ends(s.Text)))
		}
	}
}

// kinship says how an article is related.
func kinship(k retrieval.Kin) string {
	words := counted(k.Words, "word", "words") + " in " + counted(len(k.Spans), "place", "places")
	switch {
	case k.Through && k.Copy:
		return "a copy of a copy"
	case k.Through:
		return fmt.Sprintf("text %d, a copy of one that shares a part", k.Text)
	case k.Copy:
		return "the same text: " + words
	}
	return fmt.Sprintf("text %d, shares a part: %s", k.Text, words)
}

// partWords is how many words are shown of either end of a long part.
const partWords = 10

// ends quotes a part, a long one by its beginning and its end.
func ends(text string) string {
	words := strings.Fields(answers.Inline(text))
	if len(words) <= 2*partWords {
		return "“" + strings.Join(words, " ") + "”"
	}
	return "“" + strings.Join(words[:partWords], " ") + "” … “" + strings.Join(words[len(words)-partWords:], " ") + "”"
}

// counted returns a number with the word for that many things.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
