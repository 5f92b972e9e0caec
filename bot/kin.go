package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/show"
	"dateline/retrieval"
)

// shownKin is how many articles are named that share text with one.
const shownKin = 5

// tellKin adds to a message which articles share text with the one it is about.
func (b *Bot) tellKin(ctx context.Context, r *request, m *show.Message, id string) error {
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return err
	}
	lineage, err := lib.Lineage(ctx, id)
	switch {
	case errors.Is(err, retrieval.ErrNoArticle):
		return nil // somebody has removed it since
	case err != nil:
		return fmt.Errorf("look up who shares the text: %w", err)
	}
	addKin(r.say, m.Embeds[0], lineage)
	return nil
}

// addKin says in an embed which articles share text with the one it is about:
// they count as one source, as far as they are copies.
func addKin(v show.Voice, embed *discordgo.MessageEmbed, l retrieval.Lineage) {
	if len(l.Kin) == 0 {
		return
	}
	var lines []string
	for _, k := range l.Kin[:min(len(l.Kin), shownKin)] {
		how := v.Say("shares_part", "Count", k.Words)
		if k.Copy {
			how = v.Say("same_text")
		}
		lines = append(lines, "• **"+show.ClipMarkdown(v.Headline(k.Article), show.ShownPiece)+"** · "+show.ClipMarkdown(v.Outlet(k.Article), show.MaxChoice/3)+" · "+how)
	}
	if more := len(l.Kin) - shownKin; more > 0 {
		lines = append(lines, v.Say("articles_left", "Count", more))
	}
	embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{
		Name: v.Say("shares_text", "Count", l.Independent), Value: strings.Join(lines, "\n"),
	})
}
