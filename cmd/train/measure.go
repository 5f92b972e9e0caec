package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"os"

	"dateline/cmd/train/measure"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// runMeasure measures what the arguments say and writes the report.
func runMeasure(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("measure", flag.ExitOnError)
	n := flags.Int("n", 100, "measure so `many`; of comparisons, 0 takes all")
	worst := flags.Int("worst", 0, "show so `many` of the quotes that were judged wrongly")
	asJSON := flags.Bool("json", false, "write the report as JSON")
	_ = flags.Parse(args) // it exits on an error
	if flags.NArg() != 2 || *n < 0 {
		return fmt.Errorf("%w: measure [-n N] [-worst N] [-json] quotes|copies|comparisons|digests FOLDER", errUsage)
	}
	kind, folder := flags.Arg(0), flags.Arg(1)
	var report measure.Report
	err := withLibrary(ctx, func(log *slog.Logger, lib *retrieval.Library) (err error) {
		switch kind {
		case "quotes":
			report, err = measure.Quotes(ctx, log, lib, folder, *n, *worst)
		case "copies":
			report, err = measure.Reuse(ctx, lib, folder, *n)
		case "comparisons":
			report, err = measure.Compare(ctx, log, lib, folder, *n)
		case "digests":
			report, err = measure.Digests(ctx, text.NewAnalyzer(), folder)
		default:
			err = fmt.Errorf("%w: measure takes quotes, copies, comparisons or digests, not %q", errUsage, kind)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("measure %s: %w", folder, err)
	}
	if !*asJSON {
		return report.Write(os.Stdout)
	}
	enc := json.NewEncoder(os.Stdout)
	enc.SetIndent("", "  ")
	return enc.Encode(report)
}
