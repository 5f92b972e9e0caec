package show

import (
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/retrieval"
)

// What stands at the top of a comparison: so many things that differ, and of each
// outlet so many excerpts of so many characters.
const (
	topDiffer   = 5
	topExcerpts = 3
	shortQuote  = 280
)

// Comparison shows what outlets say, side by side, by pages: on top what differs,
// then each outlet with a few short excerpts under its articles, and on pages of
// their own all the rest. What is told on top names an article once with its
// headline and its address, and so does each part of the rest.
func Comparison(v Voice, c answers.Comparison) [][]*discordgo.MessageEmbed {
	w := comparing{v: v, named: map[string]bool{}}
	var outlets, rest []*discordgo.MessageEmbed
	for _, o := range c.Outlets {
		top, left := shortest(o.Excerpts)
		outlets = append(outlets, w.outlet(o, top)...)
		rest = append(rest, ByArticle(v, left)...)
	}
	top := Pages(append(w.differing(c.Differ), outlets...))
	var out []*discordgo.MessageEmbed
	for _, part := range [][]*discordgo.MessageEmbed{
		w.anew().differ(c.Differ),
		sheets(v, v.Say("compare_common"), w.anew().points(c.Common)),
		sheets(v, v.Say("compare_only"), w.anew().points(c.Only)),
	} {
		out = append(out, part...)
	}
	out = append(out, sheets(v, v.Say("compare_quoted"), voiceLines(v, c.Quoted))...)
	return append(top, Pages(append(out, rest...))...)
}

// shortest returns the excerpts that are shown first, in their order, and the
// others: those that are short, and where none is, the first.
func shortest(excerpts []answers.Excerpt) (top, left []answers.Excerpt) {
	for _, e := range excerpts {
		if len(top) < topExcerpts && Size(e.Text) <= shortQuote {
			top = append(top, e)
		} else {
			left = append(left, e)
		}
	}
	if len(top) == 0 && len(left) > 0 {
		top, left = left[:1], left[1:]
	}
	return top, left
}

// comparing is what a comparison has shown so far.
type comparing struct {
	v Voice
	// named are the articles that were named with headline and address.
	named map[string]bool
}

// anew begins a part of the comparison, which names its articles itself.
func (w comparing) anew() comparing { return comparing{v: w.v, named: map[string]bool{}} }

// outlet shows what an outlet says: its name, and below it the first of its
// articles; any other as an article is shown elsewhere.
func (w comparing) outlet(o answers.OutletReport, excerpts []answers.Excerpt) []*discordgo.MessageEmbed {
	embeds := ByArticle(w.v, excerpts)
	for _, e := range excerpts {
		w.named[e.Article.ID] = true
	}
	if len(embeds) == 0 {
		return nil
	}
	name := w.v.Outlet(retrieval.Meta{Outlet: o.Outlet}) + " · " + w.v.Say("articles", "Count", o.Articles)
	first := embeds[0]
	first.Author.Name = Clip(w.v.Headline(excerpts[0].Article), maxAuthor)
	first.Title = ClipMarkdown(name, MaxTitle)
	return embeds
}

// differing names what differs: the values, and who gives each. Their words stand
// on another page.
func (w comparing) differing(all []answers.Difference) []*discordgo.MessageEmbed {
	var lines []string
	for _, d := range all[:min(len(all), topDiffer)] {
		line := "__" + w.what(d) + "__"
		for _, value := range d.Values {
			m := value.Excerpt.Article
			line += "\n**" + ClipMarkdown(answers.Inline(value.Value), MaxChoice) + "** · " + ClipMarkdown(w.v.Outlet(m), MaxChoice) + ", " + w.v.Date(m)
		}
		lines = append(lines, line)
	}
	return sheets(w.v, w.v.Say("compare_differ"), lines)
}

// what names a thing that differs.
func (w comparing) what(d answers.Difference) string {
	return ClipMarkdown(w.v.Named(w.v.Say("figure_"+d.Kind), answers.Inline(d.Of)), MaxTitle)
}

// differ shows what differs, each value in the words that give it.
func (w comparing) differ(all []answers.Difference) []*discordgo.MessageEmbed {
	var lines []string
	for _, d := range all {
		var values []string
		for _, value := range d.Values {
			values = append(values, w.v.Named("**"+ClipMarkdown(answers.Inline(value.Value), MaxTitle)+"**", w.sourced(value.Excerpt)))
		}
		lines = append(lines, "__"+w.what(d)+"__\n"+strings.Join(values, "\n"))
	}
	return sheets(w.v, w.v.Say("compare_differ"), lines)
}

// points returns points, each in the words of its outlets.
func (w comparing) points(points []answers.Point) []string {
	var out []string
	for i, p := range points {
		var parts []string
		for _, e := range p.Excerpts {
			parts = append(parts, w.sourced(e))
		}
		out = append(out, "**"+strconv.Itoa(i+1)+".** "+strings.Join(parts, "\n"))
	}
	return out
}

// sourced returns a quotation with what it is from below it, in small letters:
// the outlet and the day where the article was named already.
func (w comparing) sourced(e answers.Excerpt) string {
	m := e.Article
	source := []string{ClipMarkdown(w.v.Outlet(m), maxAuthor/2), w.v.Date(m)}
	if m.ID == "" || !w.named[m.ID] {
		source = append(source, ClipMarkdown(w.v.Headline(answers.Beside(m)), MaxTitle))
		if carried := alsoCarriedBy(w.v, e.AlsoCarriedBy); carried != "" {
			source = append(source, ClipMarkdown(carried, maxAuthor))
		}
		if u := WebLink(m.URL); u != "" {
			source = append(source, "<"+u+">")
		}
		w.named[m.ID] = true
	}
	e.Matched = nil // nothing of it is in bold
	return fitQuotation(w.v, e) + "\n-# " + strings.Join(source, " · ")
}

// voiceLines say who is quoted, by whom, without the quotations, which may be
// many.
func voiceLines(v Voice, voices []answers.Voice) []string {
	var out []string
	for _, w := range voices {
		out = append(out, "**"+ClipMarkdown(answers.Inline(w.Speaker), MaxTitle)+"** · "+ClipMarkdown(v.outlets(w.Outlets), MaxTitle))
	}
	return out
}

// Pages puts embeds on pages, each of them short enough to be read on a phone and
// within Discord's limits.
func Pages(embeds []*discordgo.MessageEmbed) [][]*discordgo.MessageEmbed {
	var out [][]*discordgo.MessageEmbed
	total := 0
	for _, e := range embeds {
		last := len(out) - 1
		if total += EmbedSize(e); last < 0 || total > pageText || len(out[last]) == embedsOnPage {
			out, total = append(out, nil), EmbedSize(e)
			last++
		}
		out[last] = append(out[last], e)
	}
	return out
}

// How many embeds, and characters in them, a page has; one embed may have more.
const (
	embedsOnPage = 4
	pageText     = 2000
)

// maxSheet is how long an embed of several quotations is; one quotation may be
// longer.
const maxSheet = 1200

// sheets puts lines under a title, on as many embeds as they take, each line
// whole. One that no embed takes is left out, and its place says so.
func sheets(v Voice, title string, lines []string) []*discordgo.MessageEmbed {
	var out []*discordgo.MessageEmbed
	for _, line := range lines {
		if Size(line) > maxArticle {
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
