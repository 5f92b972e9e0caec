package command

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/discord"
	"dateline/bot/show"
)

// Use is what came with the use of a command.
type Use struct {
	Path    string // its name, with that of its subcommand
	Options Options
	// Focused is the option that is still typed.
	Focused string
	Target  discord.Message
	Files   map[string]discord.Attachment
	Named   Named
}

// Named are the channels and roles that options name, by their ids.
type Named struct {
	Channels map[string]NamedChannel `json:"channels"`
	Roles    map[string]namedRole    `json:"roles"`
}

// NamedChannel is a channel; Permissions are the member's there.
type NamedChannel struct {
	discord.Channel
	Permissions string `json:"permissions"`
}

// May reports whether the member has one of some permissions there.
func (c NamedChannel) May(permissions int64) bool {
	has, _ := strconv.ParseInt(c.Permissions, 10, 64) // none where Discord tells none
	return has&permissions != 0
}

// MayAll reports whether the member has all of some permissions there.
func (c NamedChannel) MayAll(permissions int64) bool {
	has, _ := strconv.ParseInt(c.Permissions, 10, 64)
	return has&permissions == permissions
}

// namedRole is a role, which everybody may mention, or not.
type namedRole struct {
	Mentionable bool `json:"mentionable"`
}

// Read reads what came with the use of a command.
func Read(data json.RawMessage) (u Use, err error) {
	var given struct {
		Name     string                                               `json:"name"`
		Options  []*discordgo.ApplicationCommandInteractionDataOption `json:"options"`
		TargetID string                                               `json:"target_id"`
		Resolved struct {
			Messages    map[string]discord.Message    `json:"messages"`
			Attachments map[string]discord.Attachment `json:"attachments"`
			Named
		} `json:"resolved"`
	}
	if err := json.Unmarshal(data, &given); err != nil {
		return u, fmt.Errorf("read a command: %w", err)
	}
	u.Path, u.Options = readOptions(given.Name, given.Options)
	u.Focused = focusedOption(given.Options)
	u.Target, u.Files = given.Resolved.Messages[given.TargetID], given.Resolved.Attachments
	u.Named = given.Resolved.Named
	return u, nil
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

// MenuName begins the id of the list below an answer. What is chosen of it is the
// id of a button.
const MenuName = "menu"

// Submission is what came with the press of a button, the choice from a list or a
// form.
type Submission struct {
	Name   string // of the action
	Args   []string
	Values []string // that were chosen from a list
	Fields Options  // of a form
	Files  map[string]discord.Attachment
}

// ReadSubmission reads one. The id that Discord sends back is an action's name
// and its arguments, with colons between them.
func ReadSubmission(data json.RawMessage) (Submission, error) {
	var given struct {
		CustomID   string      `json:"custom_id"`
		Values     []string    `json:"values"`
		Components []component `json:"components"`
		Resolved   struct {
			Attachments map[string]discord.Attachment `json:"attachments"`
		} `json:"resolved"`
	}
	if err := json.Unmarshal(data, &given); err != nil {
		return Submission{}, fmt.Errorf("read a button or a form: %w", err)
	}
	s := Submission{Fields: Options{}, Values: given.Values, Files: given.Resolved.Attachments}
	s.Name, s.Args = show.SplitID(given.CustomID)
	if s.Name == MenuName && len(given.Values) == 1 {
		s.Name, s.Args = show.SplitID(given.Values[0])
	}
	for _, field := range given.Components {
		field.into(s.Fields)
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

func (c component) into(o Options) {
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
