package main

import (
	"errors"
	"log/slog"
	"testing"

	"dateline/bot/record"
	"dateline/config"
	"dateline/retrieval"
)

// TestFeedsHoldToTheQuota adds to a server's library as its feeds do.
func TestFeedsHoldToTheQuota(t *testing.T) {
	const guild = "2200000000000000001"
	cfg := config.Config{Data: config.Data{Dir: t.TempDir()}}
	w, err := openWorkspace(t.Context(), slog.New(slog.DiscardHandler), cfg, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := w.libraries.Make(t.Context(), guild); err != nil {
		t.Fatal(err)
	}
	_, err = w.records.ChangeSettings(t.Context(), guild, func(s *record.Settings) error {
		s.Quota = 2
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	lib, err := w.feedLibrary(t.Context(), guild)
	if err != nil {
		t.Fatal(err)
	}
	of := retrieval.NewLoad(retrieval.Actor{Kind: retrieval.ByFeed}, "feed")
	add := func(id string) error {
		_, err := lib.Add(t.Context(), of, retrieval.Article{Meta: retrieval.Meta{ID: id}, Body: "Report " + id + "."})
		return err
	}
	for id, want := range map[string]error{"a": nil, "b": nil} {
		if err := add(id); !errors.Is(err, want) {
			t.Errorf("article %s: %v, want %v", id, err, want)
		}
	}
	if err := add("c"); !errors.Is(err, retrieval.ErrFull) {
		t.Errorf("beyond the quota: %v, want ErrFull", err)
	}
	if _, err := w.feedLibrary(t.Context(), guild); !errors.Is(err, retrieval.ErrFull) {
		t.Errorf("a full library is opened for a feed: %v, want ErrFull", err)
	}
}

func TestDiscordHosts(t *testing.T) {
	for api, want := range map[string]string{
		"https://discord.com/api":       "discord.com",
		"http://10.1.2.3:8080/discord":  "10.1.2.3",
		"http://127.0.0.1:4000/api":     "localhost",
		"http://[::1]:4000/api":         "localhost",
		"http://localhost:4000/api/":    "localhost",
		"http://proxy.internal/discord": "proxy.internal",
	} {
		if got := discordHosts(api); len(got) == 0 || got[0] != want {
			t.Errorf("discordHosts(%q) = %q, want %q first", api, got, want)
		}
	}
}
