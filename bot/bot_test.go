package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/answers"
	"dateline/answers/align"
	"dateline/bot/discord"
	"dateline/bot/discordtest"
	"dateline/retrieval"
)

func TestAsk(t *testing.T) {
	t.Parallel()
	var asked answers.Question
	lib := library{ask: func(_ context.Context, q answers.Question) (answers.Answer, error) {
		asked = q
		return meeting(), nil
	}}
	r := connected(t, discordtest.Start(t, discordtest.Options{}), lib, nil)
	it := r.Use(discordtest.Command{Name: "ask", Options: map[string]any{
		"question": "When did *they* meet?", "outlet": "cnn", "since": "2017-11-01", "until": "2017-11-30",
	}})
	m := it.Answer()
	if it.Deferred() || m.Private {
		t.Errorf("deferred %t, private %t; want an answer at once, for all", it.Deferred(), m.Private)
	}
	want := strings.Join([]string{
		`**Asked:** When did \*they\* meet? · cnn · 1 November 2017 – 30 November 2017`,
		"**Leaders meet in Da Nang**", "-# CNN · 11 November 2017 · AP", "[Read] https://example.org/da-nang",
		"“Trump and **Putin** **met** in Da Nang on Saturday.”",
		"[More context] [Follow up]", "[More… ▾ Re-check | Helpful | Not helpful]", "",
	}, "\n")
	if diff := cmp.Diff(want, m.Text()); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
	wantAsked := answers.Question{Text: "When did *they* meet?", Locale: "en-US", Filter: retrieval.Filter{
		Outlets: []string{"cnn"}, Since: "2017-11-01", Until: "2017-11-30",
	}}
	if diff := cmp.Diff(wantAsked, asked); diff != "" {
		t.Errorf("question (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{discordtest.Guild}, r.opened()); diff != "" {
		t.Errorf("libraries opened (-want +got):\n%s", diff)
	}
}

func TestAskPrivately(t *testing.T) {
	t.Parallel()
	for _, deferAfter := range []time.Duration{0, time.Second} {
		t.Run(deferAfter.String(), func(t *testing.T) {
			r := connected(t, discordtest.Start(t, discordtest.Options{}), answering(meeting()), func(c *Config) { c.DeferAfter = deferAfter })
			m := r.Use(discordtest.Command{Name: "ask", Options: map[string]any{"question": "When?", "private": true}}).Answer()
			if !m.Private || len(r.Messages(discordtest.Channel)) != 0 {
				t.Errorf("private %t, %d messages in the channel; want only the member to see it", m.Private, len(r.Messages(discordtest.Channel)))
			}
		})
	}
}

// TestAskDeferred gives an answer only once the bot has said that it will come.
func TestAskDeferred(t *testing.T) {
	t.Parallel()
	d := discordtest.Start(t, discordtest.Options{})
	release := make(chan struct{})
	lib := library{ask: func(ctx context.Context, _ answers.Question) (answers.Answer, error) {
		select {
		case <-release:
			return meeting(), nil
		case <-ctx.Done():
			return answers.Answer{}, ctx.Err()
		}
	}}
	r := connected(t, d, lib, func(c *Config) { c.DeferAfter = 20 * time.Millisecond })
	it := r.Use(discordtest.Command{Name: "ask", Options: map[string]any{"question": "When?"}})
	d.Wait("a deferred response", it.Deferred)
	close(release)
	if m := it.Answer(); m.Quotations() != 1 {
		t.Errorf("got %d quotations, want the answer", m.Quotations())
	}
	if n := len(r.Requests(discordtest.RouteEdit)); n != 1 {
		t.Errorf("%d edits, want 1", n)
	}
}

func TestAbstain(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), answering(answers.Answer{Nearest: []retrieval.Meta{danang}}), nil)
	m := r.Use(discordtest.Command{Name: "ask", Options: map[string]any{"question": "Who won the cup?"}}).Answer()
	want := strings.Join([]string{
		"**Asked:** Who won the cup?", english.Say("no_answer"),
		"**" + english.Say("nearest") + "**", english.Say("nearest_note"), "———",
		"**Leaders meet in Da Nang**", "-# CNN · 11 November 2017", "[Read] https://example.org/da-nang", "[Follow up]", "",
	}, "\n")
	if diff := cmp.Diff(want, m.Text()); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
}

// While a library is read in nobody is told that it lacks something.
func TestPending(t *testing.T) {
	t.Parallel()
	lib := answering(answers.Answer{})
	lib.pending = &retrieval.Pending{Read: 61, Articles: 150}
	r := connected(t, discordtest.Start(t, discordtest.Options{}), lib, nil)
	m := r.Use(discordtest.Command{Name: "ask", Options: map[string]any{"question": "Who won the cup?"}}).Answer()
	want := strings.Join([]string{
		"**Asked:** Who won the cup?", "-# I am still reading the library in: 61 of 150 articles. What I did not find may be in the rest.",
		english.Say("no_answer"),
	}, "\n")
	if got := m.Text(); !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q first", got, want)
	}
	absent := checked{answers.Check{Quote: "It is upright.", Verdict: align.Absent, Extent: answers.Extent{Pending: lib.pending}}, ""}
	if got := verdict(english, absent, 1000); strings.Contains(got, english.Say("verdict_absent")) || !strings.Contains(got, english.Say("nothing_found")) {
		t.Errorf("of a quotation: %q", got)
	}
}

// TestRefusals are the questions that are answered with a sentence alone.
func TestRefusals(t *testing.T) {
	t.Parallel()
	question := func(more map[string]any) map[string]any {
		options := map[string]any{"question": "When?"}
		for k, v := range more {
			options[k] = v
		}
		return options
	}
	tests := map[string]struct {
		command discordtest.Command
		guilds  []string
		want    string
	}{
		"bad day":         {command: discordtest.Command{Name: "ask", Options: question(map[string]any{"since": "2017-13-01"})}, want: english.Say("bad_date", "Option", "since", "Value", "2017-13-01")},
		"empty range":     {command: discordtest.Command{Name: "ask", Options: question(map[string]any{"since": "2018-01-01", "until": "2017-01-01"})}, want: english.Say("empty_range", "Since", "2018-01-01", "Until", "2017-01-01")},
		"no question":     {command: discordtest.Command{Name: "ask", Options: map[string]any{"question": "  "}}, want: english.Say("ask_something")},
		"wrong type":      {command: discordtest.Command{Name: "ask", Options: map[string]any{"question": 7}}, want: english.Say("ask_something")},
		"unknown command": {command: discordtest.Command{Name: "dance"}, want: english.Say("unknown")},
		"no such article": {command: discordtest.Command{Name: "summary", Options: map[string]any{"article": "nonsense"}}, want: english.Say("no_article")},
		"other server":    {command: discordtest.Command{Name: "ask", Options: question(nil)}, guilds: []string{"77"}, want: english.Say("not_served")},
		"direct":          {command: discordtest.Command{Name: "ask", Options: question(nil), Member: discordtest.Member{Direct: true}}, want: english.Say("no_direct")},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := connected(t, discordtest.Start(t, discordtest.Options{}), answering(meeting()), func(c *Config) { c.Guilds = test.guilds })
			m := r.Use(test.command).Answer()
			if diff := cmp.Diff(test.want, m.Content); diff != "" {
				t.Errorf("message (-want +got):\n%s", diff)
			}
			if !m.Private || len(m.Parts)+len(m.Embeds) > 0 {
				t.Errorf("private %t; want a sentence for the member alone:\n%s", m.Private, m.Text())
			}
		})
	}
}

func TestSharedLibrary(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), answering(meeting()), func(c *Config) { c.SharedLibrary = "world" })
	r.Use(discordtest.Command{Name: "ask", Options: map[string]any{"question": "When?"}, Member: discordtest.Member{Direct: true}}).Answer()
	r.Use(discordtest.Command{Name: "ask", Options: map[string]any{"question": "When?"}}).Answer()
	id := r.Say(discordtest.Post{Content: "When did they meet?", Direct: true})
	if m := r.Reply(id); m.Quotations() != 1 {
		t.Errorf("a direct message got %q, want an answer", m.Text())
	}
	if diff := cmp.Diff([]string{"world", "world", "world"}, r.opened()); diff != "" {
		t.Errorf("libraries opened (-want +got):\n%s", diff)
	}
}

func TestSummary(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 150)
	lib := library{
		articles: []retrieval.Meta{danang, {ID: long, Title: "Élections à Paris", Published: "2017-05-07", PublishedInferred: true}},
		summarize: func(_ context.Context, id string, n int) (answers.Summary, error) {
			if n != 2 {
				return answers.Summary{}, fmt.Errorf("asked for %d sentences", n)
			}
			a := retrieval.Meta{ID: id, Title: "Élections à Paris", Published: "2017-05-07", PublishedInferred: true}
			return answers.Summary{Sentences: stating(
				answers.Excerpt{Text: "They voted.", Article: a}, answers.Excerpt{Text: "they counted", Article: a, TrimmedFront: true, TrimmedEnd: true},
			)}, nil
		},
	}
	r := connected(t, discordtest.Start(t, discordtest.Options{}), lib, nil)
	choices := r.Use(discordtest.Command{Name: "summary", Typing: "article", Options: map[string]any{"article": "elections par"}}).Choices()
	if len(choices) != 1 || choices[0].Name != "Élections à Paris · outlet not stated · 7 May 2017 (inferred)" {
		t.Fatalf("suggestions %+v, want the one about Paris", choices)
	}
	m := r.Use(discordtest.Command{Name: "summary", Options: map[string]any{"article": choices[0].Value, "sentences": 2}}).Answer()
	want := strings.Join([]string{
		"**Élections à Paris**", "-# outlet not stated · 7 May 2017 (inferred) · " + english.Say("summary_of"),
		"“They voted.”", "", "… “they counted” …", "",
	}, "\n")
	if diff := cmp.Diff(want, m.Text()); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
	if none := r.Use(discordtest.Command{Name: "summary", Typing: "article", Options: map[string]any{"article": "zzz"}}).Choices(); len(none) != 0 {
		t.Errorf("suggestions %+v, want none", none)
	}
}

func TestMention(t *testing.T) {
	t.Parallel()
	var asked string
	lib := library{ask: func(_ context.Context, q answers.Question) (answers.Answer, error) {
		asked = q.Text
		return meeting(), nil
	}}
	r := connected(t, discordtest.Start(t, discordtest.Options{}), lib, nil)
	r.Say(discordtest.Post{Content: "nobody asked"})
	r.Say(discordtest.Post{Content: "<@" + discordtest.BotID + "> hello", ByBot: true})
	id := r.Say(discordtest.Post{Content: "<@" + discordtest.BotID + ">  when did\nthey last meet?"})
	m := r.Reply(id)
	if asked != "when did they last meet?" {
		t.Errorf("asked %q", asked)
	}
	if m.Quotations() != 1 || strings.Contains(m.Text(), "Asked") {
		t.Errorf("got %q, want the answer alone", m.Text())
	}
	r.Repeat()
	if m := r.Reply(r.Say(discordtest.Post{Content: "<@" + discordtest.BotID + ">"})); m.Content != english.Say("ask_something") {
		t.Errorf("got %q, want to be told how to ask", m.Text())
	}
	if n := len(r.Messages(discordtest.Channel)); n != 2 {
		t.Errorf("%d messages, want one to each mention", n)
	}
}

func TestDirectMessageDeclined(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), answering(meeting()), nil)
	if m := r.Reply(r.Say(discordtest.Post{Content: "When?", Direct: true})); m.Content != english.Say("no_direct") {
		t.Errorf("got %q, want to be declined", m.Text())
	}
}

// TestFailures are what goes wrong inside: the member gets an apology whose
// reference the log has, and no more.
func TestFailures(t *testing.T) {
	t.Parallel()
	tests := map[string]func(ctx context.Context, q answers.Question) (answers.Answer, error){
		"error": func(context.Context, answers.Question) (answers.Answer, error) {
			return answers.Answer{}, errors.New("disk on fire")
		},
		"panic": func(context.Context, answers.Question) (answers.Answer, error) {
			panic("disk on fire with " + discordtest.Token)
		},
	}
	for name, ask := range tests {
		for _, deferAfter := range []time.Duration{0, time.Second} {
			t.Run(fmt.Sprint(name, deferAfter), func(t *testing.T) {
				r := connected(t, discordtest.Start(t, discordtest.Options{}), library{ask: ask}, func(c *Config) { c.DeferAfter = deferAfter })
				m := r.Use(discordtest.Command{Name: "ask", Options: map[string]any{"question": "When?"}}).Answer()
				ref := regexp.MustCompile(`reference: (\w{8})$`).FindStringSubmatch(m.Content)
				if ref == nil || strings.Contains(m.Text(), "fire") {
					t.Fatalf("got %q, want an apology with a reference", m.Text())
				}
				if log := r.log.String(); !strings.Contains(log, "ref="+ref[1]) || !strings.Contains(log, "disk on fire") {
					t.Errorf("the log does not tell of %s:\n%s", ref[1], log)
				}
				id := r.Say(discordtest.Post{Content: "<@" + discordtest.BotID + "> when?"})
				if m := r.Reply(id); !strings.Contains(m.Content, "reference") {
					t.Errorf("a mention got %q, want an apology", m.Text())
				}
			})
		}
	}
}

func TestStrangeInteractions(t *testing.T) {
	t.Parallel()
	tests := map[string]map[string]any{
		"new type":             {"type": 99, "guild_id": discordtest.Guild},
		"type too large":       {"type": 4000, "guild_id": discordtest.Guild},
		"no data":              {"type": 2, "guild_id": discordtest.Guild},
		"data of another kind": {"type": 2, "guild_id": discordtest.Guild, "data": []int{1}},
		"component":            {"type": 3, "guild_id": discordtest.Guild, "data": map[string]any{"custom_id": "x", "component_type": 2}},
		"modal":                {"type": 5, "guild_id": discordtest.Guild, "data": map[string]any{"custom_id": "x", "components": []any{map[string]any{"type": 77}}}},
	}
	r := connected(t, discordtest.Start(t, discordtest.Options{}), answering(meeting()), nil)
	for name, fields := range tests {
		if m := r.Interact(fields).Answer(); !m.Private || m.Content == "" {
			t.Errorf("%s: got %q, want a sentence for the member", name, m.Text())
		}
	}
	choices := r.Interact(map[string]any{"type": 4, "guild_id": discordtest.Guild, "data": "?"}).Choices()
	if len(choices) != 0 {
		t.Errorf("suggestions %+v, want none", choices)
	}
}

// TestOnlyOneAnswer repeats an interaction, as the gateway may.
func TestOnlyOneAnswer(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), answering(meeting()), nil)
	r.Use(discordtest.Command{Name: "ask", Options: map[string]any{"question": "When?"}}).Answer()
	r.Repeat()
	r.Use(discordtest.Command{Name: "ask", Options: map[string]any{"question": "Where?"}}).Answer()
	if n := len(r.Requests(discordtest.RouteRespond)); n != 2 {
		t.Errorf("%d responses to 2 interactions", n)
	}
}

func TestRESTFaults(t *testing.T) {
	t.Parallel()
	tests := map[string]discordtest.Fault{
		"server error, HTML":   {Status: http.StatusInternalServerError, Body: "<html>no</html>"},
		"bad gateway":          {Status: http.StatusBadGateway, Body: "<html>no</html>"},
		"limited":              {Status: http.StatusTooManyRequests, Body: `{"message": "slow down", "retry_after": 0.2, "global": false}`},
		"limited, no JSON":     {Status: http.StatusTooManyRequests, Body: "<html>slow down</html>"},
		"limited globally":     {Status: http.StatusTooManyRequests, Header: map[string]string{"X-RateLimit-Global": "true", "X-RateLimit-Reset-After": "0.2", "Retry-After": "1"}, Body: `{"message": "slow down", "retry_after": 0.2, "global": true}`},
		"bad headers":          {Status: http.StatusInternalServerError, Header: map[string]string{"X-RateLimit-Remaining": "many", "X-RateLimit-Reset-After": "soon"}},
		"cut":                  {},
		"cut after the fact":   {TakesEffect: true},
		"hangs":                {Hang: true},
		"hangs after the fact": {TakesEffect: true, Hang: true},
	}
	for name, fault := range tests {
		for route, deferAfter := range map[string]time.Duration{discordtest.RouteRespond: time.Second, discordtest.RouteEdit: 0} {
			if fault.Hang && route == discordtest.RouteEdit {
				continue // takes as long as an attempt is given
			}
			if fault.TakesEffect && route == discordtest.RouteEdit {
				continue // an edit may be made twice: it is the same
			}
			t.Run(name+", "+route, func(t *testing.T) {
				t.Parallel()
				d := discordtest.Start(t, discordtest.Options{})
				r := connected(t, d, answering(meeting()), func(c *Config) { c.DeferAfter = deferAfter })
				d.Fault(route, fault)
				it := r.Use(discordtest.Command{Name: "ask", Options: map[string]any{"question": "When?"}})
				if m := it.Answer(); m.Quotations() != 1 {
					t.Errorf("got %q, want the answer", m.Text())
				}
				d.Wait("a second attempt", func() bool { return len(d.Requests(route)) == 2 })
				r.stop()
				<-r.ended
				if log := r.log.String(); strings.Contains(log, it.Token()) || strings.Contains(log, "may not have been answered") {
					t.Errorf("the log has the interaction's token, or says that it was not answered:\n%s", log)
				}
			})
		}
	}
}

// TestManyAtOnce asks more than one bucket would let through in time.
func TestManyAtOnce(t *testing.T) {
	const questions = 100
	d := discordtest.Start(t, discordtest.Options{Latency: 100 * time.Millisecond})
	r := connected(t, d, answering(meeting()), func(c *Config) { c.DeferAfter = 0 })
	asked := make([]*discordtest.Interaction, questions)
	for i := range asked {
		asked[i] = r.Use(discordtest.Command{Name: "ask", Options: map[string]any{"question": "When?"}})
	}
	for _, it := range asked {
		it.Answer()
	}
	if n := len(r.Requests(discordtest.RouteEdit)); n != questions {
		t.Errorf("%d edits for %d questions", n, questions)
	}
}

// TestFlood asks more than may wait.
func TestFlood(t *testing.T) {
	d := discordtest.Start(t, discordtest.Options{})
	release := make(chan struct{})
	lib := library{ask: func(context.Context, answers.Question) (answers.Answer, error) {
		<-release
		return meeting(), nil
	}}
	r := connected(t, d, lib, func(c *Config) { c.DeferAfter = 0 })
	asked := make([]*discordtest.Interaction, maxWaiting+20)
	for i := range asked {
		asked[i] = r.Use(discordtest.Command{
			Member: discordtest.Member{User: fmt.Sprint(7000 + i)}, Name: "ask", Options: map[string]any{"question": "When?"},
		})
	}
	d.Wait("the refusals", func() bool { return len(d.Requests(discordtest.RouteEdit)) == 20 })
	close(release)
	refused := 0
	for _, it := range asked {
		if it.Answer().Content == english.Say("busy") {
			refused++
		}
	}
	if refused != 20 {
		t.Errorf("%d refused, want 20", refused)
	}
}

// TestThroughput answers the questions of several members at once: no response
// and no edit waits for another one, as they would within discordgo.
func TestThroughput(t *testing.T) {
	const members = 25 // more prove no more, and each has three seconds only
	for route, deferAfter := range map[string]time.Duration{discordtest.RouteRespond: MaxDeferAfter, discordtest.RouteEdit: 0} {
		t.Run(route, func(t *testing.T) {
			d := discordtest.Start(t, discordtest.Options{})
			r := connected(t, d, answering(meeting()), func(c *Config) { c.DeferAfter = deferAfter })
			d.Together(route, members)
			asked := make([]*discordtest.Interaction, members)
			for i := range asked {
				c := question("When?")
				c.User = fmt.Sprint(9100 + i)
				asked[i] = r.Use(c)
			}
			for _, it := range asked {
				if m := it.Answer(); m.Quotations() != 1 || it.Deferred() != (deferAfter == 0) {
					t.Errorf("deferred %t: %q", it.Deferred(), m.Text())
				}
			}
		})
	}
}

// TestPosted says which messages ask the bot something.
func TestPosted(t *testing.T) {
	tests := map[string]struct {
		json string
		want string
		ok   bool
	}{
		"mention":         {`{"guild_id": "1", "content": "<@9> when?"}`, "when?", true},
		"old mention":     {`{"guild_id": "1", "content": "when, <@!9>?"}`, "when, ?", true},
		"a reply":         {`{"guild_id": "1", "content": "<@9> when?", "type": 19}`, "when?", true},
		"direct":          {`{"content": "when?"}`, "when?", true},
		"nothing asked":   {`{"guild_id": "1", "content": "<@9>"}`, "", true},
		"no mention":      {`{"guild_id": "1", "content": "when?"}`, "", false},
		"another":         {`{"guild_id": "1", "content": "<@99> when?"}`, "", false},
		"a bot":           {`{"guild_id": "1", "content": "<@9> when?", "author": {"id": "5", "bot": true}}`, "", false},
		"a webhook":       {`{"guild_id": "1", "content": "<@9> when?", "webhook_id": "5"}`, "", false},
		"itself":          {`{"content": "when?", "author": {"id": "9"}}`, "", false},
		"somebody joined": {`{"guild_id": "1", "content": "<@9>", "type": 7}`, "", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var p discord.Message
			if err := json.Unmarshal([]byte(test.json), &p); err != nil {
				t.Fatal(err)
			}
			got, ok := questionIn(p, "9")
			if got != test.want || ok != test.ok {
				t.Errorf("got %q, %t; want %q, %t", got, ok, test.want, test.ok)
			}
		})
	}
}

// TestSuggestionsFail shows an empty list where there is no place for an apology.
func TestSuggestionsFail(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), nil, nil)
	it := r.Use(discordtest.Command{Name: "summary", Typing: "article", Options: map[string]any{"article": "x"}})
	if choices := it.Choices(); len(choices) != 0 {
		t.Errorf("suggestions %+v from a library that is not there", choices)
	}
	if !strings.Contains(r.log.String(), "failed to suggest") {
		t.Error("the log does not say that suggestions failed")
	}
}
