package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// ready takes down who the bot is, from the event that opens a session. It says
// whether this is news: the commands are registered once in a run.
func (b *Bot) ready(ctx context.Context, e event) bool {
	var ready struct {
		User struct {
			ID string `json:"id"`
		} `json:"user"`
		Application struct {
			ID string `json:"id"`
		} `json:"application"`
		Guilds []struct {
			ID string `json:"id"`
		} `json:"guilds"`
		Shard [2]int `json:"shard"`
	}
	if err := json.Unmarshal(e.data, &ready); err != nil || ready.User.ID == "" {
		b.log.Error("Discord does not say who the bot is", "error", err)
		return false
	}
	// An application and its bot share their id, unless the bot is very old.
	self := identity{userID: ready.User.ID, appID: cmp.Or(ready.Application.ID, ready.User.ID)}
	if ready.Guilds != nil {
		have := make([]string, len(ready.Guilds))
		for i, g := range ready.Guilds {
			have[i] = g.ID
		}
		b.spawn("miss servers", func() { b.missGuilds(ctx, have, ready.Shard[0], ready.Shard[1]) })
	}
	return b.self.Swap(&self) == nil
}

// register makes Discord offer the bot's commands: in the servers that are set,
// where they appear at once, else everywhere. Commands that an earlier setting
// left in the other place are taken away, for members would see both.
//
// What does not work is logged, and the rest is done all the same.
func (b *Bot) register(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, registerWithin)
	defer cancel()
	want := commands(b.voices, b.cfg.SharedLibrary != "")
	if len(b.cfg.Guilds) == 0 {
		return b.registerIn(ctx, "", want)
	}
	err := b.registerIn(ctx, "", []*discordgo.ApplicationCommand{})
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
	case status(err) == http.StatusForbidden:
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

// sync sets the commands when Discord has others, and says whether it did.
func (b *Bot) sync(ctx context.Context, guildID string, want []*discordgo.ApplicationCommand) (changed bool, err error) {
	appID := b.self.Load().appID
	have, err := b.rest.commands(ctx, appID, guildID)
	switch {
	case err == nil && sameCommands(have, want, guildID == ""):
		return false, nil
	case status(err) == http.StatusForbidden:
		return false, err
	case err != nil:
		b.log.Debug("commands are set without a look at those that Discord has", "error", err)
	}
	return true, b.rest.setCommands(ctx, appID, guildID, want)
}

// sameCommands says whether two lists of commands would be the same to members.
// Contexts and integration types count for global commands only.
func sameCommands(have, want []*discordgo.ApplicationCommand, global bool) bool {
	return reflect.DeepEqual(plainCommands(have, global), plainCommands(want, global))
}

// plainCommands writes commands in one form, in the order of their names:
// without what Discord adds to a command, and without what may be left out.
func plainCommands(commands []*discordgo.ApplicationCommand, global bool) []discordgo.ApplicationCommand {
	out := make([]discordgo.ApplicationCommand, 0, len(commands))
	for _, c := range commands {
		plain := discordgo.ApplicationCommand{
			Type:                     max(c.Type, discordgo.ChatApplicationCommand),
			Name:                     c.Name,
			NameLocalizations:        plainNames(c.NameLocalizations),
			Description:              c.Description,
			DescriptionLocalizations: plainNames(c.DescriptionLocalizations),
			DefaultMemberPermissions: c.DefaultMemberPermissions,
			Options:                  plainOptions(c.Options),
		}
		if global {
			plain.Contexts, plain.IntegrationTypes = c.Contexts, c.IntegrationTypes
		}
		out = append(out, plain)
	}
	slices.SortFunc(out, func(a, b discordgo.ApplicationCommand) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func plainNames(names *map[discordgo.Locale]string) *map[discordgo.Locale]string {
	if names == nil || len(*names) == 0 {
		return nil
	}
	return names
}

func plainOptions(options []*discordgo.ApplicationCommandOption) []*discordgo.ApplicationCommandOption {
	var out []*discordgo.ApplicationCommandOption
	for _, o := range options {
		plain := *o
		plain.Options = plainOptions(o.Options)
		if len(o.NameLocalizations) == 0 {
			plain.NameLocalizations = nil
		}
		if len(o.DescriptionLocalizations) == 0 {
			plain.DescriptionLocalizations = nil
		}
		if len(o.Choices) == 0 {
			plain.Choices = nil
		}
		if len(o.ChannelTypes) == 0 {
			plain.ChannelTypes = nil
		}
		out = append(out, &plain)
	}
	return out
}
