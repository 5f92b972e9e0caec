package bot

import (
	"strings"

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
		lines = append(lines, "• **"+clipMarkdown(v.headline(answers.Beside(m)), shownPiece)+"** · "+clipMarkdown(v.outlet(m), maxChoice/2)+" · "+v.date(m)+" · "+state(it))
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

// metaOf returns what an item tells of its article.
func metaOf(it load.Item) retrieval.Meta {
	return retrieval.Meta{
		ID: it.ID, Title: it.Title, Outlet: it.Outlet, Agency: it.Agency, Authors: it.Authors,
		Published: it.Published, URL: it.URL, Language: it.Language, Revision: it.Revision,
	}
}
