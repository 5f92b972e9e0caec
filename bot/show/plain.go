package show

import (
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Plain returns a message as text alone: its embeds one after the other, each
// whole or not at all.
func (m Message) Plain(v Voice) Message {
	text := m.Text()
	left := 0
	note := func() string { return v.Say("embeds_left", "Count", max(left, 1)) }
	room := MaxContent - Size(note()) - 8 // the note's number may have more digits
	for _, e := range m.Embeds {
		part := embedText(e)
		if left > 0 || Size(text)+2+Size(part) > room {
			left++
			continue
		}
		text = strings.TrimSpace(text + "\n\n" + part)
	}
	if left > 0 {
		text += "\n\n" + note()
	}
	m.Head, m.Content, m.Embeds, m.Layout, m.Thread = "", text, nil, nil, ""
	return m
}

// embedText returns an embed as text. Links stand between angle brackets, so
// that Discord makes no preview of them.
func embedText(e *discordgo.MessageEmbed) string {
	var lines []string
	add := func(line string) {
		if line != "" {
			lines = append(lines, line)
		}
	}
	if e.Title != "" {
		add("**" + e.Title + "**")
	}
	if e.Author != nil {
		add(Markdown(e.Author.Name, nil))
	}
	add(e.Description)
	for _, f := range e.Fields {
		add("**" + f.Name + "**\n" + f.Value)
	}
	if e.Footer != nil {
		add("-# " + Markdown(e.Footer.Text, nil))
	}
	if e.URL != "" {
		add("<" + e.URL + ">")
	}
	return strings.Join(lines, "\n")
}
