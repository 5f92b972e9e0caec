package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/show"
	"dateline/retrieval"
)

// outletsOnPage is how many outlets are shown at a time.
const outletsOnPage = 20

// sources shows the outlets of the library; a button's argument is the page.
func (b *Bot) sources(ctx context.Context, r *request) (show.Message, error) {
	page, err := r.page()
	if err != nil {
		return show.Message{}, err
	}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	outlets, err := lib.Outlets(ctx)
	if err != nil {
		return show.Message{}, fmt.Errorf("list outlets: %w", err)
	}
	if len(outlets) == 0 {
		return show.Message{Content: r.say.Say("library_empty")}, nil
	}
	return renderSources(r.say, outlets, page), nil
}

func renderSources(v show.Voice, all []retrieval.Outlet, page int) show.Message {
	pages := (len(all) + outletsOnPage - 1) / outletsOnPage
	page = min(page, pages-1)
	articles := 0
	for _, o := range all {
		articles += o.Articles
	}
	embed := &discordgo.MessageEmbed{
		Title: v.Say("sources_title"), Color: show.ColourQuoted,
		Footer: &discordgo.MessageEmbedFooter{Text: v.Say("articles", "Count", articles)},
	}
	for i, o := range all[page*outletsOnPage : min((page+1)*outletsOnPage, len(all))] {
		if i > 0 {
			embed.Description += "\n"
		}
		embed.Description += sourceLine(v, o)
	}
	return show.Message{
		Embeds: []*discordgo.MessageEmbed{embed},
		Rows: turning(v, page, pages, func(page int) string {
			return show.JoinID("turn-sources", strconv.Itoa(page))
		}),
	}
}

// sourceLine says what there is of an outlet, in few enough characters for a
// page of such lines.
func sourceLine(v show.Voice, o retrieval.Outlet) string {
	name := v.Say("outlet_not_stated")
	if o.Name != "" {
		name = show.ClipMarkdown(answers.Inline(o.Name), show.MaxChoice/2)
	}
	line := "**" + name + "**"
	if len(o.Aliases) > 0 {
		line += " (" + show.ClipMarkdown(answers.Inline(strings.Join(o.Aliases, ", ")), show.MaxChoice/2) + ")"
	}
	line += " · " + v.Say("articles", "Count", o.Articles)
	switch o.First {
	case "":
	case o.Last:
		line += " · " + v.Day(o.First)
	default:
		line += " · " + v.Day(o.First) + " – " + v.Day(o.Last)
	}
	return line
}
