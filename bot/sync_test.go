package bot

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"dateline/bot/discordtest"
)

// TestSync registers the commands without connecting.
func TestSync(t *testing.T) {
	t.Parallel()
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

func TestMissingPermissions(t *testing.T) {
	if got := missing(0); len(got) != len(needed) {
		t.Errorf("without any: %q", got)
	}
	if got := missing(discordgo.PermissionAdministrator); len(got) != 0 {
		t.Errorf("an administrator: %q", got)
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	d := discordtest.Start(t, discordtest.Options{
		Permissions: discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionEmbedLinks |
			discordgo.PermissionSendMessagesInThreads | discordgo.PermissionCreatePublicThreads,
	})
	cfg := Config{Token: discordtest.Token, APIURL: d.APIURL()}
	cfg.Guilds = []string{discordtest.Guild, "5"}
	want := Standing{
		AppID: discordtest.AppID, ServersKnown: true, Absent: []string{"5"},
		Servers: []Membership{{ID: discordtest.Guild, Name: "Newsroom", Missing: []string{"Attach Files", "Read Message History"}}},
	}
	if got, err := Check(t.Context(), cfg); err != nil || !cmp.Equal(want, got) {
		t.Errorf("%v, standing (-want +got):\n%s", err, cmp.Diff(want, got))
	}
	cfg.Token = "wrong"
	if _, err := Check(t.Context(), cfg); err == nil || !strings.Contains(err.Error(), "discord.token") {
		t.Errorf("got error %v", err)
	}
}
