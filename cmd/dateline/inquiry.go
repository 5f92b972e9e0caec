package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dateline/retrieval"
)

// inquiry is what ask and search are given: one text, or a batch of them, and
// within what.
type inquiry struct {
	scope
	limit count
	batch string
	// explain asks why something was found.
	explain bool

	// Once it is complete:
	text   string
	filter retrieval.Filter
}

// maxLimit bounds --limit.
const maxLimit = 1000

// register adds the flags; what names the things that --limit counts, and
// initial is how many of them there are without it.
func (q *inquiry) register(flags *pflag.FlagSet, what, initial string) {
	q.scope.register(flags)
	q.limit.most = maxLimit
	flags.Var(&q.limit, "limit", fmt.Sprintf("show at most this many %s (default %s)", what, initial))
	flags.BoolVar(&q.explain, "explain", false, "show what was understood of the question, and why each of the "+what+" was chosen")
	flags.StringVar(&q.batch, "batch", "", "answer each line of this `FILE` (- for standard input), a JSON object with \"id\" and \"question\"")
}

// complete takes the arguments, and refuses what does not go together.
func (q *inquiry) complete(cmd *cobra.Command, args []string) (err error) {
	q.text = strings.TrimSpace(strings.Join(args, " ")) // typed without quotation marks, it comes in words
	switch {
	case cmd.Flags().Changed("batch") && q.batch == "":
		return usagef("--batch names no file: write its path, or - for standard input")
	case q.batch != "" && len(args) > 0:
		return usagef("--batch %s and %.60q are both given: keep one of them", q.batch, q.text)
	case q.batch == "" && q.text == "":
		return usagef("%s: no question is given: write it after the command, or name a file with --batch", nameOf(cmd))
	}
	q.filter, err = q.scope.filter()
	return err
}
