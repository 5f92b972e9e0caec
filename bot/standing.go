package bot

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/discord"
)

// needed are the permissions that the bot needs in a server, to see channels, to
// write in them and in threads that it starts, and to show articles and give
// files, by the names that Discord shows.
var needed = []struct {
	bit  int64
	name string
}{
	{discordgo.PermissionViewChannel, "View Channels"},
	{discordgo.PermissionSendMessages, "Send Messages"},
	{discordgo.PermissionSendMessagesInThreads, "Send Messages in Threads"},
	{discordgo.PermissionCreatePublicThreads, "Create Public Threads"},
	{discordgo.PermissionEmbedLinks, "Embed Links"},
	{discordgo.PermissionAttachFiles, "Attach Files"},
	{discordgo.PermissionReadMessageHistory, "Read Message History"},
}

// missing names the permissions that the bot needs and that are not among those
// it has.
func missing(has int64) []string {
	names := []string{}
	for _, p := range needed {
		if has&(p.bit|discordgo.PermissionAdministrator) == 0 {
			names = append(names, p.name)
		}
	}
	return names
}

// InviteLink returns where an admin adds the bot to a server, with the scopes
// and the permissions that it needs.
func InviteLink(appID string) string {
	var permissions int64
	for _, p := range needed {
		permissions |= p.bit
	}
	query := url.Values{
		"client_id":   {appID},
		"scope":       {"bot applications.commands"},
		"permissions": {strconv.FormatInt(permissions, 10)},
	}
	return "https://discord.com/oauth2/authorize?" + query.Encode()
}

// Standing is how the bot stands with Discord.
type Standing struct {
	// AppID is the id of its application.
	AppID string
	// Servers are those it is in; ServersKnown is false when Discord did not
	// say.
	Servers      []Membership
	ServersKnown bool
	// Absent are the ids of servers that it is set to serve and is not in.
	Absent []string
	// ClockBehind is how far this machine's clock is behind Discord's, negative where
	// it is ahead; 0 where that is a matter of seconds.
	ClockBehind time.Duration
}

// Membership is how the bot stands in a server.
type Membership struct {
	ID, Name string
	// Missing names permissions that it needs and does not have; channels may
	// give or take more.
	Missing []string
	// Channels are those that it sees and that take more from it.
	Channels []Membership
}

const (
	// maxLooked bounds the servers whose channels are looked at, by two calls each.
	maxLooked = 25
	// clockTolerance is how far off a clock may be: responses tell whole seconds.
	clockTolerance = 5 * time.Second
)

// Check asks Discord who the bot is and where. It returns an error that says
// what to mend when the token or the address does not do. Nothing privileged is
// needed, so that there is nothing to ask of intents.
func Check(ctx context.Context, cfg Config) (Standing, error) {
	b, err := New(nil, nil, nil, Intake{}, cfg)
	if err != nil {
		return Standing{}, err
	}
	defer b.rest.Close()
	var s Standing
	if s.AppID, err = b.rest.Application(ctx); err != nil {
		return s, err
	}
	if off := b.rest.ClockBehind(); off.Abs() > clockTolerance {
		s.ClockBehind = off
	}
	servers, err := b.rest.Memberships(ctx)
	if s.ServersKnown = err == nil; !s.ServersKnown {
		return s, ctx.Err() // what stands in Discord's place may not know them
	}
	for i, m := range servers {
		at := Membership{ID: m.ID, Name: m.Name, Missing: missing(m.Permissions)}
		if i < maxLooked {
			at.Channels = b.lacking(ctx, m, s.AppID)
		}
		s.Servers = append(s.Servers, at)
	}
	for _, id := range cfg.Guilds {
		if !slices.ContainsFunc(s.Servers, func(m Membership) bool { return m.ID == id }) {
			s.Absent = append(s.Absent, id)
		}
	}
	return s, nil
}

// lacking returns the channels of a server that the bot sees and that take from it
// what it has elsewhere there; none where Discord does not tell. An application and
// its bot share their id, unless the bot is very old.
func (b *Bot) lacking(ctx context.Context, m discord.Membership, botID string) (channels []Membership) {
	if m.Permissions&discordgo.PermissionAdministrator != 0 {
		return nil
	}
	places, _ := b.rest.Places(ctx, m.ID, botID, m.Permissions)
	has := missing(m.Permissions)
	for _, p := range places {
		less := slices.DeleteFunc(missing(p.Permissions), func(name string) bool { return slices.Contains(has, name) })
		if len(less) > 0 && p.Permissions&discordgo.PermissionViewChannel != 0 {
			channels = append(channels, Membership{ID: p.ID, Name: p.Name, Missing: less})
		}
	}
	return channels
}
