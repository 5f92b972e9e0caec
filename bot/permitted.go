package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/discord"
	"dateline/bot/show"
)

// maySpeak reports whether the bot may write where the request comes from.
func (r *request) maySpeak() bool {
	return r.may(discord.Writing(r.parent != ""))
}

// permitted brings a message to the form that the bot may show where the request
// comes from, and says to the member alone why it is not the usual one.
func (r *request) permitted(m show.Message) show.Message {
	if r.settings.NoPictures {
		m = m.WithoutPictures()
	}
	if len(m.Embeds) > 0 && !r.may(discordgo.PermissionEmbedLinks) {
		m = m.Plain(r.say)
		m.Aside = r.say.Say("may_not_embed")
	}
	if r.hushed {
		m.Aside = strings.TrimSpace(m.Aside + "\n" + r.say.Say("may_not_speak"))
	}
	return m
}
