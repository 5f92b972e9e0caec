package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/record"
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

	say      voice
	settings record.Settings
	library  string // its name
	given    options
	// args come with the id of a button that was pressed.
	args []string
	// target is the message that a message command is used on.
	target posted
	// files are what came with the command, by the id that its option has.
	files map[string]attachment
	// progress is told how far long work has come; nil where none is shown.
	progress *progress
	// private says that only the member is to see the answer.
	private bool
	// hushed says that it is so because the bot may not write there.
	hushed bool
}

// request reads who asks from where, and refuses where the bot does not answer.
func (b *Bot) request(ctx context.Context, it *interaction) (*request, error) {
	r := &request{
		id: it.ID, guild: it.GuildID, channel: cmp.Or(it.ChannelID, it.Channel.ID), user: it.by().ID, name: it.by().name(),
		roles: it.Member.Roles, say: b.voices.in(it.Locale, it.GuildLocale),
	}
	if it.Channel.isThread() {
		r.parent = it.Channel.ParentID
	}
	r.permissions, _ = strconv.ParseInt(it.Member.Permissions, 10, 64)
	if own, err := strconv.ParseInt(it.AppPermissions, 10, 64); err == nil {
		r.own, r.ownKnown = own, true
	}
	return r, b.admit(ctx, r)
}

// admit completes a request with what its server has set, or refuses it.
func (b *Bot) admit(ctx context.Context, r *request) error {
	library, err := b.library(r.guild)
	if err != nil {
		return err
	}
	r.library = library
	if err := b.settings.meet(ctx, r.guild); err != nil {
		return fmt.Errorf("note server %s: %w", r.guild, err)
	}
	set, err := b.settings.of(ctx, r.guild)
	if err != nil {
		return fmt.Errorf("settings of server %s: %w", r.guild, err)
	}
	r.settings = set
	if set.Language != "" {
		r.say = b.voices.in(set.Language)
	}
	return nil
}

// openFor gives the library that the request is about.
func (b *Bot) openFor(ctx context.Context, r *request) (Library, error) {
	lib, err := b.libraries.Open(ctx, r.library, Tuning{Threshold: r.settings.Threshold})
	if err != nil {
		return nil, fmt.Errorf("open library %s: %w", r.library, err)
	}
	return lib, nil
}

// openWithin gives the library that the request is about, or refuses a filter
// whose outlets it does not have.
func (b *Bot) openWithin(ctx context.Context, r *request, f retrieval.Filter) (Library, error) {
	lib, err := b.openFor(ctx, r)
	if err != nil || len(f.Outlets) == 0 {
		return lib, err
	}
	err = lib.CheckOutlets(ctx, f)
	if errors.Is(err, retrieval.ErrNoOutlet) {
		return nil, refuse("no_such_outlet", "Outlet", clipMarkdown(answers.Inline(strings.Join(f.Outlets, ", ")), maxChoice))
	}
	return lib, err
}

// mode is how the bot answers where the request comes from; a thread is as its
// channel is.
func (r *request) mode() record.Mode {
	for _, channel := range []string{r.channel, r.parent} {
		if mode, ok := r.settings.Channels[channel]; ok {
			return mode
		}
	}
	return cmp.Or(r.settings.Elsewhere, record.Public)
}

// may says whether the bot has a permission; what Discord has not told is found
// out by trying.
func (r *request) may(permission int64) bool {
	return !r.ownKnown || r.own&(permission|discordgo.PermissionAdministrator) != 0
}

// administers says whether the member may change the server's settings.
func (r *request) administers() bool {
	return r.guild != "" && r.permissions&(discordgo.PermissionManageGuild|discordgo.PermissionAdministrator) != 0
}

// moderates says whether the member may see and change what the library holds.
func (r *request) moderates() bool {
	if r.guild == "" {
		return false
	}
	byRole := r.settings.Moderators != "" && slices.Contains(r.roles, r.settings.Moderators)
	return byRole || r.administers() || r.permissions&discordgo.PermissionManageMessages != 0
}
