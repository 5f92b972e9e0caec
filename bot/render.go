package bot

import (
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/retrieval"
)

// Colours of an embed's edge: what is quoted, and what is no answer.
const (
	colourQuoted  = 0x2F6FB3
	colourNearest = 0x8A8F98
)

// renderAnswer shows an answer: an embed an excerpt, or that there is none.
func renderAnswer(a answers.Answer) message {
	if !a.Answered || len(a.Excerpts) == 0 {
		return renderNearest(a.Nearest)
	}
	return message{}.with(renderExcerpts(a.Excerpts), "excerpt")
}

func renderExcerpts(excerpts []answers.Excerpt) []*discordgo.MessageEmbed {
	embeds := make([]*discordgo.MessageEmbed, len(excerpts))
	for i, e := range excerpts {
		embeds[i] = articleEmbed(e.Article)
		embeds[i].Description = fitQuotation(e)
		embeds[i].Footer = &discordgo.MessageEmbedFooter{Text: clip(footer(e.Article, e.AlsoCarriedBy), maxFooter)}
	}
	return embeds
}

// renderNearest says that there is no answer, and what came closest.
func renderNearest(nearest []retrieval.Meta) message {
	m := message{content: textNoAnswer}
	if len(nearest) == 0 {
		return m
	}
	embed := &discordgo.MessageEmbed{Title: textNearest, Description: textNearestNote, Color: colourNearest}
	for _, a := range nearest {
		field := &discordgo.MessageEmbedField{
			Name:  clipMarkdown(answers.Headline(a), maxFieldName),
			Value: clipMarkdown(answers.OutletName(a), maxFieldName) + " · " + answers.LongDate(a),
		}
		if u := webLink(a.URL); u != "" && size(field.Value)+1+size(u) <= maxFieldValue {
			field.Value += "\n" + u
		}
		if embedSize(embed)+fieldSize(field) > maxEmbedsTotal || len(embed.Fields) == maxNearest {
			break
		}
		embed.Fields = append(embed.Fields, field)
	}
	m.embeds = []*discordgo.MessageEmbed{embed}
	return m
}

// maxNearest is how many articles are named beside an answer that is missing.
const maxNearest = 5

// renderSummary shows an article's own sentences under one heading.
func renderSummary(s answers.Summary) message {
	if len(s.Sentences) == 0 {
		return notice(textNoSummary)
	}
	article := s.Sentences[0].Article
	embed := articleEmbed(article)
	embed.Footer = &discordgo.MessageEmbedFooter{Text: clip(footer(article, nil)+" · "+textSummaryOf, maxFooter)}
	left := 0
	for i, e := range s.Sentences {
		line := quotation(e, nil)
		if i > 0 {
			line = "\n\n" + line
		}
		if size(embed.Description)+size(line) > maxDescription || embedSize(embed)+size(line) > maxEmbedsTotal {
			left = len(s.Sentences) - i
			break
		}
		embed.Description += line
	}
	m := message{embeds: []*discordgo.MessageEmbed{embed}}
	switch {
	case left == len(s.Sentences):
		embed.Description = textPassageTooLong
	case left > 0:
		m.content = textMore(left, "sentence")
	}
	return m
}

// articleEmbed names an article: its outlet, its headline, where it stands.
func articleEmbed(m retrieval.Meta) *discordgo.MessageEmbed {
	return &discordgo.MessageEmbed{
		Author: &discordgo.MessageEmbedAuthor{Name: clip(answers.OutletName(m), maxAuthor)},
		Title:  clipMarkdown(answers.Headline(m), maxTitle),
		URL:    webLink(m.URL),
		Color:  colourQuoted,
	}
}

// footer says when an article appeared, whom it credits and who else has it.
func footer(m retrieval.Meta, others []retrieval.Meta) string {
	parts := []string{answers.LongDate(m)}
	for _, part := range []string{answers.Inline(m.Agency), alsoCarriedBy(others)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

// fitQuotation is the quotation, or what stands in its place when Discord would
// not take it whole: a quotation is never cut for its length.
func fitQuotation(e answers.Excerpt) string {
	for _, bold := range [][]retrieval.Span{e.Matched, nil} {
		if q := quotation(e, bold); size(q) <= maxDescription {
			return q
		}
	}
	return textPassageTooLong
}

// quotation is an excerpt between quotation marks. What marks that a sentence
// goes on stands outside of them, for it is not the article's.
func quotation(e answers.Excerpt, matched []retrieval.Span) string {
	bold := make([]retrieval.Span, 0, len(matched))
	for _, s := range matched {
		bold = append(bold, retrieval.Span{Start: s.Start - e.Start, End: s.End - e.Start})
	}
	q := isolate("“" + markdown(e.Text, bold) + "”")
	if e.TrimmedFront {
		q = ellipsis + " " + q
	}
	if e.TrimmedEnd {
		q += " " + ellipsis
	}
	return q
}

// echo puts the question above its answer, for a slash command shows the other
// members only that something was asked.
func echo(m message, question string) message {
	const label = "**Asked:** "
	head := label + clipMarkdown(answers.Inline(question), maxContent/4)
	m.content = strings.TrimSpace(head + "\n" + m.content)
	return m
}

// with adds the embeds for which Discord has room, and says how many were left.
func (m message) with(embeds []*discordgo.MessageEmbed, what string) message {
	total := 0
	for i, e := range embeds {
		if total += embedSize(e); total > maxEmbedsTotal || i == maxEmbeds {
			m.content = strings.TrimSpace(fmt.Sprintf("%s\n%s", m.content, textMore(len(embeds)-i, what)))
			break
		}
		m.embeds = append(m.embeds, e)
	}
	return m
}

// embedSize counts what Discord counts towards the limit of all embeds.
func embedSize(e *discordgo.MessageEmbed) int {
	n := size(e.Title) + size(e.Description)
	if e.Footer != nil {
		n += size(e.Footer.Text)
	}
	if e.Author != nil {
		n += size(e.Author.Name)
	}
	for _, f := range e.Fields {
		n += fieldSize(f)
	}
	return n
}

func fieldSize(f *discordgo.MessageEmbedField) int { return size(f.Name) + size(f.Value) }
