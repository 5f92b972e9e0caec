package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/command"
	"dateline/bot/discord"
)

// ready notes who the bot is, from the event that opens a session. It reports
// whether this is news: the commands are registered once in a run.
func (b *Bot) ready(e discord.Event) bool {
	var ready struct {
		User struct {
			ID   string `json:"id"`
			Name string `json:"username"`
		} `json:"user"`
		Application struct {
			ID string `json:"id"`
		} `json:"application"`
		Guilds []struct {
			ID string `json:"id"`
		} `json:"guilds"`
		Shard [2]int `json:"shard"`
	}
	if err := json.Unmarshal(e.Data, &ready); err != nil || ready.User.ID == "" {
		b.log.Error("Discord does not say who the bot is", "error", err)
		return false
	}
	// An application and its bot share their id, unless the bot is very old.
	self := identity{userID: ready.User.ID, appID: cmp.Or(ready.Application.ID, ready.User.ID), name: ready.User.Name}
	if ready.Guilds != nil {
		have := make([]string, len(ready.Guilds))
		for i, g := range ready.Guilds {
			have[i] = g.ID
		}
		b.journal.Miss(have, ready.Shard[0], max(ready.Shard[1], 1), time.Now())
	}
	return b.self.Swap(&self) == nil
}

// registerWithin bounds how long registering the commands may take.
const registerWithin = 10 * time.Minute

// register makes Discord offer the bot's commands: in the servers that are set,
// where they appear at once, else everywhere. Commands that an earlier setting
// left in the other place are taken away, for members would see both.
//
// What does not work is logged, and the rest is done all the same.
func (b *Bot) register(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, registerWithin)
	defer cancel()
	want := command.All(b.voices, b.cfg.SharedLibrary != "", b.cfg.SharedLibrary != "" && len(b.cfg.Guilds) == 0)
	if len(b.cfg.Guilds) == 0 {
		return b.registerIn(ctx, "", want)
	}
	// Who has left the servers sees and deletes in direct messages what is kept.
	private := *want[slices.IndexFunc(want, func(c *discordgo.ApplicationCommand) bool { return c.Name == command.PrivacyName })]
	private.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextBotDM}
	err := b.registerIn(ctx, "", []*discordgo.ApplicationCommand{&private})
	for _, guildID := range b.cfg.Guilds {
		err = errors.Join(err, b.registerIn(ctx, guildID, want))
	}
	return err
}

func (b *Bot) registerIn(ctx context.Context, guildID string, want []*discordgo.ApplicationCommand) error {
	log := b.log.With("guild", cmp.Or(guildID, "all"))
	changed, err := b.sync(ctx, guildID, want)
	switch {
	case ctx.Err() != nil:
		log.Warn("stopped before the commands were registered", "error", err)
	case discord.Status(err) == http.StatusForbidden:
		log.Error("may not register commands: invite the bot to the server with the scope applications.commands, then start it again", "error", err)
	case err != nil:
		log.Error("the commands were not registered", "error", err)
	case changed:
		log.Info("registered commands", "commands", len(want))
	}
	if err != nil {
		return fmt.Errorf("register commands in server %s: %w", cmp.Or(guildID, "all"), err)
	}
	return nil
}

// sync sets the commands when Discord has others, and reports whether it did.
func (b *Bot) sync(ctx context.Context, guildID string, want []*discordgo.ApplicationCommand) (changed bool, err error) {
	appID := b.self.Load().appID
	have, err := b.rest.Commands(ctx, appID, guildID)
	switch {
	case err == nil && discord.SameCommands(have, want, guildID == ""):
		return false, nil
	case discord.Status(err) == http.StatusForbidden:
		return false, err
	case err != nil:
		b.log.Debug("commands are set without a look at those that Discord has", "error", err)
	}
	return true, b.rest.SetCommands(ctx, appID, guildID, want)
}
