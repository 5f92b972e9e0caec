package show

import (
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
)

// Discord's limits for a message that is made of components: of all kinds, those
// within others too, and of the characters in all its texts together.
const (
	maxComponents     = 40
	maxComponentsText = 4000
	maxLinkButton     = 512 // characters of the address that a button leads to
	maxPictures       = 4   // of a message, so that the text stays what it is about
)

// Layout has Discord's components draw the embeds of a message: one container
// with a section for each, and a button beside its headline that leads to the
// article.
type Layout struct {
	// Open is what the buttons to articles say.
	Open string
	// Compact draws an embed in two lines and without a container: what is
	// quoted, and where it is from.
	Compact bool
	left    func(n int) string // says that so many embeds found no room
	tooLong string             // stands in the place of what is too long
}

// With returns m with embeds that are drawn by components; the text of that id
// says how many found no room.
func (m Message) With(v Voice, embeds []*discordgo.MessageEmbed, left string) Message {
	m.Embeds = embeds
	m.Layout = &Layout{Open: v.Say("button_read"), tooLong: v.Say("passage_too_long"), left: func(n int) string { return v.Say(left, "Count", n) }}
	return m
}

// drawing is how a message is drawn where that is not its own choice.
type drawing int

const (
	asEmbeds drawing = iota + 1
	asComponents
)

// InPlaceOf returns m as it can take the place of a message with those flags: one
// that is made of components stays so, as Discord demands, and one of embeds,
// which an earlier version may have sent, is edited as such.
func (m Message) InPlaceOf(flags discordgo.MessageFlags) Message {
	m.drawn = asEmbeds
	if flags&discordgo.MessageFlagsIsComponentsV2 != 0 {
		m.drawn = asComponents
	}
	return m
}

// ofComponents reports whether all of the message is components.
func (m Message) ofComponents() bool {
	if m.drawn != 0 {
		return m.drawn == asComponents
	}
	return m.Layout != nil && len(m.Embeds) > 0
}

// layout returns the embeds of the message as Discord's components, below its
// text, within Discord's limits together with so many components that follow.
func (m Message) layout(following int) []discordgo.MessageComponent {
	look := Layout{}
	if m.Layout != nil {
		look = *m.Layout
	}
	var out []discordgo.MessageComponent
	text := m.Text()
	if text != "" {
		out = append(out, discordgo.TextDisplay{Content: text})
	}
	const note = 120 // characters of what says how much is left
	room := budget{text: maxComponentsText - Size(text) - note, components: maxComponents - following - 4}
	inside, left := look.cards(m.Embeds, room)
	if left > 0 && look.left != nil {
		inside = append(inside, discordgo.TextDisplay{Content: "-# " + look.left(left)})
	}
	if look.Compact {
		return append(out, inside...)
	}
	if pictures := picturesOf(m.Embeds[:len(m.Embeds)-left]); len(inside) > 0 && len(pictures.Items) > 0 {
		inside = append(inside, pictures)
	}
	if len(inside) > 0 {
		out = append(out, discordgo.Container{AccentColor: &m.Embeds[0].Color, Components: inside})
	}
	return out
}

// cards draws the embeds that there is room for, and says how many were left.
func (l Layout) cards(embeds []*discordgo.MessageEmbed, room budget) (out []discordgo.MessageComponent, left int) {
	for i, e := range embeds {
		part := l.card(e)
		if i > 0 && !l.Compact && e.Title != "" { // without one it goes on with what is above it
			part = append([]discordgo.MessageComponent{discordgo.Separator{}}, part...)
		}
		fits := room.take(part)
		if !fits && i == 0 && l.tooLong != "" {
			// A message that shows nothing at all would help nobody.
			named := *e
			named.Description, named.Fields = l.tooLong, nil
			part = l.card(&named)
			fits = room.take(part)
		}
		if !fits {
			return out, len(embeds) - i
		}
		out = append(out, part...)
	}
	return out, 0
}

// card draws an embed: its headline with a button to the article, in small
// letters what is known of it, and what it says.
func (l Layout) card(e *discordgo.MessageEmbed) []discordgo.MessageComponent {
	button := l.Open != "" && e.URL != "" && Size(e.URL) <= maxLinkButton
	var facts []string
	if e.Author != nil {
		facts = append(facts, ClipMarkdown(answers.Inline(e.Author.Name), maxAuthor))
	}
	if e.Footer != nil {
		facts = append(facts, ClipMarkdown(answers.Inline(e.Footer.Text), MaxContent/4))
	}
	if l.Compact {
		return l.twoLines(e, facts)
	}
	if e.URL != "" && !button {
		facts = append(facts, Address(e.URL, 2*maxLinkButton))
	}
	head := ""
	if e.Title != "" {
		head = "**" + e.Title + "**"
	}
	if small := strings.Join(facts, " · "); small != "" {
		head = strings.TrimSpace(head + "\n-# " + small)
	}
	var out []discordgo.MessageComponent
	switch {
	case head == "":
	case button:
		out = append(out, discordgo.Section{
			Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: head}},
			Accessory:  discordgo.Button{Label: Clip(l.Open, maxLabel), Style: discordgo.LinkButton, URL: e.URL},
		})
	default:
		out = append(out, discordgo.TextDisplay{Content: head})
	}
	if body := bodyOf(e); body != "" {
		out = append(out, discordgo.TextDisplay{Content: body})
	}
	return out
}

// twoLines draws an embed as what it says, and below that where it is from.
func (l Layout) twoLines(e *discordgo.MessageEmbed, facts []string) []discordgo.MessageComponent {
	if e.Title != "" {
		facts = append(facts, e.Title)
	}
	if e.URL != "" && Size(e.URL) <= maxLinkButton {
		facts = append(facts, Address(e.URL, MaxURL))
	}
	text := bodyOf(e)
	if len(facts) > 0 {
		text += "\n-# " + strings.Join(facts, " · ")
	}
	return []discordgo.MessageComponent{discordgo.TextDisplay{Content: strings.TrimSpace(text)}}
}

// bodyOf returns what an embed says below its headline.
func bodyOf(e *discordgo.MessageEmbed) string {
	body := e.Description
	for _, f := range e.Fields {
		body += "\n\n**" + f.Name + "**\n" + f.Value
	}
	return strings.TrimSpace(body)
}

// picturesOf returns the pictures of the embeds' articles, each once.
func picturesOf(embeds []*discordgo.MessageEmbed) discordgo.MediaGallery {
	var out discordgo.MediaGallery
	for _, e := range embeds {
		if e.Image == nil || len(out.Items) == maxPictures ||
			slices.ContainsFunc(out.Items, func(it discordgo.MediaGalleryItem) bool { return it.Media.URL == e.Image.URL }) {
			continue
		}
		out.Items = append(out.Items, discordgo.MediaGalleryItem{Media: discordgo.UnfurledMediaItem{URL: e.Image.URL}})
	}
	return out
}

// WithoutPictures returns m without the pictures of articles.
func (m Message) WithoutPictures() Message {
	embeds := slices.Clone(m.Embeds)
	for i, e := range embeds {
		if e.Image != nil {
			plain := *e
			plain.Image = nil
			embeds[i] = &plain
		}
	}
	m.Embeds = embeds
	return m
}

// budget is what a message has room for.
type budget struct{ text, components int }

// take reports whether there is room for components, and takes it.
func (b *budget) take(parts []discordgo.MessageComponent) bool {
	text, components := measure(parts)
	if text > b.text || components > b.components {
		return false
	}
	b.text -= text
	b.components -= components
	return true
}

// measure counts the characters of the texts of components, and the components,
// those within others too.
func measure(parts []discordgo.MessageComponent) (text, components int) {
	add := func(inner []discordgo.MessageComponent) {
		t, c := measure(inner)
		text, components = text+t, components+c
	}
	for _, p := range parts {
		components++
		switch p := p.(type) {
		case discordgo.TextDisplay:
			text += Size(p.Content)
		case discordgo.Section:
			components++ // its accessory
			add(p.Components)
		case discordgo.Container:
			add(p.Components)
		case discordgo.ActionsRow:
			add(p.Components)
		}
	}
	return text, components
}

// fitting returns the embeds that Discord takes in a message that is not made of
// components, and what is said of those that found no room.
func (m Message) fitting() (embeds []*discordgo.MessageEmbed, note string) {
	embeds = append([]*discordgo.MessageEmbed{}, m.Embeds...) // never nil, so that an edit takes old ones away
	if m.Layout == nil || m.Layout.left == nil {
		return embeds, ""
	}
	total := 0
	for i, e := range embeds {
		if total += EmbedSize(e); total > MaxEmbedsTotal || i == MaxEmbeds {
			return embeds[:i], m.Layout.left(len(embeds) - i)
		}
	}
	return embeds, ""
}
