package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"dateline/answers"
	"dateline/retrieval"
	"dateline/retrieval/load"
)

// loadReport reports what becomes of the items of a load: with --json, one line
// each; otherwise those that were rejected, in a dry run everything about the
// others, and in the end how many there were of each kind.
type loadReport struct {
	p      *program
	bar    *progress
	dryRun bool
	counts map[retrieval.Status]int
	total  int
	// reasons count why items were rejected, and rejects are their sources.
	reasons map[string]int
	rejects []retrieval.Reject
	seen    map[string]bool
}

func (p *program) newLoadReport(dryRun bool) *loadReport {
	return &loadReport{
		p: p, bar: p.newProgress("loading", -1), dryRun: dryRun,
		counts: make(map[retrieval.Status]int), reasons: make(map[string]int), seen: make(map[string]bool),
	}
}

func (r *loadReport) item(it load.Item) error {
	r.total++
	r.counts[it.Status]++
	if it.Status == retrieval.Rejected {
		r.note(it)
	}
	r.bar.step()
	if r.p.flags.json {
		return r.p.writeJSON(it)
	}
	pg := &page{style: styleOf(r.p.stdout, r.p.environ)}
	switch {
	case it.Status == retrieval.Rejected:
		fmt.Fprintf(pg, "rejected %s: %s\n", answers.Inline(it.Source), answers.Inline(it.Reason))
	case r.dryRun:
		pg.preview(it)
	case it.Partial && it.Status != retrieval.Duplicate:
		fmt.Fprintf(pg, "%s %s: only its beginning was available\n", it.Status, answers.Inline(it.Source))
	default:
		return nil
	}
	r.bar.clear()
	return r.p.writeText(pg.String())
}

// note keeps why an item was rejected, and its source for another try, once.
func (r *loadReport) note(it load.Item) {
	reason := it.Reason
	if it.Line > 0 {
		reason = strings.TrimPrefix(reason, fmt.Sprintf("line %d: ", it.Line))
	}
	r.reasons[reason]++
	if reject, ok := r.p.reject(it); ok && !r.seen[reject.Source] {
		r.seen[reject.Source] = true
		r.rejects = append(r.rejects, reject)
	}
}

// finish ends the report; its error says that items were rejected.
func (r *loadReport) finish() error {
	r.bar.end()
	if !r.p.flags.json && !r.p.flags.quiet {
		if err := r.p.writeText(r.reasonTable() + r.summary() + "\n"); err != nil {
			return err
		}
	}
	return loadFailed(r.counts[retrieval.Rejected], r.total)
}

// stopped says that a load was interrupted, and what it has done.
func (r *loadReport) stopped() {
	r.bar.end()
	if r.p.flags.quiet || r.dryRun {
		return
	}
	fmt.Fprintf(r.p.stderr, "stopped: %s so far. Repeat the command to resume: what is loaded already counts as a duplicate.\n", r.summary())
}

func (r *loadReport) summary() string {
	text := fmt.Sprintf("%d added, %d updated, %s, %d rejected", r.counts[retrieval.Added], r.counts[retrieval.Updated],
		counted(r.counts[retrieval.Duplicate], "duplicate", "duplicates"), r.counts[retrieval.Rejected])
	if r.dryRun {
		text = "a load would give: " + text
	}
	return text
}

// Bounds of the table of reasons: it sums up what no longer fits a screen.
const (
	fewRejected = 5
	mostReasons = 10
)

// reasonTable says why items were rejected, the most frequent reason first; ""
// where they are few enough to be seen above.
func (r *loadReport) reasonTable() string {
	if r.counts[retrieval.Rejected] <= fewRejected {
		return ""
	}
	reasons := make([]string, 0, len(r.reasons))
	for reason := range r.reasons {
		reasons = append(reasons, reason)
	}
	slices.SortFunc(reasons, func(a, b string) int { return cmp.Or(cmp.Compare(r.reasons[b], r.reasons[a]), cmp.Compare(a, b)) })
	var b strings.Builder
	b.WriteString("\nrejected, by reason:\n")
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, reason := range reasons[:min(len(reasons), mostReasons)] {
		fmt.Fprintf(table, "%d\t  %s\n", r.reasons[reason], answers.Inline(reason))
	}
	_ = table.Flush() // a Builder takes everything
	if more := len(reasons) - mostReasons; more > 0 {
		fmt.Fprintf(&b, "  and for %s\n", counted(more, "other reason", "other reasons"))
	}
	return b.String() + "\n"
}
