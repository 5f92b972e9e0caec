package bot

import (
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/retrieval"
	"dateline/retrieval/load"
	"dateline/retrieval/text"
)

// How much of an article is shown to a moderator: words of its beginning and of
// its end, and pieces of what was left out of it.
const (
	edgeWords   = 40
	shownPieces = 6
	shownPiece  = 90
)

// renderArticle shows an article as it is stored, or would be: what is known of
// it, how it begins and ends, and what of its source is not in it.
func renderArticle(v voice, a retrieval.Article, removed []load.Removed) *discordgo.MessageEmbed {
	embed := articleEmbed(v, a.Meta)
	facts := []string{v.date(a.Meta)}
	if len(a.Authors) > 0 {
		facts = append(facts, v.say("by_authors", "Authors", clipMarkdown(answers.Inline(strings.Join(a.Authors, ", ")), maxFieldName)))
	}
	if a.Agency != "" {
		facts = append(facts, v.say("credits", "Agency", clipMarkdown(answers.Inline(a.Agency), maxChoice)))
	}
	if a.Language != "" {
		facts = append(facts, clipMarkdown(answers.Inline(a.Language), maxChoice))
	}
	facts = append(facts, v.say("words", "Count", text.CountWords(a.Body)))
	embed.Description = strings.Join(facts, " · ")
	if a.Partial {
		embed.Description += "\n" + v.say("partial")
	}
	first, last := edges(v, a.Body)
	embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{Name: v.say("begins"), Value: first})
	if last != "" {
		embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{Name: v.say("ends"), Value: last})
	}
	if len(removed) > 0 {
		embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{
			Name: v.say("left_out", "Count", len(removed)), Value: renderRemoved(v, removed),
		})
	}
	return embed
}

// edges returns the first and the last words of a text, quoted; there are no
// last ones when the first are all of it.
func edges(v voice, body string) (first, last string) {
	words := text.Words(body)
	quote := func(from, to int) string {
		text := body[words[from].Start:words[to-1].End]
		return quotation(answers.Excerpt{Text: text, End: len(text), TrimmedFront: from > 0, TrimmedEnd: to < len(words)}, nil)
	}
	n := min(edgeWords, len(words))
	for n > 0 && size(quote(0, n)) > maxFieldValue {
		n--
	}
	from := max(len(words)-edgeWords, n)
	for from < len(words) && size(quote(from, len(words))) > maxFieldValue {
		from++
	}
	first = v.say("word_too_long")
	if n > 0 {
		first = quote(0, n)
	}
	if from < len(words) {
		last = quote(from, len(words))
	}
	return first, last
}

// renderRemoved lists what was left out of an article, the longest pieces first.
func renderRemoved(v voice, removed []load.Removed) string {
	sorted := slices.Clone(removed)
	slices.SortStableFunc(sorted, func(a, b load.Removed) int { return len(b.Text) - len(a.Text) })
	var lines []string
	for _, piece := range sorted[:min(len(sorted), shownPieces)] {
		lines = append(lines, "• "+clipMarkdown(answers.Inline(piece.Text), shownPiece)+" ("+why(v, piece.Why)+")")
	}
	if more := len(sorted) - shownPieces; more > 0 {
		lines = append(lines, v.say("pieces_left", "Count", more))
	}
	return clip(strings.Join(lines, "\n"), maxFieldValue)
}

// why returns a reason for leaving something out, as members are told.
func why(v voice, reason string) string {
	id := "why_" + strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '_'
		case r >= 'a' && r <= 'z':
			return r
		default:
			return -1
		}
	}, reason)
	if text := v.say(id); text != id {
		return text
	}
	return reason
}
