package discordtest

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Message is what members see of a message that the bot sent.
type Message struct {
	ID      string
	Channel string
	// Title is that of the thread which it begins in a forum.
	Title string
	// ReplyTo is the message that it answers.
	ReplyTo string
	Content string
	Embeds  []*discordgo.MessageEmbed
	// Parts are what a message of components is made of; all others have none.
	Parts []Component
	// Buttons are the rows that members can press, and Menus the lists that they
	// choose from.
	Buttons [][]Button
	Menus   []Menu
	// Files are what is attached, by name.
	Files map[string]string
	// Private says that one member alone sees it.
	Private bool
	// Roles and Users are those that it pings, and Published says that those who
	// follow its channel have it too.
	Roles, Users []string
	Published    bool

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

// Menu is a list that a member chooses from.
type Menu struct {
	Label   string // what it says while nothing is chosen
	ID      string
	Type    discordgo.ComponentType
	Options []Button
}

// Text returns all that can be read of the message, a line for each part, as it
// was sent: with its Markdown.
func (m Message) Text() string {
	lines := append([]string{m.Content}, texts(m.Parts)...)
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
	for _, menu := range m.Menus {
		labels := make([]string, len(menu.Options))
		for i, o := range menu.Options {
			labels[i] = o.Label
		}
		lines = append(lines, "["+menu.Label+" ▾ "+strings.Join(labels, " | ")+"]")
	}
	var b strings.Builder
	for _, line := range lines {
		if line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// named responds to the bot that made, changed or asked for the message.
func (m Message) named() response {
	return response{http.StatusOK, map[string]any{"id": m.ID, "channel_id": m.Channel}}
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
	Components      []Component                       `json:"components"`

	files map[string]string
	// nulls says that content and embeds were both named, so that an edit takes old
	// ones away.
	nulls bool
}

// legacy refuses what Discord does of a message of components, which is to take
// the place of old unless that is nil: content and embeds beside the components,
// also such as old would keep. What is made of components stays so.
func (given *sent) legacy(old *Message) *response {
	const components = discordgo.MessageFlagsIsComponentsV2
	if old != nil && old.Parts != nil {
		given.Flags |= components
	}
	kept := old != nil && !given.nulls && (old.Content != "" || len(old.Embeds) > 0)
	if given.Flags&components != 0 && (given.Content != "" || len(given.Embeds) > 0 || kept) {
		r := refuse(http.StatusBadRequest, 50035, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2")
		return &r
	}
	return nil
}

// drawn returns what members see of it.
func (given sent) drawn() Message {
	m := Message{Content: given.Content, Embeds: given.Embeds, Private: given.Flags&discordgo.MessageFlagsEphemeral != 0}
	if given.Flags&discordgo.MessageFlagsIsComponentsV2 != 0 {
		m.Parts = given.Components
	}
	m.Buttons, m.Menus = controls(given.Components)
	return m
}

// message makes the message that members see, and checks what the description
// cannot say; s.mu is held.
func (s *Server) message(channel string, given sent) Message {
	m := given.drawn()
	m.ID, m.Channel, m.Files, m.nonce = s.id(), channel, given.files, given.Nonce
	s.checkControls(m)
	s.checkParts(m, given.Components)
	if given.Reference != nil {
		m.ReplyTo = given.Reference.MessageID
	}
	if m.Content == "" && len(m.Embeds) == 0 && len(m.Parts) == 0 {
		s.problem("a message is empty")
	}
	a := given.AllowedMentions
	if a == nil || a.Parse == nil || len(a.Parse) > 0 || a.RepliedUser {
		s.problem("a message may ping: allowed_mentions is %+v", a)
		return m
	}
	m.Roles, m.Users = s.pinged("role", "<@&%s>", a.Roles, m), s.pinged("member", "<@%s>", a.Users, m)
	if n := embedCharacters(m.Embeds); n > 6000 {
		s.problem("a message has embeds of %d characters in all, over 6000", n)
	}
	return m
}

// pinged returns those that a message may ping by name; it must ping each, and no
// other. s.mu is held.
func (s *Server) pinged(what, form string, ids []string, m Message) []string {
	for _, id := range ids {
		if !s.pingable[id] {
			s.problem("a message may ping %s %s, which nobody has asked for", what, id)
		}
		if !strings.Contains(m.Text(), fmt.Sprintf(form, id)) {
			s.problem("a message may ping %s %s, and does not name it", what, id)
		}
	}
	return ids
}

// checkControls holds the buttons and lists of a message against what the
// description cannot say; s.mu is held.
func (s *Server) checkControls(m Message) {
	seen := map[string]bool{}
	check := func(label, id string) {
		if id == "" || seen[id] {
			s.problem("%q has the id %q, which is empty or not its alone", label, id)
		}
		seen[id] = true
	}
	for _, row := range m.Buttons {
		if len(row) > 5 {
			s.problem("a row of %d buttons", len(row))
		}
		for _, b := range row {
			check(b.Label, b.ID)
		}
	}
	for _, menu := range m.Menus {
		check(menu.Label, menu.ID)
		values := map[string]bool{}
		for _, o := range menu.Options {
			if values[o.ID] {
				s.problem("the list %q has the value %q twice", menu.Label, o.ID)
			}
			values[o.ID] = true
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
