package bot

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/discord"
	"dateline/bot/show"
)

// What Discord sends with an interaction, read.

// command is what came with the use of a command.
type command struct {
	path    string // its name, with that of its subcommand
	options options
	// focused is the option that is still typed.
	focused string
	target  discord.Message
	files   map[string]discord.Attachment
	named   named
}

// named are the channels and roles that options name, by their ids.
type named struct {
	Channels map[string]namedChannel `json:"channels"`
	Roles    map[string]namedRole    `json:"roles"`
}

// namedChannel is a channel; Permissions are the member's there.
type namedChannel struct {
	discord.Channel
	Permissions string `json:"permissions"`
}

func (c namedChannel) permissions() int64 {
	permissions, _ := strconv.ParseInt(c.Permissions, 10, 64) // none where Discord tells none
	return permissions
}

// may reports whether the member has one of some permissions there.
func (c namedChannel) may(permissions int64) bool { return c.permissions()&permissions != 0 }

// namedRole is a role, which everybody may mention, or not.
type namedRole struct {
	Mentionable bool `json:"mentionable"`
}

func readCommand(data json.RawMessage) (c command, err error) {
	var given struct {
		Name     string                                               `json:"name"`
		Options  []*discordgo.ApplicationCommandInteractionDataOption `json:"options"`
		TargetID string                                               `json:"target_id"`
		Resolved struct {
			Messages    map[string]discord.Message    `json:"messages"`
			Attachments map[string]discord.Attachment `json:"attachments"`
			named
		} `json:"resolved"`
	}
	if err := json.Unmarshal(data, &given); err != nil {
		return c, fmt.Errorf("read a command: %w", err)
	}
	c.path, c.options = readOptions(given.Name, given.Options)
	c.focused = focusedOption(given.Options)
	c.target, c.files = given.Resolved.Messages[given.TargetID], given.Resolved.Attachments
	c.named = given.Resolved.named
	return c, nil
}

func focusedOption(given []*discordgo.ApplicationCommandInteractionDataOption) string {
	for _, o := range given {
		if o == nil {
			continue
		}
		if o.Focused {
			return o.Name
		}
		if name := focusedOption(o.Options); name != "" {
			return name
		}
	}
	return ""
}

// menuName begins the id of the list below an answer. What is chosen of it is the
// id of a button.
const menuName = "menu"

// submission is what came with the press of a button, the choice from a list or a
// form.
type submission struct {
	name   string // of the action
	args   []string
	values []string // that were chosen from a list
	fields options  // of a form
	files  map[string]discord.Attachment
}

// readSubmission reads one. The id that Discord sends back is an action's name
// and its arguments, with colons between them.
func readSubmission(data json.RawMessage) (submission, error) {
	var given struct {
		CustomID   string      `json:"custom_id"`
		Values     []string    `json:"values"`
		Components []component `json:"components"`
		Resolved   struct {
			Attachments map[string]discord.Attachment `json:"attachments"`
		} `json:"resolved"`
	}
	if err := json.Unmarshal(data, &given); err != nil {
		return submission{}, fmt.Errorf("read a button or a form: %w", err)
	}
	s := submission{fields: options{}, values: given.Values, files: given.Resolved.Attachments}
	s.name, s.args = show.SplitID(given.CustomID)
	if s.name == menuName && len(given.Values) == 1 {
		s.name, s.args = show.SplitID(given.Values[0])
	}
	for _, field := range given.Components {
		field.into(s.fields)
	}
	return s, nil
}

// component is what a member filled into a form: a row or a label around a
// field, or the field. A text and a choice have a value, a checkbox whether it is
// checked, and files their ids.
type component struct {
	CustomID   string      `json:"custom_id"`
	Value      any         `json:"value"`
	Values     []string    `json:"values"`
	Component  *component  `json:"component"`
	Components []component `json:"components"`
}

func (c component) into(o options) {
	switch {
	case c.CustomID == "":
	case c.Values != nil:
		o[c.CustomID] = c.Values
	case c.Value != nil:
		o[c.CustomID] = c.Value
	}
	if c.Component != nil {
		c.Component.into(o)
	}
	for _, inner := range c.Components {
		inner.into(o)
	}
}
