package bot

import (
	"github.com/bwmarrin/discordgo"
)

// message is what a member gets to see.
type message struct {
	content string
	embeds  []*discordgo.MessageEmbed
	// private shows it to the member alone, where that is still possible.
	private bool
}

// notice is a message to one member that is no answer.
func notice(text string) message { return message{content: text, private: true} }

// noMentions keeps Discord from pinging anybody, whatever a message says.
func noMentions() *discordgo.MessageAllowedMentions {
	return &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}
}

func (m message) flags() discordgo.MessageFlags {
	if m.private {
		return discordgo.MessageFlagsEphemeral
	}
	return 0
}

// response is m as the first response to an interaction.
func (m message) response() discordgo.InteractionResponse {
	return discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseChannelMessageWithSource,
		Data: &discordgo.InteractionResponseData{
			Content:         m.content,
			Embeds:          m.embeds,
			AllowedMentions: noMentions(),
			Flags:           m.flags(),
		},
	}
}

// edit is m in the place of a deferred response.
func (m message) edit() discordgo.WebhookEdit {
	return discordgo.WebhookEdit{Content: &m.content, Embeds: &m.embeds, AllowedMentions: noMentions()}
}

// reply is a message in a channel that answers another one. Discord makes one
// message of all that carry the same nonce, so that sending it may be repeated.
type reply struct {
	discordgo.MessageSend
	Nonce        string `json:"nonce"`
	EnforceNonce bool   `json:"enforce_nonce"`
}

// reply is m as the reply to a message, which may have been deleted since.
func (m message) reply(messageID string) reply {
	ifExists := false
	return reply{
		MessageSend: discordgo.MessageSend{
			Content:         m.content,
			Embeds:          m.embeds,
			AllowedMentions: noMentions(),
			Reference:       &discordgo.MessageReference{MessageID: messageID, FailIfNotExists: &ifExists},
		},
		Nonce:        messageID,
		EnforceNonce: true,
	}
}
