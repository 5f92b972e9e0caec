package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// handlers answer the slash commands, by name.
var handlers = map[string]func(ctx context.Context, lib Library, given options) (message, error){
	"ask":     ask,
	"summary": summary,
}

// maxQuestion bounds a question, in characters.
const maxQuestion = 1000

// commands are the slash commands. In direct messages they are offered only
// where there is a library for these.
func commands(direct bool) []*discordgo.ApplicationCommand {
	all := []*discordgo.ApplicationCommand{askCommand(), summaryCommand()}
	for _, c := range all {
		contexts := []discordgo.InteractionContextType{discordgo.InteractionContextGuild}
		if direct {
			contexts = append(contexts, discordgo.InteractionContextBotDM)
		}
		c.Type = discordgo.ChatApplicationCommand
		c.Contexts = &contexts
		c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
	}
	return all
}

func askCommand() *discordgo.ApplicationCommand {
	return &discordgo.ApplicationCommand{
		Name:        "ask",
		Description: "Ask a question about the news; the answer quotes articles word for word",
		Options: []*discordgo.ApplicationCommandOption{
			{
				Type: discordgo.ApplicationCommandOptionString, Name: "question", Required: true, MaxLength: maxQuestion,
				Description: "What you want to know",
			},
			{
				Type: discordgo.ApplicationCommandOptionString, Name: "outlet", MaxLength: maxChoice,
				Description: "Only articles of this outlet, such as BBC",
			},
			dayOption("since", "Only articles published on this day or later, as YYYY-MM-DD"),
			dayOption("until", "Only articles published on this day or earlier, as YYYY-MM-DD"),
			{
				Type: discordgo.ApplicationCommandOptionBoolean, Name: "private",
				Description: "Show the answer to you alone",
			},
		},
	}
}

func summaryCommand() *discordgo.ApplicationCommand {
	least := 1.0
	return &discordgo.ApplicationCommand{
		Name:        "summary",
		Description: "The sentences that carry an article, word for word and in its order",
		Options: []*discordgo.ApplicationCommandOption{
			{
				Type: discordgo.ApplicationCommandOptionString, Name: "article", Required: true, Autocomplete: true,
				Description: "The article: type words of its headline and pick one",
			},
			{
				Type: discordgo.ApplicationCommandOptionInteger, Name: "sentences", MinValue: &least, MaxValue: maxSentences,
				Description: "How many sentences",
			},
		},
	}
}

func dayOption(name, description string) *discordgo.ApplicationCommandOption {
	const length = len("2017-11-16")
	least := length
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionString, Name: name, Description: description,
		MinLength: &least, MaxLength: length,
	}
}
