package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/retrieval"
)

const (
	articlesOnPage = 10
	// maxOutletName leaves room in a button's id for the outlet that a list is
	// narrowed to.
	maxOutletName = 80
)

// listArticles shows the articles of the library, of one outlet if that is
// given.
func (b *Bot) listArticles(ctx context.Context, r *request) (message, error) {
	return b.articlePage(ctx, r, 0, clipText(r.given.text("outlet"), maxOutletName))
}

// turnArticles shows another page. The arguments of its button are the page and
// the outlet, which may hold what stands between arguments.
func (b *Bot) turnArticles(ctx context.Context, r *request) (message, error) {
	page, outlet, err := r.numbered()
	if err != nil {
		return message{}, err
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
	return n, strings.Join(r.args[1:], idSeparator), nil
}

func (b *Bot) articlePage(ctx context.Context, r *request, page int, outlet string) (message, error) {
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return message{}, err
	}
	var f retrieval.Filter
	if outlet != "" {
		f.Outlets = []string{outlet}
	}
	articles, err := lib.List(ctx, f)
	if err != nil {
		return message{}, fmt.Errorf("list articles: %w", err)
	}
	switch {
	case len(articles) == 0 && outlet != "":
		return notice(r.say.say("no_such_outlet", "Outlet", clipMarkdown(outlet, maxChoice))), nil
	case len(articles) == 0:
		return notice(r.say.say("library_empty")), nil
	}
	m := renderArticles(r.say, articles, page, outlet)
	m.private = r.private
	return m, nil
}

func renderArticles(v voice, articles []retrieval.Meta, page int, outlet string) message {
	pages := (len(articles) + articlesOnPage - 1) / articlesOnPage
	page = min(page, pages-1)
	embed := &discordgo.MessageEmbed{
		Title: v.say("articles_title"), Color: colourQuoted,
		Footer: &discordgo.MessageEmbedFooter{Text: v.say("articles", "Count", len(articles))},
	}
	if outlet != "" {
		embed.Title = clipMarkdown(outlet, maxTitle)
	}
	var lines []string
	for _, a := range articles[page*articlesOnPage : min((page+1)*articlesOnPage, len(articles))] {
		line := "**" + clipMarkdown(v.headline(a), 3*maxChoice/2) + "**\n" + clipMarkdown(v.outlet(a), maxChoice/2) + " · " + v.date(a)
		if u := webLink(a.URL); u != "" && size(u) <= 3*maxChoice/2 {
			line += " · " + address(u, 2*maxChoice)
		}
		lines = append(lines, line)
	}
	fill(embed, lines, "\n")
	return message{
		embeds: []*discordgo.MessageEmbed{embed},
		rows: turning(v, page, pages, func(page int) string {
			return joinID("turn-articles", strconv.Itoa(page), outlet)
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
func (b *Bot) showArticle(ctx context.Context, r *request) (message, error) {
	lib, a, err := b.named(ctx, r, r.given.text("article"))
	if err != nil {
		return message{}, err
	}
	lineage, err := lib.Lineage(ctx, a.ID)
	if err != nil {
		return message{}, fmt.Errorf("show an article: %w", err)
	}
	m := renderStored(r.say, a)
	addKin(r.say, m.embeds[0], lineage)
	m.rows, m.private = articleButtons(r.say, a), r.private
	return m, nil
}

// articleButtons returns what a moderator can do with an article.
func articleButtons(v voice, a retrieval.Article) [][]button {
	return [][]button{{
		{label: v.say("button_correct"), id: articleID("edit", a.ID)},
		{label: v.say("button_history"), id: articleID(joinID("history", "0"), a.ID)},
		{label: v.say("button_remove"), id: articleID("remove", a.ID), style: discordgo.DangerButton},
	}}
}

// renderStored shows an article that the library has.
func renderStored(v voice, a retrieval.Article) message {
	embed := renderArticle(v, a, nil)
	embed.Footer = &discordgo.MessageEmbedFooter{Text: clip(v.say("stored_as", "ID", a.ID, "Revision", a.Revision), maxFooter)}
	return message{embeds: []*discordgo.MessageEmbed{embed}}
}

// articleID returns the id of a button about an article.
func articleID(name, id string) string {
	if whole := joinID(name, id); size(whole) <= maxCustomID {
		return whole
	}
	return joinID(name, choiceHash(id))
}

// articleOf returns the article that such a button names, by its id or a sum of
// it.
func (r *request) articleOf() string { return strings.Join(r.args, idSeparator) }

// removeArticle asks before an article is removed.
func (b *Bot) removeArticle(ctx context.Context, r *request) (message, error) {
	name := r.given.text("article")
	if len(r.args) > 0 {
		name = r.articleOf()
	}
	_, a, err := b.named(ctx, r, name)
	if err != nil {
		return message{}, err
	}
	m := renderStored(r.say, a)
	m.content, m.private = r.say.say("remove_confirm"), true
	m.rows = [][]button{{
		{label: r.say.say("button_remove_now"), id: articleID("remove-now", a.ID), style: discordgo.DangerButton},
		{label: r.say.say("button_cancel"), id: "remove-not"},
	}}
	return m, nil
}

// removeNow forgets an article, everywhere and in all its revisions.
func (b *Bot) removeNow(ctx context.Context, r *request) (message, error) {
	lib, a, err := b.named(ctx, r, r.articleOf())
	if err == nil {
		err = lib.Remove(ctx, r.actor(), a.ID)
	}
	var told *refusal
	if errors.Is(err, retrieval.ErrNoArticle) || errors.As(err, &told) && told.id == "no_article" {
		return notice(r.say.say("already_removed")), nil
	}
	if err != nil {
		return message{}, fmt.Errorf("remove an article: %w", err)
	}
	b.log.Info("removed an article", "guild", r.guild, "by", r.user, "article", a.ID)
	return notice(r.say.say("removed", "Headline", clipMarkdown(r.say.headline(a.Meta), maxTitle))), nil
}

// removeNot leaves an article where it is.
func (b *Bot) removeNot(_ context.Context, r *request) (message, error) {
	return notice(r.say.say("not_removed")), nil
}
