package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/command"
	"dateline/bot/show"
	"dateline/retrieval"
)

const articlesOnPage = 10

// listArticles shows the articles of the library, of one outlet if that is
// given.
func (b *Bot) listArticles(ctx context.Context, r *request) (show.Message, error) {
	return b.articlePage(ctx, r, 0, show.ClipText(r.given.Text("outlet"), command.MaxOutletName))
}

// turnArticles shows another page. The arguments of its button are the page and
// the outlet, which may hold what stands between arguments.
func (b *Bot) turnArticles(ctx context.Context, r *request) (show.Message, error) {
	page, outlet, err := r.numbered()
	if err != nil {
		return show.Message{}, err
	}
	return b.articlePage(ctx, r, int(page), outlet)
}

// numbered reads the arguments of a button that are a number and a name, which
// may hold what stands between arguments.
func (r *request) numbered() (n int64, name string, err error) {
	if len(r.args) == 0 {
		return 0, "", errArgs
	}
	n, err = strconv.ParseInt(r.args[0], 10, 64)
	if err != nil || n < 0 {
		return 0, "", errArgs
	}
	return n, strings.Join(r.args[1:], show.IDSeparator), nil
}

func (b *Bot) articlePage(ctx context.Context, r *request, page int, outlet string) (show.Message, error) {
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	var f retrieval.Filter
	if outlet != "" {
		f.Outlets = []string{outlet}
	}
	articles, err := lib.List(ctx, f)
	if err != nil {
		return show.Message{}, fmt.Errorf("list articles: %w", err)
	}
	switch {
	case len(articles) == 0 && outlet != "":
		return show.Notice(r.say.Say("no_such_outlet", "Outlet", show.ClipMarkdown(outlet, show.MaxChoice))), nil
	case len(articles) == 0:
		return show.Notice(r.say.Say("library_empty")), nil
	}
	m := renderArticles(r.say, articles, page, outlet)
	m.Private = r.private
	return m, nil
}

func renderArticles(v show.Voice, articles []retrieval.Meta, page int, outlet string) show.Message {
	pages := (len(articles) + articlesOnPage - 1) / articlesOnPage
	page = min(page, pages-1)
	embed := &discordgo.MessageEmbed{
		Title: v.Say("articles_title"), Color: show.ColourQuoted,
		Footer: &discordgo.MessageEmbedFooter{Text: v.Say("articles", "Count", len(articles))},
	}
	if outlet != "" {
		embed.Title = show.ClipMarkdown(outlet, show.MaxTitle)
	}
	var lines []string
	for _, a := range articles[page*articlesOnPage : min((page+1)*articlesOnPage, len(articles))] {
		line := "**" + show.ClipMarkdown(v.Headline(a), 3*show.MaxChoice/2) + "**\n" + show.ClipMarkdown(v.Outlet(a), show.MaxChoice/2) + " · " + v.Date(a)
		if u := show.WebLink(a.URL); u != "" && show.Size(u) <= 3*show.MaxChoice/2 {
			line += " · " + show.Address(u, 2*show.MaxChoice)
		}
		lines = append(lines, line)
	}
	show.Fill(embed, lines, "\n")
	return show.Message{
		Embeds: []*discordgo.MessageEmbed{embed},
		Rows: turning(v, page, pages, func(page int) string {
			return show.JoinID("turn-articles", strconv.Itoa(page), outlet)
		}),
	}
}

// named returns the article that the option of a command names.
func (b *Bot) named(ctx context.Context, r *request, name string) (Library, retrieval.Article, error) {
	lib, articles, err := b.articlesFor(ctx, r)
	if err != nil {
		return Library{}, retrieval.Article{}, err
	}
	m, ok := find(articles, name)
	if !ok {
		return Library{}, retrieval.Article{}, refuse("no_article")
	}
	a, err := lib.Article(ctx, m.ID, 0)
	if err != nil {
		return Library{}, a, fmt.Errorf("show an article: %w", err)
	}
	return lib, a, nil
}

// showArticle shows an article as the library has it.
func (b *Bot) showArticle(ctx context.Context, r *request) (show.Message, error) {
	lib, a, err := b.named(ctx, r, r.given.Text("article"))
	if err != nil {
		return show.Message{}, err
	}
	lineage, err := lib.Lineage(ctx, a.ID)
	if err != nil {
		return show.Message{}, fmt.Errorf("show an article: %w", err)
	}
	m := renderStored(r.say, a)
	addKin(r.say, m.Embeds[0], lineage)
	m.Rows, m.Private = articleButtons(r.say, a), r.private
	return m, nil
}

// articleButtons returns what a moderator can do with an article.
func articleButtons(v show.Voice, a retrieval.Article) [][]show.Button {
	return [][]show.Button{{
		{Label: v.Say("button_correct"), ID: articleID("edit", a.ID)},
		{Label: v.Say("button_history"), ID: articleID(show.JoinID("history", "0"), a.ID)},
		{Label: v.Say("button_remove"), ID: articleID("remove", a.ID), Style: discordgo.DangerButton},
	}}
}

// renderStored shows an article that the library has.
func renderStored(v show.Voice, a retrieval.Article) show.Message {
	embed := show.Article(v, a, nil)
	embed.Footer = &discordgo.MessageEmbedFooter{Text: show.Clip(v.Say("stored_as", "ID", a.ID, "Revision", a.Revision), show.MaxFooter)}
	return show.Message{Embeds: []*discordgo.MessageEmbed{embed}}
}

// articleID returns the id of a button about an article.
func articleID(name, id string) string {
	if whole := show.JoinID(name, id); show.Size(whole) <= show.MaxCustomID {
		return whole
	}
	return show.JoinID(name, choiceHash(id))
}

// articleOf returns the article that such a button names, by its id or a sum of
// it.
func (r *request) articleOf() string { return strings.Join(r.args, show.IDSeparator) }

// removeArticle asks before an article is removed.
func (b *Bot) removeArticle(ctx context.Context, r *request) (show.Message, error) {
	name := r.given.Text("article")
	if len(r.args) > 0 {
		name = r.articleOf()
	}
	_, a, err := b.named(ctx, r, name)
	if err != nil {
		return show.Message{}, err
	}
	m := renderStored(r.say, a)
	m.Content, m.Private = r.say.Say("remove_confirm"), true
	m.Rows = [][]show.Button{{
		{Label: r.say.Say("button_remove_now"), ID: articleID("remove-now", a.ID), Style: discordgo.DangerButton},
		{Label: r.say.Say("button_cancel"), ID: "remove-not"},
	}}
	return m, nil
}

// removeNow forgets an article, everywhere and in all its revisions.
func (b *Bot) removeNow(ctx context.Context, r *request) (show.Message, error) {
	lib, a, err := b.named(ctx, r, r.articleOf())
	if err == nil {
		err = lib.Remove(ctx, r.actor(), a.ID)
	}
	var told *refusal
	if errors.Is(err, retrieval.ErrNoArticle) || errors.As(err, &told) && told.id == "no_article" {
		return show.Notice(r.say.Say("already_removed")), nil
	}
	if err != nil {
		return show.Message{}, fmt.Errorf("remove an article: %w", err)
	}
	b.log.Info("removed an article", "guild", r.guild, "by", r.user, "article", a.ID)
	return show.Notice(r.say.Say("removed", "Headline", show.ClipMarkdown(r.say.Headline(a.Meta), show.MaxTitle))), nil
}

// removeNot leaves an article where it is.
func (b *Bot) removeNot(_ context.Context, r *request) (show.Message, error) {
	return show.Notice(r.say.Say("not_removed")), nil
}
