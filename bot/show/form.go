package show

import (
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
	Name        string // which what is filled in comes by
	Label       string // above it
	Placeholder string // stands in it while it is empty
	Value       string // what stands in it at first
	Most        int    // characters, at most MaxInput
	Long        bool   // of several lines
	Required    bool   // it may not stay empty
}

// MaxInput is the most characters that Discord lets a field have.
const MaxInput = 4000

// Response returns the form as the response to an interaction.
func (f Form) Response() discordgo.InteractionResponse {
	rows := make([]discordgo.MessageComponent, 0, len(f.Fields))
	for _, in := range f.Fields {
		style := discordgo.TextInputShort
		if in.Long {
			style = discordgo.TextInputParagraph
		}
		rows = append(rows, discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.TextInput{
			CustomID: in.Name, Label: Clip(in.Label, MaxModalTitle), Placeholder: Clip(in.Placeholder, MaxChoice),
			Style: style, Value: ClipText(in.Value, in.Most), Required: in.Required, MaxLength: in.Most,
		}}})
	}
	return discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseModal,
		Data: &discordgo.InteractionResponseData{CustomID: f.ID, Title: Clip(f.Title, MaxModalTitle), Components: rows},
	}
}
