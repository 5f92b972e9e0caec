package discordtest

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// TestWriteHTML draws a message: Markdown as it is shown, and nothing of its text
// as HTML.
func TestWriteHTML(t *testing.T) {
	m := Message{
		Content: `**Asked:** <script>alert\(1\)</script> \*really\*?`,
		Embeds:  []*discordgo.MessageEmbed{{Title: "A & B", URL: "https://example.org/?a=1&b=2", Description: "“They **met**.”"}},
		Buttons: [][]Button{{{Label: "More context", ID: "1"}, {Label: "Next", ID: "2", Disabled: true}}},
		Private: true,
	}
	var b strings.Builder
	if err := WriteHTML(&b, m); err != nil {
		t.Fatal(err)
	}
	parts := Component{Type: discordgo.ContainerComponent, Components: []Component{
		{Type: discordgo.SectionComponent, Components: []Component{{Type: discordgo.TextDisplayComponent, Content: "**Talks**\n-# CNN"}},
			Accessory: &Component{Type: discordgo.ButtonComponent, Label: "Read", URL: "https://example.org/b"}},
		{Type: discordgo.SeparatorComponent},
		{Type: discordgo.TextDisplayComponent, Content: "~~They~~ <https://example.org/a_b> & __more__"},
	}}
	if err := WriteHTML(&b, Message{Parts: []Component{parts}, Menus: []Menu{{Label: "More…"}}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<strong>Talks</strong>", "<small>CNN</small>", "Read ↗", `<hr class="separator">`, "<s>They</s>",
		`<span class="link">https://example.org/a_b</span> &amp; <u>more</u>`, `<div class="menu"><span>More…</span>`,
		"<strong>Asked:</strong> &lt;script&gt;alert(1)&lt;/script&gt; *really*?", "A &amp; B", "“They <strong>met</strong>.”",
		`<span class="button">More context</span>`, `<span class="button off">Next</span>`, "Only you can see this",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page does not hold %q:\n%s", want, b.String())
		}
	}
}
