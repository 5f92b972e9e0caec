package discord

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

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
	ID    string         `json:"id"`
	Allow permissionBits `json:"allow"`
	Deny  permissionBits `json:"deny"`
}

// guildChannel is a channel of a server, with what it gives and takes.
type guildChannel struct {
	Channel
	Name       string      `json:"name"`
	Overwrites []overwrite `json:"permission_overwrites"`
}

// Places lists the channels of a server in which members write, with what the bot
// may do there: has are its permissions in the server.
func (r *Client) Places(ctx context.Context, guildID, botID string, has int64) ([]Place, error) {
	var self standing
	if err := r.member(ctx, "look up the bot in a server", guildID, botID, &self); err != nil {
		return nil, err
	}
	var channels []guildChannel
	if err := r.get(ctx, "list a server's channels", discordgo.EndpointGuildChannels(guildID), &channels); err != nil {
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
		var allow, deny permissionBits
		for _, o := range overwrites {
			if applies(o.ID) {
				allow, deny = allow|o.Allow, deny|o.Deny
			}
		}
		has = has&^int64(deny) | int64(allow)
	}
	return has
}

// standing is what a member is in a server, by Discord's own word.
type standing struct {
	Roles []string `json:"roles"`
	// Silent is until when the member may only read.
	Silent time.Time `json:"communication_disabled_until"`
}

// governed is a server's owner, and what its roles may do everywhere.
type governed struct {
	Owner string `json:"owner_id"`
	Roles []struct {
		ID          string         `json:"id"`
		Permissions permissionBits `json:"permissions"`
	} `json:"roles"`
}

// member reads what a user is in a server; all of its members share a rate limit.
func (r *Client) member(ctx context.Context, name, guildID, userID string, out any) error {
	return r.send(ctx, call{
		name: name, method: http.MethodGet, url: discordgo.EndpointGuildMember(guildID, userID),
		bucket: discordgo.EndpointGuildMember(guildID, ""),
	}, out)
}

// IsMember reports whether a user is in a server.
func (r *Client) IsMember(ctx context.Context, guildID, userID string) (bool, error) {
	err := r.member(ctx, "look up a member", guildID, userID, nil)
	if code := Code(err); code == discordgo.ErrCodeUnknownMember || code == discordgo.ErrCodeUnknownUser {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("server %s: %w", guildID, err)
	}
	return true, nil
}

// MayWrite reports whether a member may write in a channel of a server, as things
// are now.
func (r *Client) MayWrite(ctx context.Context, guildID, userID, channelID string) (bool, error) {
	const name = "look up what a member may do"
	var member standing
	var guild governed
	var channel guildChannel
	err := r.member(ctx, name, guildID, userID, &member)
	if err == nil {
		err = r.get(ctx, name, discordgo.EndpointGuild(guildID), &guild)
	}
	if err == nil {
		err = r.get(ctx, name, discordgo.EndpointChannel(channelID), &channel)
	}
	needed := discordgo.PermissionViewChannel | Writing(channel.IsThread())
	if channel.IsThread() && err == nil {
		err = r.get(ctx, name, discordgo.EndpointChannel(channel.ParentID), &channel)
	}
	if err != nil {
		return false, fmt.Errorf("member %s in channel %s: %w", userID, channelID, err)
	}
	has := within(guild.permissions(guildID, member.Roles), channel.Overwrites, guildID, member.Roles, userID)
	all := guild.Owner == userID || has&discordgo.PermissionAdministrator != 0
	return all || has&needed == needed && time.Now().After(member.Silent), nil
}

// permissions are those that everybody's role and these give in the server.
func (g governed) permissions(everybody string, roles []string) int64 {
	var has permissionBits
	for _, role := range g.Roles {
		if role.ID == everybody || slices.Contains(roles, role.ID) {
			has |= role.Permissions
		}
	}
	return int64(has)
}
