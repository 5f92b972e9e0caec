package command

import (
	"math"
	"slices"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/posts"
	"dateline/bot/record"
	"dateline/bot/show"
)

// The names of the commands that are used on messages, which are shown as they
// are.
const (
	FindName  = "Find in library"
	CheckName = "Check quote"
	AddName   = "Add to library"
)

// PrivacyName is the command's whose members need no server.
const PrivacyName = "privacy"

// watchName is the command's whose questions are those of a server's library.
const watchName = "watch"

// anywhereNames are the commands that members can install for themselves, to use in
// servers without the bot, in groups and with other members, where there is a
// library for that.
var anywhereNames = []string{"ask", FindName, CheckName, PrivacyName}

// All returns what members can use. In direct messages they are offered
// only where there is a library for these, and to members who install the bot for
// themselves only where it is to be used anywhere; those of moderators and admins
// never are. What is kept is shown and deleted in any.
func All(vs show.Voices, direct, anywhere bool) []*discordgo.ApplicationCommand {
	t := translator{vs}
	all := []*discordgo.ApplicationCommand{
		t.slash("ask", t.text("question", MaxQuestion).required(), t.outlet(), t.day("since"), t.day("until"),
			t.day("as_of"), t.flag("loaded"), t.flag("private")),
		t.slash("search", t.text("query", MaxQuestion).required(), t.outlet(), t.day("since"), t.day("until"), t.flag("private")),
		t.slash("summary", t.article(), t.text("topic", MaxQuestion), t.outlet(), t.day("since"), t.day("until"),
			t.number("sentences", 1, MaxSentences), t.flag("private")),
		t.slash("compare", t.text("topic", MaxQuestion).required(), t.outlet(), t.day("since"), t.day("until"), t.flag("private")),
		t.slash("timeline", t.text("topic", MaxQuestion).required(), t.outlet(), t.day("since"), t.day("until"), t.flag("private")),
		t.slash("sources"),
		t.slash("help"),
		t.slash(PrivacyName),
		t.onMessage(FindName, "name_find"),
		t.onMessage(CheckName, "name_check"),
		t.forServers(discordgo.PermissionManageMessages, t.onMessage(AddName, "name_add")),
		t.forServers(discordgo.PermissionManageMessages, t.slash("library", libraryCommands(t)...)),
		t.forServers(discordgo.PermissionManageMessages, t.slash("feed", feedCommands(t)...)),
		t.forServers(discordgo.PermissionManageMessages, t.slash("digest",
			t.sub("digest", "add", t.choice("every", posts.Days()...).required(), t.text("at", show.MaxChoice),
				t.meaning("option_digest_channel", t.channel(postable...)), t.meaning("option_digest_topic", t.text("topic", MaxQuestion)),
				t.text("outlets", MaxQuestion)),
			t.sub("digest", "list"),
			t.sub("digest", "remove", t.number("number", 1, math.MaxInt32).required()))),
		t.slash(watchName,
			t.sub("watch", "add", t.text("question", MaxQuestion).required(), t.choice("tell", TellDirectly, TellByMention, TellChannel)),
			t.sub("watch", "list"),
			t.sub("watch", "remove", t.number("number", 1, math.MaxInt32).required())),
		t.forServers(discordgo.PermissionManageGuild, t.slash("settings", settingsCommands(t)...)),
	}
	for _, c := range all {
		contexts := []discordgo.InteractionContextType{discordgo.InteractionContextGuild}
		if (direct && c.Name != watchName || c.Name == PrivacyName) && c.DefaultMemberPermissions == nil {
			contexts = append(contexts, discordgo.InteractionContextBotDM)
		}
		installs := []discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
		if anywhere && slices.Contains(anywhereNames, c.Name) {
			contexts = append(contexts, discordgo.InteractionContextPrivateChannel)
			installs = append(installs, discordgo.ApplicationIntegrationUserInstall)
		}
		c.Contexts, c.IntegrationTypes = &contexts, &installs
	}
	return all
}

func libraryCommands(t translator) []option {
	outlet := t.text("outlet", MaxOutletName).suggested()
	return []option{
		t.sub("library", "add", t.link(), t.option(discordgo.ApplicationCommandOptionAttachment, "file"), t.flag("public")),
		t.sub("library", "upload"),
		t.sub("library", "list", outlet, t.flag("public")),
		t.sub("library", "show", t.article().required(), t.flag("public")),
		t.sub("library", "edit", t.article().required()),
		t.sub("library", "remove", t.article().required()),
		t.sub("library", "history", t.article().required()),
		t.sub("library", "alias", t.text("alias", MaxOutletName).required(), outlet),
		t.sub("library", "undo", t.text("act", show.MaxChoice).suggested().required()),
		t.sub("library", "log", t.article()),
		t.sub("library", "gaps"),
	}
}

func feedCommands(t translator) []option {
	feed := t.text("feed", show.MaxChoice).suggested()
	return []option{
		t.sub("feed", "add", t.link().required(),
			t.meaning("option_post_channel", t.channel(postable...)),
			t.meaning("option_post_role", t.option(discordgo.ApplicationCommandOptionRole, "role")),
			t.flag("publish"), t.text("only", MaxQuestion), t.text("without", MaxQuestion),
			t.text("template", posts.MaxTemplate), t.number("hourly", 1, posts.MaxHourly)),
		t.sub("feed", "list", t.flag("public")),
		t.sub("feed", "pause", feed.required()),
		t.sub("feed", "resume", feed.required()),
		t.sub("feed", "remove", feed.required(), t.meaning("option_unpost_channel", t.channel(postable...))),
	}
}

// postable are the types of channels that can be posted to.
var postable = []discordgo.ChannelType{
	discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildForum,
	discordgo.ChannelTypeGuildNewsThread, discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread,
}

func settingsCommands(t translator) []option {
	mode := t.choice("answers", string(record.Public), string(record.Private), string(record.Thread), string(record.Off))
	least, most := 0.0, 1.0
	threshold := t.option(discordgo.ApplicationCommandOptionNumber, "confidence")
	threshold.MinValue, threshold.MaxValue = &least, most
	language := t.option(discordgo.ApplicationCommandOptionString, "language")
	for _, l := range show.Languages {
		language.Choices = append(language.Choices, &discordgo.ApplicationCommandOptionChoice{Name: l.Name, Value: l.Tag})
	}
	return []option{
		t.sub("settings", "show"),
		t.sub("settings", "moderators", t.option(discordgo.ApplicationCommandOptionRole, "role")),
		t.sub("settings", "channel", mode.required(), t.channel(show.TextChannels()...)),
		t.sub("settings", "alerts", t.meaning("option_alert_channel", t.channel(slices.DeleteFunc(slices.Clone(postable), func(c discordgo.ChannelType) bool {
			return c == discordgo.ChannelTypeGuildForum
		})...))),
		t.sub("settings", "timezone", t.text("zone", show.MaxChoice).suggested()),
		t.sub("settings", "language", language),
		t.sub("settings", "answers", t.choice("form", FormFull, FormCompact), t.flag("pictures")),
		t.sub("settings", "excerpts", t.number("excerpts", 1, MaxExcerpts)),
		t.sub("settings", "threshold", threshold),
		t.sub("settings", "starter", t.flag("articles").required()),
		t.sub("settings", "keep", t.number("days", 0, MaxKeepDays)),
		t.sub("settings", "limits", t.number("member", 0, MaxRate), t.number("server", 0, MaxRate)),
		t.sub("settings", "quota", t.number("quota", 0, MaxQuota)),
	}
}
