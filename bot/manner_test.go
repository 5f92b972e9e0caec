package bot

import (
	"strings"
	"testing"

	"dateline/answers/manner"
)

// TestMannerly finds a reply in each language to every kind of message that is
// no question.
func TestMannerly(t *testing.T) {
	for tag, v := range testVoices {
		for kind := manner.Unclear; kind.String() != "unknown"; kind++ {
			text := v.mannerly(kind)
			if text == "" || strings.HasPrefix(text, "reply_") || strings.Contains(text, "<no value>") {
				t.Errorf("%s: %v is replied to with %q", tag, kind, text)
			}
			if name, ok := commandOf[kind]; ok && !strings.Contains(text, v.command(name)) {
				t.Errorf("%s: %q does not name %s", tag, text, v.command(name))
			}
		}
	}
}
