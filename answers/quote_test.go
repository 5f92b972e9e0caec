package answers

import (
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/answers/align"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

const wreck = `The wreck of the Lumora was found on Tuesday by two divers off Gannet Point.

“It lies upright, as if it had been parked,” diver Ana Reyes told the Courier on Wednesday. “We cried.”

According to the coast guard, the ship went down in a storm in 1911 with £40,000 in coins.`

func quoteLibrary(t testing.TB) *retrieval.Library {
	return library(t, article("bridge", "Courier", bridge), article("wreck", "Gazette", wreck))
}

func checkQuote(t testing.TB, lib Library, text string, claim Claim) Check {
	t.Helper()
	check, err := New(slog.New(slog.DiscardHandler), lib, Config{}).Quote(t.Context(), "", text, claim)
	if err != nil {
		t.Fatalf("Quote(%q): %v", text, err)
	}
	return check
}

func TestQuoteVerdicts(t *testing.T) {
	lib := quoteLibrary(t)
	tests := []struct {
		name, quote string
		want        align.Verdict
		changes     []string
		articles    []string
	}{
		{"as it stands", "The council expects repairs to take nine weeks.", align.Exact, nil, []string{"bridge"}},
		{"straight marks", `"We had no choice," the harbour master said.`, align.Exact, nil, []string{"bridge"}},
		{"small at the start", "the ferry will run every ten minutes", align.Exact, nil, []string{"bridge"}},
		{"letter in brackets", "[t]he ferry will run every ten minutes", align.Exact, nil, []string{"bridge"}},
		{"ellipsis", "The harbour bridge was closed … after an inspector found cracks", align.Exact, nil, []string{"bridge"}},
		{"three points in brackets", "The ferry will run [...] until the bridge opens", align.Exact, nil, []string{"bridge"}},
		{"ellipsis across paragraphs", "The council expects repairs to take nine weeks ... The ferry will run every ten minutes", align.Exact, nil, []string{"bridge"}},
		{"insertion", "The council expects repairs [to the bridge] to take nine weeks", align.Exact, nil, []string{"bridge"}},
		{"all of it in brackets", "[The council expects repairs to take nine weeks.]", align.Exact, nil, []string{"bridge"}},
		{"insertion in the place of words", "[It] lies upright, as if it had been parked", align.Exact, nil, []string{"wreck"}},
		{"white space and marks for bold", "> the  **ferry** will\nrun every ten\u00a0minutes", align.Exact, nil, []string{"bridge"}},
		{"across paragraphs", "We cried. According to the coast guard", align.Exact, nil, []string{"wreck"}},
		{"two words", "nine weeks", align.Exact, nil, []string{"bridge"}},
		{"one word", "Gannet", align.Exact, nil, []string{"wreck"}},
		{"words that carry no topic", "as if it had been", align.Exact, nil, []string{"wreck"}},
		{"number set otherwise", "with £40000 in coins", align.Exact, nil, []string{"wreck"}},
		{"word changed", "The council expects repairs to take five weeks.", align.Altered, []string{`"five" in the place of "nine"`}, []string{"bridge"}},
		{"word left out", "We had choice, the harbour master said", align.Altered, []string{`left out: "no"`}, []string{"bridge"}},
		{"word added", "The council never expects repairs to take nine weeks", align.Altered, []string{`added: "never"`}, []string{"bridge"}},
		{"currency", "in 1911 with $40,000 in coins", align.Altered, []string{`"$" in the place of "£"`}, []string{"wreck"}},
		{"case within", "the coast guard, the ship WENT down in a storm", align.Altered, []string{`"went" is written "WENT"`}, []string{"wreck"}},
		{"sentence left out", "The harbour bridge was closed on Monday after an inspector found cracks. The ferry will run every ten minutes until the bridge opens again.",
			align.Altered, []string{`left out: "The council expects repairs to take nine weeks.

“We had no choice,” the harbour master said. “The cracks were as long as my arm"`}, []string{"bridge"}},
		{"two articles", "The council expects repairs to take nine weeks. The wreck of the Lumora was found on Tuesday by two divers.", align.Stitched, nil, []string{"bridge", "wreck"}},
		{"other words", "The mayor opened a new library in the old town hall.", align.Absent, nil, nil},
		{"words of the library in another order", "weeks nine take to repairs expects council", align.Absent, nil, nil},
		{"unknown words", "zyx wvu tsr", align.Absent, nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			check := checkQuote(t, lib, test.quote, Claim{})
			var changes, articles []string
			for _, m := range check.Matches {
				changes = append(changes, m.Changes...)
				articles = append(articles, m.Excerpt.Article.ID)
			}
			if check.Verdict != test.want {
				t.Fatalf("verdict %s, want %s: %+v", check.Verdict, test.want, check.Matches)
			}
			if diff := cmp.Diff(test.changes, changes); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.articles, compact(articles)); diff != "" {
				t.Errorf("articles (-want +got):\n%s", diff)
			}
		})
	}
}

// compact leaves out what equals its neighbour.
func compact(list []string) []string {
	var out []string
	for i, s := range list {
		if i == 0 || s != list[i-1] {
			out = append(out, s)
		}
	}
	return out
}

// A quote of few words, or of words that tell nothing, says that it is, and
// that others have such words too is not taken for carrying it.
func TestQuoteTooShort(t *testing.T) {
	lib := library(t, article("bridge", "Courier", bridge), article("wreck", "Gazette", wreck), article("fair", "Post", "The fair drew a crowd of divers."))
	for quote, want := range map[string]bool{
		"a": true, "a …": true, "Gannet": true, "nine weeks": true, "as if it had been": true,
		"“We had no choice,”": true, "“The cracks were as long”": false, "repairs to take nine weeks": false,
	} {
		check := checkQuote(t, lib, quote, Claim{})
		if check.TooShort != want {
			t.Errorf("%q: too short %v, want %v", quote, check.TooShort, want)
		}
		for _, m := range check.Matches {
			if len(m.Excerpt.AlsoCarriedBy) > 0 {
				t.Errorf("%q: carried by %v, want by none", quote, m.Excerpt.AlsoCarriedBy)
			}
		}
	}
}

func TestQuoteAttribution(t *testing.T) {
	lib := quoteLibrary(t)
	type said struct {
		Direct            bool
		Speaker, To, When string
	}
	text := func(m *Mention) string {
		if m == nil {
			return ""
		}
		return m.Text
	}
	for quote, want := range map[string]*said{
		"as if it had been parked":                {true, "diver Ana Reyes", "the Courier", "on Wednesday"},
		"We cried":                                {true, "diver Ana Reyes", "the Courier", "on Wednesday"},
		"We had no choice":                        {true, "the harbour master", "", ""},
		"The cracks were as long as my arm":       {true, "the harbour master", "", ""},
		"the ship went down in a storm":           {false, "the coast guard", "", ""},
		"expects repairs to take nine weeks":      nil,
		"found on Tuesday by two divers":          nil,
		"The ferry will run every ten minutes un": nil,
	} {
		check := checkQuote(t, lib, quote, Claim{})
		var got *said
		if len(check.Matches) > 0 && check.Matches[0].Said != nil {
			s := check.Matches[0].Said
			got = &said{s.Direct, text(s.Speaker), text(s.To), text(s.When)}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", quote, diff)
		}
	}
}

// Each row is a sentence, words of it that are quoted, and who says them.
func TestAttributionByLanguage(t *testing.T) {
	for language, rows := range map[string][][3]string{
		"en": {
			{"“We will mend the bridge, and the pillars too,” said Ada Holm, the harbour master.", "We will mend the bridge", "Ada Holm"},
			{"Senator Ilmar Kask (R-Norsund) announced Tuesday that “the bridge is closed for weeks”.", "the bridge is closed for weeks", "Senator Ilmar Kask"},
			{"Peter Ohm, the mayor of Norsund, said “the bridge is closed for weeks”.", "the bridge is closed for weeks", "Peter Ohm"},
			{"Instead, she laid out a plan, saying “the bridge is closed for weeks”.", "the bridge is closed for weeks", "she"},
		},
		"de": {
			{"„Die Brücke ist nicht mehr sicher“, sagte Hafenmeisterin Ada Holm am Montag.", "Die Brücke ist nicht mehr sicher", "Hafenmeisterin Ada Holm"},
			{"Bürgermeister Kask sagte, die Brücke werde neun Wochen lang gesperrt.", "werde neun Wochen lang gesperrt", "Bürgermeister Kask"},
			{"Am Montag sagte der Sprecher der Stadt, die Brücke bleibe zu.", "die Brücke bleibe zu", "der Sprecher der Stadt"},
			{"Daraufhin erklärte sie: „Wir hatten keine andere Wahl.“", "Wir hatten keine andere Wahl", "sie"},
			{"»Wir hatten keine Wahl«, sagte Holm.", "Wir hatten keine Wahl", "Holm"},
			{"Laut Ada Holm kostet die Reparatur vier Millionen.", "kostet die Reparatur vier Millionen", ""},
			{"Die Fähre fährt alle zehn Minuten, bis die Brücke öffnet.", "Die Fähre fährt alle zehn Minuten", ""},
		},
		"fr": {
			{"« Le pont n’est plus sûr », a déclaré la capitaine Ada Holm lundi.", "Le pont n’est plus sûr", "la capitaine Ada Holm"},
			{"Le maire Ilmar Kask a affirmé que le pont resterait fermé neuf semaines.", "resterait fermé neuf semaines", "Le maire Ilmar Kask"},
			{"« Nous n’avions pas le choix », a-t-elle ajouté.", "Nous n’avions pas le choix", "elle"},
			{"Selon Ada Holm, les réparations coûteront quatre millions.", "les réparations coûteront quatre millions", "Ada Holm"},
			{"Le bac part toutes les dix minutes.", "Le bac part toutes les dix minutes", ""},
		},
		"es": {
			{"«El puente ya no es seguro», dijo la capitana Ada Holm el lunes.", "El puente ya no es seguro", "la capitana Ada Holm"},
			{"El lunes dijo Ilmar Kask que el puente seguirá cerrado nueve semanas.", "el puente seguirá cerrado nueve semanas", "Ilmar Kask"},
			{"El alcalde declaró que no había otra opción.", "no había otra opción", "El alcalde"},
			{"Según Ada Holm, las obras costarán cuatro millones.", "las obras costarán cuatro millones", "Ada Holm"},
			{"El barco sale cada diez minutos.", "El barco sale cada diez minutos", ""},
		},
		"pt": {
			{"“A ponte já não é segura”, disse a capitã Ada Holm na segunda-feira.", "A ponte já não é segura", "a capitã Ada Holm"},
			{"O prefeito Ilmar Kask afirmou que a ponte ficará fechada nove semanas.", "a ponte ficará fechada nove semanas", "O prefeito Ilmar Kask"},
			{"Segundo Ada Holm, as obras custarão quatro milhões.", "as obras custarão quatro milhões", "Ada Holm"},
			{"O barco sai de dez em dez minutos.", "O barco sai de dez em dez minutos", ""},
		},
	} {
		for _, row := range rows {
			a := article("a", "Courier", row[0])
			a.Language = language
			check := checkQuote(t, library(t, a), row[1], Claim{})
			got := ""
			if len(check.Matches) == 0 {
				t.Fatalf("%s: %q is %s", language, row[1], check.Verdict)
			}
			if said := check.Matches[0].Said; said != nil {
				got = said.Speaker.Text
			}
			if got != row[2] {
				t.Errorf("%s: %s: said by %q, want %q", language, row[0], got, row[2])
			}
		}
	}
}

func TestQuoteClaims(t *testing.T) {
	lib := quoteLibrary(t)
	const quote = "The council expects repairs to take nine weeks"
	for _, test := range []struct {
		quote     string
		claim     Claim
		want      align.Verdict
		elsewhere bool
	}{
		{quote, Claim{Article: "bridge"}, align.Exact, false},
		{quote, Claim{Outlet: "the courier"}, align.Exact, false},
		{quote, Claim{Article: "wreck"}, align.Exact, true},
		{quote, Claim{Outlet: "Gazette"}, align.Exact, true},
		{quote + " and two days", Claim{Outlet: "Courier"}, align.Altered, false},
		{quote + " and two days", Claim{Outlet: "Gazette"}, align.Altered, true},
		{"The mayor opened a library.", Claim{Outlet: "Gazette"}, align.Absent, false},
	} {
		check := checkQuote(t, lib, test.quote, test.claim)
		if check.Verdict != test.want || check.Elsewhere != test.elsewhere {
			t.Errorf("%q, %+v: %s, elsewhere %v; want %s, %v", test.quote, test.claim, check.Verdict, check.Elsewhere, test.want, test.elsewhere)
		}
	}
	answerer := New(slog.New(slog.DiscardHandler), lib, Config{})
	if _, err := answerer.Quote(t.Context(), "", quote, Claim{Article: "none"}); !errors.Is(err, retrieval.ErrNoArticle) {
		t.Errorf("a claim of an unknown article: %v, want ErrNoArticle", err)
	}
	for _, text := range []string{"", " … !", strings.Repeat("a ", MaxQuote)} {
		if _, err := answerer.Quote(t.Context(), "", text, Claim{}); !errors.Is(err, retrieval.ErrInvalid) {
			t.Errorf("Quote(%.10q): %v, want ErrInvalid", text, err)
		}
	}
}

// Whatever run of words is taken from an article, it is exact, and what is
// shown are the article's bytes, whole and in excerpts of the allowed length.
func TestQuoteOfAnyRunIsExact(t *testing.T) {
	lib := quoteLibrary(t)
	words := text.Spellings(wreck)
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.IntRange(0, len(words)-1).Draw(t, "first")
		last := rapid.IntRange(first, len(words)-1).Draw(t, "last")
		quote := wreck[words[first].Start:words[last].End]
		check, err := New(slog.New(slog.DiscardHandler), lib, Config{}).Quote(t.Context(), "", quote, Claim{})
		if err != nil || check.Verdict != align.Exact {
			t.Fatalf("%q: %s, %v", quote, check.Verdict, err)
		}
		for _, m := range check.Matches {
			stored, err := lib.Article(t.Context(), m.Excerpt.Article.ID, 0)
			if err != nil {
				t.Fatal(err)
			}
			if stored.Body[m.Excerpt.Start:m.Excerpt.End] != m.Excerpt.Text || text.CountWords(m.Excerpt.Text) > MaxExcerptWords {
				t.Fatalf("%q: excerpt %+v", quote, m.Excerpt)
			}
		}
	})
}

// Whatever is given, checking ends, and quotes nothing that does not stand.
func FuzzQuote(f *testing.F) {
	lib := quoteLibrary(f)
	for _, seed := range []string{bridge, wreck, "[…] [T]he [t", "\xff\xfe…", "((( ... )))", strings.Repeat("the ", 1000)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		check, err := New(slog.New(slog.DiscardHandler), lib, Config{}).Quote(t.Context(), "", text, Claim{})
		if err != nil {
			if !errors.Is(err, retrieval.ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		for _, m := range check.Matches {
			stored, err := lib.Article(t.Context(), m.Excerpt.Article.ID, 0)
			if err != nil || stored.Body[m.Excerpt.Start:m.Excerpt.End] != m.Excerpt.Text {
				t.Fatalf("%q: excerpt %+v, %v", text, m.Excerpt, err)
			}
		}
	})
}
