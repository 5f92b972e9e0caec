package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/bot/discordtest"
	"dateline/retrieval/store"
)

func TestDoctor(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{Permissions: 1 << 3}) // an administrator's
	base, down := harbourFeed(t)
	data := filepath.Join(t.TempDir(), "data")
	well := []string{
		"DATELINE_DISCORD_TOKEN=" + discordtest.Token, "DATELINE_DISCORD_API_URL=" + d.APIURL(),
		"DATELINE_FETCH_ALLOW_HOSTS=127.0.0.1",
	}
	c := terminal{t, data, well}
	c.run(exitDone, "feeds", "add", base+"/feed")
	c.wants(exitDone, []string{"doctor"},
		"[ok] settings: ", "[ok] token: Discord accepts it\n", "[ok] servers: in Newsroom ("+discordtest.Guild+") it has the permissions it needs",
		"[ok] invite: to add the bot to a server, open https://discord.com/oauth2/authorize?client_id="+discordtest.AppID+"&",
		"[ok] store: sound, with 5 articles in 1 library\n", "[ok] index: ", "[ok] feeds: 1 feed, none failing\n")
	down.Store(true)
	c.run(exitFailed, "feeds", "poll")
	c.wants(exitDone, []string{"doctor", "--json"},
		`{"check":"feeds","status":"warn","message":"`+base+`/feed of library local is failing since 2`)

	for name, tt := range map[string]struct {
		environ []string
		want    string
	}{
		"no token":         {[]string{"DATELINE_DISCORD_TOKEN="}, "[mend] token: discord.token is not set: "},
		"a wrong token":    {[]string{"DATELINE_DISCORD_TOKEN=wrong"}, "[mend] token: ask who the bot is: the token was refused by Discord"},
		"settings":         {[]string{"DATELINE_ANSWERS_EXCERPTS=50", "DATELINE_X=1"}, "2 of the things above must be mended"},
		"a server unknown": {[]string{"DATELINE_DISCORD_GUILDS=7"}, "[warn] servers: discord.guilds names 7, and the bot is not in it"},
	} {
		t.Run(name, func(t *testing.T) {
			status := exitFailed
			if strings.HasPrefix(tt.want, "[warn]") {
				status = exitDone
			}
			terminal{t, data, append(well[:len(well):len(well)], tt.environ...)}.wants(status, []string{"doctor"}, tt.want)
		})
	}

	file := filepath.Join(data, store.FileName)
	if err := os.WriteFile(file, []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.wants(exitFailed, []string{"doctor"}, "[ok] token: ", "[mend] store: ", `replace it by a backup with "dateline restore --replace FILE"`)
}

// A file with the token that everybody can read is told of.
func TestDoctorOfSecrets(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{Permissions: 1 << 3})
	dir := t.TempDir()
	token, settings, plain := filepath.Join(dir, "token"), filepath.Join(dir, "with.yaml"), filepath.Join(dir, "without.yaml")
	for file, content := range map[string]string{
		token: discordtest.Token, settings: "discord: {token: " + discordtest.Token + "}\n", plain: "log: {level: warn}\n",
	} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := func(environ ...string) terminal {
		return terminal{t, filepath.Join(dir, "data"), append(environ, "DATELINE_DISCORD_API_URL="+d.APIURL())}
	}
	byFile, bySettings, both := c("DATELINE_DISCORD_TOKEN_FILE="+token), c("DATELINE_CONFIG="+settings), c("DATELINE_DISCORD_TOKEN="+discordtest.Token, "DATELINE_CONFIG="+plain)
	for _, c := range []terminal{byFile, bySettings, both} {
		if got := c.run(exitDone, "doctor"); strings.Contains(got, "secrets") {
			t.Errorf("of private files it tells:\n%s", got)
		}
	}
	for _, file := range []string{token, settings, plain} {
		if err := os.Chmod(file, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	byFile.wants(exitDone, []string{"doctor"}, "[warn] secrets: every user of this machine can read the token's file: let only")
	bySettings.wants(exitDone, []string{"doctor"}, "[warn] secrets: every user of this machine can read the settings' file "+settings+", and it holds the token")
	both.wants(exitDone, []string{"doctor"}, "[ok] secrets: every user of this machine can read the settings' file "+plain+"; it holds no token")

	other := filepath.Join(dir, "other.yaml")
	if err := os.WriteFile(other, []byte("discord: {token: another.one.that.works}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	overridden := c("DATELINE_DISCORD_TOKEN="+discordtest.Token, "DATELINE_CONFIG="+other)
	overridden.wants(exitDone, []string{"doctor"}, "[warn] secrets: every user of this machine can read the settings' file "+other+", and it holds the token")
}

func TestDoctorNamesPermissions(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{Permissions: 1 << 10})
	c := terminal{t, filepath.Join(t.TempDir(), "data"), []string{
		"DATELINE_DISCORD_TOKEN=" + discordtest.Token, "DATELINE_DISCORD_API_URL=" + d.APIURL(),
	}}
	c.wants(exitDone, []string{"doctor"}, "[warn] servers: in Newsroom ("+discordtest.Guild+") it lacks the permissions Send Messages, ")
}

// While Dateline serves, it is that which is checked, with its token.
func TestDoctorThroughServe(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{Permissions: 1 << 3})
	s := startServing(t, d)
	d.WaitReady()
	c := terminal{t, s.data, nil}
	c.wants(exitDone, []string{"doctor"}, "[ok] token: ", "[ok] store: ")
	if got := c.run(exitDone, "doctor"); strings.Count(got, "settings:") != 1 {
		t.Errorf("it is told twice:\n%s", got)
	}
}
