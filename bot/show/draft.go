package show

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/draft"
	"dateline/retrieval"
	"dateline/retrieval/load"
)

// Draft shows what adding a draft would do; fits is how many new articles
// there is room for.
func Draft(v Voice, d draft.Draft, fits int) Message {
	m := Message{Content: v.Say("draft_title")}
	switch {
	case len(d.Entries) == 0:
		return Added(v, d.Known, d.Rejected)
	case len(d.Entries) == 1 && len(d.Known)+len(d.Rejected) == 0:
		e := d.Entries[0]
		if e.Item.Status == retrieval.Updated {
			m.Content = v.Say("draft_updates", "Revision", e.Item.Revision)
		}
		m.Embeds = []*discordgo.MessageEmbed{Article(v, e.Article, e.Item.Removed)}
	default:
		m.Embeds = []*discordgo.MessageEmbed{renderItems(v, d)}
	}
	for _, n := range d.Notes {
		m.Content += "\n" + v.Say(n.Text, "Value", ClipMarkdown(answers.Inline(n.Value), MaxChoice))
	}
	m.Rows = DraftButtons(v, d)
	if fresh := newIn(d); fresh > fits {
		m.Content += "\n" + v.Say("quota_room", "Count", fits)
		if fits == 0 && fresh == len(d.Entries) {
			m.Rows = nil
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

// DraftButtons returns what can be done with a draft.
func DraftButtons(v Voice, d draft.Draft) [][]Button {
	row := []Button{{Label: v.Say("button_add"), ID: JoinID("draft-add", d.ID), Style: discordgo.SuccessButton}}
	if len(d.Entries) == 1 {
		row = append(row, Button{Label: v.Say("button_correct"), ID: JoinID("draft-correct", d.ID)})
	}
	return [][]Button{append(row, Button{Label: v.Say("button_cancel"), ID: JoinID("draft-cancel", d.ID)})}
}

// How many items of a load are listed.
const (
	shownItems    = 10
	ShownRejected = 5
)

// renderItems shows a draft of several articles.
func renderItems(v Voice, d draft.Draft) *discordgo.MessageEmbed {
	items := make([]load.Item, 0, len(d.Entries)+len(d.Known))
	for _, e := range d.Entries {
		items = append(items, e.Item)
	}
	items = append(items, d.Known...)
	embed := &discordgo.MessageEmbed{Title: v.Say("articles", "Count", len(items)), Color: ColourNearest}
	listItems(v, embed, items, func(it load.Item) string { return v.Say("would_be_" + string(it.Status)) })
	listRejected(v, embed, d.Rejected)
	return embed
}

// listItems names articles in an embed, a line each, with what is or would be
// made of it.
func listItems(v Voice, embed *discordgo.MessageEmbed, items []load.Item, state func(load.Item) string) {
	var lines []string
	for _, it := range items[:min(len(items), shownItems)] {
		m := metaOf(it)
		lines = append(lines, "• **"+ClipMarkdown(v.Headline(answers.Beside(m)), ShownPiece)+"** · "+ClipMarkdown(v.Outlet(m), MaxChoice/2)+" · "+v.Date(m)+" · "+state(it))
	}
	left := Fill(embed, lines, "\n")
	if left += max(len(items)-shownItems, 0); left > 0 {
		embed.Description += "\n" + v.Say("articles_left", "Count", left)
	}
}

// listRejected says what cannot be loaded, and why: in a field of an embed about
// other articles, else in the embed itself.
func listRejected(v Voice, embed *discordgo.MessageEmbed, rejected []load.Item) {
	if len(rejected) == 0 {
		return
	}
	each := MaxFieldValue / (ShownRejected + 1)
	if len(rejected) == 1 {
		each = MaxFieldValue
	}
	var lines []string
	for _, it := range rejected[:min(len(rejected), ShownRejected)] {
		lines = append(lines, rejectedLine(v, it, each))
	}
	if more := len(rejected) - ShownRejected; more > 0 {
		lines = append(lines, v.Say("more_left", "Count", more))
	}
	name, text := v.Say("not_loaded", "Count", len(rejected)), strings.Join(lines, "\n")
	if embed.Title == "" {
		embed.Title, embed.Description = name, text
		return
	}
	embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{Name: name, Value: text})
}

// rejectedLine says what an item is and why it cannot be loaded.
func rejectedLine(v Voice, it load.Item, most int) string {
	name := "• " + Address(answers.Inline(it.Source), most/2)
	return v.Named(name, ClipMarkdown(answers.Inline(it.Reason), most-Size(v.Named(name, ""))))
}

// Added says what became of the items of a load.
func Added(v Voice, items, rejected []load.Item) Message {
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
			parts = append(parts, v.Say("count_"+string(s), "Count", counts[s]))
		}
	}
	m := Notice(strings.Join(parts, " "))
	embed := &discordgo.MessageEmbed{Color: ColourQuoted}
	switch len(stored) {
	case 0:
		embed.Color = ColourNearest
	case 1:
		embed = articleEmbed(v, metaOf(stored[0]))
		embed.Description = v.Date(metaOf(stored[0])) + " · " + v.Say("words", "Count", stored[0].Words)
	default:
		embed.Title = v.Say("articles", "Count", len(stored))
		listItems(v, embed, stored, func(it load.Item) string { return v.Say("is_" + string(it.Status)) })
	}
	listRejected(v, embed, rejected)
	m.Embeds = []*discordgo.MessageEmbed{embed}
	return m
}

// metaOf returns what an item tells of its article.
func metaOf(it load.Item) retrieval.Meta {
	return retrieval.Meta{
		ID: it.ID, Title: it.Title, Outlet: it.Outlet, Agency: it.Agency, Authors: it.Authors,
		Published: it.Published, URL: it.URL, Language: it.Language, Revision: it.Revision,
	}
}
