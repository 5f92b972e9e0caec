package bot

import (
	"github.com/bwmarrin/discordgo"
)

// form is a window with at most five fields to fill in.
type form struct {
	id     string // what the bot is told when it is filled in
	title  string
	fields []field
}

// field is one of a form's.
type field struct {
	name        string
	label       string
	placeholder string
	value       string // what stands in it at first
	most        int    // characters, at most maxInput
	long        bool   // of several lines
	required    bool
}

// maxInput is the most characters that Discord lets a field have.
const maxInput = 4000

// response returns the form as the response to an interaction.
func (f form) response() discordgo.InteractionResponse {
	rows := make([]discordgo.MessageComponent, 0, len(f.fields))
	for _, in := range f.fields {
		style := discordgo.TextInputShort
		if in.long {
			style = discordgo.TextInputParagraph
		}
		rows = append(rows, discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.TextInput{
			CustomID: in.name, Label: clip(in.label, maxModalTitle), Placeholder: clip(in.placeholder, maxChoice),
			Style: style, Value: clipText(in.value, in.most), Required: in.required, MaxLength: in.most,
		}}})
	}
	return discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseModal,
		Data: &discordgo.InteractionResponseData{CustomID: f.id, Title: clip(f.title, maxModalTitle), Components: rows},
	}
}
