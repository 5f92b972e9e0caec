package main

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"

	"dateline/cmd/dateline/relay"
	"dateline/config"
)

// host runs the commands of other processes on the workspace of this one, which
// has the data folder.
type host struct {
	workspace *workspace
	// settings are the texts of this process's settings: they hold for a
	// command where its own flags, environment and file say nothing else.
	settings map[string]string
}

// newHost lends out w, which was opened with the settings of src.
func newHost(w *workspace, src config.Source) (*host, error) {
	texts, err := config.Given(src)
	if err != nil {
		return nil, err
	}
	for key := range texts {
		if strings.HasPrefix(key, "discord.token") { // no command of another process needs it
			delete(texts, key)
		}
	}
	return &host{workspace: w, settings: texts}, nil
}

// run runs a command.
func (h *host) run(ctx context.Context, c relay.Call, std relay.Streams) int {
	p := &program{
		args: c.Args, stdin: std.Stdin, stdout: screen{std.Stdout, c.Stdout}, stderr: screen{std.Stderr, c.Stderr},
		environ: c.Environ, dir: c.Dir, host: h,
	}
	return p.run(ctx)
}

// lend returns the workspace as a command with those settings sees it. The folder
// and the store stay this process's. What it gives must be returned.
func (h *host) lend(p *program, cfg config.Config) (w *workspace, giveBack func() error, err error) {
	own := h.workspace
	cfg.Data, cfg.Store, cfg.Discord = own.cfg.Data, own.cfg.Store, own.cfg.Discord
	lent := *own
	lent.log, lent.cfg, lent.notices, lent.origin = p.logger(cfg.Log), cfg, p.notices(), "terminal"
	w = &lent
	if reflect.DeepEqual(cfg.Fetch, own.cfg.Fetch) {
		return w, func() error { return nil }, nil
	}
	if w.loader, err = w.newLoader(); err != nil {
		return nil, nil, usageError{err}
	}
	w.feeds = w.newFeeds()
	return w, w.loader.Close, nil
}

// hand has the process that serves the data folder run this program's command.
func (p *program) hand(ctx context.Context, dataDir string) error {
	dir, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("the current folder: %w", err)
	}
	call := relay.Call{
		Args: p.args, Dir: dir, Environ: callEnviron(p.environ, dir),
		Stdout: screenOf(p.stdout), Stderr: screenOf(p.stderr),
	}
	status, err := relay.Run(ctx, dataDir, call, relay.Streams{Stdin: p.stdin, Stdout: p.stdout, Stderr: p.stderr})
	if err == nil && status != exitDone {
		err = toldError(status)
	}
	return err
}

// portable refuses arguments that mean something else in the process that serves
// the data folder.
func (p *program) portable() error {
	if at := slices.IndexFunc(p.args, namesDescriptor); at >= 0 {
		return usagef("%s is open only in this process, but \"dateline serve\" does the work: use - for standard input, or name a file", p.args[at])
	}
	return nil
}

// namesDescriptor reports whether an argument names what this process has open, as
// a shell's <(command) does: in another process the name is another file's.
func namesDescriptor(arg string) bool {
	if flag, value, ok := strings.Cut(arg, "="); ok && strings.HasPrefix(flag, "--") {
		arg = value
	}
	return arg == "/dev/stdin" || strings.HasPrefix(arg, "/dev/fd/") || strings.HasPrefix(arg, "/proc/self/")
}

// callEnviron returns the part of an environment that matters to a command which
// another process runs.
func callEnviron(environ []string, dir string) []string {
	var out []string
	for _, v := range environ {
		name, value, _ := strings.Cut(v, "=")
		switch {
		case name == config.FileVariable:
			out = append(out, name+"="+resolvePath(dir, value))
		case strings.HasPrefix(name, "DATELINE_DISCORD_TOKEN"):
		case strings.HasPrefix(name, "DATELINE_"), name == "USER", name == "NO_COLOR", name == "TERM":
			out = append(out, v)
		}
	}
	return out
}
