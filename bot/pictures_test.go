package bot

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/bot/discordtest"
	"dateline/retrieval"
)

// TestPicturesUnasked shows the pictures of articles in what nobody has asked for,
// unless the server does not want them.
func TestPicturesUnasked(t *testing.T) {
	t.Parallel()
	const picture = "https://example.org/picture.jpg"
	pictured := func(a retrieval.Article) retrieval.Article {
		a.Image = picture
		return a
	}
	for _, on := range []bool{true, false} {
		p := newPress(t)
		p.put(t, wreck())
		p.Use(discordtest.Command{Name: "settings answers", Options: map[string]any{"form": "full", "pictures": on}}).Answer()
		p.subscribe(t, "/a", map[string]any{"channel": to(plainChannel, 0)})
		p.subscribe(t, "/a", map[string]any{"channel": to("31", 0), "template": "{headline} {image}"})
		p.Use(discordtest.Command{Name: "digest add", Options: map[string]any{"every": "day", "channel": to("32", 0)}}).Answer()
		p.Use(watchAdd(divers)).Answer()
		p.bring(t, "/a", pictured(oneMore()))
		p.settled(t)
		p.allAsked(t)
		p.clock.pass(25 * time.Hour)
		p.digested(t)
		want := map[string]bool{plainChannel: on, "31": on, "32": on, discordtest.Channel: on}
		got := map[string]bool{}
		for channel := range want {
			messages := p.Messages(channel)
			raw, err := json.Marshal(messages)
			if err != nil || len(messages) != 1 {
				t.Fatalf("%d messages in %s, %v", len(messages), channel, err)
			}
			got[channel] = strings.Contains(string(raw), picture)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("pictures %v, channels that show them (-want +got):\n%s", on, diff)
		}
	}
}
