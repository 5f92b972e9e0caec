package bot

import (
	"strings"
	"testing"

	"dateline/answers"
	"dateline/bot/discordtest"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
)

// telling are excerpts of two outlets on one event.
func telling() (courier, herald answers.Excerpt) {
	a := retrieval.Meta{ID: "c", Title: "Bridge *closed*", Outlet: "Courier", Published: "2024-03-05", URL: "https://courier.example/bridge"}
	b := retrieval.Meta{ID: "h", Title: "Cracks in the bridge", Outlet: "Herald", Published: "2024-03-06"}
	text := "The harbour bridge was closed on Monday, @everyone."
	courier = answers.Excerpt{Text: text, End: len(text), Article: a, AlsoCarriedBy: []retrieval.Meta{{Outlet: "Post"}}}
	text = "An inspector found cracks in its pillars."
	herald = answers.Excerpt{Text: text, End: len(text), Article: b}
	return courier, herald
}

func comparison(repeat int) answers.Comparison {
	a, b := telling()
	c := answers.Comparison{
		Outlets: []answers.OutletReport{{Outlet: "Courier", Articles: 2}, {Outlet: "", Articles: 1, Excerpts: []answers.Excerpt{b}}},
		Common:  []answers.Point{{Outlets: []string{"Courier", "Herald"}, Excerpts: []answers.Excerpt{a, b}}},
		Only:    []answers.Point{{Outlets: []string{"Herald"}, Excerpts: []answers.Excerpt{b}}},
		Differ: []answers.Difference{{
			What: "duration: phone call", Kind: "duration", Of: "phone call",
			Values: []answers.Value{{Value: "90 minute", Excerpt: a}, {Value: "more than one hour", Excerpt: b}},
		}},
		Quoted: []answers.Voice{{Speaker: "Ada _Holm_", Outlets: []string{"Courier", ""}, Excerpts: []answers.Excerpt{a}}},
	}
	for range repeat {
		c.Outlets[0].Excerpts = append(c.Outlets[0].Excerpts, a)
	}
	return c
}

func events() answers.Timeline {
	a, b := telling()
	return answers.Timeline{Events: []answers.Event{
		{Date: "2024-03-04", Basis: answers.ByText, Words: "Monday", Excerpt: a},
		{Date: "2024-03-01", Until: "2024-03-31", Basis: answers.ByText, Words: "this month", Excerpt: b},
		{Date: "2024-03-06", Basis: answers.ByPublication, Excerpt: b},
		{Date: "2024-03-06", Basis: answers.ByPublication, Excerpt: a},
	}}
}

func mainPoints() answers.Summary {
	a, b := telling()
	return answers.Summary{Sentences: []answers.SummarySentence{{Excerpt: a, Outlets: []string{"Courier", "Herald", ""}}, {Excerpt: b, Outlets: []string{"Herald"}}}}
}

// topicMessages are messages on topics as members see them.
func topicMessages() map[string]show.Message {
	question := func(kind record.Kind, text string) record.Question {
		return record.Question{ID: "1", Inquiry: record.Inquiry{Kind: kind, Text: text}}
	}
	german := testVoices.In("de")
	digest := question(record.Summary, "")
	digest.Outlets, digest.Since = []string{"The *Courier*"}, "2024-03-01"
	return map[string]show.Message{
		"topic_digest":      topicPage(english, digest, show.Pages(show.Digest(english, mainPoints())), 0, 5),
		"topic_compare":     topicPage(english, question(record.Compare, "bridge"), show.Comparison(english, comparison(1)), 0, 0),
		"topic_compare_de":  topicPage(german, question(record.Compare, "bridge"), show.Comparison(german, comparison(1)), 0, 0),
		"topic_timeline":    topicPage(english, question(record.Timeline, "bridge"), show.Pages(show.Timeline(english, events())), 0, 0),
		"topic_timeline_de": topicPage(german, question(record.Timeline, "bridge"), show.Pages(show.Timeline(german, events())), 0, 0),
	}
}

// Every page keeps Discord's limits, and all pages together hold everything.
func TestPages(t *testing.T) {
	quoted := 0
	for _, page := range show.Comparison(english, comparison(60)) {
		total := 0
		for _, e := range page {
			total += show.EmbedSize(e)
			quoted += strings.Count(e.Description, "The harbour bridge was closed")
		}
		if total > 2*show.MaxContent && len(page) > 1 {
			t.Errorf("a page of %d embeds, %d characters", len(page), total)
		}
		checkLimits(t, show.Message{}.With(english, page, "embeds_left"))
	}
	if quoted != 62 {
		t.Errorf("%d quotations, want all 62", quoted)
	}
}

func TestTopicCommands(t *testing.T) {
	t.Parallel()
	var asked []answers.Topic
	note := func(topic answers.Topic) { asked = append(asked, topic) }
	lib := library{
		compare:  func(t answers.Topic) answers.Comparison { note(t); return comparison(40) },
		timeline: func(t answers.Topic) answers.Timeline { note(t); return events() },
		digest:   func(t answers.Topic) answers.Summary { note(t); return mainPoints() },
	}
	r := connected(t, discordtest.Start(t, discordtest.Options{}), lib, nil)
	use := func(name string, given map[string]any) string {
		return r.Use(discordtest.Command{Name: name, Options: given}).Answer().Content
	}
	for _, row := range []struct {
		name  string
		given map[string]any
		want  string
	}{
		{"compare", map[string]any{"topic": " "}, english.Say("topic_something")},
		{"timeline", map[string]any{"topic": "bridge", "since": "x"}, english.Say("bad_date", "Option", "since", "Value", "x")},
		{"summary", nil, english.Say("summary_something")},
		{"summary", map[string]any{"article": "a", "topic": "b"}, english.Say("article_alone")},
	} {
		if got := use(row.name, row.given); got != row.want {
			t.Errorf("/%s %v: %q, want %q", row.name, row.given, got, row.want)
		}
	}
	if len(asked) > 0 {
		t.Fatalf("the library was asked %v", asked)
	}
	use("timeline", map[string]any{"topic": "bridge", "outlet": "Courier", "since": "2024-03-01"})
	use("summary", map[string]any{"until": "2024-03-31", "sentences": 2})
	if len(asked) != 2 || asked[0].Text != "bridge" || asked[0].Filter.Outlets[0] != "Courier" || asked[0].Filter.Since != "2024-03-01" {
		t.Errorf("asked %+v, want what was given", asked)
	}
	if asked[1].Text != "" || asked[1].Filter.Until != "2024-03-31" || asked[1].Limit != 2 {
		t.Errorf("asked %+v, want what was given", asked[1])
	}
	m := r.Use(discordtest.Command{Name: "compare", Options: map[string]any{"topic": "bridge"}}).Answer()
	if text := m.Text(); strings.Index(text, "**Differs**") > strings.Index(text, "**Courier") || strings.Count(text, "https://courier.example/bridge") != 1 || !strings.Contains(text, `**Courier · 2 articles**`+"\n"+`-# Bridge \*closed\* · 5 March 2024`) {
		t.Errorf("got:\n%s\nwant what differs, then the first outlet with its article once", m.Text())
	}
}
