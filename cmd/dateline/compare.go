package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/retrieval"
)

func (p *program) compareCommand() *cobra.Command {
	var t topical
	cmd := &cobra.Command{
		Use:   "compare [flags] TOPIC",
		Short: "Show what each outlet says about a topic, side by side",
		Long: `Show excerpts on a topic outlet by outlet; what most outlets report and what only one does,
as far as their wording shows; figures and days that differ for the same thing, also
within one article; and who is quoted by whom. No judgement is made.`,
		Example: `  dateline compare "phone call between Trump and Putin"
  dateline compare --since 2017-11-01 --json "ceasefire in Syria"`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := t.complete(cmd, args); err != nil {
				return err
			}
			return onTopic(cmd, p, &t, (*answers.Answerer).Compare, (*page).comparison)
		},
	}
	t.register(cmd.Flags(), "excerpts per outlet", answers.DefaultOutletExcerpts)
	return cmd
}

func (pg *page) comparison(c answers.Comparison) {
	if len(c.Outlets) == 0 {
		pg.offTopic(c.Nearest)
		return
	}
	for _, o := range c.Outlets {
		pg.heading(outletHeading(o))
		for _, e := range o.Excerpts {
			pg.gap()
			pg.excerpt(e)
		}
	}
	pg.points("What most outlets report", c.Common)
	pg.points("What one outlet alone reports, as far as the words tell", c.Only)
	pg.differences(c.Differ)
	pg.voices(c.Quoted)
}

// heading begins a part of the page.
func (pg *page) heading(text string) {
	pg.gap()
	pg.text(bold, "", text)
}

func outletHeading(o answers.OutletReport) string {
	return answers.OutletName(retrieval.Meta{Outlet: o.Outlet}) + ", " + counted(o.Articles, "article", "articles")
}

func (pg *page) points(heading string, points []answers.Point) {
	if len(points) == 0 {
		return
	}
	pg.heading(heading)
	for i, point := range points {
		pg.gap()
		if len(point.Excerpts) > 1 {
			pg.text(faint, "", fmt.Sprintf("%d. %s", i+1, outletList(point.Outlets)))
		}
		for _, e := range point.Excerpts {
			pg.excerpt(e)
		}
	}
}

func (pg *page) differences(all []answers.Difference) {
	if len(all) == 0 {
		return
	}
	pg.heading("Figures that differ")
	for _, d := range all {
		pg.gap()
		pg.text(plain, "", d.What)
		for _, v := range d.Values {
			pg.gap()
			pg.text(bold, sourceIndent, "“"+answers.Inline(v.Value)+"”")
			pg.excerpt(v.Excerpt)
		}
	}
}

func (pg *page) voices(all []answers.Voice) {
	if len(all) == 0 {
		return
	}
	pg.heading("Who is quoted, by whom")
	for _, v := range all {
		pg.gap()
		pg.text(plain, "", answers.Inline(v.Speaker)+": by "+outletList(v.Outlets))
		for _, e := range v.Excerpts {
			pg.excerpt(e)
		}
	}
}

// outletList names outlets in a line.
func outletList(outlets []string) string {
	names := make([]string, len(outlets))
	for i, o := range outlets {
		names[i] = answers.OutletName(retrieval.Meta{Outlet: o})
	}
	return strings.Join(names, ", ")
}
