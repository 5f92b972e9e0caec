package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/command"
	"dateline/bot/discord"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
)

// request is what a member did, where, and what they may.
type request struct {
	id      string // of the interaction or the message: a snowflake
	guild   string // empty in a direct message
	channel string
	// parent is the channel that a thread belongs to.
	parent string
	user   string
	name   string // of the user
	// permissions are the member's in the channel, and roles their roles.
	permissions int64
	roles       []string
	// own are the bot's permissions in the channel, ownKnown whether Discord
	// has told them.
	own      int64
	ownKnown bool

	// message says that it came as a message, which stands above its answer.
	message bool

	say show.Voice
	// locale is the tag of a language that the member reads, "" when none is
	// known.
	locale   string
	settings record.Settings
	library  string // its name
	given    command.Options
	// args come with the id of a button that was pressed.
	args []string
	// target is the message that a message command is used on.
	target discord.Message
	// chosen is what was chosen from a list.
	chosen []string
	// files are what came with the command, by the id that its option has.
	files map[string]discord.Attachment
	// named are the channels and roles that options name.
	named command.Named
	// pending says that only a part of the library can be searched.
	pending *retrieval.Pending
	// progress is told how far long work has come; nil where none is shown.
	progress *progress
	// private says that only the member is to see the answer.
	private bool
	// hushed says that it is so because the bot may not write there.
	hushed bool
}

// request reads who asks from where, and refuses where the bot does not answer,
// unless it is for something that works anywhere.
func (b *Bot) request(ctx context.Context, it *discord.Interaction, anywhere bool) (*request, error) {
	r := &request{
		id: it.ID, guild: it.GuildID, channel: cmp.Or(it.ChannelID, it.Channel.ID), parent: it.Channel.Parent(), user: it.By().ID, name: it.By().Name(),
		roles: it.Member.Roles, say: b.voices.In(it.Locale, it.GuildLocale), locale: cmp.Or(it.Locale, it.GuildLocale),
	}
	if it.OfMember() && len(b.cfg.Guilds) == 0 {
		r.guild = "" // the bot is not in that server, which has no say in what it answers elsewhere
	}
	r.permissions, _ = strconv.ParseInt(it.Member.Permissions, 10, 64)
	if own, err := strconv.ParseInt(it.AppPermissions, 10, 64); err == nil {
		r.own, r.ownKnown = own, true
	}
	err := b.admit(ctx, r)
	if told := (*refusal)(nil); anywhere && errors.As(err, &told) {
		err = nil
	}
	return r, err
}

// admit completes a request with what its server has set, or refuses it.
func (b *Bot) admit(ctx context.Context, r *request) error {
	library, err := b.library(r.guild)
	if err != nil {
		return err
	}
	r.library = library
	if b.settings.meet(r.guild) {
		b.arrive(r.guild)
	}
	set, err := b.settings.of(ctx, r.guild)
	if err != nil {
		return fmt.Errorf("settings of server %s: %w", r.guild, err)
	}
	r.settings = set
	if set.Language != "" {
		r.say = b.voices.In(set.Language)
		r.locale = cmp.Or(r.locale, set.Language)
	}
	return nil
}

// mode returns how the bot answers where the request comes from; a thread is as
// its channel is.
func (r *request) mode() record.Mode {
	return r.settings.ModeOf(r.channel, r.parent)
}

// may reports whether the bot has a permission; what Discord has not told is found
// out by trying.
func (r *request) may(permission int64) bool {
	return !r.ownKnown || r.own&(permission|discordgo.PermissionAdministrator) != 0
}

// administers reports whether the member may change the server's settings.
func (r *request) administers() bool {
	return r.guild != "" && r.permissions&(discordgo.PermissionManageGuild|discordgo.PermissionAdministrator) != 0
}

// moderates reports whether the member may see and change what the library holds.
func (r *request) moderates() bool {
	if r.guild == "" {
		return false
	}
	byRole := slices.ContainsFunc(r.settings.ModeratorRoles(), func(role string) bool { return slices.Contains(r.roles, role) })
	return byRole || r.administers() || r.permissions&discordgo.PermissionManageMessages != 0
}
