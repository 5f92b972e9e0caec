package show

import (
	"slices"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// paragraphsAround is how many paragraphs stand before and after those of the
// excerpt.
const paragraphsAround = 1

// Context shows an excerpt, in bold, within the paragraphs around it. What
// finds no room is left out by whole paragraphs, those of the excerpt last.
func Context(v Voice, e answers.Excerpt, a retrieval.Article) Message {
	paragraphs, first, last := around(a, text.Span{Start: e.Start, End: e.End})
	for extra := paragraphsAround; extra >= 0; extra-- {
		from, to := max(first-extra, 0), min(last+extra, len(paragraphs)-1)
		embed := articleEmbed(v, a.Meta)
		setFooter(embed, footer(v, a.Meta, nil))
		if fill(embed, paragraphLines(a, paragraphs, from, to, e), "\n\n", maxArticle) == 0 {
			return Message{Private: true}.With(v, []*discordgo.MessageEmbed{embed}, "excerpts_left")
		}
	}
	// The excerpt's own paragraph is too long: the excerpt has to do.
	m := Message{Private: true, Content: v.Say("paragraph_too_long")}
	return m.With(v, Excerpts(v, []answers.Excerpt{e}), "excerpts_left")
}

// paragraphLines quotes paragraphs from first to last, both included.
func paragraphLines(a retrieval.Article, paragraphs []text.Block, first, last int, e answers.Excerpt) []string {
	var lines []string
	for i := first; i <= last; i++ {
		p := paragraphs[i]
		if p.Cut && i > first {
			lines = append(lines, "["+Ellipsis+"]")
		}
		content, ok := p.Of(a.Body)
		if !ok {
			continue
		}
		bold := text.Span{Start: max(e.Start, p.Start) - p.Start, End: min(e.End, p.End) - p.Start}
		lines = append(lines, Isolate("“"+Markdown(content, []text.Span{bold})+"”"))
	}
	return lines
}

// around returns the paragraphs of an article, and the first and the last of
// them that an excerpt stands in. An article whose blocks are not known is one.
func around(a retrieval.Article, excerpt text.Span) (paragraphs []text.Block, first, last int) {
	for _, b := range a.Blocks {
		if b.Kind == text.Paragraph {
			paragraphs = append(paragraphs, b)
		}
	}
	holds := func(b text.Block) bool { return b.Overlaps(excerpt) }
	first = slices.IndexFunc(paragraphs, holds)
	if first < 0 {
		return []text.Block{{Span: excerpt, Kind: text.Paragraph}}, 0, 0
	}
	last = first
	for last+1 < len(paragraphs) && holds(paragraphs[last+1]) {
		last++
	}
	return paragraphs, first, last
}
