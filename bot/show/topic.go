package show

import (
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/retrieval"
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
		text := basis + " · " + footer(v, e.Excerpt.Article, e.Excerpt.AlsoCarriedBy)
		embed.Footer = &discordgo.MessageEmbedFooter{Text: Clip(text, MaxFooter)}
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
		var others []string
		for _, o := range e.Outlets[min(len(e.Outlets), 1):] {
			others = append(others, v.Outlet(retrieval.Meta{Outlet: o}))
		}
		if len(others) > 0 {
			below[i] = "\n-# " + ClipMarkdown(v.Say("also_told_by", "Outlets", strings.Join(others, ", ")), MaxFieldName)
		}
	}
	return byArticle(v, excerpts, func(i int) string { return below[i] })
}

// Days writes a day, or those from one to another, a whole month or year as
// such.
func (v Voice) Days(first, last string) string {
	a, errA := time.Parse(time.DateOnly, first)
	b, errB := time.Parse(time.DateOnly, last)
	switch {
	case errA != nil || errB != nil || a.Equal(b):
		return v.Day(first)
	case a.YearDay() == 1 && b.Equal(a.AddDate(1, 0, -1)):
		return a.Format("2006")
	case a.Day() == 1 && b.Equal(a.AddDate(0, 1, -1)):
		return v.Say("month", "Month", v.monthName(a), "Year", a.Year())
	}
	return v.Day(first) + " – " + v.Day(last)
}

func (v Voice) monthName(t time.Time) string { return strings.Fields(v.Say("months"))[t.Month()-1] }
