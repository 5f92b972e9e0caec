package show

import (
	"github.com/bwmarrin/discordgo"

	"dateline/answers"
)

// Timeline shows events, the oldest first, under the day of each; a day is written
// once.
func Timeline(v Voice, t answers.Timeline) []*discordgo.MessageEmbed {
	var out []*discordgo.MessageEmbed
	before := ""
	for _, e := range t.Events {
		embed := articleEmbed(v, e.Excerpt.Article)
		embed.Author.Name = Clip(v.Outlet(e.Excerpt.Article)+" · "+v.Headline(e.Excerpt.Article), maxAuthor)
		embed.Title = v.Days(e.Date, e.Until)
		if embed.Title == before {
			embed.Title = ""
		} else {
			before = embed.Title
		}
		embed.Description = fitQuotation(v, e.Excerpt)
		basis := v.Say("day_published")
		if e.Basis == answers.ByText {
			basis = v.Say("day_by_text", "Words", answers.Inline(e.Words))
		}
		setFooter(embed, basis+" · "+footer(v, e.Excerpt.Article, e.Excerpt.AlsoCarriedBy))
		embed.Image = nil
		out = append(out, embed)
	}
	return out
}

// Digest shows main points under the articles that they are from, each with the
// outlets that tell it too.
func Digest(v Voice, s answers.Summary) []*discordgo.MessageEmbed {
	excerpts, below := make([]answers.Excerpt, len(s.Sentences)), make([]string, len(s.Sentences))
	for i, e := range s.Sentences {
		excerpts[i] = e.Excerpt
		if len(e.Outlets) > 1 {
			below[i] = "\n-# " + ClipMarkdown(v.Say("also_told_by", "Outlets", v.outlets(e.Outlets[1:])), MaxFieldName)
		}
	}
	return byArticle(v, excerpts, below)
}
