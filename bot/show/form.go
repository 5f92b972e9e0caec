package show

import (
	"slices"

	"github.com/bwmarrin/discordgo"
)

// Form is a window with at most five fields to fill in.
type Form struct {
	ID     string  // what the bot is told when it is filled in
	Title  string  // clipped to what Discord takes
	Fields []Field // in their order
}

// Field is one of a form's.
type Field struct {
	Name        string   // which what is filled in comes by
	Label       string   // above it
	Placeholder string   // stands in it while it is empty
	Value       string   // what stands in it at first
	Most        int      // characters, at most MaxInput
	Long        bool     // of several lines
	Hint        string   // said below the label, unless it is empty
	Options     []Button // to choose one of, in the place of a text
	File        bool     // to upload up to Most files, in the place of a text
	Required    bool     // it may not stay empty
}

// MaxInput is the most characters that Discord lets a field have.
const MaxInput = 4000

// opened is a form as Discord takes it. discordgo knows no labels, and nothing that
// stands in them alone.
type opened struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data struct {
		CustomID   string `json:"custom_id"`
		Title      string `json:"title"`
		Components []any  `json:"components"`
	} `json:"data"`
}

// Response returns the form as the response to an interaction.
func (f Form) Response() any {
	out := opened{Type: discordgo.InteractionResponseModal}
	out.Data.CustomID, out.Data.Title = f.ID, Clip(f.Title, MaxModalTitle)
	labelled := slices.ContainsFunc(f.Fields, func(in Field) bool { return in.Options != nil || in.File || in.Hint != "" })
	for _, in := range f.Fields {
		if labelled {
			out.Data.Components = append(out.Data.Components, in.label())
			continue
		}
		text := in.text()
		text.Label = Clip(in.Label, MaxModalTitle)
		out.Data.Components = append(out.Data.Components, discordgo.ActionsRow{Components: []discordgo.MessageComponent{text}})
	}
	return out
}

func (in Field) text() discordgo.TextInput {
	style := discordgo.TextInputShort
	if in.Long {
		style = discordgo.TextInputParagraph
	}
	return discordgo.TextInput{
		CustomID: in.Name, Placeholder: Clip(in.Placeholder, MaxChoice),
		Style: style, Value: ClipText(in.Value, in.Most), Required: in.Required, MaxLength: in.Most,
	}
}

// Components of forms that discordgo does not know.
const (
	labelComponent      = 18
	fileUploadComponent = 19
	radioGroupComponent = 21
)

// label returns the field with its label around it.
func (in Field) label() map[string]any {
	out := map[string]any{"type": labelComponent, "label": Clip(in.Label, MaxModalTitle)}
	if in.Hint != "" {
		out["description"] = Clip(in.Hint, MaxChoice)
	}
	switch {
	case in.File:
		out["component"] = map[string]any{"type": fileUploadComponent, "custom_id": in.Name, "required": in.Required, "max_values": max(in.Most, 1)}
	case in.Options != nil:
		options := []map[string]any{}
		for _, o := range in.Options {
			options = append(options, map[string]any{"label": Clip(o.Label, MaxChoice), "value": o.ID, "default": o.ID == in.Value})
		}
		out["component"] = map[string]any{"type": radioGroupComponent, "custom_id": in.Name, "required": in.Required, "options": options}
	default:
		text := in.text()
		out["component"] = map[string]any{
			"type": text.Type(), "custom_id": text.CustomID, "style": text.Style, "required": text.Required,
			"value": text.Value, "placeholder": text.Placeholder, "max_length": text.MaxLength,
		}
	}
	return out
}
