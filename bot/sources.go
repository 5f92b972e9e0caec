package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/retrieval"
)

// outletsOnPage is how many outlets are shown at a time.
const outletsOnPage = 20

// sources shows the outlets of the library; a button's argument is the page.
func (b *Bot) sources(ctx context.Context, r *request) (message, error) {
	page, err := r.page()
	if err != nil {
		return message{}, err
	}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return message{}, err
	}
	outlets, err := lib.Outlets(ctx)
	if err != nil {
		return message{}, fmt.Errorf("list outlets: %w", err)
	}
	if len(outlets) == 0 {
		return message{content: r.say.say("library_empty")}, nil
	}
	return renderSources(r.say, outlets, page), nil
}

func renderSources(v voice, all []retrieval.Outlet, page int) message {
	pages := (len(all) + outletsOnPage - 1) / outletsOnPage
	page = min(page, pages-1)
	articles := 0
	for _, o := range all {
		articles += o.Articles
	}
	embed := &discordgo.MessageEmbed{
		Title: v.say("sources_title"), Color: colourQuoted,
		Footer: &discordgo.MessageEmbedFooter{Text: v.say("articles", "Count", articles)},
	}
	for i, o := range all[page*outletsOnPage : min((page+1)*outletsOnPage, len(all))] {
		if i > 0 {
			embed.Description += "\n"
		}
		embed.Description += sourceLine(v, o)
	}
	return message{
		embeds: []*discordgo.MessageEmbed{embed},
		rows: turning(v, page, pages, func(page int) string {
			return joinID("turn-sources", strconv.Itoa(page))
		}),
	}
}

// sourceLine says what there is of an outlet, in few enough characters for a
// page of such lines.
func sourceLine(v voice, o retrieval.Outlet) string {
	name := v.say("outlet_not_stated")
	if o.Name != "" {
		name = clipMarkdown(answers.Inline(o.Name), maxChoice/2)
	}
	line := "**" + name + "**"
	if len(o.Aliases) > 0 {
		line += " (" + clipMarkdown(answers.Inline(strings.Join(o.Aliases, ", ")), maxChoice/2) + ")"
	}
	line += " · " + v.say("articles", "Count", o.Articles)
	switch o.First {
	case "":
	case o.Last:
		line += " · " + v.day(o.First)
	default:
		line += " · " + v.day(o.First) + " – " + v.day(o.Last)
	}
	return line
}
