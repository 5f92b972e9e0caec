package bot

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"dateline/bot/command"
	"dateline/bot/discord"
	"dateline/bot/discordtest"
)

func commandNames(commands []*discordgo.ApplicationCommand) []string {
	out := []string{}
	for _, c := range commands {
		out = append(out, c.Name)
	}
	return out
}

func TestRegister(t *testing.T) {
	t.Parallel()
	all := []string{"ask", "search", "summary", "compare", "timeline", "sources", "help", "privacy", command.FindName, command.CheckName, command.AddName, "library", "feed", "digest", "watch", "settings"}
	t.Run("everywhere", func(t *testing.T) {
		d := discordtest.Start(t, discordtest.Options{})
		start(t, d, nil, nil)
		d.Wait("the commands", func() bool { return len(d.Commands("")) > 0 })
		if diff := cmp.Diff(all, commandNames(d.Commands(""))); diff != "" {
			t.Errorf("commands (-want +got):\n%s", diff)
		}
	})
	t.Run("in servers", func(t *testing.T) {
		d := discordtest.Start(t, discordtest.Options{Path: "/proxy/discord/api"})
		start(t, d, nil, func(c *Config) { c.Guilds = []string{"21", "22"} })
		d.Wait("the commands", func() bool { return len(d.Commands("22")) > 0 })
		if diff := cmp.Diff([][]string{all, all, {"privacy"}}, [][]string{commandNames(d.Commands("21")), commandNames(d.Commands("22")), commandNames(d.Commands(""))}); diff != "" {
			t.Errorf("commands (-want +got):\n%s", diff)
		}
	})
	t.Run("only when they differ", func(t *testing.T) {
		d := discordtest.Start(t, discordtest.Options{})
		for range 2 {
			r := start(t, d, nil, func(c *Config) { c.Guilds = []string{"21"} })
			d.Wait("a goodbye", func() bool { return len(d.Commands("21")) > 0 })
			r.stop()
			<-r.ended
		}
		if n := len(d.Requests(discordtest.RouteSetGuildCommands)); n != 1 {
			t.Errorf("set the commands %d times, want 1", n)
		}
		r := start(t, d, nil, nil)
		d.Wait("the commands", func() bool { return len(d.Commands("")) > 0 })
		r.stop()
		<-r.ended
		start(t, d, nil, func(c *Config) { c.Guilds = []string{"21"} })
		d.Wait("the old commands to go", func() bool { return len(d.Commands("")) == 1 })
	})
	t.Run("not invited", func(t *testing.T) {
		d := discordtest.Start(t, discordtest.Options{})
		d.Fault(discordtest.RouteGuildCommands, discordtest.Fault{Status: http.StatusForbidden, Body: `{"code": 50001, "message": "Missing Access"}`})
		r := start(t, d, nil, func(c *Config) { c.Guilds = []string{"21", "22"} })
		d.Wait("the other server's commands", func() bool { return len(d.Commands("22")) > 0 })
		if log := r.log.String(); !strings.Contains(log, "applications.commands") || !strings.Contains(log, "guild=21") {
			t.Errorf("the log does not say what to do:\n%s", log)
		}
	})
}

func TestSameCommands(t *testing.T) {
	// echoed is what Discord makes of the commands that it was given.
	echoed := func(change func(c *discordgo.ApplicationCommand)) []*discordgo.ApplicationCommand {
		text, err := json.Marshal(command.All(testVoices, false, false))
		if err != nil {
			t.Fatal(err)
		}
		var out []*discordgo.ApplicationCommand
		if err := json.Unmarshal(text, &out); err != nil {
			t.Fatal(err)
		}
		out[0], out[1] = out[1], out[0]
		for _, c := range out {
			c.ID, c.ApplicationID, c.Version = "1", "2", "3"
			c.NSFW = new(bool)
			for _, o := range c.Options {
				o.Choices = []*discordgo.ApplicationCommandOptionChoice{}
			}
			change(c)
		}
		return out
	}
	tests := map[string]struct {
		change func(c *discordgo.ApplicationCommand)
		global bool
		want   bool
	}{
		"same":                     {func(*discordgo.ApplicationCommand) {}, true, true},
		"no contexts, in a server": {func(c *discordgo.ApplicationCommand) { c.Contexts = nil }, false, true},
		"no contexts, everywhere":  {func(c *discordgo.ApplicationCommand) { c.Contexts = nil }, true, false},
		"other description":        {func(c *discordgo.ApplicationCommand) { c.Description += "!" }, true, false},
		"other language":           {func(c *discordgo.ApplicationCommand) { (*c.NameLocalizations)[discordgo.French] += "s" }, true, false},
		"other name":               {func(c *discordgo.ApplicationCommand) { c.Name += "s" }, true, false},
		"an option more": {func(c *discordgo.ApplicationCommand) {
			c.Options = append(c.Options, &discordgo.ApplicationCommandOption{Name: "more"})
		}, true, false},
		"an option no more required": {func(c *discordgo.ApplicationCommand) {
			if len(c.Options) > 0 {
				c.Options[0].Required = false
			}
		}, true, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := discord.SameCommands(echoed(test.change), command.All(testVoices, false, false), test.global); got != test.want {
				t.Errorf("got %t, want %t", got, test.want)
			}
		})
	}
	if discord.SameCommands(command.All(testVoices, true, true), command.All(testVoices, false, false), true) {
		t.Error("commands that are offered in direct messages are the same as those that are not")
	}
}

func TestConfig(t *testing.T) {
	good := Config{Token: "t", APIURL: "https://discord.com/api"}
	tests := map[string]struct {
		change func(*Config)
		want   string
	}{
		"good":            {func(*Config) {}, ""},
		"no token":        {func(c *Config) { c.Token = " \n" }, "discord.token"},
		"token and more":  {func(c *Config) { c.Token = "a b" }, "copy it anew"},
		"token with Bot":  {func(c *Config) { c.Token = "Bot t\n" }, ""},
		"no address":      {func(c *Config) { c.APIURL = "discord.com" }, "discord.api_url"},
		"another scheme":  {func(c *Config) { c.APIURL = "ftp://discord.com" }, "discord.api_url"},
		"negative":        {func(c *Config) { c.DeferAfter = -1 }, "discord.defer_after"},
		"too late":        {func(c *Config) { c.DeferAfter = MaxDeferAfter + 1 }, "discord.defer_after"},
		"a server's name": {func(c *Config) { c.Guilds = []string{"my server"} }, "discord.guilds"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			cfg := good
			test.change(&cfg)
			_, err := New(nil, nil, nil, Intake{}, cfg)
			switch {
			case test.want == "" && err != nil:
				t.Errorf("got error %v", err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
				t.Errorf("got error %v, want one that says %q", err, test.want)
			}
		})
	}
}
