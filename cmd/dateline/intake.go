package main

import (
	"context"
	"net/netip"
	"net/url"
	"path/filepath"

	"dateline/bot"
	"dateline/bot/draft"
	"dateline/retrieval/load"
)

// intake is how articles come in from Discord.
func (w *workspace) intake() (bot.Intake, error) {
	// Where an attachment is, Discord says and no member. It goes the guarded way
	// all the same, and may lead beyond the public internet only to where the
	// operator's Discord is.
	fetch, err := load.NewFetcher(load.FetchConfig{
		Allow:     append(discordHosts(w.cfg.Discord.APIURL), w.cfg.Fetch.AllowHosts...),
		UserAgent: w.cfg.Fetch.UserAgent,
		Timeout:   w.cfg.Fetch.Timeout,
		MaxBytes:  bot.MaxAttachment,
	})
	if err != nil {
		return bot.Intake{}, err
	}
	drafts, err := draft.Open(filepath.Join(w.cfg.Data.Dir, "drafts"))
	if err != nil {
		return bot.Intake{}, err
	}
	files := func(ctx context.Context, address string) ([]byte, error) {
		doc, err := fetch.Get(ctx, address, load.Since{})
		return doc.Data, err
	}
	return bot.Intake{Loader: w.loader, Files: files, Drafts: drafts, Feeds: w.feeds}, nil
}

// discordHosts are the hosts that Discord's files may be on although they are
// not of the public internet: that of its API, and with one on this machine all
// of this machine's names.
func discordHosts(api string) []string {
	u, err := url.Parse(api)
	if err != nil || u.Hostname() == "" {
		return nil
	}
	ip, err := netip.ParseAddr(u.Hostname())
	if u.Hostname() == "localhost" || err == nil && ip.IsLoopback() {
		return []string{"localhost", "127.0.0.0/8", "::1"}
	}
	return []string{u.Hostname()}
}
