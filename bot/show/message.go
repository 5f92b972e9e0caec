package show

import (
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Message is what a member gets to see.
type Message struct {
	// Head says what was asked, above the content.
	Head    string
	Content string // Markdown
	Embeds  []*discordgo.MessageEmbed
	// Rows are the buttons below.
	Rows  [][]Button
	Files []*discordgo.File // given with the message
	// Private shows it to the member alone, where that is still possible.
	Private bool
	// Alone says that it takes no other message's place, as what went wrong does
	// not.
	Alone bool
	// Aside is said to the member alone, after the message.
	Aside string
	// Thread is the name of the thread that all but the head belongs into; empty
	// leaves it where the question is.
	Thread string
}

// Text returns all of the message that stands outside of embeds.
func (m Message) Text() string { return strings.TrimSpace(m.Head + "\n" + m.Content) }

// Button is one that members press.
type Button struct {
	Label string                // clipped to what Discord takes
	ID    string                // what the bot is told when it is pressed
	Style discordgo.ButtonStyle // grey where none is given
	Off   bool                  // it cannot be pressed
}

// Notice returns a message to one member that is no answer.
func Notice(text string) Message { return Message{Content: text, Private: true} }

// NoMentions keeps Discord from pinging anybody, whatever a message says.
func NoMentions() *discordgo.MessageAllowedMentions {
	return &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}
}

// Flags returns what Discord is to know of the message beside its content.
func (m Message) Flags() discordgo.MessageFlags {
	if m.Private {
		return discordgo.MessageFlagsEphemeral
	}
	return 0
}

// Components returns the buttons as Discord takes them. There is a list even
// when it is empty, so that an edit takes old buttons away.
func (m Message) Components() []discordgo.MessageComponent {
	rows := make([]discordgo.MessageComponent, 0, len(m.Rows))
	for _, buttons := range m.Rows {
		row := discordgo.ActionsRow{}
		for _, b := range buttons {
			if b.Style == 0 {
				b.Style = discordgo.SecondaryButton
			}
			row.Components = append(row.Components, discordgo.Button{
				Label: Clip(b.Label, maxLabel), CustomID: b.ID, Style: b.Style, Disabled: b.Off,
			})
		}
		rows = append(rows, row)
	}
	return rows
}

// Response returns m as the first response to an interaction; kind says whether
// it is a message of its own or takes the place of another.
func (m Message) Response(kind discordgo.InteractionResponseType) discordgo.InteractionResponse {
	return discordgo.InteractionResponse{
		Type: kind,
		Data: &discordgo.InteractionResponseData{
			Content:         m.Text(),
			Embeds:          m.embedList(),
			Components:      m.Components(),
			AllowedMentions: NoMentions(),
			Flags:           m.Flags(),
		},
	}
}

// embedList returns the embeds, never nil, so that an edit takes old ones away.
func (m Message) embedList() []*discordgo.MessageEmbed {
	return append([]*discordgo.MessageEmbed{}, m.Embeds...)
}

// Edit returns m in the place of a deferred response.
func (m Message) Edit() discordgo.WebhookEdit {
	content, embeds, components := m.Text(), m.embedList(), m.Components()
	return discordgo.WebhookEdit{
		Content:         &content,
		Embeds:          &embeds,
		Components:      &components,
		AllowedMentions: NoMentions(),
		Files:           m.Files,
	}
}

// Followup returns m as a further message to an interaction.
func (m Message) Followup() discordgo.WebhookParams {
	return discordgo.WebhookParams{
		Content:         m.Text(),
		Embeds:          m.embedList(),
		Components:      m.Components(),
		AllowedMentions: NoMentions(),
		Flags:           m.Flags(),
	}
}

// Post returns m as a message to a channel.
func (m Message) Post() discordgo.MessageSend {
	return discordgo.MessageSend{
		Content:         m.Text(),
		Embeds:          m.embedList(),
		Components:      m.Components(),
		AllowedMentions: NoMentions(),
	}
}

// Above returns the part of a message that stands above its thread: all of it
// where it has none.
func (m Message) Above(v Voice) Message {
	if m.Thread == "" {
		return m
	}
	return Message{Head: m.Head, Content: v.Say("in_thread")}
}
