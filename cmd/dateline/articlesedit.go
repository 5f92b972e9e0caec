package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dateline/answers"
	"dateline/retrieval"
)

func (p *program) articlesEditCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "edit ID",
		Short: "Correct an article's metadata",
		Long: `Correct an article's metadata; its text stays as it is. A correction takes effect at once,
in searches too, and survives loading the article again, unless the source itself changes
what it says. An empty value clears a field.`,
		Example: `  dateline articles edit ferry --outlet "The Courier" --author "Ada Quill" --author "Jo Moss"
  dateline articles edit ferry --published 2021-03-04 --agency ""`,
		Args: oneArgument("an article's id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			edit, err := readEdit(cmd.Flags())
			if err != nil {
				return err
			}
			return p.read(cmd, func(ctx context.Context, _ *workspace, lib *retrieval.Library) error {
				edited, err := lib.Edit(ctx, p.operator(), args[0], edit)
				if err != nil {
					return explainEdit(ctx, lib, args[0], err)
				}
				return p.show(newEditReport(edited), func(pg *page) { pg.edited(edited) })
			})
		},
	}
	flags := cmd.Flags()
	flags.String("title", "", "set the headline to this `TEXT`")
	flags.String("outlet", "", "set the outlet that published it to this `NAME`")
	flags.StringArray("author", nil, "set the author's `NAME`; repeat it for several, it replaces those there are")
	flags.String("agency", "", "set the wire service or source that it credits to this `NAME`")
	flags.String("published", "", "set the day (YYYY-MM-DD) or RFC 3339 `TIME` of publication")
	flags.String("url", "", "set its `URL`")
	flags.String("language", "", "set its language's BCP 47 `TAG`, such as en")
	return cmd
}

// readEdit reads what is to be changed, and refuses what cannot be accepted.
func readEdit(flags *pflag.FlagSet) (retrieval.Edit, error) {
	var edit retrieval.Edit
	given := false
	for name, field := range map[string]**string{
		"title": &edit.Title, "outlet": &edit.Outlet, "agency": &edit.Agency, "published": &edit.Published, "url": &edit.URL,
		"language": &edit.Language,
	} {
		if !flags.Changed(name) {
			continue
		}
		value, err := flags.GetString(name)
		if err != nil {
			return edit, err
		}
		*field, given = &value, true
	}
	if flags.Changed("author") {
		authors, err := flags.GetStringArray("author")
		if err != nil {
			return edit, err
		}
		edit.Authors, given = &authors, true
	}
	if !given {
		return edit, usagef("articles edit: nothing to change: give a flag, such as --outlet \"The Courier\"; \"dateline articles edit --help\" lists them")
	}
	if err := edit.Check(); err != nil {
		return edit, usageError{err}
	}
	return edit, nil
}

// explainEdit adds to an error how to correct it.
func explainEdit(ctx context.Context, lib *retrieval.Library, id string, err error) error {
	if errors.Is(err, retrieval.ErrTaken) {
		return fmt.Errorf("%w; remove one of the two, or give this one a different --url", err)
	}
	return explainArticle(ctx, lib, id, err)
}

// editReport is what edit tells of an article, as JSON.
type editReport struct {
	ID      string                  `json:"id"`
	Status  retrieval.Status        `json:"status"`
	Changes []retrieval.FieldChange `json:"changes"`
	Article retrieval.Meta          `json:"article"`
}

// newEditReport says that an article that needed no change is a duplicate, as
// load does.
func newEditReport(e retrieval.Edited) editReport {
	r := editReport{e.Article.ID, retrieval.Updated, e.Changes, e.Article}
	if len(e.Changes) == 0 {
		r.Status = retrieval.Duplicate
	}
	return r
}

func (pg *page) edited(e retrieval.Edited) {
	if len(e.Changes) == 0 {
		pg.text(plain, "", answers.Inline(e.Article.ID)+" already says so")
		return
	}
	pg.text(plain, "", "corrected "+answers.Inline(e.Article.ID))
	for _, c := range e.Changes {
		pg.text(plain, sourceIndent, fieldChange(c))
	}
}

// fieldChange says how a field has changed.
func fieldChange(c retrieval.FieldChange) string {
	from, to := answers.Inline(c.From), answers.Inline(c.To)
	switch {
	case from == "":
		return fmt.Sprintf("%s: “%s”", c.Field, to)
	case to == "":
		return fmt.Sprintf("%s: “%s” taken away", c.Field, from)
	}
	return fmt.Sprintf("%s: “%s” → “%s”", c.Field, from, to)
}
