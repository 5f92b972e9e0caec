package discord

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTextOfComponents reads a message that is made of components, as the bot's own
// answers are.
func TestTextOfComponents(t *testing.T) {
	var m Message
	given := `{"id": "1", "content": "", "components": [{"type": 10, "content": "**Asked:** When?"}, {"type": 17, "components": [
		{"type": 9, "components": [{"type": 10, "content": "Talks"}], "accessory": {"type": 2, "label": "Read", "url": "https://example.org/a"}},
		{"type": 10, "content": "“They met.”"}]}, {"type": 1, "components": [{"type": 2, "label": "More"}]}]}`
	if err := json.Unmarshal([]byte(given), &m); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("**Asked:** When?\nTalks\n“They met.”", m.Text()); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"https://example.org/a"}, m.Links()); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}
