package show

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/discord"
)

// Message is what a member gets to see.
type Message struct {
	// Head says what was asked, above the content.
	Head    string
	Content string // Markdown
	Embeds  []*discordgo.MessageEmbed
	// Layout has components draw the embeds; nil leaves them embeds.
	Layout *Layout
	// Rows are the buttons below, and Menus the lists below these.
	Rows  [][]Button
	Menus []Menu
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

	drawn drawing
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

// Components returns the message's components as Discord takes them: its buttons
// and, of a message that is made of components, all else before them. There is a
// list even when it is empty, so that an edit takes old buttons away.
func (m Message) Components() []discordgo.MessageComponent {
	rows := m.controls()
	if !m.ofComponents() {
		return rows
	}
	_, following := measure(rows)
	return append(m.layout(following), rows...)
}

// controls returns what members press and choose from.
func (m Message) controls() []discordgo.MessageComponent {
	rows := make([]discordgo.MessageComponent, 0, len(m.Rows)+1)
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
	for _, menu := range m.Menus {
		rows = append(rows, discordgo.ActionsRow{Components: []discordgo.MessageComponent{menu.component()}})
	}
	return rows
}

// body is what all kinds of messages to Discord have in common.
type body struct {
	content    string
	embeds     []*discordgo.MessageEmbed
	components []discordgo.MessageComponent
	flags      discordgo.MessageFlags
}

// body returns the message as Discord takes it. One that is made of components
// has neither content nor embeds.
func (m Message) body() body {
	b := body{components: m.Components(), flags: m.Flags()}
	if m.ofComponents() {
		b.flags |= discordgo.MessageFlagsIsComponentsV2
		return b
	}
	var note string
	b.embeds, note = m.fitting()
	b.content = strings.TrimSpace(m.Text() + "\n" + note)
	return b
}

// Response returns m as the first response to an interaction; kind says whether
// it is a message of its own or takes the place of another.
func (m Message) Response(kind discordgo.InteractionResponseType) discordgo.InteractionResponse {
	b := m.body()
	return discordgo.InteractionResponse{
		Type: kind,
		Data: &discordgo.InteractionResponseData{
			Content: b.content, Embeds: b.embeds, Components: b.components, AllowedMentions: NoMentions(), Flags: b.flags,
		},
	}
}

// Edit returns m in the place of a deferred response.
func (m Message) Edit() discord.Edit {
	b := m.body()
	edit := discord.Edit{
		Embeds: b.embeds, Components: b.components, AllowedMentions: NoMentions(),
		Flags: b.flags & discordgo.MessageFlagsIsComponentsV2, Files: m.Files,
	}
	if !m.ofComponents() {
		edit.Content = &b.content
	}
	return edit
}

// Followup returns m as a further message to an interaction.
func (m Message) Followup() discordgo.WebhookParams {
	b := m.body()
	return discordgo.WebhookParams{
		Content: b.content, Embeds: b.embeds, Components: b.components, AllowedMentions: NoMentions(), Flags: b.flags,
	}
}

// Post returns m as a message to a channel.
func (m Message) Post() discordgo.MessageSend {
	b := m.body()
	return discordgo.MessageSend{
		Content: b.content, Embeds: b.embeds, Components: b.components, AllowedMentions: NoMentions(),
		Flags: b.flags & discordgo.MessageFlagsIsComponentsV2,
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
