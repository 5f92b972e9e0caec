package bot

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
	findName  = "Find in library"
	checkName = "Check quote"
	addName   = "Add to library"
)

// privacyName is the command's whose members need no server.
const privacyName = "privacy"

// watchName is the command's whose questions are those of a server's library.
const watchName = "watch"

// anywhereNames are the commands that members can install for themselves, to use in
// servers without the bot, in groups and with other members, where there is a
// library for that.
var anywhereNames = []string{"ask", findName, checkName, privacyName}

// commands returns what members can use. In direct messages they are offered
// only where there is a library for these, and to members who install the bot for
// themselves only where it is to be used anywhere; those of moderators and admins
// never are. What is kept is shown and deleted in any.
func commands(vs show.Voices, direct, anywhere bool) []*discordgo.ApplicationCommand {
	t := translator{vs}
	all := []*discordgo.ApplicationCommand{
		t.slash("ask", t.text("question", maxQuestion).required(), t.outlet(), t.day("since"), t.day("until"),
			t.day("as_of"), t.flag("loaded"), t.flag("private")),
		t.slash("search", t.text("query", maxQuestion).required(), t.outlet(), t.day("since"), t.day("until"), t.flag("private")),
		t.slash("summary", t.article(), t.text("topic", maxQuestion), t.outlet(), t.day("since"), t.day("until"),
			t.number("sentences", 1, maxSentences), t.flag("private")),
		t.slash("compare", t.text("topic", maxQuestion).required(), t.outlet(), t.day("since"), t.day("until"), t.flag("private")),
		t.slash("timeline", t.text("topic", maxQuestion).required(), t.outlet(), t.day("since"), t.day("until"), t.flag("private")),
		t.slash("sources"),
		t.slash("help"),
		t.slash(privacyName),
		t.onMessage(findName, "name_find"),
		t.onMessage(checkName, "name_check"),
		t.forServers(discordgo.PermissionManageMessages, t.onMessage(addName, "name_add")),
		t.forServers(discordgo.PermissionManageMessages, t.slash("library", libraryCommands(t)...)),
		t.forServers(discordgo.PermissionManageMessages, t.slash("feed", feedCommands(t)...)),
		t.forServers(discordgo.PermissionManageMessages, t.slash("digest",
			t.sub("digest", "add", t.choice("every", posts.Days()...).required(), t.text("at", show.MaxChoice),
				t.meaning("option_digest_channel", t.channel(postable...)), t.meaning("option_digest_topic", t.text("topic", maxQuestion)),
				t.text("outlets", maxQuestion)),
			t.sub("digest", "list"),
			t.sub("digest", "remove", t.number("number", 1, math.MaxInt32).required()))),
		t.slash(watchName,
			t.sub("watch", "add", t.text("question", maxQuestion).required(), t.choice("tell", tellDirectly, tellByMention, tellChannel)),
			t.sub("watch", "list"),
			t.sub("watch", "remove", t.number("number", 1, math.MaxInt32).required())),
		t.forServers(discordgo.PermissionManageGuild, t.slash("settings", settingsCommands(t)...)),
	}
	for _, c := range all {
		contexts := []discordgo.InteractionContextType{discordgo.InteractionContextGuild}
		if (direct && c.Name != watchName || c.Name == privacyName) && c.DefaultMemberPermissions == nil {
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
	outlet := t.text("outlet", maxOutletName)
	outlet.Autocomplete = true
	act := t.text("act", show.MaxChoice)
	act.Autocomplete = true
	return []option{
		t.sub("library", "add", t.link(), t.option(discordgo.ApplicationCommandOptionAttachment, "file"), t.flag("public")),
		t.sub("library", "upload"),
		t.sub("library", "list", outlet, t.flag("public")),
		t.sub("library", "show", t.article().required(), t.flag("public")),
		t.sub("library", "edit", t.article().required()),
		t.sub("library", "remove", t.article().required()),
		t.sub("library", "history", t.article().required()),
		t.sub("library", "alias", t.text("alias", maxOutletName).required(), outlet),
		t.sub("library", "undo", act.required()),
		t.sub("library", "log", t.article()),
		t.sub("library", "gaps"),
	}
}

func feedCommands(t translator) []option {
	feed := t.text("feed", show.MaxChoice)
	feed.Autocomplete = true
	return []option{
		t.sub("feed", "add", t.link().required(),
			t.meaning("option_post_channel", t.channel(postable...)),
			t.meaning("option_post_role", t.option(discordgo.ApplicationCommandOptionRole, "role")),
			t.flag("publish"), t.text("only", maxQuestion), t.text("without", maxQuestion),
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
	channel := t.option(discordgo.ApplicationCommandOptionChannel, "channel")
	channel.ChannelTypes = show.TextChannels()
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
		t.sub("settings", "channel", mode.required(), channel),
		t.sub("settings", "alerts", t.meaning("option_alert_channel", t.channel(slices.DeleteFunc(slices.Clone(postable), func(c discordgo.ChannelType) bool {
			return c == discordgo.ChannelTypeGuildForum
		})...))),
		t.sub("settings", "timezone", t.zone()),
		t.sub("settings", "language", language),
		t.sub("settings", "answers", t.choice("form", formFull, formCompact), t.flag("pictures")),
		t.sub("settings", "excerpts", t.number("excerpts", 1, MaxExcerpts)),
		t.sub("settings", "threshold", threshold),
		t.sub("settings", "starter", t.flag("articles").required()),
		t.sub("settings", "keep", t.number("days", 0, maxKeepDays)),
		t.sub("settings", "limits", t.number("member", 0, maxRate), t.number("server", 0, maxRate)),
		t.sub("settings", "quota", t.number("quota", 0, maxQuota)),
	}
}
