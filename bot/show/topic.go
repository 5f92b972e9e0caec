package show

import (
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/retrieval"
)

// Comparison shows what outlets say: an embed for each outlet, then what
// most report, what one alone does, what differs, and who is quoted.
func Comparison(v Voice, c answers.Comparison) []*discordgo.MessageEmbed {
	var out []*discordgo.MessageEmbed
	for _, o := range c.Outlets {
		var lines []string
		for _, e := range o.Excerpts {
			lines = append(lines, sourced(v, e))
		}
		title := v.Outlet(retrieval.Meta{Outlet: o.Outlet}) + " · " + v.Say("articles_count", "Count", o.Articles)
		out = append(out, sheets(v, ClipMarkdown(title, MaxTitle), lines)...)
	}
	out = append(out, sheets(v, v.Say("compare_common"), pointLines(v, c.Common))...)
	out = append(out, sheets(v, v.Say("compare_only"), pointLines(v, c.Only))...)
	for _, d := range c.Differ {
		var lines []string
		for _, value := range d.Values {
			lines = append(lines, "**"+ClipMarkdown(answers.Inline(value.Value), MaxTitle)+"**\n"+sourced(v, value.Excerpt))
		}
		title := v.Say("compare_differ") + " " + v.Say("figure_"+d.Kind) + ": " + answers.Inline(d.Of)
		out = append(out, sheets(v, ClipMarkdown(title, MaxTitle), lines)...)
	}
	return append(out, sheets(v, v.Say("compare_quoted"), voiceLines(v, c.Quoted))...)
}

// pointLines returns points, each in the words of its outlets.
func pointLines(v Voice, points []answers.Point) []string {
	var out []string
	for i, p := range points {
		var parts []string
		for _, e := range p.Excerpts {
			parts = append(parts, sourced(v, e))
		}
		number := "**" + strconv.Itoa(i+1) + ".** "
		out = append(out, number+strings.Join(parts, "\n"))
	}
	return out
}

// voiceLines say who is quoted, by whom, without the quotations, which may be
// many.
func voiceLines(v Voice, voices []answers.Voice) []string {
	var out []string
	for _, w := range voices {
		var names []string
		for _, o := range w.Outlets {
			names = append(names, v.Outlet(retrieval.Meta{Outlet: o}))
		}
		line := "**" + ClipMarkdown(answers.Inline(w.Speaker), MaxTitle) + "** · " + ClipMarkdown(strings.Join(names, ", "), MaxTitle)
		out = append(out, line)
	}
	return out
}

// Timeline shows events, an embed each, the oldest first.
func Timeline(v Voice, t answers.Timeline) []*discordgo.MessageEmbed {
	var out []*discordgo.MessageEmbed
	for _, e := range t.Events {
		embed := articleEmbed(v, e.Excerpt.Article)
		embed.Author.Name = Clip(v.Days(e.Date, e.Until)+" · "+v.Outlet(e.Excerpt.Article), maxAuthor)
		embed.Description = fitQuotation(v, e.Excerpt)
		basis := v.Say("day_published")
		if e.Basis == answers.ByText {
			basis = v.Say("day_by_text", "Words", answers.Inline(e.Words))
		}
		text := basis + " · " + footer(v, e.Excerpt.Article, e.Excerpt.AlsoCarriedBy)
		embed.Footer = &discordgo.MessageEmbedFooter{Text: Clip(text, MaxFooter)}
		out = append(out, embed)
	}
	return out
}

// Digest shows main points, an embed each, with the outlets that tell
// them.
func Digest(v Voice, s answers.Summary) []*discordgo.MessageEmbed {
	var out []*discordgo.MessageEmbed
	for _, e := range s.Sentences {
		embed := articleEmbed(v, e.Article)
		embed.Description = fitQuotation(v, e.Excerpt)
		text := footer(v, e.Article, e.AlsoCarriedBy)
		if len(e.Outlets) > 1 {
			var others []string
			for _, o := range e.Outlets[1:] {
				others = append(others, v.Outlet(retrieval.Meta{Outlet: o}))
			}
			text += " · " + v.Say("also_told_by", "Outlets", strings.Join(others, ", "))
		}
		embed.Footer = &discordgo.MessageEmbedFooter{Text: Clip(text, MaxFooter)}
		out = append(out, embed)
	}
	return out
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

// sourced returns a quotation with what it is from below it, in small letters.
func sourced(v Voice, e answers.Excerpt) string {
	m := e.Article
	source := "-# " + ClipMarkdown(v.Outlet(m), maxAuthor/2) + " · " + v.Date(m) + " · " + ClipMarkdown(v.Headline(answers.Beside(m)), MaxTitle)
	if carried := alsoCarriedBy(v, e.AlsoCarriedBy); carried != "" {
		source += " · " + ClipMarkdown(carried, maxAuthor)
	}
	if u := WebLink(m.URL); u != "" {
		source += " · <" + u + ">"
	}
	return fitQuotation(v, answers.Excerpt{Text: e.Text, Article: m, TrimmedFront: e.TrimmedFront, TrimmedEnd: e.TrimmedEnd}) + "\n" + source
}

// maxSheet is how long an embed of several quotations is, so that two stand on
// a page; one quotation may be longer.
const maxSheet = 2400

// sheets puts lines under a title, on as many embeds as they take, each line
// whole. One that no embed takes is left out, and its place says so.
func sheets(v Voice, title string, lines []string) []*discordgo.MessageEmbed {
	var out []*discordgo.MessageEmbed
	for _, line := range lines {
		if Size(line) > MaxDescription {
			line = v.Say("passage_too_long")
		}
		last := len(out) - 1
		if last < 0 || Size(out[last].Description)+2+Size(line) > max(maxSheet, Size(line)) {
			out = append(out, &discordgo.MessageEmbed{Title: title, Description: line, Color: ColourQuoted})
			continue
		}
		out[last].Description += "\n\n" + line
	}
	return out
}
