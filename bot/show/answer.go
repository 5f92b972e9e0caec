package show

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/record"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// Colours of an embed's edge: what is quoted, and what is no answer.
const (
	ColourQuoted  = 0x2F6FB3
	ColourNearest = 0x8A8F98
)

// Answer shows an answer: its excerpts under their articles, or that there is
// none.
func Answer(v Voice, a answers.Answer) Message {
	if a.Languages != nil {
		return Message{Content: v.Say("no_language", "Asked", v.languages(a.Languages.Asked), "Held", v.languages(a.Languages.Held...))}
	}
	if !a.Answered || len(a.Excerpts) == 0 {
		return renderNearest(v, a)
	}
	m := Message{}
	if a.Independent < a.Articles {
		m.Content = v.Say("independent", "Articles", a.Articles, "Texts", a.Independent)
	}
	if len(a.Silent) > 0 {
		m.Content = strings.TrimSpace(v.Say("silent_outlets", "Outlets", ClipMarkdown(strings.Join(a.Silent, ", "), MaxFieldName)) + "\n" + m.Content)
	}
	return m.With(v, ByArticle(v, a.Excerpts), "excerpts_left")
}

// How long what is quoted may be, in characters, so that Discord takes it in a
// message of components with all that stands around it: the quotations of an
// embed among others, and those of an article alone.
const (
	maxQuoted  = 1800
	maxArticle = 2800
)

// Excerpts shows quotations, an embed each, with the articles that they are from.
func Excerpts(v Voice, excerpts []answers.Excerpt) []*discordgo.MessageEmbed {
	embeds := make([]*discordgo.MessageEmbed, len(excerpts))
	for i, e := range excerpts {
		embeds[i] = articleEmbed(v, e.Article)
		embeds[i].Description = fitQuotation(v, e)
		setFooter(embeds[i], footer(v, e.Article, e.AlsoCarriedBy))
	}
	return embeds
}

// ByArticle shows quotations under the articles that they are from, an embed an
// article where Discord lets it have all of them, in the order of their first.
func ByArticle(v Voice, excerpts []answers.Excerpt) []*discordgo.MessageEmbed {
	return byArticle(v, excerpts, make([]string, len(excerpts)))
}

// byArticle does what ByArticle does, with what is said of each below it.
func byArticle(v Voice, excerpts []answers.Excerpt, below []string) []*discordgo.MessageEmbed {
	type key struct{ id, title, url string }
	type group struct {
		embed    *discordgo.MessageEmbed
		article  retrieval.Meta
		carriers []retrieval.Meta
	}
	var groups []*group
	of := map[key]*group{}
	for i, e := range excerpts {
		k := key{e.Article.ID, e.Article.Title, e.Article.URL}
		q := fitQuotation(v, e) + below[i]
		g := of[k]
		if g == nil || Size(g.embed.Description)+2+Size(q) > maxQuoted {
			g = &group{embed: articleEmbed(v, e.Article), article: e.Article}
			groups, of[k] = append(groups, g), g
		}
		g.embed.Description = strings.TrimPrefix(g.embed.Description+"\n\n"+q, "\n\n")
		g.carriers = append(g.carriers, e.AlsoCarriedBy...)
	}
	embeds := make([]*discordgo.MessageEmbed, len(groups))
	for i, g := range groups {
		setFooter(g.embed, footer(v, g.article, g.carriers))
		embeds[i] = g.embed
	}
	return embeds
}

// Pending adds to an answer that it was looked for in a part of the library, unless
// that is nil.
func Pending(v Voice, m Message, part *retrieval.Pending) Message {
	if part != nil && (m.Text() != "" || len(m.Embeds) > 0) {
		m.Content = strings.TrimSpace(v.Say("pending", "Read", part.Read, "Articles", part.Articles) + "\n" + m.Content)
	}
	return m
}

// renderNearest says that there is no answer, and what came closest.
func renderNearest(v Voice, a answers.Answer) Message {
	m := Message{Content: v.Say("no_answer")}
	if a.NothingPasses {
		m.Content = v.Say("nothing_passes")
	}
	if len(a.Missing) > 0 {
		m.Content += "\n" + v.Say("missing_words", "Words", ClipMarkdown(strings.Join(a.Missing, ", "), MaxFieldName))
	}
	if len(a.Nearest) == 0 {
		return m
	}
	embeds := []*discordgo.MessageEmbed{{Title: v.Say("nearest"), Description: v.Say("nearest_note"), Color: ColourNearest}}
	for _, a := range a.Nearest[:min(len(a.Nearest), maxNearest)] {
		embed := articleEmbed(v, a)
		setFooter(embed, v.Date(a))
		embed.Color, embed.Image = ColourNearest, nil
		embeds = append(embeds, embed)
	}
	return m.With(v, embeds, "embeds_left")
}

// maxNearest is how many articles are named beside an answer that is missing.
const maxNearest = 5

// Summary shows an article's own sentences under one heading.
func Summary(v Voice, s answers.Summary) Message {
	if len(s.Sentences) == 0 {
		return Notice(v.Say("no_summary"))
	}
	article := s.Sentences[0].Article
	embed := articleEmbed(v, article)
	setFooter(embed, footer(v, article, nil)+" · "+v.Say("summary_of"))
	var lines []string
	for _, e := range s.Sentences {
		lines = append(lines, Quotation(e.Excerpt, nil))
	}
	left := fill(embed, lines, "\n\n", maxArticle)
	m := Message{}.With(v, []*discordgo.MessageEmbed{embed}, "excerpts_left")
	switch {
	case left == len(s.Sentences):
		embed.Description = v.Say("passage_too_long")
	case left > 0:
		m.Content = v.Say("sentences_left", "Count", left)
	}
	return m
}

// Fill puts lines into an embed while Discord has room for them, each whole, and
// says how many were left.
func Fill(embed *discordgo.MessageEmbed, lines []string, between string) (left int) {
	return fill(embed, lines, between, MaxDescription)
}

// fill does what Fill does with at most so many characters of them.
func fill(embed *discordgo.MessageEmbed, lines []string, between string, most int) (left int) {
	for i, line := range lines {
		if i > 0 {
			line = between + line
		}
		if Size(embed.Description)+Size(line) > most || EmbedSize(embed)+Size(line) > MaxEmbedsTotal {
			return len(lines) - i
		}
		embed.Description += line
	}
	return 0
}

// articleEmbed names an article: its outlet, its headline, where it stands.
func articleEmbed(v Voice, m retrieval.Meta) *discordgo.MessageEmbed {
	embed := &discordgo.MessageEmbed{
		Author: &discordgo.MessageEmbedAuthor{Name: Clip(v.Outlet(m), maxAuthor)},
		Title:  ClipMarkdown(v.Headline(m), MaxTitle),
		URL:    WebLink(m.URL),
		Color:  ColourQuoted,
	}
	if picture := WebLink(m.Image); picture != "" {
		embed.Image = &discordgo.MessageEmbedImage{URL: picture}
	}
	return embed
}

// setFooter puts a text in small letters below an embed.
func setFooter(embed *discordgo.MessageEmbed, text string) {
	embed.Footer = &discordgo.MessageEmbedFooter{Text: Clip(text, MaxFooter)}
}

// footer says when an article appeared, whom it credits and who else has it.
func footer(v Voice, m retrieval.Meta, others []retrieval.Meta) string {
	parts := []string{v.Date(m)}
	for _, part := range []string{answers.Inline(m.Agency), alsoCarriedBy(v, others)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

// fitQuotation returns the quotation, or what stands in its place when Discord
// would not take it whole: a quotation is never cut for its length.
func fitQuotation(v Voice, e answers.Excerpt) string {
	for _, bold := range [][]text.Span{e.Matched, nil} {
		if q := Quotation(e, bold); Size(q) <= maxQuoted {
			return q
		}
	}
	return v.Say("passage_too_long")
}

// Quotation returns an excerpt between quotation marks. What marks that a
// sentence goes on stands outside of them, for it is not the article's.
func Quotation(e answers.Excerpt, matched []text.Span) string {
	bold := make([]text.Span, 0, len(matched))
	for _, s := range matched {
		bold = append(bold, text.Span{Start: s.Start - e.Start, End: s.End - e.Start})
	}
	q := Isolate("“" + Markdown(e.Text, bold) + "”")
	if e.TrimmedFront {
		q = Ellipsis + " " + q
	}
	if e.TrimmedEnd {
		q += " " + Ellipsis
	}
	return q
}

// Echo puts the question above its answer, for a slash command shows the other
// members only that something was asked; and how it was understood, where that
// is otherwise than it was asked. A digest may have no topic.
func Echo(v Voice, m Message, in record.Inquiry) Message {
	m.Head = v.Say("asked_" + string(in.Kind))
	about := []string{}
	if in.Text != "" {
		about = append(about, ClipMarkdown(answers.Inline(in.Text), MaxContent/4))
	}
	if about = append(about, narrowing(v, in)...); len(about) > 0 {
		m.Head += " " + strings.Join(about, " · ")
	}
	return Understood(v, m, in)
}

// narrowing says within what something was looked for.
func narrowing(v Voice, in record.Inquiry) []string {
	var out []string
	for _, outlet := range in.Outlets {
		out = append(out, ClipMarkdown(answers.Inline(outlet), MaxChoice))
	}
	if in.Since != "" || in.Until != "" {
		out = append(out, cmp.Or(v.Day(in.Since), Ellipsis)+" – "+cmp.Or(v.Day(in.Until), Ellipsis))
	}
	if in.LoadedBy != "" {
		out = append(out, v.Say("loaded_by", "Day", v.Day(in.LoadedBy)))
	}
	return out
}

// Understood says how a follow-up was understood.
func Understood(v Voice, m Message, in record.Inquiry) Message {
	if in.Understood != "" {
		m.Head = strings.TrimSpace(m.Head + "\n" + v.Say("understood") + " " + ClipMarkdown(answers.Inline(in.Understood), MaxContent/4))
	}
	return m
}

// maxCarriers bounds how many outlets are named as carrying a text too.
const maxCarriers = 10

// alsoCarriedBy names the outlets of the other articles with the same text,
// each once.
func alsoCarriedBy(v Voice, articles []retrieval.Meta) string {
	var names []string
	for _, m := range articles {
		if name := v.Outlet(m); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	if more := len(names) - maxCarriers; more > 0 {
		names = append(names[:maxCarriers], v.Say("carriers_left", "Count", more))
	}
	return v.Say("also_carried_by", "Outlets", strings.Join(names, ", "))
}

// EmbedSize counts what Discord counts towards the limit of all embeds.
func EmbedSize(e *discordgo.MessageEmbed) int {
	n := Size(e.Title) + Size(e.Description)
	if e.Footer != nil {
		n += Size(e.Footer.Text)
	}
	if e.Author != nil {
		n += Size(e.Author.Name)
	}
	for _, f := range e.Fields {
		n += fieldSize(f)
	}
	return n
}

func fieldSize(f *discordgo.MessageEmbedField) int { return Size(f.Name) + Size(f.Value) }
