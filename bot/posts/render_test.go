package posts

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dateline/answers"
	"dateline/bot/discordtest"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
)

// TestPostLimits renders posts of anything at all, in every language: Discord
// takes them, and no quotation is cut.
func TestPostLimits(t *testing.T) {
	t.Parallel()
	voices, err := show.LoadVoices()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(discordtest.Nasty(), rapid.Just(strings.Repeat("x", 5000)), rapid.Just("https://example.org/"+strings.Repeat("y", 1900)), rapid.Just("{sentences} @everyone <@&1>"))
		meta := rapid.Custom(func(t *rapid.T) retrieval.Meta {
			return retrieval.Meta{
				Title: text.Draw(t, "title"), Outlet: text.Draw(t, "outlet"), Agency: text.Draw(t, "agency"),
				Published: text.Draw(t, "published"), URL: text.Draw(t, "url"), Image: text.Draw(t, "image"),
			}
		})
		rule := record.Rule{Role: rapid.SampledFrom([]string{"", "7700000000000000001"}).Draw(t, "role")}
		rule.Template = rapid.SampledFrom([]string{
			"", "{headline} {outlet} {day} {sentences} {link} {image}", "{image}", strings.Repeat("{link}", 80), strings.Repeat("a", MaxTemplate),
		}).Draw(t, "template")
		var sentences []answers.SummarySentence
		for range rapid.IntRange(0, quoted).Draw(t, "sentences") {
			sentences = append(sentences, answers.SummarySentence{Excerpt: answers.Excerpt{Text: text.Draw(t, "sentence")}})
		}
		v := voices.In(rapid.SampledFrom([]string{"en", "es", "fr", "de", "pt"}).Draw(t, "language"))
		m := post(v, rule, meta.Draw(t, "article"), sentences, rapid.SliceOfN(meta, 0, 4).Draw(t, "copies"))
		for _, form := range []posting{m, m.plain(v)} {
			body, err := json.Marshal(form.send())
			if err != nil {
				t.Fatal(err)
			}
			if err := discordtest.Validate(discordtest.RouteMessage, body); err != nil {
				t.Fatalf("%v\n%s", err, body)
			}
			if n := show.Size(form.send().Content); n > show.MaxContent {
				t.Fatalf("a post of %d characters", n)
			}
			total := 0
			for _, e := range form.Embeds {
				total += show.EmbedSize(e)
			}
			if total > show.MaxEmbedsTotal || form.send().Content == "" && len(form.Embeds) == 0 {
				t.Fatalf("embeds of %d characters: %s", total, body)
			}
		}
	})
}

// TestDigestList lists all digests that a server can have, however much there is to
// say of each.
func TestDigestList(t *testing.T) {
	t.Parallel()
	voices, err := show.LoadVoices()
	if err != nil {
		t.Fatal(err)
	}
	p := &Poster{rests: NewRests[string]()}
	var all []record.Digest
	for i := range MaxDigests {
		d := record.Digest{Num: 123456 + int64(i), Channel: "3300000000000000011", Last: time.Unix(1.7e9, 0)}
		d.Plan = record.Plan{Every: "wednesday", Topic: strings.Repeat("_", 500), Outlets: []string{strings.Repeat("*", 500)}}
		p.rests.Rest(digestName(d), time.Now(), true)
		all = append(all, d)
	}
	for tag, v := range voices {
		embeds := p.DigestList(v, all, "America/Argentina/Buenos_Aires")
		size, lines := 0, 0
		for _, e := range embeds {
			size, lines = size+show.EmbedSize(e), lines+len(strings.Split(e.Description, "\n"))
			if show.Size(e.Description) > show.MaxDescription {
				t.Errorf("%s: an embed of %d characters", tag, show.Size(e.Description))
			}
		}
		if size > show.MaxEmbedsTotal || lines != MaxDigests {
			t.Errorf("%s: %d lines in %d characters", tag, lines, size)
		}
	}
}
