package main

import (
	"context"
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"time"

	"dateline/bot"
	"dateline/config"
)

// A clock that is off by badClock makes connections fail, for certificates have
// dates.
const badClock = 5 * time.Minute

// clock tells of this machine's clock, which is so far behind Discord's.
func (d *doctor) clock(behind time.Duration) {
	if behind == 0 {
		d.tell("clock", wellState, "it goes as Discord's does")
		return
	}
	status, way := warnState, "behind"
	if behind.Abs() > badClock {
		status = mendState
	}
	if behind < 0 {
		way = "ahead of"
	}
	d.tell("clock", status, fmt.Sprintf("this machine's clock is %s %s Discord's: have it set by the network (timedatectl set-ntp true)", behind.Abs().Round(time.Second), way))
}

// channels tells which channels of a server take permissions from the bot.
func (d *doctor) channels(server string, of bot.Membership) {
	for _, c := range of.Channels {
		d.tell("servers", warnState, fmt.Sprintf("in %s the channel #%s (%s) takes from it the permissions %s: give them to its role in the channel's settings, or take View Channel too, so that nobody asks it there",
			server, c.Name, c.ID, strings.Join(c.Missing, ", ")))
	}
}

// contradictions tells of settings that are right alone and hardly meant together.
func (d *doctor) contradictions(cfg config.Config) {
	open := cfg.HTTP.Listen != "" && !loopback(cfg.HTTP.Listen)
	for _, c := range []struct {
		found bool
		says  string
	}{
		{cfg.Discord.Library != "" && len(cfg.Discord.Guilds) == 0, "discord.library makes all servers share a library, and discord.guilds names none: the moderators of every server that invites the bot may change it; name your servers there"},
		{cfg.HTTP.Profile && cfg.HTTP.Listen == "", "http.pprof offers profiles, and http.listen is empty: nothing is offered; leave http.pprof out, or set an address"},
		{cfg.HTTP.Profile && open, "http.pprof offers profiles at " + cfg.HTTP.Listen + ", which other machines may reach: set http.listen to 127.0.0.1:8080, or leave http.pprof out"},
		{cfg.Answers.Threshold == 1, "answers.threshold is 1: hardly any question is answered; leave it out for the default"},
		{cfg.Answers.Threshold == 0, "answers.threshold is 0: every question is answered, with whatever comes closest; leave it out for the default"},
		{under(storeFile(cfg), filepath.Join(cfg.Data.Dir, "index")) || under(storeFile(cfg), cacheDir(cfg)), "store.url lies in a folder of what can be made again, which may be deleted: name a file elsewhere"},
		{cfg.Feeds.Interval < cfg.Fetch.Timeout, "feeds.interval is shorter than fetch.timeout: a slow site is asked again before it has answered; give it longer"},
	} {
		if c.found {
			d.tell("settings", warnState, c.says)
		}
	}
}

// loopback reports whether an address can be reached from this machine alone.
func loopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// under reports whether a path lies in a folder.
func under(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rel)
}

// oldBackup is how old the last backup may be before that is told.
const oldBackup = 7 * 24 * time.Hour

// backup tells how old the last backup is.
func (d *doctor) backup(cfg config.Config, now time.Time) {
	const mend = ": write one with \"dateline backup FILE\", and have that done every night (docs/operating.md)"
	at := lastBackup(cfg)
	switch age := now.Sub(at); {
	case at.IsZero():
		d.tell("backup", warnState, "none was written from here yet"+mend)
	case age > oldBackup:
		d.tell("backup", warnState, fmt.Sprintf("the last one is %s old%s", counted(int(age.Hours()/24), "day", "days"), mend))
	default:
		d.tell("backup", wellState, "the last one was written on "+at.Local().Format("2006-01-02 15:04"))
	}
}

// behind tells of an index that misses changes of the store.
func (d *doctor) behind(w *workspace, rebuilt int64) {
	state := w.libraries.State()
	if state.Lag > longLag {
		d.tell("index", warnState, fmt.Sprintf("one is being brought up to the store, for %s now: what was loaded last may not be found until that is done; wait, and see the log", state.Lag.Round(time.Second)))
	}
	if n := state.Rebuilt - rebuilt; n > 0 {
		d.tell("index", warnState, counted(int(n), "index was", "indexes were")+" missing, damaged or of another form, and built anew: if that comes back, look at the disk")
	}
}

// service checks whether the process that serves is well, where one does.
func (d *doctor) service(ctx context.Context, w *workspace) {
	if w.ready == nil {
		return
	}
	if err := w.ready(ctx); err != nil {
		for _, message := range messages(err) {
			d.tell("serve", warnState, message)
		}
		return
	}
	d.tell("serve", wellState, "it is connected, and ready")
}
