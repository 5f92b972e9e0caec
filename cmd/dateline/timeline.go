package main

import (
	"github.com/spf13/cobra"

	"dateline/answers"
)

func (p *program) timelineCommand() *cobra.Command {
	var t topical
	cmd := &cobra.Command{
		Use:   "timeline [flags] TOPIC",
		Short: "Show what is reported on a topic, day by day",
		Long: `Show excerpts on a topic by the day of what they report, oldest first. The day is the one
that the text gives, such as "November 8, 2017" or, counted from the day of publication,
"on Saturday"; failing that, it is the day of publication. Each excerpt says which.`,
		Example: `  dateline timeline "ceasefire in Syria"
  dateline timeline --json --since 2017-11-01 "Trump and Putin"`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := t.complete(cmd, args); err != nil {
				return err
			}
			return onTopic(cmd, p, &t, (*answers.Answerer).Timeline, (*page).timeline)
		},
	}
	t.register(cmd.Flags(), "excerpts", answers.DefaultEvents)
	return cmd
}

func (pg *page) timeline(t answers.Timeline) {
	if len(t.Events) == 0 {
		pg.offTopic(t.Nearest)
	}
	last := ""
	for _, e := range t.Events {
		if days := answers.Days(e.Date, e.Until); days != last {
			pg.gap()
			pg.text(bold, "", days)
			last = days
		}
		pg.gap()
		pg.excerpt(e.Excerpt)
		pg.text(faint, sourceIndent, basisOf(e))
	}
}

// basisOf says what an event's day goes by.
func basisOf(e answers.Event) string {
	if e.Basis == answers.ByPublication {
		return "day: that of publication; the text tells none"
	}
	return "day: “" + answers.Inline(e.Words) + "”, by the text"
}
