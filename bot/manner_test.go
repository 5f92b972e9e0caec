package bot

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/answers"
	"dateline/answers/manner"
	"dateline/bot/discordtest"
	"dateline/bot/show"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// TestMannerly finds a reply in each language to every kind of message that is
// no question.
func TestMannerly(t *testing.T) {
	for tag, v := range testVoices {
		for kind := manner.Unclear; kind.String() != "unknown"; kind++ {
			text := v.Mannerly(kind)
			if text == "" || strings.HasPrefix(text, "reply_") || strings.Contains(text, "<no value>") {
				t.Errorf("%s: %v is replied to with %q", tag, kind, text)
			}
			if kind == manner.Who && !strings.Contains(text, v.Command("help")) {
				t.Errorf("%s: %q does not name %s", tag, text, v.Command("help"))
			}
		}
	}
}

// polite is a library that answers questions, and no mere manners.
func polite(asked *[]string) library {
	lib := asking(asked)
	answer := lib.ask
	lib.ask = func(ctx context.Context, q answers.Question) (answers.Answer, error) {
		if said := answers.Said(q.Text, nil); said.Kind != manner.Question {
			return answers.Answer{Kind: said.Kind}, nil
		}
		return answer(ctx, q)
	}
	lib.outlets = []retrieval.Outlet{{Name: "CNN", Articles: 3}}
	return lib
}

// TestCourtesy writes to the bot what asks nothing, in five languages: it is
// replied to in that language, quotes nothing and is kept nowhere.
func TestCourtesy(t *testing.T) {
	t.Parallel()
	var asked []string
	user := 4400000000000000100
	r := connected(t, discordtest.Start(t, discordtest.Options{}), polite(&asked), func(c *Config) { c.SharedLibrary = "all" })
	for tag, said := range map[string]map[string]manner.Kind{
		"en": {"thanks!": manner.Thanks, "hello there": manner.Greeting, "good bot": manner.Praise, "are you a real person": manner.Who, "what happened next?": manner.Unclear},
		"de": {"Danke schön!": manner.Thanks, "Guten Morgen": manner.Greeting, "guter Bot": manner.Praise},
		"es": {"¡gracias!": manner.Thanks, "buenos días": manner.Greeting},
		"fr": {"merci beaucoup": manner.Thanks, "bonjour": manner.Greeting},
		"pt": {"obrigado": manner.Thanks, "bom dia": manner.Greeting},
	} {
		want := func(kind manner.Kind) string { return testVoices[tag].Mannerly(kind) }
		for text, kind := range said {
			user++ // for each may say so much a minute
			by := strconv.Itoa(user)
			mention := r.Reply(r.Say(discordtest.Post{Content: "<@" + discordtest.BotID + "> " + text, User: by}))
			direct := r.Reply(r.Say(discordtest.Post{Content: text, Direct: true, User: by}))
			slash := r.Use(discordtest.Command{Member: discordtest.Member{Locale: tag, User: by}, Name: "ask", Options: map[string]any{"question": text}}).Answer()
			for _, m := range []discordtest.Message{mention, direct, slash} {
				if m.Content != want(kind) || len(m.Embeds) != 0 || len(m.Buttons) != 0 {
					t.Errorf("%s: %q got %q, want %q alone", tag, text, m.Text(), want(kind))
				}
			}
		}
	}
	if len(asked) > 0 {
		t.Errorf("asked %q", asked)
	}
	if m := r.Use(discordtest.Command{Name: "library gaps"}).Answer(); m.Content != english.Say("gaps_none", "Count", 30) {
		t.Errorf("gaps:\n%s", m.Text())
	}
}

// TestCourtesyShows replies to a call for help, or to a question for sources,
// with what the commands of that name show.
func TestCourtesyShows(t *testing.T) {
	t.Parallel()
	var asked []string
	r := connected(t, discordtest.Start(t, discordtest.Options{}), polite(&asked), nil)
	for text, want := range map[string]string{
		"help": english.Say("help_title"), "what are your sources?": english.Say("sources_title"),
		"hilfe": testVoices["de"].Say("help_title"), "quelles sont tes sources ?": testVoices["fr"].Say("sources_title"),
	} {
		m := r.Reply(r.Say(discordtest.Post{Content: "<@" + discordtest.BotID + "> " + text}))
		if len(m.Embeds) != 1 || m.Embeds[0].Title != want {
			t.Errorf("%q got %q, want %q", text, m.Text(), want)
		}
	}
	if diff := cmp.Diff([]string{"Dateline"}, r.libraries.tuned.Names); diff != "" {
		t.Errorf("names of the bot (-want +got):\n%s", diff)
	}
}

// TestCourtesyInConversation goes on after thanks from the question before them,
// which says what bare words are about.
func TestCourtesyInConversation(t *testing.T) {
	t.Parallel()
	var asked []string
	r := connected(t, discordtest.Start(t, discordtest.Options{}), polite(&asked), nil)
	user := 4400000000000000100
	say := func(text string) discordtest.Message {
		return r.Reply(r.Say(discordtest.Post{Content: "<@" + discordtest.BotID + "> " + text, User: strconv.Itoa(user)}))
	}
	say("What did Trump say about Syria?")
	if m := say("thanks!"); m.Content != english.Mannerly(manner.Thanks) {
		t.Errorf("got %q", m.Text())
	}
	say("hi Dateline, and about Ukraine?")
	say("why?")
	for tag, conversation := range map[string][3]string{
		"de": {"Was hat Trump über Syrien gesagt?", "und was hat er über die Ukraine gesagt?", "was hat Trump über die Ukraine gesagt?"},
		"es": {"¿Qué dijo Trump sobre Siria?", "¿y qué dijo sobre Ucrania?", "¿qué dijo sobre Ucrania? (Trump)"},
		"fr": {"Que s'est-il passé en France ?", "et en Allemagne ?", "Que s'est-il passé en Allemagne ?"},
		"pt": {"O que Trump disse sobre a Síria?", "e o Putin?", "O que o Putin disse sobre a Síria?"},
	} {
		user++
		say(conversation[0])
		if m := say(conversation[1]); !strings.HasPrefix(m.Text(), testVoices[tag].Say("understood")+" "+show.Markdown(conversation[2], nil)) {
			t.Errorf("%s: %q got %q, want %q", tag, conversation[1], m.Text(), conversation[2])
		}
	}
	asked = asked[:min(len(asked), 3)]
	want := []string{"What did Trump say about Syria?", "What did Trump say about Ukraine?", "why? (What did Trump say about Ukraine)"}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

// TestNoSuchLanguage says in the member's language which languages there are.
func TestNoSuchLanguage(t *testing.T) {
	t.Parallel()
	lib := answering(answers.Answer{Languages: &answers.Languages{Asked: "es", Held: []string{"en", "fr"}}})
	r := connected(t, discordtest.Start(t, discordtest.Options{}), lib, nil)
	for locale, want := range map[string]string{
		"en-US": "The library has next to nothing in Spanish. Its articles are in: English, French.",
		"de":    "Die Bibliothek hat so gut wie nichts auf Spanisch. Sprachen ihrer Artikel: Englisch, Französisch.",
		"fr":    "La bibliothèque n’a presque rien en espagnol. Langues de ses articles : anglais, français.",
	} {
		q := question("¿Cuál es la capital de Francia?")
		q.Locale = locale
		if m := r.Use(q).Answer(); !strings.Contains(m.Text(), want) || m.Quotations() != 0 {
			t.Errorf("%s: got %q, want %q", locale, m.Text(), want)
		}
	}
}

// TestSameGap finds questions the same that differ in their manners.
func TestSameGap(t *testing.T) {
	an := text.NewAnalyzer()
	for _, same := range [][]string{
		{"who met Putin?", "Hi Dateline, can you tell me who met Putin please", "met Putin who"},
		{"Was sagte Merkel über Syrien?", "hallo, was sagte Merkel über Syrien? danke"},
	} {
		for _, q := range same[1:] {
			if a, b := fingerprint(an, same[0]), fingerprint(an, q); a != b {
				t.Errorf("%q is %q, and %q is %q", same[0], a, q, b)
			}
		}
	}
}

func TestLanguageOf(t *testing.T) {
	for message, want := range map[string]string{
		"When did Trump meet Putin in Da Nang?": "en", "Da Nang?": "", "danke": "de", "Was hat er gesagt?": "de",
		"¿qué dijo sobre Ucrania?": "es", "o que ele disse sobre isso?": "pt", "merci": "fr", "Trump": "",
	} {
		if got := languageOf(message, nil); got != want {
			t.Errorf("%q: %q, want %q", message, got, want)
		}
	}
}

// TestFollowUpInSmallLetters knows names by how the library writes them.
func TestFollowUpInSmallLetters(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.put(t, retrieval.Article{Meta: danang, Body: "On Saturday Trump met Putin. They spoke about Syria. In Berlin, Merkel spoke about Ukraine, and Trump about Syria."})
	r := moderated(t, h, nil)
	say := func(text string) string {
		return r.Reply(r.Say(discordtest.Post{Content: "<@" + discordtest.BotID + "> " + text})).Text()
	}
	say("what did trump say about syria?")
	if got, want := say("and about ukraine?"), "**Understood as:** what did trump say about ukraine?"; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := say("what about merkel"), "**Understood as:** what did merkel say about ukraine?"; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
