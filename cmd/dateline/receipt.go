package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/bot/record"
	"dateline/retrieval"
)

func (p *program) receiptCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "receipt ID",
		Short: "Check an earlier answer's quotations against the library as it is now",
		Long: `Check each quotation of an earlier answer against the library as it is now: unchanged,
changed in a later revision (which is shown), removed, or damaged in the store. The id stands below each answer.
What is kept is where the quotations stood, not the question, for 90 days and at most
10,000 answers per library. The id of a question asked in Discord does as well.`,
		Args: oneArgument("a receipt's id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.read(cmd, func(ctx context.Context, w *workspace, lib *retrieval.Library) error {
				r, err := w.receipt(ctx, lib.Name(), args[0])
				if errors.Is(err, record.ErrNone) {
					return fmt.Errorf("library %q has no receipt %s: it may be of another library, or it was too old to be kept", lib.Name(), answers.Inline(args[0]))
				}
				if errors.Is(err, record.ErrDamaged) {
					return fmt.Errorf("%w: the answer cannot be compared any more; ask again", err)
				}
				if err != nil {
					return err
				}
				quotations, err := w.answerer(lib).Recheck(ctx, r.Citations)
				if err != nil {
					return err
				}
				checked := recheck{r.ID, r.Made.UTC().Format(time.RFC3339), quotations}
				return p.show(checked, func(pg *page) { pg.recheck(checked) })
			})
		},
	}
}

// recheck is what receipt tells.
type recheck struct {
	Receipt    string              `json:"receipt"`
	Made       string              `json:"made"`
	Quotations []answers.Rechecked `json:"quotations"`
}

// receipt returns a library's receipt, or what was quoted in answer to a question
// of its server.
func (w *workspace) receipt(ctx context.Context, library, id string) (answers.Receipt, error) {
	r, err := w.records.Receipt(ctx, library, id)
	if !errors.Is(err, record.ErrNone) {
		return r, err
	}
	q, err := w.records.Question(ctx, id)
	if err != nil {
		return answers.Receipt{}, err
	}
	if q.Guild != library && w.cfg.Discord.Library != library {
		return answers.Receipt{}, fmt.Errorf("receipt %s: %w", id, record.ErrNone)
	}
	return answers.Receipt{ID: q.ID, Made: q.Asked, Citations: q.Quoted()}, nil
}

// recheck writes what became of an answer's quotations.
func (pg *page) recheck(r recheck) {
	day, _, _ := strings.Cut(r.Made, "T")
	pg.text(bold, "", fmt.Sprintf("Receipt %s of %s", answers.Inline(r.Receipt), day))
	if len(r.Quotations) == 0 {
		pg.text(plain, "", "That answer quoted nothing.")
	}
	for i, q := range r.Quotations {
		pg.gap()
		pg.text(plain, "", fmt.Sprintf("%d. %s", i+1, became(q)))
		if q.Excerpt != nil {
			pg.excerpt(*q.Excerpt)
		}
		if q.State != answers.Changed {
			continue
		}
		for _, m := range q.Now {
			pg.gap()
			pg.text(plain, "", fmt.Sprintf("Revision %d says:", m.Excerpt.Article.Revision))
			pg.quotation(m.Excerpt)
			for _, change := range m.Changes {
				pg.text(plain, sourceIndent, "— "+answers.Inline(change))
			}
		}
	}
}

// became says what became of a quotation.
func became(q answers.Rechecked) string {
	switch q.State {
	case answers.Gone:
		return "Removed: the article " + answers.Inline(q.Article) + " is in the library no more."
	case answers.Changed:
		if len(q.Now) == 0 {
			return "Changed: the article does not say this any more."
		}
		return "Changed in a later revision:"
	case answers.Damaged:
		return "Damaged: what is stored of the article " + answers.Inline(q.Article) + " is not what was written. \"dateline doctor\" says more."
	case answers.Unchanged:
		return "Unchanged:"
	}
	return string(q.State)
}
