package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"dateline/retrieval"
)

// outlet is what a library has of one outlet.
type outlet struct {
	name        string // empty when not stated
	articles    int
	first, last string // days, empty when none of its articles has one
}

// outlets counts the articles of each outlet, those with the most first.
func outlets(articles []retrieval.Meta) []outlet {
	by := map[string]*outlet{}
	var out []*outlet
	for _, a := range articles {
		key := fold(a.Outlet)
		o := by[key]
		if o == nil {
			o = &outlet{name: a.Outlet}
			by[key] = o
			out = append(out, o)
		}
		o.articles++
		if day := a.Day(); day != "" {
			o.last = max(o.last, day)
			if o.first == "" || day < o.first {
				o.first = day
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *outlet) int {
		return cmp.Or(cmp.Compare(b.articles, a.articles), cmp.Compare(fold(a.name), fold(b.name)))
	})
	plain := make([]outlet, len(out))
	for i, o := range out {
		plain[i] = *o
	}
	return plain
}

// outletsOnPage is how many outlets are shown at a time.
const outletsOnPage = 20

// sources shows the outlets of the library; a button's argument is the page.
func (b *Bot) sources(ctx context.Context, r *request) (message, error) {
	page := 0
	if len(r.args) > 0 {
		n, err := strconv.Atoi(r.args[0])
		if err != nil || n < 0 {
			return message{}, errArgs
		}
		page = n
	}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return message{}, err
	}
	articles, err := lib.List(ctx, retrieval.Filter{})
	if err != nil {
		return message{}, fmt.Errorf("list articles: %w", err)
	}
	if len(articles) == 0 {
		return message{content: r.say.say("library_empty")}, nil
	}
	return renderSources(r.say, outlets(articles), len(articles), page), nil
}

func renderSources(v voice, all []outlet, articles, page int) message {
	pages := (len(all) + outletsOnPage - 1) / outletsOnPage
	page = min(page, pages-1)
	embed := &discordgo.MessageEmbed{
		Title: v.say("sources_title"), Color: colourQuoted,
		Footer: &discordgo.MessageEmbedFooter{Text: v.say("articles", "Count", articles)},
	}
	for i, o := range all[page*outletsOnPage : min((page+1)*outletsOnPage, len(all))] {
		if i > 0 {
			embed.Description += "\n"
		}
		name := v.say("outlet_not_stated")
		if o.name != "" {
			name = clipMarkdown(o.name, maxChoice)
		}
		embed.Description += "**" + name + "** · " + v.say("articles", "Count", o.articles)
		switch o.first {
		case "":
		case o.last:
			embed.Description += " · " + v.day(o.first)
		default:
			embed.Description += " · " + v.day(o.first) + " – " + v.day(o.last)
		}
	}
	return message{
		embeds: []*discordgo.MessageEmbed{embed},
		rows: turning(v, page, pages, func(page int) string {
			return joinID("turn-sources", strconv.Itoa(page))
		}),
	}
}
