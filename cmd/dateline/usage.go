package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/agnivade/levenshtein"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dateline/retrieval/dates"
)

// unknownCommand runs where no command is given, or one that does not exist.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usagef("no command is given; \"%s --help\" lists them", cmd.CommandPath())
	}
	var names []string
	for _, c := range cmd.Commands() {
		names = append(names, c.Name())
	}
	return usagef("%q: no such command%s", args[0], meant(args[0], names, cmd))
}

// helpCommand is cobra's, except that a command that does not exist is an error.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Show how a command is used",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			switch {
			case err != nil:
				return unknownCommand(root, args)
			case len(rest) > 0 && cmd.HasSubCommands():
				return unknownCommand(cmd, rest)
			case len(rest) > 0:
				return usagef("help takes a command's name, not %q too", rest[0])
			}
			return cmd.Help()
		},
	}
}

// flagError says what is wrong with a flag, and how to correct it.
func flagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		bad     *pflag.InvalidValueError
		missing *pflag.ValueRequiredError
	)
	switch {
	case errors.As(err, &unknown):
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		name := unknown.GetSpecifiedName()
		return usagef("%s: no such flag%s", dashed(name), meant(name, names, cmd))
	case errors.As(err, &bad) && bad.GetFlag().Value.Type() == "bool":
		return usagef("--%s %q: write true or false, or nothing", bad.GetFlag().Name, bad.GetValue())
	case errors.As(err, &bad):
		return usagef("--%s %q: %w", bad.GetFlag().Name, bad.GetValue(), errors.Unwrap(bad))
	case errors.As(err, &missing):
		return usagef("%s: the value is missing; \"%s --help\" shows what it takes", dashed(missing.GetSpecifiedName()), cmd.CommandPath())
	}
	return usageError{err}
}

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// meant ends a message about an unknown name with the known one that is most
// like it, or with where to find them all.
func meant(name string, names []string, cmd *cobra.Command) string {
	if near, ok := nearest(name, names); ok {
		if !slices.ContainsFunc(cmd.Commands(), func(c *cobra.Command) bool { return c.Name() == near }) {
			near = "--" + near
		}
		return fmt.Sprintf("; did you mean %s?", near)
	}
	return fmt.Sprintf("; \"%s --help\" lists them", cmd.CommandPath())
}

// nearest returns the name with the smallest edit distance from a misspelt one,
// about a third of its letters at most.
func nearest(name string, names []string) (string, bool) {
	best, fewest := "", len(name)/3+2 // two letters that changed places are two changes
	for _, candidate := range names {
		if d := levenshtein.ComputeDistance(name, candidate); d < fewest {
			best, fewest = candidate, d
		}
	}
	return best, best != ""
}

// nameOf returns a command's name without the program's: "articles show".
func nameOf(cmd *cobra.Command) string {
	return strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")
}

// noArguments refuses arguments.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no arguments, not %q; \"%s --help\" shows how it is used", nameOf(cmd), args[0], cmd.CommandPath())
	}
	return nil
}

// someArguments requires at least one argument and no empty one; what names it in
// errors.
func someArguments(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 || slices.Contains(args, "") {
			return usagef("%s: %s is missing; \"%s --help\" shows how it is used", nameOf(cmd), what, cmd.CommandPath())
		}
		return nil
	}
}

// oneArgument requires exactly one argument; what names it in errors.
func oneArgument(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 {
			return usagef("%s takes one argument, %s, not %q too", nameOf(cmd), what, args[1])
		}
		return someArguments(what)(cmd, args)
	}
}

// day is a flag that takes a day, or days such as a month, in the words of
// retrieval/dates; "" is none.
type day string

func (d *day) String() string { return string(*d) }
func (d *day) Type() string   { return "DAY" }

func (d *day) Set(text string) error {
	*d = day(text)
	_, _, err := dates.Given(text, time.Now())
	return err
}

// days returns the first and the last of the days, "2006-01-02", as counted from
// today; both are "" where none is given.
func (d day) days(today time.Time) (first, last string, err error) {
	if d == "" {
		return "", "", nil
	}
	if first, last, err = dates.Given(string(d), today); err != nil {
		return "", "", usagef("%q, as of %s: %w", string(d), today.Format(time.DateOnly), err)
	}
	return first, last, nil
}

// count is a flag that takes a number from 1 to most.
type count struct{ n, most int }

func (c *count) String() string { return strconv.Itoa(c.n) }
func (c *count) Type() string   { return "N" }

func (c *count) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > c.most {
		return fmt.Errorf("write a whole number from 1 to %d", c.most)
	}
	c.n = n
	return nil
}

// names is a flag that takes a name and may be repeated.
type names []string

func (n *names) String() string { return strings.Join(*n, ", ") }
func (n *names) Type() string   { return "NAME" }

func (n *names) Set(text string) error {
	if strings.TrimSpace(text) == "" {
		return errors.New("write a name")
	}
	*n = append(*n, text)
	return nil
}
