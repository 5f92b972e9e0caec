package show

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// TestPicturesOfShown draws the pictures of what there is room for, and no others;
// small letters stand only where there is something to say in them.
func TestPicturesOfShown(t *testing.T) {
	t.Parallel()
	voices, err := LoadVoices()
	if err != nil {
		t.Fatal(err)
	}
	embed := func(picture string) *discordgo.MessageEmbed {
		return &discordgo.MessageEmbed{Description: strings.Repeat("x", 2500), Image: &discordgo.MessageEmbedImage{URL: picture}}
	}
	m := Message{}.With(voices.In("en"), []*discordgo.MessageEmbed{embed("https://example.org/1"), embed("https://example.org/2")}, "embeds_left")
	drawn, err := json.Marshal(m.Components())
	if text := string(drawn); err != nil || !strings.Contains(text, "example.org/1") || strings.Contains(text, "example.org/2") {
		t.Errorf("drawn %s, %v", drawn, err)
	}
	m.Layout.Compact = true
	if drawn, err = json.Marshal(m.Components()); err != nil || strings.Contains(string(drawn), "x\\n-#") {
		t.Errorf("drawn %s, %v", drawn, err)
	}
}
