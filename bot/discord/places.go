package discord

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/bwmarrin/discordgo"
)

// Place is a channel of a server in which members write.
type Place struct {
	ID, Name string
	// Permissions are those that the bot has there.
	Permissions int64
}

// overwrite is what a channel gives to, and takes from, a role or a member.
type overwrite struct {
	ID    string `json:"id"`
	Allow bits   `json:"allow"`
	Deny  bits   `json:"deny"`
}

// bits are permissions, which Discord gives as a text.
type bits int64

// UnmarshalText reads a number.
func (b *bits) UnmarshalText(text []byte) error {
	n, err := strconv.ParseInt(string(text), 10, 64)
	*b = bits(n)
	return err
}

// Places lists the channels of a server in which members write, with what the bot
// may do there: has are its permissions in the server.
func (r *Client) Places(ctx context.Context, guildID, botID string, has int64) ([]Place, error) {
	var self struct {
		Roles []string `json:"roles"`
	}
	endpoint := discordgo.EndpointGuildMember(guildID, botID)
	if err := r.send(ctx, call{name: "look up the bot in a server", method: http.MethodGet, url: endpoint, bucket: endpoint}, &self); err != nil {
		return nil, err
	}
	var channels []struct {
		ID         string                `json:"id"`
		Name       string                `json:"name"`
		Type       discordgo.ChannelType `json:"type"`
		Overwrites []overwrite           `json:"permission_overwrites"`
	}
	endpoint = discordgo.EndpointGuildChannels(guildID)
	if err := r.send(ctx, call{name: "list a server's channels", method: http.MethodGet, url: endpoint, bucket: endpoint}, &channels); err != nil {
		return nil, fmt.Errorf("channels of server %s: %w", guildID, err)
	}
	var places []Place
	for _, c := range channels {
		switch c.Type {
		case discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildForum:
			places = append(places, Place{c.ID, c.Name, within(has, c.Overwrites, guildID, self.Roles, botID)})
		default:
		}
	}
	return places, nil
}

// within returns what is left of a member's permissions in a channel: first what it
// says of everybody, then of the member's roles together, then of the member.
func within(has int64, overwrites []overwrite, everybody string, roles []string, member string) int64 {
	if has&discordgo.PermissionAdministrator != 0 {
		return has
	}
	for _, applies := range []func(id string) bool{
		func(id string) bool { return id == everybody },
		func(id string) bool { return id != everybody && slices.Contains(roles, id) },
		func(id string) bool { return id == member },
	} {
		var allow, deny bits
		for _, o := range overwrites {
			if applies(o.ID) {
				allow, deny = allow|o.Allow, deny|o.Deny
			}
		}
		has = has&^int64(deny) | int64(allow)
	}
	return has
}
