package discordtest

import (
	"encoding/json"
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
	// Buttons are the rows below it.
	Buttons [][]Button
	// Files are what is attached, by name.
	Files map[string]string
	// Private says that one member alone sees it.
	Private bool

	nonce string
	asker string // who used the command or the button that it answers
	it    string // the interaction that it answers
}

// Button is one that a member can press, unless it is disabled.
type Button struct {
	Label    string
	ID       string
	Disabled bool
}

// Rows returns the buttons of a message's components.
func Rows(components []discordgo.MessageComponent) ([][]Button, error) {
	text, err := json.Marshal(components)
	if err != nil {
		return nil, err
	}
	var rows []row
	if err := json.Unmarshal(text, &rows); err != nil {
		return nil, err
	}
	return buttons(rows), nil
}

type row struct {
	Components []struct {
		Type     discordgo.ComponentType `json:"type"`
		Label    string                  `json:"label"`
		ID       string                  `json:"custom_id"`
		Value    string                  `json:"value"`
		Disabled bool                    `json:"disabled"`
	} `json:"components"`
}

func buttons(rows []row) [][]Button {
	var out [][]Button
	for _, r := range rows {
		var line []Button
		for _, b := range r.Components {
			line = append(line, Button{b.Label, b.ID, b.Disabled})
		}
		out = append(out, line)
	}
	return out
}

// Text returns all that can be read of the message, a line for each part, as it
// was sent: with its Markdown.
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
	for _, row := range m.Buttons {
		labels := make([]string, len(row))
		for i, b := range row {
			labels[i] = "[" + b.Label + "]"
			if b.Disabled {
				labels[i] = "(" + b.Label + ")"
			}
		}
		lines = append(lines, strings.Join(labels, " "))
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
	Components      []row                             `json:"components"`

	files map[string]string
}

// message makes the message that members see, and checks what the description
// cannot say; s.mu is held.
func (s *Server) message(channel string, given sent) Message {
	m := Message{
		ID: s.id(), Channel: channel, Content: given.Content, Embeds: given.Embeds,
		Private: given.Flags&discordgo.MessageFlagsEphemeral != 0, nonce: given.Nonce,
		Buttons: buttons(given.Components), Files: given.files,
	}
	s.checkButtons(m)
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

// checkButtons holds the buttons of a message against what the description
// cannot say; s.mu is held.
func (s *Server) checkButtons(m Message) {
	seen := map[string]bool{}
	for _, row := range m.Buttons {
		if len(row) == 0 || len(row) > 5 {
			s.problem("a row of %d buttons", len(row))
		}
		for _, b := range row {
			if b.ID == "" || seen[b.ID] {
				s.problem("button %q has the id %q, which is empty or not its alone", b.Label, b.ID)
			}
			seen[b.ID] = true
		}
	}
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
