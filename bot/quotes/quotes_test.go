package quotes_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/bot/quotes"
)

func TestIn(t *testing.T) {
	t.Parallel()
	for content, want := range map[string][]string{
		"all of it":              nil,
		`The "Lumora" was found`: nil,
		"> It lies *upright*\n> as if parked\nIs it so?\n> and once more here": {"It lies *upright*\nas if parked", "and once more here"},
		"He said “it lies upright as if parked” and “ok then now”":             {"it lies upright as if parked", "ok then now"},
		"Er sagte „es liegt aufrecht da“.":                                     {"es liegt aufrecht da"},
		"Er sagte „es liegt ‚aufrecht‘ da unten“ und ging.":                    {"es liegt ‚aufrecht‘ da unten"},
		"“She called it “a fine old ship” to me”, he said":                     {"She called it “a fine old ship” to me"},
		`"She called it 'a fine old ship' to me", he said`:                     {"She called it 'a fine old ship' to me"},
		"»es liegt aufrecht da«, sagte sie":                                    {"es liegt aufrecht da"},
		"« il est « tout droit » là »":                                         {"il est « tout droit » là"},
		"“it never ends and “goes on here” then":                               {"it never ends and “goes on here"},
		"a \" b “c d e” f":                                                     {"c d e"},
	} {
		var got []string
		for _, q := range quotes.In(content) {
			got = append(got, q.Text)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", content, diff)
		}
	}
}

func TestNamed(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]string{
		"Obama said “we will build the wall”.":                  "Obama",
		"Did Barack Obama really say “we will build the wall”?": "Barack Obama",
		"“We will build the wall,” said Mr. Obama on Monday.":   "Obama",
		"“We will build the wall,” he said.":                    "",
		"Obama: “we will build the wall”":                       "Obama",
		"“We will build the wall” — Barack Obama":               "Barack Obama",
		"> We will build the wall\n— Barack Obama":              "Barack Obama",
		"According to Angela Merkel, “we will build the wall”":  "Angela Merkel",
		"Obama left. “We will build the wall” is nonsense":      "",
		"I heard Obama. He said “we will build the wall”":       "",
		"Laut Merkel „bauen wir die Mauer“":                     "Merkel",
		"Merkel hat gesagt: „Wir bauen die Mauer“":              "Merkel",
		"« Nous bâtirons le mur », a déclaré Emmanuel Macron.":  "Emmanuel Macron",
		"Lula disse “vamos construir o muro” ontem":             "Lula",
		"The people of Berlin know: “we will build the wall”":   "",

		"Trump tweeted that Obama said “we will build the wall”":      "Obama",
		"Obama said the United States would say “we build the wall”":  "Obama",
		"Obama said he told Trump “we will build the wall”":           "Obama",
		"According to Trump, Obama has said “we will build the wall”": "Obama",
		"Obama sagte nach der Wahl „wir bauen die Mauer“":             "Obama",
		"News from Berlin: “we will build the wall”":                  "",
		"Here is what I read in the Times: “we will build the wall”":  "",
		"Mr. Obama: “we will build the wall”":                         "Obama",
	} {
		all := quotes.In(content)
		if len(all) != 1 {
			t.Fatalf("%s: %d quotations", content, len(all))
		}
		if got := all[0].Named(); got != want {
			t.Errorf("%s: %q, want %q", content, got, want)
		}
	}
}

func TestAnother(t *testing.T) {
	t.Parallel()
	for names, want := range map[[2]string]bool{
		{"Obama", "Trump"}: true, {"President Obama", "President Donald Trump"}: true,
		{"Trump", "Donald J. Trump"}: false, {"Donald Trump", "Mr. Trump"}: false, {"Obama", "he"}: false,
		{"Obama", "the president"}: false, {"", "Trump"}: false, {"Trump", "Trump's lawyer Cohen"}: false,
		{"Erdogan", "Recep Tayyip Erdoğan"}: false, {"Peña", "Enrique Pena"}: false,
	} {
		if got := quotes.Another(names[0], names[1]); got != want {
			t.Errorf("%q: %v", names, got)
		}
	}
}

// FuzzIn reads any message.
func FuzzIn(f *testing.F) {
	f.Add("> a b c\nObama said “x y «z» w” — “")
	f.Fuzz(func(_ *testing.T, content string) {
		for _, q := range quotes.In(content) {
			_ = q.Named()
		}
	})
}
