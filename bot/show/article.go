package show

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
	ShownPiece  = 90
)

// Article shows an article as it is stored, or would be: what is known of
// it, how it begins and ends, and what of its source is not in it.
func Article(v Voice, a retrieval.Article, removed []load.Removed) *discordgo.MessageEmbed {
	embed := articleEmbed(v, a.Meta)
	facts := []string{v.Date(a.Meta)}
	if len(a.Authors) > 0 {
		facts = append(facts, v.Say("by_authors", "Authors", ClipMarkdown(answers.Inline(strings.Join(a.Authors, ", ")), MaxFieldName)))
	}
	if a.Agency != "" {
		facts = append(facts, v.Say("credits", "Agency", ClipMarkdown(answers.Inline(a.Agency), MaxChoice)))
	}
	if a.Language != "" {
		facts = append(facts, ClipMarkdown(answers.Inline(a.Language), MaxChoice))
	}
	facts = append(facts, v.Say("words", "Count", text.CountWords(a.Body)))
	embed.Description = strings.Join(facts, " · ")
	if a.Partial {
		embed.Description += "\n" + v.Say("partial")
	}
	first, last := edges(v, a.Body)
	embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{Name: v.Say("begins"), Value: first})
	if last != "" {
		embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{Name: v.Say("ends"), Value: last})
	}
	if len(removed) > 0 {
		embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{
			Name: v.Say("left_out", "Count", len(removed)), Value: renderRemoved(v, removed),
		})
	}
	return embed
}

// edges returns the first and the last words of a text, quoted; there are no
// last ones when the first are all of it.
func edges(v Voice, body string) (first, last string) {
	words := text.Words(body)
	quote := func(from, to int) string {
		text := body[words[from].Start:words[to-1].End]
		return Quotation(answers.Excerpt{Text: text, End: len(text), TrimmedFront: from > 0, TrimmedEnd: to < len(words)}, nil)
	}
	n := min(edgeWords, len(words))
	for n > 0 && Size(quote(0, n)) > MaxFieldValue {
		n--
	}
	from := max(len(words)-edgeWords, n)
	for from < len(words) && Size(quote(from, len(words))) > MaxFieldValue {
		from++
	}
	first = v.Say("word_too_long")
	if n > 0 {
		first = quote(0, n)
	}
	if from < len(words) {
		last = quote(from, len(words))
	}
	return first, last
}

// renderRemoved lists what was left out of an article, the longest pieces first.
func renderRemoved(v Voice, removed []load.Removed) string {
	sorted := slices.Clone(removed)
	slices.SortStableFunc(sorted, func(a, b load.Removed) int { return len(b.Text) - len(a.Text) })
	var lines []string
	for _, piece := range sorted[:min(len(sorted), shownPieces)] {
		lines = append(lines, "• "+ClipMarkdown(answers.Inline(piece.Text), ShownPiece)+" ("+Why(v, piece.Why)+")")
	}
	if more := len(sorted) - shownPieces; more > 0 {
		lines = append(lines, v.Say("more_left", "Count", more))
	}
	return Clip(strings.Join(lines, "\n"), MaxFieldValue)
}

// Why returns a reason for leaving something out, as members are told.
func Why(v Voice, reason string) string {
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
	if text := v.Say(id); text != id {
		return text
	}
	return reason
}
