package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/bot"
	"dateline/cmd/dateline/monitor"
	"dateline/cmd/dateline/relay"
	"dateline/config"
	"dateline/retrieval"
	"dateline/retrieval/store"
	"dateline/seeds"
)

func (p *program) serveCommand() *cobra.Command {
	syncOnly := false
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run the Discord bot",
		Long: `Run the Discord bot until SIGINT, SIGTERM or SIGHUP stops it. It needs the bot's token, in
the setting discord.token or in the file that discord.token_file names. While it runs, the
other commands on its data folder work through it.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := p.settings(cmd)
			if err != nil {
				return err
			}
			token, err := cfg.Discord.BotToken()
			if err != nil {
				return usageError{err}
			}
			return p.serve(cmd, cfg, token, syncOnly)
		},
	}
	cmd.Flags().BoolVar(&syncOnly, "sync-only", false, "register the bot's commands with Discord, then exit")
	return cmd
}

// serve takes the data folder and runs the bot, or only registers its commands.
func (p *program) serve(cmd *cobra.Command, cfg config.Config, token config.Secret, syncOnly bool) (err error) {
	w, err := p.own(cmd, cfg, func(held *store.HeldError) (bool, error) {
		// Another command is most often done soon; another serve is not.
		return strings.HasPrefix(held.Holder, serveHolder+","), held
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	s, err := newService(w, token)
	if err != nil {
		return err
	}
	if syncOnly {
		return s.bot.Sync(cmd.Context())
	}
	h, err := newHost(w, p.source(cmd))
	if err != nil {
		return err
	}
	return s.run(cmd.Context(), h)
}

// service is what serves: a bot on a workspace.
type service struct {
	*workspace
	bot *bot.Bot
}

// newService makes a bot on the workspace, and has what both do counted.
func newService(w *workspace, token config.Secret) (*service, error) {
	s := &service{workspace: w}
	w.ready = s.problems
	is := thisBuild()
	w.monitor, w.origin = monitor.New(w.log, monitor.Build{Version: is.Version, Revision: is.Revision, Go: is.Go}, s.state), "discord"
	in, err := w.intake()
	if err != nil {
		return nil, err
	}
	s.bot, err = bot.New(w.log, hosted{w}, w.records, in, bot.Config{
		Token:         token.Reveal(),
		APIURL:        w.cfg.Discord.APIURL,
		Guilds:        w.cfg.Discord.Guilds,
		SharedLibrary: w.cfg.Discord.Library,
		DeferAfter:    w.cfg.Discord.DeferAfter,
		Excerpts:      w.cfg.Answers.Excerpts,
		Threshold:     w.cfg.Answers.Threshold,
		Starter:       w.cfg.Library.Starter,
		Observer:      w.monitor,
	})
	return s, err
}

// run runs the bot until ctx is done, tells of it over HTTP, polls feeds, and
// runs the commands that other processes hand it.
func (s *service) run(ctx context.Context, h *host) error {
	w := s.workspace
	calls, err := relay.Listen(w.log, w.cfg.Data.Dir)
	if err != nil {
		return fmt.Errorf("%w: without it, no other command would reach the data folder", err)
	}
	var background sync.WaitGroup
	defer background.Wait() // before the workspace is closed
	asked := ctx            // ends when a stop is asked for, and not when the bot fails
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	background.Go(func() {
		<-ctx.Done()
		if cause := context.Cause(asked); cause != nil {
			w.log.Info("stopping: answers under way are finished first", "why", cause)
		}
	})
	background.Go(func() { calls.Serve(ctx, h.run) })
	background.Go(func() { w.warm(ctx) })
	if w.cfg.Discord.Library != "" && len(w.cfg.Discord.Guilds) == 0 {
		w.log.Warn("the moderators of every server that invites the bot may change the library that all share: name your servers in discord.guilds", "library", w.cfg.Discord.Library)
	}
	stop, err := w.monitor.Start(monitor.Options{
		Listen: w.cfg.HTTP.Listen, Default: w.cfg.HTTP.Listen == config.DefaultListen, Profile: w.cfg.HTTP.Profile,
		Live: s.live, Ready: s.problems,
	})
	if err != nil {
		return err
	}
	defer stop()
	background.Go(func() { _ = w.feeds.Run(ctx) }) // it ends with ctx, and tells the log of everything else
	return s.bot.Run(ctx)
}

// hosted lends the bot its servers' libraries, which are made when first asked
// for.
type hosted struct{ *workspace }

func (s hosted) Open(ctx context.Context, name string, t bot.Tuning) (bot.Library, error) {
	lib, err := s.libraries.Make(ctx, name)
	if err != nil {
		return bot.Library{}, err
	}
	cfg := s.answering()
	cfg.Names = t.Names
	if t.Threshold != nil {
		cfg.Threshold = *t.Threshold
	}
	a := answers.New(s.log, lib, cfg)
	return bot.Library{Answers: a, Topics: a, Articles: lib, Names: lib, Acts: lib, Editor: editor{lib, s.monitor}}, nil
}

func (s hosted) Delete(ctx context.Context, name string) error {
	err := s.libraries.Delete(ctx, name)
	if errors.Is(err, retrieval.ErrNoLibrary) {
		return nil
	}
	return err
}

// editor changes a library, the starter articles among what it holds, and counts
// what is added.
type editor struct {
	*retrieval.Library
	monitor *monitor.Monitor
}

// AddWithin implements bot.Editor.
func (e editor) AddWithin(ctx context.Context, quota int, of retrieval.Load, articles ...retrieval.Article) ([]retrieval.Outcome, error) {
	outcomes, err := e.Library.AddWithin(ctx, quota, of, articles...)
	for _, o := range outcomes {
		e.monitor.Loaded(string(of.By().Kind), string(o.Status))
	}
	return outcomes, err
}

// SetStarters implements bot.Editor.
func (e editor) SetStarters(ctx context.Context, by retrieval.Actor, on bool) error {
	if on {
		return addStarters(ctx, e.Library)
	}
	articles, err := seeds.Articles(ctx)
	if err != nil {
		return err
	}
	for _, a := range articles {
		if err := e.Remove(ctx, by, a.ID); err != nil && !errors.Is(err, retrieval.ErrNoArticle) {
			return err
		}
	}
	return nil
}
