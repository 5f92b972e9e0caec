package bot

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dateline/answers"
	"dateline/answers/align"
	"dateline/bot/command"
	"dateline/bot/discordtest"
	"dateline/bot/show"
	"dateline/retrieval"
)

const wreckText = `The wreck of the Lumora was found on Tuesday by two divers off Gannet Point.

“It lies upright, as if it had been parked,” diver Ana Reyes told the Courier on Wednesday.`

func wreck() retrieval.Article {
	return retrieval.Article{Meta: retrieval.Meta{ID: "wreck", Title: "Wreck found", Outlet: "Gazette", Published: "2024-05-02"}, Body: wreckText}
}

// onWreck runs a bot whose library holds the article, as a test changes it.
func onWreck(t *testing.T, change func(*retrieval.Article)) (*run, house) {
	t.Helper()
	h := newHouse(t)
	r := moderated(t, h, nil)
	a := wreck()
	if change != nil {
		change(&a)
	}
	h.put(t, a)
	return r, h
}

func TestCheckQuote(t *testing.T) {
	t.Parallel()
	r, _ := onWreck(t, nil)
	for text, wants := range map[string][]string{
		"Did she say “it lies upright, as if it had been parked”?": {"**Exact:**", "Wreck found", "“diver Ana Reyes” → “the Courier”, “on Wednesday”"},
		"> found on Tuesday by three divers @everyone":             {"**Altered:**", "~~two~~ **three**", "library: ~~"},
		"The mayor opened a library in the old town hall":          {"**No quotation:**", "**Not in the library:**"},
		"Barack Obama said “it lies upright, as if it had been parked”": {
			"“it lies upright, as if it had been parked”\n⚠ **Another speaker:** the message names Barack Obama, the article diver Ana Reyes.\n**Exact:**",
		},
		"“It lies upright” said Reyes, “the mayor opened a library there”, and “found on Tuesday by three divers”": {
			"“It lies upright”\n**Exact:**", "“the mayor opened a library there”\n**Not in the library:**", "“found on Tuesday by three divers”\n**Altered:**",
		},
		"“The wreck of [the ship] was found on Tuesday by [them] off Gannet Point”": {"**Exact:**"},
	} {
		m := r.Use(discordtest.Command{Name: command.CheckName, Target: text}).Answer()
		for _, want := range wants {
			if !strings.Contains(m.Text(), want) {
				t.Errorf("%q lacks %q:\n%s", text, want, m.Text())
			}
		}
		if !m.Private {
			t.Errorf("%q is answered to all", text)
		}
	}
	if m := r.Use(discordtest.Command{Name: command.CheckName, Target: "!"}).Answer(); m.Content != english.Say("no_text") {
		t.Errorf("no words: %s", m.Text())
	}
}

// TestAnotherSpeaker compares whom a message names with who the article's words
// mean.
func TestAnotherSpeaker(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		named string
		said  answers.Mention
		want  string
	}{
		{"Barack Obama", answers.Mention{Text: "she", Name: "Ada Holm"}, "she (Ada Holm)"},
		{"Ada Holm", answers.Mention{Text: "she", Name: "Ada Holm"}, ""},
		{"Hillary", answers.Mention{Text: "Mrs. Clinton", Name: "Hillary Clinton"}, ""},
		{"Barack Obama", answers.Mention{Text: "she"}, ""},
	} {
		c := checked{answers.Check{Matches: []answers.Match{{}, {Said: &answers.Attribution{Speaker: &test.said}}}}, test.named}
		if got := anotherSpeaker(c); got != test.want {
			t.Errorf("%s against %+v: %q, want %q", test.named, test.said, got, test.want)
		}
	}
}

func TestReceipt(t *testing.T) {
	t.Parallel()
	r, h := onWreck(t, nil)
	answer := r.Use(question("How many divers found the wreck of the Lumora?")).Answer()
	again := func(want string) {
		t.Helper()
		m := r.Press(member, answer, english.Say("button_receipt")).Answer()
		if !m.Private || !strings.Contains(m.Text(), english.Say(want)) {
			t.Errorf("it lacks %q:\n%s", english.Say(want), m.Text())
		}
	}
	id := r.Press(member, answer, english.Say("button_receipt"))
	if m := id.Answer(); !strings.HasPrefix(m.Content, "**Receipt ") || !strings.Contains(m.Content, ":** unchanged. ") || len(m.Embeds) > 0 || strings.Contains(strings.TrimSpace(m.Content), "\n") {
		t.Errorf("of what is unchanged:\n%s", m.Text())
	}
	changed := wreck()
	changed.Body = strings.ReplaceAll(strings.ReplaceAll(wreckText, "two divers", "three divers"), "upright", "on its side")
	lib := h.put(t, changed)
	again("receipt_changed")
	again("receipt_now")
	if err := lib.Remove(t.Context(), retrieval.Actor{Kind: retrieval.ByTerminal, ID: "ada"}, "wreck"); err != nil {
		t.Fatal(err)
	}
	again("receipt_removed")
}

func TestAskAsOf(t *testing.T) {
	t.Parallel()
	r, _ := onWreck(t, nil)
	for _, test := range []struct {
		asOf     string
		loaded   bool
		answered bool
	}{
		{"2024-05-02", false, true}, {"2024-05-01", false, false}, {"2024-05-02", true, false}, {"2999-01-01", true, true},
	} {
		m := r.Use(question("How many divers found the wreck of the Lumora?", "as_of", test.asOf, "loaded", test.loaded)).Answer()
		if got := strings.Contains(m.Text(), "Wreck found") && !strings.Contains(m.Text(), english.Say("no_answer")); got != test.answered {
			t.Errorf("as of %s, loaded %v: answered %v\n%s", test.asOf, test.loaded, got, m.Text())
		}
	}
	past := r.Use(question("How many divers found the wreck of the Lumora?", "as_of", "2024-05-02", "loaded", true)).Answer()
	form := r.Press(member, past, "Follow up").Form()
	if m := r.Fill(member, past, form, "How many divers found the wreck?").Answer(); strings.Contains(m.Text(), "Wreck found") && !strings.Contains(m.Text(), english.Say("no_answer")) || !strings.Contains(m.Content, "loaded by 2 May 2024") {
		t.Errorf("a follow-up is not as of the day that it follows: %s", m.Text())
	}
	if m := r.Use(question("What?", "as_of", "2024-13-01")).Answer(); !strings.Contains(m.Text(), "is not a day") {
		t.Errorf("a day that is none: %s", m.Text())
	}
}

// lengthened returns a check of a quote of n characters, which differs as much.
func lengthened(c answers.Check, n int) answers.Check {
	more := " They dived again."
	more = strings.Repeat(more, (n-len(c.Quote))/len(more))
	c.Quote += more
	c.Pieces = append(slices.Clone(c.Pieces), align.Piece{Text: more})
	return c
}

// TestCheckLimits shows checks of any kind: no limit is exceeded, and each
// quotation is shown or counted.
func TestCheckLimits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.Custom(func(t *rapid.T) string {
			return strings.Repeat(discordtest.Nasty().Draw(t, "unit")+"a ", rapid.IntRange(1, 200).Draw(t, "times"))
		})
		checks := make([]checked, rapid.IntRange(1, maxQuotations).Draw(t, "quotations"))
		for i := range checks {
			text, speaker := words.Draw(t, "text"), answers.Mention{Text: "Ana " + words.Draw(t, "speaker")}
			checks[i] = checked{answers.Check{
				Quote: text, TooShort: rapid.Bool().Draw(t, "short"),
				Verdict: rapid.SampledFrom([]align.Verdict{align.Exact, align.Altered, align.Stitched, align.Absent}).Draw(t, "verdict"),
				Pieces:  []align.Piece{{Text: text}, {Kind: align.EditChanged, Text: "a", Article: "b"}},
				Matches: []answers.Match{{Excerpt: anyExcerpt().Draw(t, "excerpt"), Said: &answers.Attribution{Speaker: &speaker}}},
			}, "Barack " + words.Draw(t, "named")}
		}
		v := testVoices.In(rapid.SampledFrom([]string{"en", "de", "es", "fr", "pt"}).Draw(t, "language"))
		checkLimits(t, renderChecks(v, checks, rapid.IntRange(0, 50).Draw(t, "left")))
	})
}

// goldenQuotes are a checked quote and a receipt as members see them.
func goldenQuotes() map[string]show.Message {
	e := answers.Excerpt{Text: "Two divers found the wreck.", End: 27, Article: danang}
	mention := func(text string) *answers.Mention { return &answers.Mention{Text: text} }
	check := answers.Check{
		Quote: "Three divers found the *wreck* again.", Verdict: align.Altered,
		Pieces: []align.Piece{
			{Kind: align.EditChanged, Text: "Three", Article: "Two"}, {Text: " divers found the *wreck* "},
			{Kind: align.EditAdded, Text: "again"}, {Text: "."},
		},
		Matches: []answers.Match{{Excerpt: e, Said: &answers.Attribution{
			Speaker: mention("Ana Reyes"), To: mention("the Courier"), When: mention("on Wednesday"), Excerpt: e,
		}}},
	}
	now := e
	now.Text = "Four divers found the wreck."
	return map[string]show.Message{
		"check":        renderChecks(english, []checked{{check, "Barack Obama"}}, 0),
		"check_long":   renderChecks(english, []checked{{lengthened(check, 1400), "Barack Obama"}}, 0),
		"check_many":   renderChecks(english, slices.Repeat([]checked{{lengthened(check, 250), strings.Repeat("Barack ", 20)}}, maxQuotations), 1),
		"check_german": renderChecks(testVoices.In("de"), []checked{{answers.Check{Quote: "Es liegt aufrecht da.", Verdict: align.Absent}, ""}}, 0),
		"receipt": renderReceipt(english, "42", []answers.Rechecked{
			{State: answers.Unchanged, Excerpt: &e},
			{State: answers.Changed, Excerpt: &e, Now: []answers.Match{{Excerpt: now}}},
			{State: answers.Changed, Excerpt: &e},
			{State: answers.Gone},
		}),
	}
}
