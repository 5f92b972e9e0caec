package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/command"
	"dateline/bot/discord"
	"dateline/bot/posts"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
)

// postTo returns where and how a feed's articles are to be posted, nil where
// that is not asked for, or a refusal: nobody has the bot write or ping where
// they may not themselves.
func (r *request) postTo() (*record.Post, error) {
	asked := slices.ContainsFunc([]string{"channel", "role", "publish", "only", "without", "template", "hourly"}, func(name string) bool {
		_, given := r.given[name]
		return given
	})
	if !asked {
		return nil, nil
	}
	channel, err := r.channelToPost()
	if err != nil {
		return nil, err
	}
	p := record.Post{Library: r.library, Guild: r.guild, Channel: channel.ID, Rule: record.Rule{
		Role: r.given.Text("role"), Publish: r.given.Flag("publish"), Template: r.given.Text("template"),
		Only: posts.Words(r.given.Text("only")), Without: posts.Words(r.given.Text("without")),
		Hourly: r.given.Number("hourly"),
	}}
	if p.Hourly == 0 {
		p.Hourly = posts.DefaultHourly
	}
	switch {
	case p.Role != "" && !r.mayPing(p.Role, channel):
		return nil, refuse("role_not_yours", "Role", p.Role)
	case p.Publish && channel.Type != discordgo.ChannelTypeGuildNews:
		return nil, refuse("publish_where", "Channel", p.Channel)
	case len(p.Only) > posts.MaxWords || len(p.Without) > posts.MaxWords:
		return nil, refuse("too_many_words", "Count", posts.MaxWords)
	case !posts.KnowsTemplate(p.Template) || show.Size(p.Template) > posts.MaxTemplate:
		return nil, refuse("bad_template", "Places", posts.Places())
	}
	return &p, nil
}

// channelToPost returns the channel that the option names, or the one that the
// command came from, or refuses it.
func (r *request) channelToPost() (command.NamedChannel, error) {
	channel, ok := r.named.Channels[r.given.Text("channel")]
	if !ok {
		channel.ID, channel.Permissions = r.channel, strconv.FormatInt(r.permissions, 10)
		if channel.ParentID = r.parent; r.parent != "" {
			channel.Type = discordgo.ChannelTypeGuildPublicThread
		}
		if given := r.given.Text("channel"); given != "" && given != r.channel {
			return channel, refuse("unknown")
		}
	}
	needed := discordgo.PermissionViewChannel | discord.Writing(channel.IsThread())
	switch mode := r.settings.ModeOf(channel.ID, channel.Parent()); {
	case !channel.May(discordgo.PermissionAdministrator) && !channel.MayAll(needed):
		return channel, refuse("channel_not_yours", "Channel", channel.ID)
	case mode == record.Off, mode == record.Private:
		return channel, refuse("post_channel_off", "Channel", channel.ID, "Command", r.say.Command("settings channel"))
	}
	return channel, nil
}

// mayPing reports whether the member may ping a role, which everybody is not, in a
// channel.
func (r *request) mayPing(role string, in command.NamedChannel) bool {
	const all = discordgo.PermissionMentionEveryone | discordgo.PermissionAdministrator
	return role != r.guild && (r.named.Roles[role].Mentionable || in.May(all))
}

// setPost has a feed's new articles posted, and says so.
func (b *Bot) setPost(ctx context.Context, r *request, f retrieval.Feed, p record.Post) (string, error) {
	b.adding.Lock()
	defer b.adding.Unlock()
	kept, err := b.records.Posts(ctx, r.library, r.guild)
	if err != nil {
		return "", err
	}
	known := slices.ContainsFunc(kept, func(k record.Post) bool { return k.Feed == f.URL && k.Channel == p.Channel })
	if !known && len(kept) >= posts.Max {
		return "", refuse("post_full", "Count", posts.Max)
	}
	p.Feed, p.Added, p.Fresh = f.URL, b.timing.now(), f.Polled.IsZero()
	if err := b.records.SetPost(ctx, r.actor(), p); err != nil {
		return "", err
	}
	text := r.say.Say("post_set", "Feed", posts.FeedName(f.URL, f.Title), "Channel", p.Channel, "Rule", posts.Describe(r.say, p.Rule))
	if p.Role != "" && !r.named.Roles[p.Role].Mentionable && !r.may(discordgo.PermissionMentionEveryone) {
		text += "\n" + r.say.Say("role_silent", "Role", p.Role)
	}
	return text, nil
}

// shownPosts is how many channels that a feed is posted to are listed.
const shownPosts = 5

// postsLine says where a feed is posted; nothing where it is not.
func (b *Bot) postsLine(v show.Voice, kept []record.Post, f retrieval.Feed) string {
	var lines []string
	for _, p := range kept {
		if p.Feed == f.URL {
			lines = append(lines, "\n"+b.posts.Line(v, p))
		}
	}
	if more := len(lines) - shownPosts; more > 0 {
		lines = append(lines[:shownPosts], "\n"+v.Say("channels_left", "Count", more))
	}
	return strings.Join(lines, "")
}

// pauseFeed stops posting a feed for a while, and resumeFeed goes on with it.
func (b *Bot) pauseFeed(ctx context.Context, r *request) (show.Message, error) {
	return b.pausePosts(ctx, r, true, "post_paused")
}

func (b *Bot) resumeFeed(ctx context.Context, r *request) (show.Message, error) {
	return b.pausePosts(ctx, r, false, "post_resumed")
}

func (b *Bot) pausePosts(ctx context.Context, r *request, pause bool, text string) (show.Message, error) {
	f, err := b.namedFeed(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	n, err := b.records.PausePosts(ctx, r.actor(), r.library, r.guild, f.URL, pause)
	switch {
	case err != nil:
		return show.Message{}, err
	case n == 0:
		return show.Message{}, refuse("not_posted", "Command", r.say.Command("feed add"))
	}
	return show.Notice(r.say.Say(text, "Feed", posts.FeedName(f.URL, f.Title))), nil
}
