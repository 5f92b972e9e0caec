package bot

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/answers"
	"dateline/bot/discordtest"
	"dateline/bot/draft"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
	"dateline/retrieval/load"
	"dateline/retrieval/reuse"
	"dateline/retrieval/text"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	draw   = flag.String("draw", "", "draw the golden messages as HTML pages in this folder")
)

// golden are messages as members see them.
func golden() map[string]show.Message {
	quote := func(a retrieval.Meta, text string) answers.Excerpt {
		return answers.Excerpt{Text: text, Article: a, End: len(text)}
	}
	xinhua := retrieval.Meta{ID: "x", Agency: "Xinhua", Published: "2017-11-12"}
	wire := quote(danang, "They met.")
	wire.AlsoCarriedBy = []retrieval.Meta{{Outlet: "BBC"}, {Outlet: "The Guardian"}, {}, {Outlet: "BBC"}}
	trimmed := quote(retrieval.Meta{Title: "A _very_ long sentence", Outlet: "The Times", Published: "2017-11-16", PublishedInferred: true}, "and so on *and* on")
	trimmed.TrimmedFront, trimmed.TrimmedEnd = true, true
	arabic := quote(retrieval.Meta{Title: "قمة", Outlet: "الجزيرة", URL: "javascript:alert(1)"}, "التقى الرئيسان.")
	long := danang
	long.Title = strings.Repeat("Very long headline ", 300)
	many := answers.Answer{Answered: true}
	for i := range 12 {
		many.Excerpts = append(many.Excerpts, quote(danang, fmt.Sprintf("%d. %s", i+1, strings.Repeat("They met. ", 20))))
	}
	all := func(excerpts ...answers.Excerpt) show.Message {
		return show.Answer(english, answers.Answer{Answered: true, Excerpts: excerpts})
	}
	out := map[string]show.Message{
		"answer":          show.Echo(english, show.Answer(english, meeting()), record.Inquiry{Kind: record.Ask, Text: "When did they meet? @everyone [x](y)"}),
		"nothing_stated":  all(quote(retrieval.Meta{ID: "n"}, "They met.")),
		"wire_copy":       all(wire),
		"trimmed":         all(trimmed),
		"right_to_left":   all(arabic),
		"long_headline":   all(quote(long, "They met.")),
		"abstain_nearest": show.Answer(english, answers.Answer{Nearest: []retrieval.Meta{danang, xinhua, long}, Missing: []string{"Pope", "@everyone"}}),
		"summary":         show.Summary(english, answers.Summary{Sentences: stating(wire, trimmed)}),
	}
	maps.Copy(out, goldenScenes(many.Excerpts))
	maps.Copy(out, goldenPages())
	maps.Copy(out, goldenLoads())
	maps.Copy(out, goldenQuotes())
	maps.Copy(out, topicMessages())
	return out
}

// goldenScenes are the messages that answers lead to.
func goldenScenes(many []answers.Excerpt) map[string]show.Message {
	b := &Bot{cfg: Config{Excerpts: 3, Threshold: 0.5, Starter: true}, analyzer: text.NewAnalyzer()}
	ask := record.Inquiry{Kind: record.Ask, Text: "When did they meet?"}
	after := record.Inquiry{Kind: record.Ask, Text: "and why?", Understood: "why Trump meet Putin?"}
	asked := func(r *request, in record.Inquiry, excerpts []answers.Excerpt) show.Message {
		m := b.withControls(answerFor(r, answers.Answer{Answered: true, Excerpts: excerpts}), r, record.Question{ID: "1"}, len(excerpts))
		m.Private = r.private
		return show.Echo(r.say, m, in)
	}
	public := &request{guild: "1", channel: "2", say: english}
	meant := meeting().Excerpts
	content := &request{guild: "1", own: discordgo.PermissionSendMessages, ownKnown: true, say: english}
	a := story(5)
	a.Blocks[2].Cut = true
	second := answers.Excerpt{Text: "Paragraph 2 tells of the summit.", Start: a.Blocks[1].Start, End: a.Blocks[1].End, Article: a.Meta}
	long := story(1)
	long.Body = strings.Repeat("A sentence without an end. ", 200) + "The end."
	long.Blocks = text.FindBlocks(long.Body)
	last := answers.Excerpt{Text: "The end.", Start: len(long.Body) - 8, End: len(long.Body), Article: long.Meta}
	compact := *public
	compact.settings.Compact = true
	inThread := asked(public, ask, meant)
	inThread.Thread = "When did they meet?"
	out := map[string]show.Message{
		"scene_answer":         asked(public, ask, many[:3]),
		"scene_compact":        asked(&compact, ask, meant),
		"scene_follow_up":      asked(public, after, meant),
		"scene_plain_text":     content.permitted(asked(content, ask, meant)),
		"scene_plain_too_long": content.permitted(asked(content, ask, append(many[:9:9], meant...))),
		"scene_above_thread":   inThread.Above(english),
		"scene_context":        show.Context(english, second, a),
		"scene_context_long":   show.Context(english, last, long),
	}
	for _, l := range show.Languages[1:] {
		r := *public
		r.say = testVoices.In(l.Tag)
		inferred := meeting().Excerpts
		inferred[0].Article.PublishedInferred, inferred[0].Article.Outlet = true, ""
		inferred[0].AlsoCarriedBy = []retrieval.Meta{{Outlet: "BBC"}, {}}
		out["scene_answer_"+l.Tag] = asked(&r, ask, inferred)
	}
	hits := retrieval.Result{Terms: []retrieval.QueryTerm{{Token: text.Token{Term: "summit"}}}}
	for _, block := range a.Blocks {
		t, _ := block.Of(a.Body)
		hits.Hits = append(hits.Hits, retrieval.Hit{Span: block.Span, Text: t, Article: &a})
	}
	search := record.Inquiry{Kind: record.Search, Text: "summit"}
	out["scene_search"] = show.Echo(english, b.passagePage(public, record.Question{ID: "1"}, hits, 1), search)
	return out
}

// goldenLoads are the messages that moderators load articles by.
func goldenLoads() map[string]show.Message {
	a := retrieval.Article{Meta: danang, Body: ferryText, Partial: true}
	a.Authors, a.Language, a.Revision = []string{"Joan *Vane*", "P. Ost"}, "en", 2
	it := load.Item{Source: "https://example.org/da-nang", Status: retrieval.Added, Title: danang.Title, Outlet: danang.Outlet, Published: danang.Published, Words: 60}
	it.Removed = []load.Removed{{Text: "Become a member today", Why: "subscription prompt"}, {Text: "By Joan Vane", Why: "byline or date line"}}
	known, bad := it, load.Item{Source: "scan_of_*everything*.pdf", Reason: "it is a scan without text: run text recognition over it first"}
	known.Status, known.Title, known.Outlet = retrieval.Duplicate, "", ""
	one := draft.Draft{ID: "1", Entries: []draft.Entry{{Article: a, Item: it}}, Notes: []draft.Note{{Text: "date_left", Value: "13/11/17"}}}
	several := draft.Draft{ID: "1", Known: []load.Item{known}, Rejected: []load.Item{bad}}
	for range 12 {
		several.Entries = append(several.Entries, draft.Entry{Item: it})
	}
	var many []retrieval.Meta
	for i := range 12 {
		many = append(many, retrieval.Meta{ID: fmt.Sprint(i), Title: fmt.Sprintf("Report_%d", i), Outlet: "BBC", Published: "2017-11-11", URL: "https://example.org/x"})
	}
	return map[string]show.Message{
		"load_preview":      show.Draft(english, one, unbounded),
		"load_preview_many": show.Draft(english, several, 3),
		"load_added":        show.Added(english, []load.Item{it, it, known}, []load.Item{bad}),
		"page_articles":     renderArticles(english, many, 1, "BBC"),
		"page_log":          renderLog(english, acts(), 0, ""),
		"page_history": renderHistory(english, danang, []retrieval.Step{
			{Act: acts()[1]},
			{Act: acts()[3], Sentences: []reuse.SentenceChange{{Before: "They met on Friday.", After: "They *met* on Saturday."}, {After: "Nobody knew."}}},
			{Act: acts()[3], Damaged: true},
		}, 0),
	}
}

// acts are a log.
func acts() []retrieval.Act {
	ada := retrieval.Actor{Kind: retrieval.ByDiscord, ID: "4400000000000000001", Name: "Ada"}
	at := time.Date(2017, 11, 13, 9, 0, 0, 0, time.UTC)
	one := []retrieval.Touched{{ID: "danang", Did: retrieval.Updated, Revision: 2, Former: 1}}
	edited := []retrieval.Touched{{ID: "danang", Did: retrieval.Updated, Revision: 2, Former: 2, Changes: []retrieval.FieldChange{{Field: "outlet", To: "CNN *International*"}}}}
	return []retrieval.Act{
		{ID: "aaaaaaaa", Time: at, By: ada, What: retrieval.DeedRemove, Removed: 1, Articles: one},
		{ID: "bbbbbbbb", Time: at, By: ada, What: retrieval.DeedEdit, Updated: 1, Articles: edited},
		{ID: "cccccccc", Time: at, By: retrieval.Actor{Kind: retrieval.ByFeed, ID: "https://example.org/feed"}, What: retrieval.DeedLoad, Detail: "https://example.org/feed", Added: 12, Undone: 2},
		{ID: "dddddddd", Time: at, By: retrieval.Actor{Kind: retrieval.ByTerminal, ID: "ops_1"}, What: retrieval.DeedLoad, Detail: "articles/", Added: 1, Updated: 1, Articles: one},
	}
}

// goldenPages are the messages about the bot itself.
func goldenPages() map[string]show.Message {
	articles := []retrieval.Meta{danang, {ID: "2", Outlet: "BBC", Title: "Talks _end_"}, {ID: "3", Outlet: "CNN", Published: "2018-02-01"}, {ID: "4"}}
	admin := &request{guild: "1", say: english, permissions: discordgo.PermissionManageGuild}
	five, seven, none, off, quarter := 5, 7, 0, false, 0.25
	cfg := Config{Excerpts: 3, Threshold: 0.5, Starter: true}
	set := record.Settings{
		Moderators: "77", Channels: map[string]record.Mode{"21": record.Thread, "22": record.Off}, Elsewhere: record.Private,
		Language: "de", Excerpts: 5, Threshold: &quarter, Starter: &off, KeepDays: &seven, MemberRate: &five, ServerRate: &none, Quota: 100,
	}
	groups := []gapGroup{{text: "Who won the *cup*?", unanswered: 3}, {text: "When is the election?", unanswered: 1, unhelpful: 2}}
	watches := []record.Watch{
		{Num: 3, Channel: "21", Inquiry: record.Inquiry{Kind: record.Ask, Text: "When do Trump and *Putin* meet again, @everyone?"}},
		{Num: 12, Channel: "22", Inquiry: record.Inquiry{Kind: record.Ask, Text: strings.Repeat("Who won the election, and by how many votes? ", 20)}},
	}
	example := english.Say("example_question", "Headline", "Leaders meet in Da Nang")
	return map[string]show.Message{
		"page_sources": renderSources(english, []retrieval.Outlet{
			{Name: "CNN", Articles: 2, First: "2017-11-11", Last: "2018-02-01", Aliases: []string{"CNN *International*"}}, {Articles: 1}, {Name: "BBC", Articles: 1},
		}, 0),
		"page_help_admin":        renderHelp(admin, articles, []string{example}),
		"page_help_moderator_fr": renderHelp(&request{guild: "1", say: testVoices.In("fr"), permissions: discordgo.PermissionManageMessages}, articles, nil),
		"page_privacy":           renderPrivacy(english, true, 30, record.Kept{Questions: make([]record.Question, 2), Acts: make([]record.Act, 4), Watches: make([]record.Watch, 1)}),
		"watch_added":            renderWatchAdded(english, watches[0]),
		"watch_list":             renderWatches(english, watches, func(num int64) bool { return num == 12 }),
		"watch_list_de":          renderWatches(testVoices.In("de"), watches[:1], func(int64) bool { return true }),
		"watch_news":             renderWatch(english, watches[0], meeting().Excerpts),
		"watch_news_fr":          renderWatch(testVoices.In("fr"), watches[0], meeting().Excerpts),
		"page_gaps":              renderGaps(english, groups, 30),
		"page_settings":          renderSettings(english, record.Settings{}, cfg, 5),
		"page_settings_changed":  renderSettings(testVoices.In("fr"), set, cfg, 12),
	}
}

// drawn is a message as members see it.
func drawn(t rapid.TB, m show.Message) discordtest.Message {
	t.Helper()
	data := m.Response(discordgo.InteractionResponseChannelMessageWithSource).Data
	out, err := discordtest.Draw(data.Content, data.Embeds, data.Flags, data.Components)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestGolden(t *testing.T) {
	for name, m := range golden() {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", "messages", name)
			matches(t, path+".txt", drawn(t, m).Text())
			if data := m.Response(discordgo.InteractionResponseChannelMessageWithSource).Data; data.Flags&discordgo.MessageFlagsIsComponentsV2 != 0 {
				text, err := json.MarshalIndent(data.Components, "", "  ")
				if err != nil {
					t.Fatal(err)
				}
				matches(t, path+".json", string(text)+"\n")
			}
			checkLimits(t, m)
			if *draw != "" {
				drawPage(t, filepath.Join(*draw, name+".html"), drawn(t, m))
			}
		})
	}
}

// matches holds a text against a golden file.
func matches(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s; run with -update if that is meant (-want +got):\n%s", path, diff)
	}
}

func drawPage(t *testing.T, path string, m discordtest.Message) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(discordtest.WriteHTML(f, m), f.Close()); err != nil {
		t.Fatal(err)
	}
}

// checkLimits holds a message against Discord's description of it, and against
// the limits that the description leaves out.
func checkLimits(t rapid.TB, m show.Message) {
	t.Helper()
	bodies := map[string]any{
		discordtest.RouteRespond: m.Response(discordgo.InteractionResponseChannelMessageWithSource),
		discordtest.RouteEdit:    m.Edit(),
		discordtest.RouteMessage: m.Post(),
	}
	for route, body := range bodies {
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		if err := discordtest.Validate(route, text); err != nil {
			t.Errorf("%s: %v\n%s", route, err, text)
		}
	}
	for _, exceeded := range drawn(t, m).Limits() {
		t.Error(exceeded)
	}
	checkEmbeds(t, drawn(t, m))
	checkEmbeds(t, drawn(t, m.InPlaceOf(0)))
}

// checkEmbeds holds a message that is not made of components against Discord's
// limits.
func checkEmbeds(t rapid.TB, m discordtest.Message) {
	t.Helper()
	if len(m.Parts) > 0 {
		return
	}
	if show.Size(m.Content) > show.MaxContent || len(m.Embeds) > show.MaxEmbeds || m.Content == "" && len(m.Embeds) == 0 {
		t.Errorf("content of %d characters, %d embeds", show.Size(m.Content), len(m.Embeds))
	}
	total := 0
	for _, e := range m.Embeds {
		total += show.EmbedSize(e)
		if show.Size(e.Title) > show.MaxTitle || show.Size(e.Description) > show.MaxDescription {
			t.Errorf("title of %d characters, description of %d", show.Size(e.Title), show.Size(e.Description))
		}
		if strings.TrimSpace(e.Title+e.Description) == "" && e.Author == nil {
			t.Errorf("an embed without a title: %+v", e)
		}
		for _, f := range e.Fields {
			if show.Size(f.Name) > show.MaxFieldName || show.Size(f.Value) > show.MaxFieldValue || f.Name == "" || f.Value == "" {
				t.Errorf("a field of %d and %d characters", show.Size(f.Name), show.Size(f.Value))
			}
		}
	}
	if total > show.MaxEmbedsTotal {
		t.Errorf("embeds of %d characters", total)
	}
}

func anyArticle() *rapid.Generator[retrieval.Meta] {
	return rapid.Custom(func(t *rapid.T) retrieval.Meta {
		name := rapid.OneOf(rapid.Just(""), discordtest.Nasty(), rapid.Custom(func(t *rapid.T) string {
			return strings.Repeat(discordtest.Nasty().Draw(t, "unit")+"a", rapid.IntRange(1, 200).Draw(t, "times"))
		}))
		return retrieval.Meta{
			ID:                "id",
			Title:             name.Draw(t, "title"),
			Outlet:            name.Draw(t, "outlet"),
			Agency:            name.Draw(t, "agency"),
			Published:         rapid.SampledFrom([]string{"", "2017-11-12", "2017-11-12T10:00:00+01:00", "nonsense!!"}).Draw(t, "published"),
			PublishedInferred: rapid.Bool().Draw(t, "inferred"),
			URL: rapid.OneOf(rapid.SampledFrom([]string{
				"", "https://example.org/a b", "http://bücher.example/", "javascript:x", "https://u:p@example.org", "https://",
				"https://example.org/" + strings.Repeat("é", 1000), "https://example.org/)[x](", "//example.org",
			}), discordtest.Nasty()).Draw(t, "url"),
		}
	})
}

func anyExcerpt() *rapid.Generator[answers.Excerpt] {
	return rapid.Custom(func(t *rapid.T) answers.Excerpt {
		content := discordtest.Nasty().Draw(t, "text") + "."
		if rapid.IntRange(0, 9).Draw(t, "long") == 0 {
			content = strings.Repeat(content, 50)
		}
		e := answers.Excerpt{
			Text: content, Start: 7, End: 7 + len(content), Article: anyArticle().Draw(t, "article"),
			TrimmedFront: rapid.Bool().Draw(t, "front"), TrimmedEnd: rapid.Bool().Draw(t, "end"),
			AlsoCarriedBy: rapid.SliceOfN(anyArticle(), 0, 3).Draw(t, "also"),
		}
		for range rapid.IntRange(0, 6).Draw(t, "matched") {
			start := e.Start + rapid.IntRange(-2, len(content)+2).Draw(t, "start")
			e.Matched = append(e.Matched, text.Span{Start: start, End: start + rapid.IntRange(-1, 12).Draw(t, "length")})
		}
		return e
	})
}

// TestLimits renders anything at all: no limit is exceeded, and every quotation
// is there whole or not at all.
func TestLimits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := answers.Answer{
			Answered: rapid.Bool().Draw(t, "answered"),
			Excerpts: rapid.SliceOfN(anyExcerpt(), 0, 12).Draw(t, "excerpts"),
			Nearest:  rapid.SliceOfN(anyArticle(), 0, 12).Draw(t, "nearest"),
		}
		question := rapid.OneOf(discordtest.Nasty(), rapid.Just(strings.Repeat("why? ", 2000))).Draw(t, "question")
		m := show.Echo(english, show.Answer(english, a), record.Inquiry{Kind: record.Ask, Text: question, Understood: question})
		checkLimits(t, m)
		if a.Answered && len(a.Excerpts) > 0 {
			for i, e := range show.Excerpts(english, a.Excerpts) {
				checkQuotation(t, e.Description, a.Excerpts[i].Text)
			}
			text := drawn(t, m).Text()
			for _, e := range m.Embeds {
				if !strings.Contains(text, e.Description) && !strings.Contains(text, "not fit") {
					t.Errorf("%q is neither shown nor said to be left", e.Description)
				}
			}
		}
		s := show.Summary(english, answers.Summary{Sentences: stating(a.Excerpts...)})
		checkLimits(t, s)
	})
}

// checkQuotation holds that what stands between quotation marks is the text.
func checkQuotation(t *rapid.T, description, text string) {
	if description == english.Say("passage_too_long") {
		return
	}
	plain, _ := discordtest.Shown(t, description)
	first, last := strings.Index(plain, "“"), strings.LastIndex(plain, "”")
	if first < 0 || last < first {
		t.Fatalf("no quotation in %q", plain)
	}
	if got, want := plain[first+len("“"):last], discordtest.WithoutControls(text); got != want {
		t.Errorf("quoted %q, want %q", got, want)
	}
	if around := plain[:first] + plain[last+len("”"):]; strings.Trim(around, "… \u2068\u2069") != "" {
		t.Errorf("%q stands around the quotation", around)
	}
}

func TestChoices(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		articles := rapid.SliceOfN(anyArticle(), 0, 40).Draw(t, "articles")
		for i := range articles {
			articles[i].ID = strings.Repeat("i", rapid.IntRange(1, 200).Draw(t, "length")) + fmt.Sprint(i)
		}
		choices := (&Bot{headlines: newHeadlines()}).articleChoices(english, "x", articles, rapid.SampledFrom([]string{"", "a", "untitled"}).Draw(t, "typed"))
		text, err := json.Marshal(map[string]any{"type": discordgo.InteractionApplicationCommandAutocompleteResult, "data": map[string]any{"choices": choices}})
		if err != nil {
			t.Fatal(err)
		}
		if err := discordtest.Validate(discordtest.RouteRespond, text); err != nil {
			t.Error(err)
		}
		for _, c := range choices {
			value, _ := c.Value.(string)
			if show.Size(c.Name) > show.MaxChoice || show.Size(value) > show.MaxChoice {
				t.Errorf("a choice of %d and %d characters", show.Size(c.Name), show.Size(value))
			}
			if _, ok := find(articles, value); !ok {
				t.Errorf("choice %q leads to no article", value)
			}
		}
	})
}

// stating are excerpts as the sentences of a summary.
func stating(excerpts ...answers.Excerpt) []answers.SummarySentence {
	var out []answers.SummarySentence
	for _, e := range excerpts {
		out = append(out, answers.SummarySentence{Excerpt: e, Outlets: []string{e.Article.Outlet}})
	}
	return out
}
