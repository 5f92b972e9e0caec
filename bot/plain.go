package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"
)

// plain returns a message as text alone: its embeds one after the other, each
// whole or not at all.
func (m message) plain(v voice) message {
	text := m.text()
	left := 0
	note := func() string { return v.say("embeds_left", "Count", max(left, 1)) }
	room := maxContent - size(note()) - 8 // the note's number may have more digits
	for _, e := range m.embeds {
		part := embedText(e)
		if left > 0 || size(text)+2+size(part) > room {
			left++
			continue
		}
		text = strings.TrimSpace(text + "\n\n" + part)
	}
	if left > 0 {
		text += "\n\n" + note()
	}
	m.head, m.content, m.embeds, m.thread = "", text, nil, ""
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
		add(markdown(e.Author.Name, nil))
	}
	add(e.Description)
	for _, f := range e.Fields {
		add("**" + f.Name + "**\n" + f.Value)
	}
	if e.Footer != nil {
		add("-# " + markdown(e.Footer.Text, nil))
	}
	if e.URL != "" {
		add("<" + e.URL + ">")
	}
	return strings.Join(lines, "\n")
}
