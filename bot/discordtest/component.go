package discordtest

import (
	"encoding/json"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Component is one of Discord's, as it was sent, with what tests look at.
type Component struct {
	Type        discordgo.ComponentType `json:"type"`
	Content     string                  `json:"content"`
	Label       string                  `json:"label"`
	ID          string                  `json:"custom_id"`
	URL         string                  `json:"url"`
	Value       string                  `json:"value"`
	Disabled    bool                    `json:"disabled"`
	Placeholder string                  `json:"placeholder"`
	Colour      *int                    `json:"accent_color"`
	Options     []struct {
		Label   string `json:"label"`
		Value   string `json:"value"`
		Default bool   `json:"default"`
	} `json:"options"`
	// Items are the pictures of a gallery.
	Items []struct {
		Media struct {
			URL string `json:"url"`
		} `json:"media"`
	} `json:"items"`
	Components []Component `json:"components"`
	Accessory  *Component  `json:"accessory"`
	// Component is what a label is of.
	Component *Component `json:"component"`
}

// Components that discordgo does not know.
const (
	labelComponent      discordgo.ComponentType = 18
	fileUploadComponent discordgo.ComponentType = 19
)

// The limits of a message that is made of components.
const (
	maxComponents     = 40
	maxComponentsText = 4000
)

// Draw returns what members see of a message of these, which was not sent.
func Draw(content string, embeds []*discordgo.MessageEmbed, flags discordgo.MessageFlags, components []discordgo.MessageComponent) (Message, error) {
	given := sent{Content: content, Embeds: embeds, Flags: flags}
	text, err := json.Marshal(components)
	if err == nil {
		err = json.Unmarshal(text, &given.Components)
	}
	return given.drawn(), err
}

// controls returns what members press and choose from.
func controls(parts []Component) (rows [][]Button, menus []Menu) {
	for _, p := range parts {
		if p.Type != discordgo.ActionsRowComponent {
			inner, more := controls(p.Components)
			rows, menus = append(rows, inner...), append(menus, more...)
			continue
		}
		var row []Button
		for _, c := range p.Components {
			if c.Type == discordgo.ButtonComponent {
				row = append(row, Button{c.Label, c.ID, c.Disabled})
				continue
			}
			menu := Menu{Label: c.Placeholder, ID: c.ID, Type: c.Type}
			for _, o := range c.Options {
				menu.Options = append(menu.Options, Button{Label: o.Label, ID: o.Value})
			}
			menus = append(menus, menu)
		}
		if row != nil {
			rows = append(rows, row)
		}
	}
	return rows, menus
}

// texts returns what can be read of components, in their order, without what
// members press.
func texts(parts []Component) []string {
	var out []string
	for _, p := range parts {
		switch p.Type {
		case discordgo.TextDisplayComponent:
			out = append(out, p.Content)
		case discordgo.SeparatorComponent:
			out = append(out, "———")
		case discordgo.MediaGalleryComponent:
			for _, it := range p.Items {
				out = append(out, "🖼 "+it.Media.URL)
			}
		case discordgo.ActionsRowComponent:
		default:
			out = append(out, texts(p.Components)...)
			if p.Accessory != nil {
				out = append(out, "["+p.Accessory.Label+"] "+p.Accessory.URL)
			}
		}
	}
	return out
}

// Quotations returns how many quotations the message has.
func (m Message) Quotations() int { return strings.Count(m.Text(), "“") }

// Limits says which of Discord's limits the message exceeds that its description
// leaves out; nothing when it keeps them.
func (m Message) Limits() []string {
	var out []string
	components, text := measure(m.Parts)
	if components > maxComponents {
		out = append(out, "more than 40 components")
	}
	if text > maxComponentsText {
		out = append(out, "more than 4,000 characters of text")
	}
	if len(m.Parts) > 0 && (m.Content != "" || len(m.Embeds) > 0) {
		out = append(out, "a message of components has content or embeds")
	}
	return out
}

// measure counts components and the characters of their texts, in UTF-16 units.
func measure(parts []Component) (components, text int) {
	for _, p := range parts {
		c, t := measure(p.Components)
		components, text = components+1+c, text+t+utf16Length(p.Content)
		if p.Accessory != nil {
			components++
		}
	}
	return components, text
}

func utf16Length(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// checkParts holds a message against what the description cannot say of
// components; s.mu is held.
func (s *Server) checkParts(m Message, given []Component) {
	for _, exceeded := range m.Limits() {
		s.problem("a message: %s", exceeded)
	}
	for _, p := range given {
		if m.Parts == nil && p.Type != discordgo.ActionsRowComponent {
			s.problem("a component of type %d in a message without the flag for components", p.Type)
		}
		if p.Type == discordgo.ActionsRowComponent && len(p.Components) > 1 &&
			p.Components[0].Type != discordgo.ButtonComponent {
			s.problem("a list shares its row")
		}
	}
}
