package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestSecretIsShownNowhere(t *testing.T) {
	c := Config{Discord: Discord{Token: NewSecret("hunter2"), TokenFile: NewSecret("hunter2")}}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&out, verb, c)
		fmt.Fprintf(&out, verb, &c)
		fmt.Fprintf(&out, verb, c.Discord.Token)
	}
	fmt.Fprint(&out, c.Discord.Token, fmt.Errorf("token %v: %w", c.Discord.Token, errors.New("no")))
	if err := json.NewEncoder(&out).Encode(c); err != nil {
		t.Fatal(err)
	}
	for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(h).Info("start", "token", c.Discord.Token, "config", c, "pointer", &c.Discord)
	}
	for _, leak := range []string{"hunter2", fmt.Sprintf("%x", "hunter2")} {
		if strings.Contains(out.String(), leak) {
			t.Errorf("the secret is shown in:\n%s", out.String())
		}
	}
	if got := c.Discord.Token.Reveal(); got != "hunter2" {
		t.Errorf("Reveal = %q", got)
	}
}

func TestBotToken(t *testing.T) {
	file := write(t, "token", "  hunter2\n")
	tests := []struct {
		name    string
		discord Discord
		want    string
		err     string
	}{
		{name: "given", discord: Discord{Token: NewSecret("hunter2")}, want: "hunter2"},
		{name: "in a file", discord: Discord{TokenFile: NewSecret(file)}, want: "hunter2"},
		{name: "not set", err: "discord.token is not set"},
		{name: "a token in the place of a path", discord: Discord{TokenFile: NewSecret("hunter2.hunter2")}, err: "discord.token_file: the file cannot be read"},
		{name: "an empty file", discord: Discord{TokenFile: NewSecret(write(t, "token", "\n"))}, err: "discord.token_file: the file is empty"},
		{name: "another file", discord: Discord{TokenFile: NewSecret(write(t, "token", "hunter2\nhunter2"))}, err: "discord.token_file: that is no bot token"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.discord.BotToken()
			if got.Reveal() != tt.want {
				t.Errorf("BotToken = %q, want %q", got.Reveal(), tt.want)
			}
			if (err == nil) != (tt.err == "") {
				t.Fatalf("BotToken: error %v, want %q", err, tt.err)
			}
			if err != nil && (!strings.HasPrefix(err.Error(), tt.err) || strings.Contains(err.Error(), "hunter2")) {
				t.Errorf("BotToken: error %q, want it to begin with %q and to show no token", err, tt.err)
			}
		})
	}
}
