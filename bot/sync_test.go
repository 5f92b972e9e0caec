package bot

import (
	"strings"
	"testing"

	"dateline/bot/discordtest"
)

// TestSync registers the commands without connecting.
func TestSync(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	log := &logBuffer{}
	sync := func(token string) error {
		b, err := New(logTo(log), &libraries{}, records(t), intake(t, t.TempDir()), Config{Token: token, APIURL: d.APIURL(), Guilds: []string{"21"}})
		if err != nil {
			t.Fatal(err)
		}
		return b.Sync(t.Context())
	}
	for range 2 {
		if err := sync(discordtest.Token); err != nil {
			t.Fatal(err)
		}
	}
	if len(d.Commands("21")) == 0 || len(d.Requests(discordtest.RouteSetGuildCommands)) != 1 || d.Identified() != 0 {
		t.Errorf("%d commands, set %d times, %d connections", len(d.Commands("21")), len(d.Requests(discordtest.RouteSetGuildCommands)), d.Identified())
	}
	if !strings.Contains(log.String(), "client_id="+discordtest.AppID) {
		t.Errorf("the log has no link:\n%s", log)
	}
	if err := sync("wrong"); err == nil || !strings.Contains(err.Error(), "discord.token") {
		t.Errorf("got error %v", err)
	}
}

func TestCheck(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	cfg := Config{Token: discordtest.Token, APIURL: d.APIURL()}
	if id, err := Check(t.Context(), cfg); err != nil || id != discordtest.AppID {
		t.Errorf("got %q, %v", id, err)
	}
	cfg.Token = "wrong"
	if _, err := Check(t.Context(), cfg); err == nil || !strings.Contains(err.Error(), "discord.token") {
		t.Errorf("got error %v", err)
	}
}
