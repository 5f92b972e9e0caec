package bot

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
	colourQuoted  = 0x2F6FB3
	colourNearest = 0x8A8F98
)

// renderAnswer shows an answer: an embed an excerpt, or that there is none.
func renderAnswer(v voice, a answers.Answer) message {
	if a.Languages != nil {
		return message{content: v.say("no_language", "Asked", v.languages(a.Languages.Asked), "Held", v.languages(a.Languages.Held...))}
	}
	if !a.Answered || len(a.Excerpts) == 0 {
		return renderNearest(v, a)
	}
	m := message{}
	if a.Independent < a.Articles {
		m.content = v.say("independent", "Articles", a.Articles, "Texts", a.Independent)
	}
	if len(a.Silent) > 0 {
		m.content = strings.TrimSpace(v.say("silent_outlets", "Outlets", clipMarkdown(strings.Join(a.Silent, ", "), maxFieldName)) + "\n" + m.content)
	}
	return m.with(v, renderExcerpts(v, a.Excerpts), "excerpts_left")
}

func renderExcerpts(v voice, excerpts []answers.Excerpt) []*discordgo.MessageEmbed {
	embeds := make([]*discordgo.MessageEmbed, len(excerpts))
	for i, e := range excerpts {
		embeds[i] = articleEmbed(v, e.Article)
		embeds[i].Description = fitQuotation(v, e)
		embeds[i].Footer = &discordgo.MessageEmbedFooter{Text: clip(footer(v, e.Article, e.AlsoCarriedBy), maxFooter)}
	}
	return embeds
}

// renderNearest says that there is no answer, and what came closest.
func renderNearest(v voice, a answers.Answer) message {
	m := message{content: v.say("no_answer")}
	if a.NothingPasses {
		m.content = v.say("nothing_passes")
	}
	if len(a.Missing) > 0 {
		m.content += "\n" + v.say("missing_words", "Words", clipMarkdown(strings.Join(a.Missing, ", "), maxFieldName))
	}
	if len(a.Nearest) == 0 {
		return m
	}
	embed := &discordgo.MessageEmbed{Title: v.say("nearest"), Description: v.say("nearest_note"), Color: colourNearest}
	for _, a := range a.Nearest {
		field := &discordgo.MessageEmbedField{
			Name:  clipMarkdown(v.headline(a), maxFieldName),
			Value: clipMarkdown(v.outlet(a), maxFieldName) + " · " + v.date(a),
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
func renderSummary(v voice, s answers.Summary) message {
	if len(s.Sentences) == 0 {
		return notice(v.say("no_summary"))
	}
	article := s.Sentences[0].Article
	embed := articleEmbed(v, article)
	embed.Footer = &discordgo.MessageEmbedFooter{Text: clip(footer(v, article, nil)+" · "+v.say("summary_of"), maxFooter)}
	var lines []string
	for _, e := range s.Sentences {
		lines = append(lines, quotation(e.Excerpt, nil))
	}
	left := fill(embed, lines, "\n\n")
	m := message{embeds: []*discordgo.MessageEmbed{embed}}
	switch {
	case left == len(s.Sentences):
		embed.Description = v.say("passage_too_long")
	case left > 0:
		m.content = v.say("sentences_left", "Count", left)
	}
	return m
}

// fill puts lines into an embed while Discord has room for them, each whole, and
// says how many were left.
func fill(embed *discordgo.MessageEmbed, lines []string, between string) (left int) {
	for i, line := range lines {
		if i > 0 {
			line = between + line
		}
		if size(embed.Description)+size(line) > maxDescription || embedSize(embed)+size(line) > maxEmbedsTotal {
			return len(lines) - i
		}
		embed.Description += line
	}
	return 0
}

// articleEmbed names an article: its outlet, its headline, where it stands.
func articleEmbed(v voice, m retrieval.Meta) *discordgo.MessageEmbed {
	return &discordgo.MessageEmbed{
		Author: &discordgo.MessageEmbedAuthor{Name: clip(v.outlet(m), maxAuthor)},
		Title:  clipMarkdown(v.headline(m), maxTitle),
		URL:    webLink(m.URL),
		Color:  colourQuoted,
	}
}

// footer says when an article appeared, whom it credits and who else has it.
func footer(v voice, m retrieval.Meta, others []retrieval.Meta) string {
	parts := []string{v.date(m)}
	for _, part := range []string{answers.Inline(m.Agency), alsoCarriedBy(v, others)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

// fitQuotation returns the quotation, or what stands in its place when Discord
// would not take it whole: a quotation is never cut for its length.
func fitQuotation(v voice, e answers.Excerpt) string {
	for _, bold := range [][]text.Span{e.Matched, nil} {
		if q := quotation(e, bold); size(q) <= maxDescription {
			return q
		}
	}
	return v.say("passage_too_long")
}

// quotation returns an excerpt between quotation marks. What marks that a
// sentence goes on stands outside of them, for it is not the article's.
func quotation(e answers.Excerpt, matched []text.Span) string {
	bold := make([]text.Span, 0, len(matched))
	for _, s := range matched {
		bold = append(bold, text.Span{Start: s.Start - e.Start, End: s.End - e.Start})
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
// members only that something was asked; and how it was understood, where that
// is otherwise than it was asked. A digest may have no topic.
func echo(v voice, m message, in record.Inquiry) message {
	m.head = v.say("asked_" + string(in.Kind))
	about := []string{}
	if in.Text != "" {
		about = append(about, clipMarkdown(answers.Inline(in.Text), maxContent/4))
	}
	if about = append(about, narrowing(v, in)...); len(about) > 0 {
		m.head += " " + strings.Join(about, " · ")
	}
	return understood(v, m, in)
}

// narrowing says within what something was looked for.
func narrowing(v voice, in record.Inquiry) []string {
	var out []string
	for _, outlet := range in.Outlets {
		out = append(out, clipMarkdown(answers.Inline(outlet), maxChoice))
	}
	if in.Since != "" || in.Until != "" {
		out = append(out, cmp.Or(v.day(in.Since), ellipsis)+" – "+cmp.Or(v.day(in.Until), ellipsis))
	}
	if in.LoadedBy != "" {
		out = append(out, v.say("loaded_by", "Day", v.day(in.LoadedBy)))
	}
	return out
}

// understood says how a follow-up was understood.
func understood(v voice, m message, in record.Inquiry) message {
	if in.Understood != "" {
		m.head = strings.TrimSpace(m.head + "\n" + v.say("understood") + " " + clipMarkdown(answers.Inline(in.Understood), maxContent/4))
	}
	return m
}

// with adds the embeds for which Discord has room, and says how many were left,
// in the text of that id.
func (m message) with(v voice, embeds []*discordgo.MessageEmbed, left string) message {
	total := 0
	for i, e := range embeds {
		if total += embedSize(e); total > maxEmbedsTotal || i == maxEmbeds {
			m.content = strings.TrimSpace(m.content + "\n" + v.say(left, "Count", len(embeds)-i))
			break
		}
		m.embeds = append(m.embeds, e)
	}
	return m
}

// maxCarriers bounds how many outlets are named as carrying a text too.
const maxCarriers = 10

// alsoCarriedBy names the outlets of the other articles with the same text,
// each once.
func alsoCarriedBy(v voice, articles []retrieval.Meta) string {
	var names []string
	for _, m := range articles {
		if name := v.outlet(m); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	if more := len(names) - maxCarriers; more > 0 {
		names = append(names[:maxCarriers], v.say("carriers_left", "Count", more))
	}
	return v.say("also_carried_by", "Outlets", strings.Join(names, ", "))
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
