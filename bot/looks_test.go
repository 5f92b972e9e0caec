package bot

import (
	"context"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/answers"
	"dateline/bot/discordtest"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
)

// TestDeferredAnswerIsOfComponents: what takes the place of a response that said
// it would come has the flag for components, which that response could not have.
func TestDeferredAnswerIsOfComponents(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), func(c *Config) { c.DeferAfter = 0 })
	it := r.Use(question("What of the summit?"))
	m := it.Answer()
	if !it.Deferred() || len(m.Parts) == 0 || m.Quotations() != 2 {
		t.Errorf("deferred %t: %s", it.Deferred(), m.Text())
	}
	if n := len(r.Requests(discordtest.RouteEdit)); n != 1 {
		t.Errorf("%d edits, want one", n)
	}
}

// TestEarlierMessagesStayEmbeds turns the page of a message that an earlier
// version has sent, and of one of this version.
func TestEarlierMessagesStayEmbeds(t *testing.T) {
	t.Parallel()
	for _, deferred := range []bool{false, true} {
		r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(6), func(c *Config) {
			if deferred {
				c.DeferAfter = 0
			}
		})
		page := r.Press(member, r.Use(question("What of the summit?")).Answer(), "More context").Answer()
		earlier := page
		earlier.Parts, earlier.Embeds = nil, []*discordgo.MessageEmbed{{Title: "An embed"}}
		it := r.Press(member, earlier, "Next ▶")
		if m := it.Answer(); !it.Replaced() || len(m.Parts) > 0 || len(m.Embeds) != 1 || !strings.Contains(m.Text(), "(2 / 3)") {
			t.Errorf("deferred %t: an embed became:\n%s", deferred, m.Text())
		}
		if m := r.Press(member, page, "Next ▶").Answer(); len(m.Parts) == 0 || !strings.Contains(m.Text(), "(2 / 3)") {
			t.Errorf("deferred %t: components became:\n%s", deferred, m.Text())
		}
	}
}

// TestMenuDoesWhatButtonsDo: the list below an answer leads nowhere else, also
// when its choice was forged.
func TestMenuDoesWhatButtonsDo(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(6), nil)
	m := r.Use(question("What of the summit?")).Answer()
	if len(m.Menus) != 1 {
		t.Fatalf("%d lists below:\n%s", len(m.Menus), m.Text())
	}
	powerless := discordtest.Member{Permissions: "2048"}
	for value, want := range map[string]string{
		"settings show": english.Say("unknown"), "": english.Say("unknown"), "menu:x": english.Say("unknown"),
		"remove:danang": english.Say("moderators_only"),
	} {
		if got := r.Choose(powerless, m, m.Menus[0], value).Answer().Content; got != want {
			t.Errorf("%q got %q, want %q", value, got, want)
		}
	}
}

// TestLinkButtons: an address that Discord does not take for a button is written
// out, and one that is none is not shown.
func TestLinkButtons(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/a": "[Read] https://example.org/a", "javascript:alert(1)": "",
		"https://example.org/" + strings.Repeat("a", 600): "<https://example.org/" + strings.Repeat("a", 600) + ">",
	} {
		e := answers.Excerpt{Text: "They met.", End: 9, Article: retrieval.Meta{ID: "a", Title: "Talks", URL: address}}
		text := drawn(t, show.Answer(english, answers.Answer{Answered: true, Excerpts: []answers.Excerpt{e}})).Text()
		if !strings.Contains(text, want) || want == "" && strings.Contains(text, "alert") {
			t.Errorf("%.40s: %s", address, text)
		}
	}
}

// TestCompactForm answers with one excerpt in two lines, the rest of which the
// list still leads to, and without pictures where these are not wanted.
func TestCompactForm(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), pictured(quoting(6)), nil)
	if m := r.Use(question("What of the summit?")).Answer(); !strings.Contains(m.Text(), "🖼 https://example.org/p.jpg\n") {
		t.Errorf("without a picture:\n%s", m.Text())
	}
	r.Use(set("answers", "pictures", false)).Answer()
	if m := r.Use(question("What of the summit?")).Answer(); strings.Contains(m.Text(), "🖼") {
		t.Errorf("with a picture:\n%s", m.Text())
	}
	if m := r.Use(set("answers", "form", "compact")).Answer(); !strings.Contains(m.Text(), "Compact") {
		t.Errorf("the settings are:\n%s", m.Text())
	}
	m := r.Use(question("What of the summit?")).Answer()
	want := strings.Join([]string{
		"**Asked:** What of the summit?", "“Paragraph 2 tells of the summit.”",
		"-# CNN · 11 November 2017 · AP · Leaders meet in Da Nang · <https://example.org/da-nang>",
		"[More context] [Follow up]", "[More… ▾ More excerpts | Re-check | Helpful | Not helpful]", "",
	}, "\n")
	if diff := cmp.Diff(want, m.Text()); diff != "" {
		t.Errorf("compact (-want +got):\n%s", diff)
	}
	if more := r.Press(member, m, "More excerpts").Answer(); more.Quotations() != 3 {
		t.Errorf("more:\n%s", more.Text())
	}
	r.Use(set("answers")).Answer()
	if m := r.Use(question("What of the summit?")).Answer(); m.Quotations() < 2 || !strings.Contains(m.Text(), "🖼") {
		t.Errorf("back to the default:\n%s", m.Text())
	}
}

// pictured gives the articles that a library quotes a picture.
func pictured(lib library) library {
	ask := lib.ask
	lib.ask = func(ctx context.Context, q answers.Question) (answers.Answer, error) {
		a, err := ask(ctx, q)
		for i := range a.Excerpts {
			a.Excerpts[i].Article.Image = "https://example.org/p.jpg"
		}
		return a, err
	}
	return lib
}

// TestTopicLimits renders comparisons, timelines and main points of anything at
// all: no page exceeds Discord's limits, of components, of text or of embeds.
func TestTopicLimits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		excerpts := rapid.SliceOfN(anyExcerpt(), 1, 12).Draw(t, "excerpts")
		points := []answers.Point{{Excerpts: excerpts}, {Excerpts: excerpts[:1]}}
		c := answers.Comparison{
			Outlets: []answers.OutletReport{{Outlet: excerpts[0].Article.Outlet, Articles: 3, Excerpts: excerpts}},
			Common:  points, Only: points,
			Quoted: []answers.Voice{{Speaker: discordtest.Nasty().Draw(t, "speaker"), Outlets: []string{"", excerpts[0].Article.Outlet}}},
		}
		var line answers.Timeline
		for _, e := range excerpts {
			c.Outlets = append(c.Outlets, answers.OutletReport{Outlet: e.Article.Outlet, Articles: 1, Excerpts: []answers.Excerpt{e}})
			c.Differ = append(c.Differ, answers.Difference{Kind: "duration", Of: e.Article.Title, Values: []answers.Value{{Value: e.Article.Outlet, Excerpt: e}, {Value: e.Text, Excerpt: e}}})
			line.Events = append(line.Events, answers.Event{Date: "2024-03-04", Basis: answers.ByText, Words: e.Article.Title, Excerpt: e})
		}
		in := record.Inquiry{Kind: record.Compare, Text: discordtest.Nasty().Draw(t, "topic")}
		digest := show.Digest(english, answers.Summary{Sentences: stating(excerpts...)})
		for _, pages := range [][][]*discordgo.MessageEmbed{
			show.Comparison(english, c), show.Pages(show.Timeline(english, line)), show.Pages(digest),
		} {
			for i := range pages {
				checkLimits(t, topicPage(english, record.Question{ID: "1", Inquiry: in}, pages, i, 5))
			}
		}
	})
}

// TestNothingFitsBesideText names the article of a quotation that finds no room
// beside all that is said above it.
func TestNothingFitsBesideText(t *testing.T) {
	embed := show.Excerpts(english, meeting().Excerpts)[0]
	embed.Description = "“" + strings.Repeat("They met. ", 170) + "”"
	embed.Fields = []*discordgo.MessageEmbedField{{Name: "Who", Value: strings.Repeat("x", 1000)}}
	m := show.Message{Head: strings.Repeat("y", 1900)}.With(english, []*discordgo.MessageEmbed{embed}, "excerpts_left")
	text := drawn(t, m).Text()
	for _, want := range []string{"**Leaders meet in Da Nang**", "[Read] https://example.org/da-nang", english.Say("passage_too_long")} {
		if !strings.Contains(text, want) {
			t.Errorf("without %q:\n%s", want, text)
		}
	}
	checkLimits(t, m)
}
