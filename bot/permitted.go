package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"
)

// maySpeak reports whether the bot may write where the request comes from.
func (r *request) maySpeak() bool {
	if r.parent != "" {
		return r.may(discordgo.PermissionSendMessagesInThreads)
	}
	return r.may(discordgo.PermissionSendMessages)
}

// permitted brings a message to the form that the bot may show where the request
// comes from, and says to the member alone why it is not the usual one.
func (r *request) permitted(m message) message {
	if len(m.embeds) > 0 && !r.may(discordgo.PermissionEmbedLinks) {
		m = m.plain(r.say)
		m.aside = r.say.say("may_not_embed")
	}
	if r.hushed {
		m.aside = strings.TrimSpace(m.aside + "\n" + r.say.say("may_not_speak"))
	}
	return m
}
