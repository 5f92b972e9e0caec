package bot

import (
	"github.com/bwmarrin/discordgo"
)

// form is a window with one field to fill in.
type form struct {
	id          string // what the bot is told when it is filled in
	title       string
	field       string
	label       string
	placeholder string
}

// response is the form as the response to an interaction.
func (f form) response() discordgo.InteractionResponse {
	return discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseModal,
		Data: &discordgo.InteractionResponseData{
			CustomID: f.id,
			Title:    clip(f.title, maxModalTitle),
			Components: []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
				discordgo.TextInput{
					CustomID: f.field, Label: clip(f.label, maxModalTitle), Placeholder: clip(f.placeholder, maxChoice),
					Style: discordgo.TextInputParagraph, Required: true, MaxLength: maxQuestion,
				},
			}}},
		},
	}
}
