package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"dateline/answers"
	"dateline/bot"
	"dateline/config"
	"dateline/retrieval/store"
)

func (p *program) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Check settings, token, store and index, and say what to mend",
		Long: `Check the settings, the bot's token, its servers and permissions, the clock, the store, the
indexes, the disk, the feeds and the backups, and say for each problem what would mend it.
The exit status is 1 when something must be mended. While "dateline serve" runs, that
process is checked.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return (&doctor{p: p}).run(cmd) },
	}
}

// The states of what was checked.
const (
	wellState = "ok"
	warnState = "warn" // it works, and not as well as it could
	mendState = "mend" // it does not work
)

// finding is what a check found, as it is written as JSON.
type finding struct {
	Check   string `json:"check"`
	Status  string `json:"status"`
	Message string `json:"message"`
}

// doctor checks one thing after another and tells what it finds.
type doctor struct {
	p     *program
	mends int
	// failed is what kept it from telling.
	failed error
}

func (d *doctor) run(cmd *cobra.Command) error {
	cfg, err := d.p.settings(cmd)
	if err != nil {
		for _, message := range messages(err) {
			d.tell("settings", mendState, message)
		}
		return d.verdict()
	}
	examined := false
	err = d.p.work(cmd, func(ctx context.Context, w *workspace) error {
		examined = true
		d.settings(ctx, w.cfg)
		d.secrets(w.cfg, w.settings)
		d.data(ctx, w)
		return ctx.Err()
	})
	told := errors.As(err, new(toldError))
	switch {
	case !examined && (err == nil || told): // another process has done it all
		return err
	case !examined:
		d.settings(cmd.Context(), cfg)
		d.tell("store", mendState, err.Error())
	case err != nil:
		return err
	}
	return d.verdict()
}

// tell tells what was found.
func (d *doctor) tell(check, status, message string) {
	f := finding{check, status, message}
	if status == mendState {
		d.mends++
	}
	if d.failed == nil {
		d.failed = d.p.show(f, func(pg *page) {
			pg.text(plain, "", fmt.Sprintf("[%s] %s: %s", f.Status, f.Check, answers.Inline(f.Message)))
		})
	}
}

// verdict is an error when something must be mended.
func (d *doctor) verdict() error {
	if d.failed == nil && d.mends > 0 {
		return fmt.Errorf("%d of the things above must be mended", d.mends)
	}
	return d.failed
}

// settings checks what depends on the settings alone.
func (d *doctor) settings(ctx context.Context, cfg config.Config) {
	d.tell("settings", wellState, "all are valid; the data folder is "+cfg.Data.Dir)
	reader := "on: questions in English have their best candidates judged by it"
	if !cfg.Answers.Reader {
		reader = "off (answers.reader): candidates are judged by their words"
	}
	d.tell("reader", wellState, reader)
	d.contradictions(cfg)
	token, err := cfg.Discord.BotToken()
	if err != nil {
		d.tell("token", mendState, err.Error())
		return
	}
	const patience = 8 * time.Second
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	standing, err := bot.Check(ctx, bot.Config{Token: token.Reveal(), APIURL: cfg.Discord.APIURL, Guilds: cfg.Discord.Guilds})
	if unreached := net.Error(nil); errors.As(err, &unreached) {
		d.tell("token", mendState, fmt.Sprintf("Discord cannot be reached: %v: check this machine's network, and discord.api_url", err))
		return
	}
	if err != nil {
		d.tell("token", mendState, err.Error())
		return
	}
	d.tell("token", wellState, "Discord accepts it")
	d.clock(standing.ClockBehind)
	d.servers(standing)
	d.tell("invite", wellState, "to add the bot to a server, open "+bot.InviteLink(standing.AppID))
}

// secrets tells of files with secrets that everybody on the machine can read.
func (d *doctor) secrets(cfg config.Config, settings string) {
	const mend = "let only Dateline's user read it (chmod 600)"
	if path := cfg.Discord.TokenFile.Reveal(); path != "" && readByAll(path) {
		d.tell("secrets", warnState, "every user of this machine can read the token's file: "+mend)
	}
	if settings == "" || !readByAll(settings) {
		return
	}
	status, holds := warnState, ": "+mend
	if given, err := config.Given(config.Source{File: settings}); err == nil {
		status, holds = wellState, "; it holds no token"
		if given["discord.token"] != "" { // one, even if another is used
			status, holds = warnState, ", and it holds the token: "+mend
		}
	}
	d.tell("secrets", status, "every user of this machine can read the settings' file "+settings+holds)
}

// readByAll reports whether everybody on the machine may read a file.
func readByAll(path string) bool {
	const others = 0o004
	info, err := os.Stat(path)
	return err == nil && info.Mode().Perm()&others != 0
}

// servers checks where the bot is, and what it may do there.
func (d *doctor) servers(s bot.Standing) {
	if !s.ServersKnown {
		d.tell("servers", warnState, "Discord did not say which servers the bot is in: try again later")
		return
	}
	if len(s.Servers) == 0 {
		d.tell("servers", warnState, "the bot is in no server: open the invitation below")
	}
	for _, m := range s.Servers {
		name := fmt.Sprintf("%s (%s)", m.Name, m.ID)
		d.channels(name, m)
		if len(m.Missing) > 0 {
			d.tell("servers", warnState, fmt.Sprintf("in %s it lacks the permissions %s: give them to its role in the server's settings", name, strings.Join(m.Missing, ", ")))
			continue
		}
		d.tell("servers", wellState, "in "+name+" it has the permissions it needs; no privileged intent is needed")
	}
	for _, id := range s.Absent {
		d.tell("servers", warnState, fmt.Sprintf("discord.guilds names %s, and the bot is not in it: open the invitation below, or take it out of the setting", id))
	}
}

// data checks what is in the data folder.
func (d *doctor) data(ctx context.Context, w *workspace) {
	d.store(ctx, w)
	d.indexes(ctx, w)
	d.disk(w.cfg.Data.Dir)
	d.feeds(ctx, w)
	d.backup(w.cfg, time.Now())
	d.service(ctx, w)
}

func (d *doctor) store(ctx context.Context, w *workspace) {
	totals, err := w.store.Totals(ctx)
	if err == nil {
		err = w.store.Check(ctx)
	}
	switch {
	case errors.As(err, new(*store.DamageError)):
		d.tell("store", mendState, explainStore(err).Error())
		return
	case err != nil:
		d.tell("store", mendState, fmt.Sprintf("%v: restore a backup with \"dateline restore\"", err))
		return
	}
	d.tell("store", wellState, "sound, with "+counted(totals.Articles, "article", "articles")+" in "+counted(totals.Libraries, "library", "libraries"))
}

// indexes opens the index of each library, which repairs it.
func (d *doctor) indexes(ctx context.Context, w *workspace) {
	names, err := w.libraries.Names(ctx)
	if err != nil {
		d.tell("index", mendState, err.Error())
		return
	}
	bad, rebuilt := false, w.libraries.State().Rebuilt
	for _, name := range names {
		lib, err := w.libraries.Library(ctx, name)
		if err == nil {
			err = lib.Complete(ctx)
		}
		if err != nil {
			bad = true
			d.tell("index", mendState, fmt.Sprintf("%v: stop whatever uses the data folder, remove its folder \"index\", and it will be rebuilt", err))
		}
	}
	d.losses(ctx, w)
	d.behind(w, rebuilt)
	if !bad {
		d.tell("index", wellState, counted(len(names), "library", "libraries")+" can be searched")
	}
}

// losses tells of changes that the store has lost, which the indexes show.
func (d *doctor) losses(ctx context.Context, w *workspace) {
	losses, err := w.store.Losses(ctx)
	if err != nil {
		d.tell("store", mendState, err.Error())
	}
	for _, l := range losses {
		d.tell("store", mendState, fmt.Sprintf(`changes of library %s are LOST: its index had seen change %d, and the store knows %d: load again what was loaded last, or restore a newer backup`,
			l.Library, l.Seen, l.Known))
	}
}

// Free space below littleSpace deserves a warning, and below noSpace an error, in
// bytes.
const littleSpace, noSpace = 1 << 30, 100 << 20

func (d *doctor) disk(dir string) {
	free, known, err := freeSpace(dir)
	switch {
	case err != nil:
		d.tell("disk", mendState, fmt.Sprintf("the free space cannot be read: %v", err))
	case !known:
	case free < noSpace:
		d.tell("disk", mendState, fmt.Sprintf("%s are free in %s: free some space, or the next article may not be stored", humanize.Bytes(free), dir))
	case free < littleSpace:
		d.tell("disk", warnState, fmt.Sprintf("%s are free in %s: free some space soon", humanize.Bytes(free), dir))
	default:
		d.tell("disk", wellState, humanize.Bytes(free)+" are free")
	}
}

func (d *doctor) feeds(ctx context.Context, w *workspace) {
	feeds, err := w.feeds.List(ctx, "")
	if err != nil {
		d.tell("feeds", mendState, err.Error())
		return
	}
	failing := 0
	for _, f := range feeds {
		if f.Failures > 0 {
			failing++
			d.tell("feeds", warnState, fmt.Sprintf("%s of library %s is %s: see whether its address still works; if not, \"dateline feeds remove\" it and add the new one", f.URL, f.Library, feedState(f)))
		}
	}
	if failing == 0 {
		d.tell("feeds", wellState, counted(len(feeds), "feed", "feeds")+", none failing")
	}
}
