package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/retrieval"
)

func (p *program) feedsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "feeds",
		Short: "Subscribe to feeds, and load their new articles",
		Args:  cobra.ArbitraryArgs,
		RunE:  unknownCommand,
	}
	cmd.AddCommand(p.feedsAddCommand(), p.feedsListCommand(), p.feedsRemoveCommand(), p.feedsPollCommand())
	return cmd
}

func (p *program) feedsAddCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "add URL...",
		Short: "Subscribe to feeds",
		Long: `Subscribe the library to RSS, Atom, RDF or JSON feeds, by their own address or that of a
page that links to one. "dateline serve" polls them and loads the articles that they list;
"dateline feeds poll" does so at once.`,
		Args: someArguments("a feed's address"),
		RunE: func(cmd *cobra.Command, addresses []string) error {
			return p.work(cmd, func(ctx context.Context, w *workspace) error {
				lib, err := w.writable(ctx, p.flags.library)
				if err != nil {
					return err
				}
				return p.each(ctx, addresses, func(address string) error { return p.addFeed(ctx, w, lib.Name(), address) })
			})
		},
	}
}

func (p *program) addFeed(ctx context.Context, w *workspace, library, address string) error {
	f, added, err := w.feeds.Add(ctx, library, address, p.operator().String())
	if err != nil {
		return fmt.Errorf("feed %s: %w", address, err)
	}
	out := feedChange{URL: f.URL, Title: f.Title, Status: "duplicate"}
	text := "already subscribed to "
	if added {
		out.Status, text = "added", "subscribed to "
	}
	return p.show(out, func(pg *page) { pg.text(plain, "", text+feedName(f)) })
}

// feedChange is what became of a subscription.
type feedChange struct {
	URL    string `json:"url"`
	Title  string `json:"title"`
	Status string `json:"status"`
}

// feedName names a feed for people.
func feedName(f retrieval.Feed) string {
	if f.Title == "" {
		return answers.Inline(f.URL)
	}
	return answers.Inline(f.Title) + " (" + answers.Inline(f.URL) + ")"
}

// each does f for every argument, and goes on after an error unless ctx is done.
func (p *program) each(ctx context.Context, arguments []string, f func(string) error) error {
	var failed error
	for _, a := range arguments {
		if err := f(a); ctx.Err() != nil {
			return ctx.Err()
		} else if err != nil {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

func (p *program) feedsRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove URL...",
		Short: "Unsubscribe from feeds; their articles stay",
		Args:  someArguments("a feed's address"),
		RunE: func(cmd *cobra.Command, addresses []string) error {
			return p.read(cmd, func(ctx context.Context, w *workspace, lib *retrieval.Library) error {
				return p.each(ctx, addresses, func(address string) error {
					if err := w.feeds.Remove(ctx, lib.Name(), address); err != nil {
						return explainFeed(ctx, w, lib.Name(), address, err)
					}
					return p.show(feedChange{URL: address, Status: "removed"}, func(pg *page) {
						pg.text(plain, "", "removed "+answers.Inline(address))
					})
				})
			})
		},
	}
}

// explainFeed adds to an error about an unknown feed which one may be meant.
func explainFeed(ctx context.Context, w *workspace, library, address string, err error) error {
	if !errors.Is(err, retrieval.ErrNoFeed) {
		return err
	}
	feeds, listErr := w.feeds.List(ctx, library)
	if listErr != nil {
		return err
	}
	addresses := make([]string, len(feeds))
	for i, f := range feeds {
		addresses[i] = f.URL
	}
	if near, ok := nearestID(address, addresses); ok {
		return fmt.Errorf("%w; did you mean %s?", err, near)
	}
	return fmt.Errorf("%w; \"dateline feeds list\" lists those of library %q", err, library)
}

func (p *program) feedsListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the feeds, when they were polled, and which fail",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.read(cmd, func(ctx context.Context, w *workspace, lib *retrieval.Library) error {
				feeds, err := w.feeds.List(ctx, lib.Name())
				if err != nil {
					return err
				}
				if !p.flags.json {
					return p.writeText(feedTable(feeds))
				}
				for _, f := range feeds {
					if err := p.writeJSON(feedLineOf(f)); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}

// feedLine is the JSON of a feed; times are RFC 3339, or empty for never.
type feedLine struct {
	URL          string `json:"url"`
	Title        string `json:"title"`
	Added        string `json:"added"`
	AddedBy      string `json:"added_by"`
	Polled       string `json:"polled"`
	Next         string `json:"next"`
	Failures     int    `json:"failures"`
	FailingSince string `json:"failing_since"`
	Failure      string `json:"failure"`
}

func feedLineOf(f retrieval.Feed) feedLine {
	form := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	return feedLine{
		URL: f.URL, Title: f.Title, Added: form(f.Added), AddedBy: f.AddedBy, Polled: form(f.Polled), Next: form(f.Next),
		Failures: f.Failures, FailingSince: form(f.FailingSince), Failure: f.Failure,
	}
}

// feedTable lists feeds, one per line.
func feedTable(feeds []retrieval.Feed) string {
	if len(feeds) == 0 {
		return "No feeds.\n"
	}
	var b strings.Builder
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, f := range feeds {
		row := []string{answers.Inline(f.URL), answers.Inline(f.Title), feedState(f)}
		_, _ = table.Write([]byte(strings.Join(row, "\t") + "\n"))
	}
	_ = table.Flush() // a Builder takes everything
	return b.String()
}

// feedState says when a feed was polled and whether it fails, in local time.
func feedState(f retrieval.Feed) string {
	const minute = "2006-01-02 15:04"
	switch {
	case f.Failures > 0:
		return fmt.Sprintf("failing since %s (%s), next try %s: %s",
			f.FailingSince.Local().Format(minute), counted(f.Failures, "time", "times"), f.Next.Local().Format(minute), answers.Inline(f.Failure))
	case f.Polled.IsZero():
		return "not polled yet"
	}
	return fmt.Sprintf("polled %s, next %s", f.Polled.Local().Format(minute), f.Next.Local().Format(minute))
}

func (p *program) feedsPollCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "poll [URL...]",
		Short: "Load the new articles of feeds now",
		Long: `Load the new articles of the library's feeds, or of those named, whether they are due or
not. What was loaded before, or removed from the library, is not loaded again. The output
is that of "dateline load"; a feed that fails is rejected with the reason.`,
		RunE: func(cmd *cobra.Command, addresses []string) error {
			return p.read(cmd, func(ctx context.Context, w *workspace, lib *retrieval.Library) error {
				feeds, err := w.feeds.List(ctx, lib.Name())
				if err != nil {
					return err
				}
				if feeds, err = chooseFeeds(ctx, w, lib.Name(), feeds, addresses); err != nil {
					return err
				}
				report := p.newLoadReport(false)
				defer report.bar.end()
				for _, f := range feeds {
					if err := pollFeed(ctx, w, f, report); err != nil {
						return err
					}
				}
				return report.finish()
			})
		},
	}
}

// pollFeed polls a feed and reports its items.
func pollFeed(ctx context.Context, w *workspace, f retrieval.Feed, report *loadReport) error {
	items, err := w.feeds.Poll(ctx, f)
	if err != nil {
		return fmt.Errorf("poll %s: %w", f.URL, err)
	}
	for _, it := range items {
		if err := report.item(it); err != nil {
			return err
		}
	}
	return nil
}

// chooseFeeds returns those of feeds that have the addresses, all where there are
// none.
func chooseFeeds(ctx context.Context, w *workspace, library string, feeds []retrieval.Feed, addresses []string) ([]retrieval.Feed, error) {
	if len(addresses) == 0 {
		return feeds, nil
	}
	byURL := make(map[string]retrieval.Feed, len(feeds))
	for _, f := range feeds {
		byURL[f.URL] = f
	}
	var chosen []retrieval.Feed
	for _, address := range addresses {
		f, ok := byURL[address]
		if !ok {
			return nil, explainFeed(ctx, w, library, address, fmt.Errorf("feed %s: %w", address, retrieval.ErrNoFeed))
		}
		chosen = append(chosen, f)
	}
	return chosen, nil
}
