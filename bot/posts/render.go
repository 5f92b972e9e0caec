package posts

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
)

// Places are what a template can name, in braces.
var places = []string{"headline", "outlet", "day", "sentences", "link", "image"}

// Places returns what a template can name.
func Places() string { return "{" + strings.Join(places, "}, {") + "}" }

// MaxTemplate bounds a template, in characters.
const MaxTemplate = 500

var placed = regexp.MustCompile(`\{(\w+)\}`)

// KnowsTemplate reports whether a template names nothing that there is not.
func KnowsTemplate(template string) bool {
	return !slices.ContainsFunc(placed.FindAllStringSubmatch(template, -1), func(m []string) bool {
		return !slices.Contains(places, m[1])
	})
}

// quoted is how many sentences are posted of an article.
const quoted = 2

// render makes the post of an article; copies have the same text.
func (r *feedRound) render(ctx context.Context, rule record.Rule, a retrieval.Article, copies []retrieval.Meta) (posting, error) {
	summary, err := r.lib.Summarize(ctx, a.ID, quoted)
	if err != nil {
		return posting{}, err
	}
	meta := a.Meta
	if !r.pictures {
		meta.Image = ""
	}
	return post(r.say, rule, meta, summary.Sentences, copies), nil
}

func post(v show.Voice, rule record.Rule, a retrieval.Meta, sentences []answers.SummarySentence, copies []retrieval.Meta) posting {
	m := posting{}
	if rule.Role != "" {
		m.Head, m.roles = "<@&"+rule.Role+">", []string{rule.Role}
	}
	quotes := quotations(sentences)
	also := alsoBy(v, a, copies)
	if rule.Template != "" {
		m.Content, m.Embeds = filled(v, rule.Template, a, quotes, also, show.MaxContent-show.Size(m.Head)-1)
		return m
	}
	embed := &discordgo.MessageEmbed{
		Author: &discordgo.MessageEmbedAuthor{Name: show.Clip(v.Outlet(a), show.MaxTitle)},
		Title:  show.ClipMarkdown(v.Headline(a), show.MaxTitle), URL: show.WebLink(a.URL), Color: show.ColourQuoted,
	}
	if image := show.WebLink(a.Image); image != "" {
		embed.Image = &discordgo.MessageEmbedImage{URL: image}
	}
	show.Fill(embed, quotes, "\n\n")
	footer := []string{v.Date(a)}
	for _, part := range []string{answers.Inline(a.Agency), also} {
		if part != "" {
			footer = append(footer, part)
		}
	}
	embed.Footer = &discordgo.MessageEmbedFooter{Text: show.Clip(strings.Join(footer, " · "), show.MaxFooter)}
	m.Embeds = []*discordgo.MessageEmbed{embed}
	return m
}

func quotations(sentences []answers.SummarySentence) []string {
	out := make([]string, len(sentences))
	for i, s := range sentences {
		out[i] = show.Quotation(s.Excerpt, nil)
	}
	return out
}

// alsoBy names the other outlets that have the same text, "" when there are none.
func alsoBy(v show.Voice, a retrieval.Meta, copies []retrieval.Meta) string {
	var outlets []string
	for _, c := range copies {
		if name := v.Outlet(c); name != v.Outlet(a) && !slices.Contains(outlets, name) {
			outlets = append(outlets, name)
		}
	}
	if len(outlets) == 0 {
		return ""
	}
	return v.Say("post_also_by", "Outlets", strings.Join(outlets, ", "))
}

// filled fills a template in: with as many whole quotations as there is room for
// in so many characters, and the picture below.
func filled(v show.Voice, template string, a retrieval.Meta, quotes []string, also string, room int) (string, []*discordgo.MessageEmbed) {
	var embeds []*discordgo.MessageEmbed
	if image := show.WebLink(a.Image); image != "" && strings.Contains(template, "{image}") {
		embeds = []*discordgo.MessageEmbed{{Image: &discordgo.MessageEmbedImage{URL: image}, Color: show.ColourQuoted}}
	}
	for {
		text := strings.NewReplacer(
			"{headline}", show.ClipMarkdown(v.Headline(a), show.MaxTitle), "{outlet}", show.ClipMarkdown(v.Outlet(a), show.MaxChoice),
			"{day}", show.Markdown(v.Date(a), nil), "{link}", show.WebLink(a.URL), "{image}", "", "{sentences}", strings.Join(quotes, "\n"),
		).Replace(template)
		if also != "" {
			text += "\n-# " + show.ClipMarkdown(also, show.MaxTitle)
		}
		text = strings.TrimSpace(text)
		if text != "" && show.Size(text) <= room {
			return text, embeds
		}
		if text == "" || len(quotes) == 0 { // a template that names nothing that the article has, or too much
			return show.ClipMarkdown(v.Headline(a), show.MaxTitle), embeds
		}
		quotes = quotes[:len(quotes)-1]
	}
}

// Describe says how articles are posted, in a line.
func Describe(v show.Voice, rule record.Rule) string {
	parts := []string{v.Say("post_hourly", "Count", rule.Hourly)}
	if rule.Role != "" {
		parts = append(parts, "<@&"+rule.Role+">")
	}
	if rule.Publish {
		parts = append(parts, v.Say("post_published"))
	}
	if len(rule.Only) > 0 {
		parts = append(parts, v.Say("post_only", "Words", show.ClipMarkdown(strings.Join(rule.Only, ", "), show.MaxChoice)))
	}
	if len(rule.Without) > 0 {
		parts = append(parts, v.Say("post_without", "Words", show.ClipMarkdown(strings.Join(rule.Without, ", "), show.MaxChoice)))
	}
	if rule.Template != "" {
		parts = append(parts, v.Say("post_template"))
	}
	return strings.Join(parts, " · ")
}

// Line says where and how a feed is posted, and what keeps it from being so.
func (p *Poster) Line(v show.Voice, post record.Post) string {
	line := "→ <#" + post.Channel + "> · " + Describe(v, post.Rule)
	if post.Paused {
		line += " · " + v.Say("post_is_paused")
	}
	if p.rests.Muted(postName(post)) {
		line = "⚠ " + line + " · " + v.Say("post_muted")
	}
	return line
}
