package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/retrieval"
	"dateline/retrieval/linear"
)

func (p *program) searchCommand() *cobra.Command {
	var q inquiry
	cmd := &cobra.Command{
		Use:   "search [flags] QUERY",
		Short: "Find passages relevant to a query, best first",
		Long: `Find the passages of the library that are relevant to a query, best first. No answer is made
of them, and none is left out because it may not answer. A second passage of the same
article or outlet ranks lower than its score alone would put it.`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := q.complete(cmd, args); err != nil {
				return err
			}
			return p.readScoped(cmd, &q.scope, func(ctx context.Context, _ *workspace, lib *retrieval.Library) error {
				find := func(ctx context.Context, id, text string) (searchResult, error) {
					query := retrieval.Query{Text: text, Filter: q.filter, Limit: q.limit.n, Today: q.today()}
					return search(ctx, lib, id, query, q.explain)
				}
				if q.batch != "" {
					return batch(ctx, p, q.batch, "question", find)
				}
				found, err := find(ctx, "", q.text)
				if err != nil {
					return err
				}
				return p.show(found, func(pg *page) { pg.passages(found) })
			})
		},
	}
	q.register(cmd.Flags(), "passages", "10")
	return cmd
}

// searchResult is what search shows, in the form that --json gives it.
type searchResult struct {
	ID       string    `json:"id"`
	Query    string    `json:"query"`
	Passages []passage `json:"passages"`
	answers.Extent
	TookMS float64 `json:"took_ms"`
	// Explanation is there where it is asked for.
	Explanation *retrieval.Understood `json:"explanation,omitempty"`
}

// passage is one passage that was found: text is the article's body from byte
// start to end.
type passage struct {
	Text    string         `json:"text"`
	Start   int            `json:"start"`
	End     int            `json:"end"`
	Score   float64        `json:"score"`
	Article retrieval.Meta `json:"article"`
	// Reasons add up to the score, where an explanation is asked for.
	Reasons []linear.Reason `json:"reasons,omitempty"`
}

func search(ctx context.Context, lib *retrieval.Library, id string, q retrieval.Query, explain bool) (searchResult, error) {
	start := time.Now()
	pending, err := lib.Pending(ctx)
	if err != nil {
		return searchResult{}, err
	}
	result, err := lib.Search(ctx, q)
	if err != nil {
		return searchResult{}, err
	}
	out := searchResult{ID: id, Query: q.Text, Passages: make([]passage, len(result.Hits)), Extent: answers.Extent{Pending: pending}}
	for i, h := range result.Hits {
		out.Passages[i] = passage{Text: h.Text, Start: h.Start, End: h.End, Score: h.Score, Article: h.Article.Meta}
	}
	if explain {
		understood := result.Understood()
		out.Explanation = &understood
		for i, h := range result.Hits {
			out.Passages[i].Reasons = h.Reasons
		}
	}
	out.TookMS = float64(time.Since(start).Microseconds()) / 1000
	return out, nil
}
