package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Commands returns the commands that Discord has of the bot, in a server or, when
// guildID is empty, everywhere.
func (r *Client) Commands(ctx context.Context, appID, guildID string) ([]*discordgo.ApplicationCommand, error) {
	ctx, cancel := context.WithTimeout(ctx, sendWithin)
	defer cancel()
	endpoint := commandsEndpoint(appID, guildID)
	body, err := r.do(ctx, call{
		name:    "list commands",
		method:  http.MethodGet,
		url:     endpoint + "?with_localizations=true",
		bucket:  http.MethodGet + endpoint,
		attempt: registerAttempt,
	})
	if err != nil {
		return nil, err
	}
	var given []wireCommand
	if err := json.Unmarshal(body, &given); err != nil {
		return nil, fmt.Errorf("list commands: %w", err)
	}
	commands := make([]*discordgo.ApplicationCommand, len(given))
	for i, c := range given {
		if c.ApplicationCommand == nil {
			return nil, errors.New("list commands: one of them is empty")
		}
		c.ApplicationCommand.DefaultMemberPermissions = (*int64)(c.Permissions)
		commands[i] = c.ApplicationCommand
	}
	return commands, nil
}

// wireCommand is a command as Discord's description of its API has it, in which
// permissions are a number. Discord itself gives them as a text, which is all
// that discordgo knows.
type wireCommand struct {
	*discordgo.ApplicationCommand
	Permissions *permissionBits `json:"default_member_permissions,omitempty"`
}

// permissionBits are permissions, which Discord gives as a text.
type permissionBits int64

// UnmarshalJSON reads a number, in quotation marks or not.
func (p *permissionBits) UnmarshalJSON(text []byte) error {
	n, err := strconv.ParseInt(strings.Trim(string(text), `"`), 10, 64)
	*p = permissionBits(n)
	return err
}

// SetCommands makes those the only commands of the bot, in a server or, when
// guildID is empty, everywhere.
func (r *Client) SetCommands(ctx context.Context, appID, guildID string, commands []*discordgo.ApplicationCommand) error {
	endpoint := commandsEndpoint(appID, guildID)
	body := make([]wireCommand, len(commands))
	for i, c := range commands {
		body[i] = wireCommand{c, (*permissionBits)(c.DefaultMemberPermissions)}
	}
	_, err := r.do(ctx, call{
		name:    "set commands",
		method:  http.MethodPut,
		url:     endpoint,
		body:    body,
		bucket:  endpoint,
		attempt: registerAttempt,
	})
	return err
}

func commandsEndpoint(appID, guildID string) string {
	if guildID == "" {
		return discordgo.EndpointApplicationGlobalCommands(appID)
	}
	return discordgo.EndpointApplicationGuildCommands(appID, guildID)
}

// SameCommands reports whether two lists of commands would be the same to members.
// Contexts and integration types count for global commands only.
func SameCommands(have, want []*discordgo.ApplicationCommand, global bool) bool {
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
