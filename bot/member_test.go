package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/answers"
	"dateline/bot/command"
	"dateline/bot/discordtest"
	"dateline/bot/memory"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// story is an article of numbered paragraphs, each a sentence.
func story(paragraphs int) retrieval.Article {
	a := retrieval.Article{Meta: danang}
	for i := range paragraphs {
		if i > 0 {
			a.Body += "\n\n"
		}
		a.Body += fmt.Sprintf("Paragraph %d tells of the summit.", i+1)
	}
	a.Blocks = text.FindBlocks(a.Body)
	return a
}

// quoting is a library of one story, in which every question finds its
// paragraphs from the second on.
func quoting(paragraphs int) library {
	a := story(paragraphs)
	return library{
		articles: []retrieval.Meta{a.Meta},
		bodies:   map[string]retrieval.Article{a.ID: a},
		ask: func(_ context.Context, q answers.Question) (answers.Answer, error) {
			answer := answers.Answer{Answered: true}
			limit := q.Excerpts
			if limit == 0 {
				limit = 3
			}
			for _, b := range a.Blocks[1:min(len(a.Blocks), limit+1)] {
				text, _ := b.Of(a.Body)
				answer.Excerpts = append(answer.Excerpts, answers.Excerpt{Text: text, Start: b.Start, End: b.End, Article: a.Meta})
			}
			return answer, nil
		},
	}
}

var (
	member = discordtest.Member{}
	other  = discordtest.Member{User: "4400000000000000002"}
)

func question(text string, more ...any) discordtest.Command {
	options := map[string]any{"question": text}
	for i := 0; i+1 < len(more); i += 2 {
		options[fmt.Sprint(more[i])] = more[i+1]
	}
	return discordtest.Command{Name: "ask", Options: options}
}

func TestMoreContext(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(6), nil)
	answer := r.Use(question("What of the summit?")).Answer()
	it := r.Press(other, answer, "More context")
	m := it.Answer()
	want := "“Paragraph 1 tells of the summit.”\n\n“**Paragraph 2 tells of the summit.**”\n\n“Paragraph 3 tells of the summit.”"
	if !m.Private || it.Replaced() || !strings.Contains(m.Text(), want) {
		t.Errorf("private %t, replaced %t:\n%s", m.Private, it.Replaced(), m.Text())
	}
	next := r.Press(other, m, "Next ▶")
	if m := next.Answer(); !next.Replaced() || !strings.Contains(m.Text(), "“**Paragraph 3") || !strings.Contains(m.Text(), "(2 / 3)") {
		t.Errorf("replaced %t:\n%s", next.Replaced(), m.Text())
	}
}

// TestMoreExcerpts pages through all that bears on a question: each paragraph
// comes once.
func TestMoreExcerpts(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(11), nil)
	answer := r.Use(question("What of the summit?")).Answer()
	var seen []string
	note := func(m discordtest.Message) {
		for _, part := range strings.Split(m.Text(), "“Paragraph ")[1:] {
			seen = append(seen, strings.Fields(part)[0])
		}
	}
	note(answer)
	m := r.Press(member, answer, "More excerpts").Answer()
	note(m)
	around := r.Press(member, m, "More context").Answer()
	if !strings.Contains(around.Text(), "**Paragraph 5") {
		t.Errorf("the context of the fourth excerpt is:\n%s", around.Text())
	}
	m = r.Press(member, m, "Next ▶").Answer()
	note(m)
	note(r.Press(member, m, "Next ▶").Answer())
	if diff := cmp.Diff([]string{"2", "3", "4", "5", "6", "7", "8", "9", "10", "11"}, seen); diff != "" {
		t.Errorf("paragraphs (-want +got):\n%s", diff)
	}
	short := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(4), nil)
	m = short.Press(member, short.Use(question("What?")).Answer(), "More excerpts").Answer()
	if m.Content != english.Say("no_more_excerpts") {
		t.Errorf("got %q, want to hear that there are no more", m.Text())
	}
}

// TestButtonsAfterRestart presses the buttons of an answer that another run of
// the bot has given, and those of an answer that is kept no longer.
func TestButtonsAfterRestart(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(6), nil)
	answer := r.Use(question("What of the summit?")).Answer()
	r.Wait("the question to be kept", func() bool { return len(kept(t, r)) == 1 })
	r.bot.memory = memory.New()
	if m := r.Press(member, answer, "More context").Answer(); !strings.Contains(m.Text(), "Paragraph 2") {
		t.Errorf("got %q, want the context", m.Text())
	}
	if _, err := r.records.ForgetUser(t.Context(), discordtest.User); err != nil {
		t.Fatal(err)
	}
	if m := r.Press(member, answer, "More context").Answer(); m.Content != english.Say("question_forgotten") {
		t.Errorf("got %q, want to be asked to ask again", m.Text())
	}
}

func kept(t *testing.T, r *run) []string {
	t.Helper()
	about, err := r.records.Kept(t.Context(), discordtest.User)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, q := range about.Questions {
		out = append(out, q.Sought())
	}
	return out
}

func TestShare(t *testing.T) {
	t.Parallel()
	lib := quoting(6)
	r := connected(t, discordtest.Start(t, discordtest.Options{}), lib, nil)
	answer := r.Use(question("What of the summit?", "private", true)).Answer()
	if len(r.Messages(discordtest.Channel)) != 0 {
		t.Fatal("a private answer is in the channel")
	}
	m := r.Press(member, answer, "Share in channel").Answer()
	if m.Private || len(r.Messages(discordtest.Channel)) != 1 || !strings.Contains(m.Text(), "Shared by <@"+discordtest.User+">") {
		t.Errorf("private %t: %s", m.Private, m.Text())
	}
	if m.Quotations() != answer.Quotations() || strings.Contains(m.Text(), "Share in channel") {
		t.Errorf("shared:\n%s\nof:\n%s", m.Text(), answer.Text())
	}
	if m := r.Press(other, answer, "More context").Answer(); m.Content != english.Say("question_forgotten") {
		// The answer is public by now: everybody may go on from it.
		if !strings.Contains(m.Text(), "Paragraph") {
			t.Errorf("got %q", m.Text())
		}
	}
	later := r.Use(question("What of the summit?", "private", true)).Answer()
	delete(lib.bodies, danang.ID)
	if m := r.Press(member, later, "Share in channel").Answer(); m.Content != english.Say("article_removed") || !m.Private {
		t.Errorf("shared an article that was removed: %q", m.Text())
	}
}

// asking notes what a library is asked.
func asking(asked *[]string) library {
	lib := quoting(6)
	answer := lib.ask
	lib.ask = func(ctx context.Context, q answers.Question) (answers.Answer, error) {
		*asked = append(*asked, q.Text)
		return answer(ctx, q)
	}
	return lib
}

func TestFollowUpByForm(t *testing.T) {
	t.Parallel()
	var asked []string
	r := connected(t, discordtest.Start(t, discordtest.Options{}), asking(&asked), nil)
	answer := r.Use(question("What did Trump say about Syria?")).Answer()
	form := r.Press(other, answer, "Follow up").Form()
	m := r.Fill(other, answer, form, "and what did he say about Ukraine?").Answer()
	if m.Private || !strings.Contains(m.Text(), "**Understood as:** what did Trump say about Ukraine?") {
		t.Errorf("private %t: %s", m.Private, m.Text())
	}
	form = r.Press(other, m, "Follow up").Form()
	r.Fill(other, m, form, "What about Merkel?").Answer()
	want := []string{"What did Trump say about Syria?", "what did Trump say about Ukraine?", "what did Merkel say about Ukraine?"}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

// TestConversation goes on by mentions: in the same channel, by the same member.
func TestConversation(t *testing.T) {
	t.Parallel()
	var asked []string
	r := connected(t, discordtest.Start(t, discordtest.Options{}), asking(&asked), nil)
	say := func(p discordtest.Post) discordtest.Message {
		p.Content = "<@" + discordtest.BotID + "> " + p.Content
		return r.Reply(r.Say(p))
	}
	first := say(discordtest.Post{Content: "What did Trump say about Syria?"})
	m := say(discordtest.Post{Content: "and about Ukraine?"})
	if !strings.HasPrefix(m.Text(), "**Understood as:** What did Trump say about Ukraine?\n") {
		t.Errorf("got %q", m.Text())
	}
	say(discordtest.Post{Content: "and what did he say in Germany?", User: other.User})
	say(discordtest.Post{Content: "and what did he say in Germany?", Channel: "3300000000000000002"})
	say(discordtest.Post{Content: "What did he say in Germany?", User: other.User, ReplyTo: &first})
	answer := r.Use(question("When did Merkel meet Macron in Paris?")).Answer()
	say(discordtest.Post{Content: "why?", ReplyTo: &answer})
	want := []string{
		"What did Trump say about Syria?", "What did Trump say about Ukraine?",
		"and what did he say in Germany?", "and what did he say in Germany?", "What did Trump say in Germany?",
		"When did Merkel meet Macron in Paris?", "why did Merkel meet Macron in Paris?",
	}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

func TestRate(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(6), nil)
	answer := r.Use(question("What of the summit?")).Answer()
	form := r.Press(other, answer, "Not helpful").Form()
	gaps := discordtest.Command{Name: "library gaps"}
	r.Wait("a gap, whatever becomes of the form", func() bool { return strings.Contains(r.Use(gaps).Answer().Text(), "1 answer not helpful") })
	for _, reason := range []string{"nonsense", "incomplete"} {
		if m := r.Fill(other, answer, form, reason).Answer(); m.Content != english.Say("rated_unhelpful") || !m.Private {
			t.Errorf("got %q", m.Text())
		}
	}
	if m := r.Use(gaps).Answer(); !m.Private || !strings.Contains(m.Text(), "What of the summit?\n1 answer not helpful · Something is missing (1)\n") || strings.Contains(m.Text(), other.User) {
		t.Errorf("gaps:\n%s", m.Text())
	}
	r.Press(other, answer, "Helpful").Answer()
	if m := r.Use(gaps).Answer(); m.Content != english.Say("gaps_none", "Count", 30) {
		t.Errorf("after the member thought better of it:\n%s", m.Text())
	}
}

func TestSearchPages(t *testing.T) {
	t.Parallel()
	a := story(8)
	lib := library{search: func(context.Context, retrieval.Query) (retrieval.Result, error) {
		res := retrieval.Result{Terms: []retrieval.QueryTerm{{Token: text.Token{Term: "summit"}}}}
		for _, b := range a.Blocks {
			text, _ := b.Of(a.Body)
			res.Hits = append(res.Hits, retrieval.Hit{Span: b.Span, Text: text, Article: &a})
		}
		return res, nil
	}}
	r := connected(t, discordtest.Start(t, discordtest.Options{}), lib, nil)
	m := r.Use(discordtest.Command{Name: "search", Options: map[string]any{"query": "summit"}}).Answer()
	if m.Quotations() != 3 || !strings.Contains(m.Text(), "tells of the **summit**.") || !strings.Contains(m.Text(), "(1 / 3)") {
		t.Fatalf("got:\n%s", m.Text())
	}
	theirs := r.Press(other, m, "Next ▶")
	if page := theirs.Answer(); theirs.Replaced() || !page.Private || !strings.Contains(page.Text(), "Paragraph 4") {
		t.Errorf("another member turned the page for all:\n%s", page.Text())
	}
	own := r.Press(member, m, "Next ▶")
	page := own.Answer()
	if !own.Replaced() || !strings.Contains(page.Text(), "Paragraph 4") {
		t.Errorf("got:\n%s", page.Text())
	}
	if last := r.Press(member, page, "Next ▶").Answer(); last.Quotations() != 2 || !strings.Contains(last.Text(), "(Next ▶)") {
		t.Errorf("the last page:\n%s", last.Text())
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	var asked []string
	r := connected(t, discordtest.Start(t, discordtest.Options{}), asking(&asked), nil)
	m := r.Use(discordtest.Command{Name: command.FindName, Target: "They met. It was said that the summit in Da Nang went well!"}).Answer()
	if !m.Private || m.Quotations() != 3 || !strings.HasPrefix(m.Text(), "**Looked up:** They met.") {
		t.Errorf("got:\n%s", m.Text())
	}
	if !slices.Contains(asked, "It was said that the summit in Da Nang went well!") {
		t.Errorf("asked %q", asked)
	}
	if m := r.Use(discordtest.Command{Name: command.FindName, Target: "\n"}).Answer(); m.Content != english.Say("no_text") {
		t.Errorf("got %q", m.Text())
	}
}

func TestSources(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var articles []retrieval.Article
	for i := range 32 {
		a := retrieval.Article{Meta: retrieval.Meta{ID: fmt.Sprint(i), Outlet: fmt.Sprint("Outlet ", i), Published: "2017-11-11"}, Body: fmt.Sprint("Report ", i, ".")}
		switch i {
		case 30:
			a.Outlet, a.Published = "outlet 7", "2018-01-02"
		case 31:
			a.Outlet, a.Published = "", ""
		}
		articles = append(articles, a)
	}
	h.put(t, articles...)
	r := moderated(t, h, nil)
	m := r.Use(discordtest.Command{Name: "sources"}).Answer()
	if !m.Private || !strings.Contains(m.Text(), "**Outlet 7** · 2 articles · 11 November 2017 – 2 January 2018") || !strings.Contains(m.Text(), "32 articles") {
		t.Errorf("got:\n%s", m.Text())
	}
	if m := r.Press(member, m, "Next ▶").Answer(); !strings.Contains(m.Text(), "Outlet 9") {
		t.Errorf("the second page:\n%s", m.Text())
	}
	alias := func(options map[string]any) string {
		return r.Use(discordtest.Command{Name: "library alias", Options: options}).Answer().Content
	}
	if got := alias(map[string]any{"alias": "Seven", "outlet": "outlet 7"}); got != english.Say("alias_set", "Alias", "Seven", "Outlet", "outlet 7") {
		t.Errorf("got %s", got)
	}
	if m := r.Use(discordtest.Command{Name: "sources"}).Answer(); !strings.Contains(m.Text(), "**outlet 7** (Seven) · 2 articles") {
		t.Errorf("got:\n%s", m.Text())
	}
	choices := r.Use(discordtest.Command{Name: "ask", Typing: "outlet", Options: map[string]any{"question": "?", "outlet": "seve"}}).Choices()
	if len(choices) != 1 || choices[0].Value != "outlet 7" {
		t.Errorf("suggested: %+v", choices)
	}
	for _, refused := range []struct {
		options map[string]any
		want    string
	}{
		{map[string]any{"alias": "x", "outlet": "Nobody"}, english.Say("no_such_outlet", "Outlet", "Nobody")},
		{map[string]any{"alias": "Outlet 3", "outlet": "outlet 3"}, english.Say("bad_alias", "Alias", "Outlet 3", "Outlet", "outlet 3")},
		{map[string]any{"alias": "x"}, english.Say("no_alias", "Alias", "x")},
	} {
		if got := alias(refused.options); got != refused.want {
			t.Errorf("%v: %s, want %s", refused.options, got, refused.want)
		}
	}
	if got := alias(map[string]any{"alias": "seven"}); got != english.Say("alias_dropped", "Alias", "Seven", "Outlet", "outlet 7") {
		t.Errorf("got %s", got)
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	titles := []string{"Leaders meet", "Rain in May", "Budget passed", "Storm ahead", "Fair opens"}
	lib := library{ask: func(_ context.Context, q answers.Question) (answers.Answer, error) {
		return answers.Answer{Answered: !strings.Contains(q.Text, "Rain")}, nil
	}}
	for i, title := range titles {
		lib.articles = append(lib.articles, retrieval.Meta{ID: fmt.Sprint(i), Title: title, Outlet: "CNN"})
	}
	r := connected(t, discordtest.Start(t, discordtest.Options{}), lib, nil)
	m := r.Use(discordtest.Command{Name: "help", Member: discordtest.Member{Permissions: "0"}}).Answer()
	for _, title := range []string{"Leaders meet", "Budget passed", "Storm ahead"} {
		if !strings.Contains(m.Text(), "• "+english.Say("example_question", "Headline", title)) {
			t.Errorf("%s is not among the examples:\n%s", title, m.Text())
		}
	}
	if strings.Contains(m.Text(), "Rain") || strings.Contains(m.Text(), "/settings") {
		t.Errorf("help tells of what is not for this member:\n%s", m.Text())
	}
}

func TestPrivacy(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(6), nil)
	answer := r.Use(question("What of the summit?")).Answer()
	r.Wait("the question to be kept", func() bool { return len(kept(t, r)) == 1 })
	m := r.Use(discordtest.Command{Name: "privacy"}).Answer()
	if !m.Private || !strings.Contains(m.Text(), "for 30 days") || !strings.Contains(m.Text(), english.Say("privacy_count", "Count", 1)) {
		t.Errorf("got:\n%s", m.Text())
	}
	export := r.Press(member, m, "Export my data")
	r.Wait("the file", func() bool { return len(export.Answer().Files) == 1 })
	if file := export.Answer().Files["dateline-export.json"]; !strings.Contains(file, `"text": "What of the summit?"`) || !export.Answer().Private {
		t.Errorf("the export is:\n%s", file)
	}
	confirm := r.Press(member, m, "Delete my data").Answer()
	if len(kept(t, r)) != 1 {
		t.Error("deleted without being sure")
	}
	if m := r.Press(member, confirm, "Yes, delete it").Answer(); m.Content != english.Say("forgotten", "Count", 1) || len(kept(t, r)) != 0 {
		t.Errorf("got %q, kept %q", m.Text(), kept(t, r))
	}
	if m := r.Press(member, answer, "More context").Answer(); m.Content != english.Say("question_forgotten") {
		t.Errorf("got %q after all was deleted", m.Text())
	}
}
