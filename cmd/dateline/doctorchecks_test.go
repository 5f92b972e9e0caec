package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/bot/discordtest"
	"dateline/config"
	"dateline/retrieval/store"
)

// examined returns what a doctor tells.
func examined(check func(d *doctor)) string {
	var b strings.Builder
	check(&doctor{p: &program{stdout: &b}})
	return b.String()
}

func TestDoctorOfTheClock(t *testing.T) {
	for behind, want := range map[time.Duration]string{
		0:                "[ok] clock: ",
		time.Minute:      "[warn] clock: this machine's clock is 1m0s behind Discord's: have it set",
		-3 * time.Hour:   "[mend] clock: this machine's clock is 3h0m0s ahead of Discord's: ",
		-6 * time.Second: "[warn] clock: this machine's clock is 6s ahead of",
	} {
		if got := examined(func(d *doctor) { d.clock(behind) }); !strings.HasPrefix(got, want) {
			t.Errorf("%s behind: %q, want %q", behind, got, want)
		}
	}
}

func TestDoctorOfBackups(t *testing.T) {
	cfg := config.Config{Data: config.Data{Dir: t.TempDir()}}
	note := filepath.Join(cfg.Data.Dir, backupNote)
	now := time.Date(2026, 8, 20, 12, 0, 0, 0, time.UTC)
	for content, want := range map[string]string{
		"":                       "[warn] backup: none was written from here yet: ",
		"nonsense":               "[warn] backup: none was written",
		"2026-08-01T00:00:00Z\n": "[warn] backup: the last one is 19 days old: write one",
		"2026-08-19T00:00:00Z\n": "[ok] backup: the last one was written on 2026-08-",
	} {
		if err := os.WriteFile(note, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := examined(func(d *doctor) { d.backup(cfg, now) }); !strings.HasPrefix(got, want) {
			t.Errorf("with %q: %q, want %q", content, got, want)
		}
	}
}

func TestDoctorOfContradictions(t *testing.T) {
	load := func(environ ...string) config.Config {
		cfg, err := config.Load(config.Source{Defaults: defaults(), Most: limits(), Environ: environ})
		if err != nil {
			t.Fatal(err)
		}
		return cfg
	}
	for environ, want := range map[string]string{
		"DATELINE_LOG_LEVEL=warn":                                       "",
		"DATELINE_DISCORD_LIBRARY=news":                                 "discord.guilds names none",
		"DATELINE_DISCORD_LIBRARY=news DATELINE_DISCORD_GUILDS=7":       "",
		"DATELINE_HTTP_PPROF=true":                                      "",
		"DATELINE_HTTP_PPROF=true DATELINE_HTTP_LISTEN=":                "http.listen is empty",
		"DATELINE_HTTP_PPROF=true DATELINE_HTTP_LISTEN=:8080":           "other machines may reach",
		"DATELINE_HTTP_LISTEN=:8080":                                    "",
		"DATELINE_ANSWERS_THRESHOLD=0":                                  "every question is answered",
		"DATELINE_ANSWERS_THRESHOLD=1":                                  "hardly any question is answered",
		"DATELINE_STORE_URL=data/cache/s.db":                            "store.url lies in a folder",
		"DATELINE_FEEDS_INTERVAL=1m DATELINE_FETCH_TIMEOUT=5m":          "feeds.interval is shorter",
		"DATELINE_DATA_DIR=/srv/d DATELINE_STORE_URL=/srv/d/index/s.db": "store.url lies in a folder",
	} {
		got := examined(func(d *doctor) { d.contradictions(load(strings.Fields(environ)...)) })
		if want == "" && got != "" || !strings.Contains(got, want) || strings.Count(got, "\n") > 1 {
			t.Errorf("%s: %q, want %q", environ, got, want)
		}
	}
}

// The doctor tells of a channel that takes something from the bot, and of none that
// hides from it.
func TestDoctorOfChannels(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{Permissions: 1<<43 - 1 - 1<<3, Denied: 1 << 14})
	c := terminal{t, filepath.Join(t.TempDir(), "data"), []string{
		"DATELINE_DISCORD_TOKEN=" + discordtest.Token, "DATELINE_DISCORD_API_URL=" + d.APIURL(),
	}}
	got := c.run(exitDone, "doctor")
	if want := "[warn] servers: in Newsroom (" + discordtest.Guild + ") the channel #news (3300000000000000012) takes from it the permissions Embed Links: give"; !strings.Contains(got, want) {
		t.Errorf("it does not say %q:\n%s", want, got)
	}
	if strings.Contains(got, "#general") || strings.Contains(got, "#staff") || strings.Contains(got, "#Talk") {
		t.Errorf("it tells of other channels:\n%s", got)
	}
}

// A store of a newer program is left as it is, and it is said what opens it.
func TestDoctorOfNewerStore(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	c := terminal{t, data, nil}
	c.run(exitDone, "articles", "list")
	db, err := sql.Open("sqlite", filepath.Join(data, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	c.wants(exitFailed, []string{"doctor"}, "[mend] store: ", "it has form 9999", "run that one, or replace the store by a backup of this one")
}

// A lost index is built anew, which is told once.
func TestDoctorOfRebuiltIndex(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	c := terminal{t, data, nil}
	c.run(exitDone, "articles", "list")
	if err := os.RemoveAll(filepath.Join(data, "index")); err != nil {
		t.Fatal(err)
	}
	c.wants(exitFailed, []string{"doctor"}, "[warn] index: 1 index was missing, damaged or of another form, and built anew", "[ok] index: 1 library can be searched")
	if got := c.run(exitFailed, "doctor"); strings.Contains(got, "built anew") {
		t.Errorf("it is told again:\n%s", got)
	}
}

// Through serve, the doctor tells whether that is ready.
func TestDoctorOfServe(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{Permissions: 1 << 3})
	s := startServing(t, d)
	d.WaitReady()
	c := terminal{t, s.data, nil}
	c.wants(exitDone, []string{"doctor"}, "[ok] serve: it is connected, and ready", "[ok] clock: ")
}
