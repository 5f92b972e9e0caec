package bot

import (
	"slices"
	"strings"
	"unicode"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/draft"
	"dateline/retrieval"
	"dateline/retrieval/load"
)

// renderDraft shows what adding a draft would do; fits is how many new articles
// there is room for.
func renderDraft(v voice, d draft.Draft, fits int) message {
	m := message{content: v.say("draft_title")}
	switch {
	case len(d.Entries) == 0:
		return renderAdded(v, d.Known, d.Rejected)
	case len(d.Entries) == 1 && len(d.Known)+len(d.Rejected) == 0:
		e := d.Entries[0]
		if e.Item.Status == retrieval.Updated {
			m.content = v.say("draft_updates", "Revision", e.Item.Revision)
		}
		m.embeds = []*discordgo.MessageEmbed{renderArticle(v, e.Article, e.Item.Removed)}
	default:
		m.embeds = []*discordgo.MessageEmbed{renderItems(v, d)}
	}
	for _, n := range d.Notes {
		m.content += "\n" + v.say(n.Text, "Value", clipMarkdown(answers.Inline(n.Value), maxChoice))
	}
	m.rows = draftButtons(v, d)
	if fresh := newIn(d); fresh > fits {
		m.content += "\n" + v.say("quota_room", "Count", fits)
		if fits == 0 && fresh == len(d.Entries) {
			m.rows = nil
		}
	}
	return m
}

// newIn counts the articles of a draft that the library does not have in any
// revision.
func newIn(d draft.Draft) int {
	n := 0
	for _, e := range d.Entries {
		if e.Item.Status == retrieval.Added {
			n++
		}
	}
	return n
}

func draftButtons(v voice, d draft.Draft) [][]button {
	row := []button{{label: v.say("button_add"), id: joinID("draft-add", d.ID), style: discordgo.SuccessButton}}
	if len(d.Entries) == 1 {
		row = append(row, button{label: v.say("button_correct"), id: joinID("draft-correct", d.ID)})
	}
	return [][]button{append(row, button{label: v.say("button_cancel"), id: joinID("draft-cancel", d.ID)})}
}

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
	words := strings.Fields(a.Body)
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
	facts = append(facts, v.say("words", "Count", len(words)))
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

// edges are the first and the last words of a text, quoted; there are no last
// ones when the first are all of it.
func edges(v voice, body string) (first, last string) {
	words := wordSpans(body)
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

// wordSpans are where the words of a text stand.
func wordSpans(text string) []retrieval.Span {
	var out []retrieval.Span
	start := -1
	for i, r := range text {
		switch space := unicode.IsSpace(r); {
		case space && start >= 0:
			out = append(out, retrieval.Span{Start: start, End: i})
			start = -1
		case !space && start < 0:
			start = i
		}
	}
	if start >= 0 {
		out = append(out, retrieval.Span{Start: start, End: len(text)})
	}
	return out
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

// why is a reason for leaving something out, as members are told.
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

// How many items of a load are listed.
const (
	shownItems    = 10
	shownRejected = 5
)

// renderItems shows a draft of several articles.
func renderItems(v voice, d draft.Draft) *discordgo.MessageEmbed {
	items := make([]load.Item, 0, len(d.Entries)+len(d.Known))
	for _, e := range d.Entries {
		items = append(items, e.Item)
	}
	items = append(items, d.Known...)
	embed := &discordgo.MessageEmbed{Title: v.say("articles", "Count", len(items)), Color: colourNearest}
	listItems(v, embed, items, func(it load.Item) string { return v.say("would_be_" + string(it.Status)) })
	listRejected(v, embed, d.Rejected)
	return embed
}

// listItems names articles in an embed, a line each, with what is or would be
// made of it.
func listItems(v voice, embed *discordgo.MessageEmbed, items []load.Item, state func(load.Item) string) {
	var lines []string
	for _, it := range items[:min(len(items), shownItems)] {
		m := metaOf(it)
		lines = append(lines, "• **"+clipMarkdown(v.headline(m), shownPiece)+"** · "+clipMarkdown(v.outlet(m), maxChoice/2)+" · "+v.date(m)+" · "+state(it))
	}
	left := fill(embed, lines, "\n")
	if left += max(len(items)-shownItems, 0); left > 0 {
		embed.Description += "\n" + v.say("articles_left", "Count", left)
	}
}

// listRejected says what cannot be loaded, and why: in a field of an embed about
// other articles, else in the embed itself.
func listRejected(v voice, embed *discordgo.MessageEmbed, rejected []load.Item) {
	if len(rejected) == 0 {
		return
	}
	each := maxFieldValue / (shownRejected + 1)
	if len(rejected) == 1 {
		each = maxFieldValue
	}
	var lines []string
	for _, it := range rejected[:min(len(rejected), shownRejected)] {
		lines = append(lines, rejectedLine(it, each))
	}
	if more := len(rejected) - shownRejected; more > 0 {
		lines = append(lines, v.say("rejected_left", "Count", more))
	}
	name, text := v.say("not_loaded", "Count", len(rejected)), strings.Join(lines, "\n")
	if embed.Title == "" {
		embed.Title, embed.Description = name, text
		return
	}
	embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{Name: name, Value: text})
}

// rejectedLine says what an item is and why it cannot be loaded.
func rejectedLine(it load.Item, most int) string {
	const around = len("• : ")
	name := address(answers.Inline(it.Source), most/2)
	return "• " + name + ": " + clipMarkdown(answers.Inline(it.Reason), most-size(name)-around)
}

// renderAdded says what became of the items of a load.
func renderAdded(v voice, items, rejected []load.Item) message {
	counts := map[retrieval.Status]int{}
	var stored []load.Item
	for _, it := range items {
		if it.Status == retrieval.Rejected {
			rejected = append(rejected, it)
			continue
		}
		counts[it.Status]++
		stored = append(stored, it)
	}
	counts[retrieval.Rejected] = len(rejected)
	var parts []string
	for _, s := range []retrieval.Status{retrieval.Added, retrieval.Updated, retrieval.Duplicate, retrieval.Rejected} {
		if counts[s] > 0 {
			parts = append(parts, v.say("count_"+string(s), "Count", counts[s]))
		}
	}
	m := notice(strings.Join(parts, " "))
	embed := &discordgo.MessageEmbed{Color: colourQuoted}
	switch len(stored) {
	case 0:
		embed.Color = colourNearest
	case 1:
		embed = articleEmbed(v, metaOf(stored[0]))
		embed.Description = v.date(metaOf(stored[0])) + " · " + v.say("words", "Count", stored[0].Words)
	default:
		embed.Title = v.say("articles", "Count", len(stored))
		listItems(v, embed, stored, func(it load.Item) string { return v.say("is_" + string(it.Status)) })
	}
	listRejected(v, embed, rejected)
	m.embeds = []*discordgo.MessageEmbed{embed}
	return m
}

// metaOf is what an item tells of its article.
func metaOf(it load.Item) retrieval.Meta {
	return retrieval.Meta{
		ID: it.ID, Title: it.Title, Outlet: it.Outlet, Agency: it.Agency, Authors: it.Authors,
		Published: it.Published, URL: it.URL, Language: it.Language, Revision: it.Revision,
	}
}
