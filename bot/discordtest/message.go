package discordtest

import (
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Message is what members see of a message that the bot sent.
type Message struct {
	ID      string
	Channel string
	// ReplyTo is the message that it answers.
	ReplyTo string
	Content string
	Embeds  []*discordgo.MessageEmbed
	// Private says that one member alone sees it.
	Private bool

	nonce string
}

// Text is all that can be read of the message, a line for each part, as it was
// sent: with its Markdown.
func (m Message) Text() string {
	lines := []string{m.Content}
	for _, e := range m.Embeds {
		if e.Author != nil {
			lines = append(lines, e.Author.Name)
		}
		lines = append(lines, e.Title, e.URL, e.Description)
		for _, f := range e.Fields {
			lines = append(lines, f.Name, f.Value)
		}
		if e.Footer != nil {
			lines = append(lines, e.Footer.Text)
		}
	}
	var b strings.Builder
	for _, line := range lines {
		if line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// sent is the body of a request that makes or changes a message.
type sent struct {
	Content         string                            `json:"content"`
	Embeds          []*discordgo.MessageEmbed         `json:"embeds"`
	Flags           discordgo.MessageFlags            `json:"flags"`
	AllowedMentions *discordgo.MessageAllowedMentions `json:"allowed_mentions"`
	Reference       *discordgo.MessageReference       `json:"message_reference"`
	Nonce           string                            `json:"nonce"`
	EnforceNonce    bool                              `json:"enforce_nonce"`
	Components      []any                             `json:"components"`
}

// message makes the message that members see, and checks what the description
// cannot say; s.mu is held.
func (s *Server) message(channel string, given sent) Message {
	m := Message{
		ID: s.id(), Channel: channel, Content: given.Content, Embeds: given.Embeds,
		Private: given.Flags&discordgo.MessageFlagsEphemeral != 0, nonce: given.Nonce,
	}
	if given.Reference != nil {
		m.ReplyTo = given.Reference.MessageID
	}
	if m.Content == "" && len(m.Embeds) == 0 {
		s.problem("a message is empty")
	}
	if a := given.AllowedMentions; a == nil || a.Parse == nil || len(a.Parse)+len(a.Roles)+len(a.Users) > 0 || a.RepliedUser {
		s.problem("a message may ping: allowed_mentions is %+v", a)
	}
	if n := embedCharacters(m.Embeds); n > 6000 {
		s.problem("a message has embeds of %d characters in all, over 6000", n)
	}
	return m
}

func embedCharacters(embeds []*discordgo.MessageEmbed) int {
	var parts []string
	for _, e := range embeds {
		parts = append(parts, e.Title, e.Description)
		if e.Author != nil {
			parts = append(parts, e.Author.Name)
		}
		if e.Footer != nil {
			parts = append(parts, e.Footer.Text)
		}
		for _, f := range e.Fields {
			parts = append(parts, f.Name, f.Value)
		}
	}
	return len([]rune(strings.Join(parts, "")))
}
