package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"dateline/answers"
	"dateline/bot"
	"dateline/bot/command"
	"dateline/bot/discord"
	"dateline/cmd/dateline/relay"
	"dateline/config"
	"dateline/retrieval"
	"dateline/retrieval/load"
	"dateline/retrieval/load/input"
)

// program is one run of the program: its input and its outputs.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	environ        []string
	args           []string
	// dir is the folder that relative paths start from; "" is this process's.
	dir string
	// host lends the workspace when another process has called the program;
	// nil in a process of its own.
	host *host

	flags struct {
		config, data, library, logLevel string
		json, quiet, noStarter          bool
	}
}

// run is the whole program; it returns the exit status. A ctx that is cancelled
// stops it cleanly.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, environ []string) int {
	p := &program{args: args, stdin: stdin, stdout: stdout, stderr: stderr, environ: environ}
	return p.run(ctx)
}

// run runs the command that the arguments name.
func (p *program) run(ctx context.Context) int {
	root := p.rootCommand()
	root.SetArgs(p.args)
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	err := root.ExecuteContext(ctx)
	switch {
	case errors.Is(context.Cause(ctx), relay.ErrStopping):
		return p.report(relay.ErrStopping) // nobody asked for this command to be stopped
	case ctx.Err() != nil:
		return exitDone // whatever was cut short, stopping was what was asked for
	}
	return p.report(err)
}

func (p *program) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:               "dateline",
		Short:             "Answer questions from a library of news articles, in the articles' own words",
		Args:              cobra.ArbitraryArgs,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	wantsVersion := root.Flags().Bool("version", false, "print the version")
	root.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case *wantsVersion && len(args) == 0:
			return p.showVersion()
		case len(args) == 0 && !p.flags.json: // help is no JSON
			return cmd.Help()
		}
		return unknownCommand(cmd, args)
	}
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(helpCommand(root))
	flags := root.PersistentFlags()
	flags.StringVar(&p.flags.config, "config", "", "read settings from this `FILE` (.yaml, .toml or .json)")
	flags.StringVar(&p.flags.data, "data", "", "keep the store and the indexes in this `FOLDER` (default ./data)")
	flags.StringVar(&p.flags.library, "library", defaultLibrary, "work on the library of this `NAME`; loading into a library makes it")
	flags.BoolVar(&p.flags.json, "json", false, "write one JSON object per line on standard output, and nothing else there")
	flags.BoolVar(&p.flags.quiet, "quiet", false, "write only results and errors")
	flags.StringVar(&p.flags.logLevel, "log-level", "", "log messages of this `LEVEL` and above: debug, info, warn or error (default info)")
	flags.BoolVar(&p.flags.noStarter, "no-starter", false, "make new libraries without the starter articles")
	root.AddCommand(
		p.serveCommand(), p.askCommand(), p.searchCommand(), p.summaryCommand(), p.compareCommand(), p.timelineCommand(),
		p.quoteCommand(), p.receiptCommand(), p.watchCommand(), p.loadCommand(), p.articlesCommand(), p.outletsCommand(),
		p.feedsCommand(), p.backupCommand(), p.restoreCommand(), p.doctorCommand(),
		p.evalCommand(), p.healthcheckCommand(), p.completionCommand(), p.versionCommand(),
	)
	if p.host == nil { // a shell completes in a process of its own, and cobra keeps completions forever
		p.addCompletions(root)
	}
	return root
}

// settings reads the settings, those given as flags included.
func (p *program) settings(cmd *cobra.Command) (config.Config, error) {
	cfg, err := config.Load(p.source(cmd))
	if err != nil {
		return config.Config{}, usageError{err}
	}
	return cfg, nil
}

// defaults are the settings' defaults that stand in the packages whose they are.
func defaults() map[string]string {
	return map[string]string{
		"answers.threshold": strconv.FormatFloat(answers.DefaultThreshold, 'f', -1, 64),
		"answers.excerpts":  strconv.Itoa(answers.DefaultExcerpts),
		"fetch.max_size":    fmt.Sprintf("%dMiB", load.DefaultMaxDocument>>20),
		"fetch.timeout":     load.DefaultTimeout.String(),
		"feeds.interval":    strings.TrimSuffix(load.DefaultInterval.String(), "0s"),
	}
}

// limits are the most that settings may be, as the bot has them.
func limits() config.Limits {
	return config.Limits{DeferAfter: bot.MaxDeferAfter, Excerpts: command.MaxExcerpts}
}

// source is where the settings come from.
func (p *program) source(cmd *cobra.Command) config.Source {
	src := config.Source{
		Defaults: defaults(),
		Most:     limits(),
		Environ:  slices.DeleteFunc(slices.Clone(p.environ), steersCompletion),
	}
	if p.host != nil {
		src.Defaults = p.host.settings
	}
	if p.flags.config != "" {
		src.File = p.path(p.flags.config)
	}
	for _, f := range []config.Flag{
		{Name: "data", Key: "data.dir", Text: p.flags.data},
		{Name: "log-level", Key: "log.level", Text: p.flags.logLevel},
		{Name: "no-starter", Key: "library.starter", Text: strconv.FormatBool(!p.flags.noStarter)},
	} {
		if cmd.Flags().Changed(f.Name) {
			f.Name = "--" + f.Name
			src.Flags = append(src.Flags, f)
		}
	}
	return src
}

// path resolves a path from the command line, which may be relative to the folder
// of another process, the caller.
func (p *program) path(given string) string { return resolvePath(p.dir, given) }

// resolvePath takes a relative path from dir, where that is known.
func resolvePath(dir, path string) string {
	if dir == "" || path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

// operator is who uses the terminal, for the log.
func (p *program) operator() retrieval.Actor {
	for _, v := range p.environ {
		if name, user, _ := strings.Cut(v, "="); name == "USER" && user != "" {
			return retrieval.Actor{Kind: retrieval.ByTerminal, Name: user}
		}
	}
	return retrieval.Actor{Kind: retrieval.ByTerminal}
}

// open opens a file of lines for reading, "-" for standard input.
func (p *program) open(ctx context.Context, path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(p.stdin), nil
	}
	f, err := input.Open(ctx, p.path(path))
	if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
		return nil, pathErr.Err // whoever calls names the path
	}
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	switch {
	case err != nil:
	case info.IsDir():
		err = errors.New("it is a folder: name a file")
	case info.Mode()&fs.ModeDevice != 0 && f.Name() != os.DevNull && !term.IsTerminal(int(f.Fd())):
		err = errors.New("it is a device, which may never end: name a regular file, or - for standard input")
	default:
		return f, nil
	}
	return nil, errors.Join(err, f.Close())
}

// logger writes to standard error.
func (p *program) logger(cfg config.Log) *slog.Logger {
	level := cfg.Level
	if p.flags.quiet {
		level = max(level, slog.LevelError)
	}
	opts := &slog.HandlerOptions{Level: level}
	if cfg.Format == "json" {
		return slog.New(discord.Traced(slog.NewJSONHandler(p.stderr, opts)))
	}
	return slog.New(discord.Traced(slog.NewTextHandler(p.stderr, opts)))
}

// writeRows writes rows as a table or, with --json, one JSON object per line.
func writeRows[T any](p *program, rows []T, table func([]T) string) error {
	if !p.flags.json {
		return p.writeText(table(rows))
	}
	for _, row := range rows {
		if err := p.writeJSON(row); err != nil {
			return err
		}
	}
	return nil
}

// writeJSON writes v as a line, text as it is rather than escaped for HTML.
func (p *program) writeJSON(v any) error {
	enc := json.NewEncoder(p.stdout)
	enc.SetEscapeHTML(false)
	return writing(enc.Encode(v))
}

// writeText writes a text for people.
func (p *program) writeText(text string) error {
	_, err := io.WriteString(p.stdout, text)
	return writing(err)
}

// writing says that err came of writing results.
func writing(err error) error {
	if err != nil {
		return fmt.Errorf("write to standard output: %w", err)
	}
	return nil
}
