package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"
)

// message is what a member gets to see.
type message struct {
	// head says what was asked, above the content.
	head    string
	content string
	embeds  []*discordgo.MessageEmbed
	// rows are the buttons below.
	rows  [][]button
	files []*discordgo.File
	// private shows it to the member alone, where that is still possible.
	private bool
	// alone says that it takes no other message's place, as what went wrong does
	// not.
	alone bool
	// aside is said to the member alone, after the message.
	aside string
	// thread is the name of the thread that all but the head belongs into; empty
	// leaves it where the question is.
	thread string
}

// text returns all of the message that stands outside of embeds.
func (m message) text() string { return strings.TrimSpace(m.head + "\n" + m.content) }

// button is one that members press.
type button struct {
	label string
	id    string // what the bot is told when it is pressed
	style discordgo.ButtonStyle
	off   bool
}

// notice returns a message to one member that is no answer.
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

// components returns the buttons as Discord takes them. There is a list even
// when it is empty, so that an edit takes old buttons away.
func (m message) components() []discordgo.MessageComponent {
	rows := make([]discordgo.MessageComponent, 0, len(m.rows))
	for _, buttons := range m.rows {
		row := discordgo.ActionsRow{}
		for _, b := range buttons {
			if b.style == 0 {
				b.style = discordgo.SecondaryButton
			}
			row.Components = append(row.Components, discordgo.Button{
				Label: clip(b.label, maxLabel), CustomID: b.id, Style: b.style, Disabled: b.off,
			})
		}
		rows = append(rows, row)
	}
	return rows
}

// response returns m as the first response to an interaction; kind says whether
// it is a message of its own or takes the place of another.
func (m message) response(kind discordgo.InteractionResponseType) discordgo.InteractionResponse {
	return discordgo.InteractionResponse{
		Type: kind,
		Data: &discordgo.InteractionResponseData{
			Content:         m.text(),
			Embeds:          m.embedList(),
			Components:      m.components(),
			AllowedMentions: noMentions(),
			Flags:           m.flags(),
		},
	}
}

// embedList returns the embeds, never nil, so that an edit takes old ones away.
func (m message) embedList() []*discordgo.MessageEmbed {
	return append([]*discordgo.MessageEmbed{}, m.embeds...)
}

// edit returns m in the place of a deferred response.
func (m message) edit() discordgo.WebhookEdit {
	content, embeds, components := m.text(), m.embedList(), m.components()
	return discordgo.WebhookEdit{
		Content:         &content,
		Embeds:          &embeds,
		Components:      &components,
		AllowedMentions: noMentions(),
		Files:           m.files,
	}
}

// followup returns m as a further message to an interaction.
func (m message) followup() discordgo.WebhookParams {
	return discordgo.WebhookParams{
		Content:         m.text(),
		Embeds:          m.embedList(),
		Components:      m.components(),
		AllowedMentions: noMentions(),
		Flags:           m.flags(),
	}
}

// post returns m as a message to a channel.
func (m message) post() discordgo.MessageSend {
	return discordgo.MessageSend{
		Content:         m.text(),
		Embeds:          m.embedList(),
		Components:      m.components(),
		AllowedMentions: noMentions(),
	}
}

// above returns the part of a message that stands above its thread: all of it
// where it has none.
func (m message) above(v voice) message {
	if m.thread == "" {
		return m
	}
	return message{head: m.head, content: v.say("in_thread")}
}
