package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/bot"
	"dateline/config"
	"dateline/retrieval"
)

func (p *program) serveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "Run the Discord bot",
		Long: `Run the Discord bot until a signal stops it. It needs the bot's token, in the setting
discord.token or in the file that discord.token_file names.`,
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
			return p.work(cmd, func(ctx context.Context, w *workspace) error {
				return serve(ctx, w, token)
			})
		},
	}
}

// serve runs the bot and tells of it over HTTP.
func serve(ctx context.Context, w *workspace, token config.Secret) error {
	m := newMonitor()
	b, err := bot.New(w.log, w.openFor(m), bot.Config{
		Token:         token.Reveal(),
		APIURL:        w.cfg.Discord.APIURL,
		Guilds:        w.cfg.Discord.Guilds,
		SharedLibrary: w.cfg.Discord.Library,
		DeferAfter:    w.cfg.Discord.DeferAfter,
	})
	if err != nil {
		return err
	}
	stop, err := m.start(w.log, w.cfg.HTTP.Listen, func() error {
		if !b.Connected() {
			return errors.New("not connected to Discord")
		}
		return nil
	})
	if err != nil {
		return err
	}
	defer stop()
	return b.Run(ctx)
}

// openFor gives the bot its servers' libraries, made when they are first asked
// for, and counts its questions.
func (w *workspace) openFor(m *monitor) bot.Open {
	return func(ctx context.Context, name string) (bot.Library, error) {
		lib, err := w.libraries.Make(ctx, name)
		if err != nil {
			return nil, err
		}
		return served{w.answerer(lib), lib, m}, nil
	}
}

// served is a library as the bot asks it.
type served struct {
	answerer *answers.Answerer
	library  *retrieval.Library
	monitor  *monitor
}

func (s served) Ask(ctx context.Context, q answers.Question) (answers.Answer, error) {
	start := time.Now()
	a, err := s.answerer.Ask(ctx, q)
	s.monitor.answered(a, err, time.Since(start))
	return a, err
}

func (s served) Summarize(ctx context.Context, articleID string, n int) (answers.Summary, error) {
	return s.answerer.Summarize(ctx, articleID, n)
}

func (s served) List(ctx context.Context, f retrieval.Filter) ([]retrieval.Meta, error) {
	return s.library.List(ctx, f)
}
