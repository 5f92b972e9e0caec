package speaker

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval/text"
)

var analyzer = text.NewAnalyzer()

// readBody reads a body of paragraphs that empty lines part.
func readBody(body, language string) *Reading {
	var sentences []Sentence
	for i, b := range text.FindBlocks(body) {
		if b.Kind != text.Paragraph {
			continue
		}
		for _, s := range text.Sentences(body, b.Span) {
			tokens := analyzer.Tokens(body[s.Start:s.End], language)
			for k := range tokens {
				tokens[k].Start += s.Start
				tokens[k].End += s.Start
			}
			sentences = append(sentences, Sentence{Span: s, Tokens: tokens, Paragraph: i})
		}
	}
	return Read(body, language, sentences)
}

// said gives whose words quote is in body as "words = name", "" where nobody's.
func said(t *testing.T, body, quote string) string {
	t.Helper()
	at := strings.LastIndex(body, quote)
	if at < 0 {
		t.Fatalf("%q is not in %q", quote, body)
	}
	a, ok := readBody(body, "en").Of(text.Span{Start: at, End: at + len(quote)})
	if !ok {
		return ""
	}
	return body[a.Speaker.Start:a.Speaker.End] + " = " + a.Speaker.Name
}

// Each row is an article, words of it, and whose they are.
func TestOf(t *testing.T) {
	const full = "The harbour master, Ada Holm, closed the bridge on Monday.\n\n"
	for _, row := range []struct{ name, body, quote, want string }{
		// Beside the quotation.
		{"verb first", `“The bridge is shut,” said Ada Holm on Monday.`, "The bridge is shut", "Ada Holm = Ada Holm"},
		{"name first", `“The bridge is shut,” Ada Holm explains.`, "The bridge is shut", "Ada Holm = Ada Holm"},
		{"upright marks", `"The bridge is shut," Ada Holm warned in a letter.`, "The bridge is shut", "Ada Holm = Ada Holm"},
		{"in full elsewhere", full + `“The bridge is shut,” Holm noted.`, "The bridge is shut", "Holm = Ada Holm"},
		{"title", full + `“The bridge is shut,” Mrs. Holm testified.`, "The bridge is shut", "Mrs. Holm = Ada Holm"},
		{"before it", `Ada Holm recalled: “The bridge was shut in 1963.”`, "The bridge was shut", "Ada Holm = Ada Holm"},
		{"within the sentence", `Ada Holm joked that the bridge was “an island with a road” by now.`, "an island with", "Ada Holm = Ada Holm"},
		{"verb opens", `Said Ada Holm, “The bridge is shut.”`, "The bridge is shut", "Ada Holm = Ada Holm"},
		{"according", `According to Ada Holm, “the bridge is shut” for good.`, "the bridge is shut", "Ada Holm = Ada Holm"},
		{"noun", `“The bridge is shut,” a spokesman for the town said.`, "The bridge is shut", "a spokesman for the town = a spokesman for the town"},
		{"document", `“No car may pass the bridge,” the report states.`, "No car may pass", "the report = the report"},
		{"described", `Ada Holm has described the bridge as “a thing of rust and hope”.`, "a thing of rust", "Ada Holm = Ada Holm"},

		// Asides, of any number.
		{"aside", `“The bridge is shut,” Ada Holm, the harbour master, said.`, "The bridge is shut", "Ada Holm = Ada Holm"},
		{"two asides", `“The bridge is shut,” Ada Holm, who built it in 1990, before the flood, told the Courier.`, "The bridge is shut", "Ada Holm = Ada Holm"},
		{"office first", `“The bridge is shut,” the harbour's master, Ada Holm, said.`, "The bridge is shut", "Ada Holm = Ada Holm"},
		{"of a place", `“The bridge is shut,” Senator Ada Holm of Norsund, a Liberal, said.`, "The bridge is shut", "Senator Ada Holm = Ada Holm"},
		{"relative", `They met Ada Holm, who said the bridge was “shut until the spring tide”.`, "shut until the spring", "Ada Holm = Ada Holm"},
		{"participle", `Ada Holm defended the plan on Monday, saying “the bridge is shut for weeks”.`, "the bridge is shut", "Ada Holm = Ada Holm"},
		{"two verbs", `Ada Holm blamed the storm and claimed it “ate the northern pillar whole”.`, "ate the northern", "Ada Holm = Ada Holm"},
		{"adverbial", `In a letter on Monday, Ada Holm insisted “the bridge is shut for weeks”.`, "the bridge is shut", "Ada Holm = Ada Holm"},

		// Names and what stands beside them.
		{"abbreviated office", `“The bridge is shut,” Norsund FC CEO Ada Holm added.`, "The bridge is shut", "Norsund FC CEO Ada Holm = Ada Holm"},
		{"two offices", `“The bridge is shut,” said co-founder and engineer Ada Holm.`, "The bridge is shut", "co-founder and engineer Ada Holm = Ada Holm"},
		{"hyphen", "Ada Berg-Holm and Peter Holm came.\n\n" + `“The bridge is shut,” Berg-Holm revealed.`, "The bridge is shut", "Berg-Holm = Ada Berg-Holm"},
		{"two of a name", "Ada Holm and Peter Holm came.\n\n" + `“The bridge is shut,” Holm said.`, "The bridge is shut", "Holm = Holm"},
		{"a name that is a verb", `“Keep off the bridge,” Will yelled.`, "Keep off", "Will = Will"},
		{"office with and", `“The bridge is shut,” tweeted former Housing and Harbour Secretary Ada Holm.`, "The bridge is shut", "former Housing and Harbour Secretary Ada Holm = Ada Holm"},
		{"dashes", `The harbour board — the group that runs it — said the bridge was “shut for the whole of March”.`, "shut for the whole", "The harbour board = The harbour board"},
		{"parenthesis", `A bridge, said Holm, “is a promise to the other side”.`, "is a promise", "Holm = Holm"},
		{"office of a place, name", `But the general manager of bridges at the harbour, Ada Holm, said it was “shut for the whole of March”.`, "shut for the whole", "Ada Holm = Ada Holm"},
		{"verb not known", `“The bridge is shut,” shrugged Ada Holm.`, "The bridge is shut", "Ada Holm = Ada Holm"},
		{"put it", `As one harbour pilot put it: “The bridge is shut for good.”`, "The bridge is shut", "one harbour pilot = one harbour pilot"},
		{"claims", `She relied on claims that “the bridge is shut for ever”.`, "the bridge is shut", ""},
		{"two people", `“The bridge is shut,” Ada Holm and Peter Ohm wrote.`, "The bridge is shut", "Ada Holm and Peter Ohm = Ada Holm and Peter Ohm"},

		// Who is told is not who says it.
		{"addressee", `“The bridge is shut,” she told Fox Radio.`, "The bridge is shut", "she = "},
		{"of two papers", full + `“The bridge is shut,” she told Peter Ohm of the Courier.`, "The bridge is shut", "she = Ada Holm"},

		// Around it in the paragraph.
		{"goes on", `“The bridge is shut,” said Ada Holm. “Nobody knows how long.”`, "Nobody knows", "Ada Holm = Ada Holm"},
		{"sentence before", `Ada Holm said the bridge would stay shut. “Nobody knows how long.”`, "Nobody knows", "Ada Holm = Ada Holm"},
		{"another speaker", `“The bridge is shut,” said Ada Holm. “Nonsense, it is open,” said Peter Ohm.`, "Nonsense", "Peter Ohm = Peter Ohm"},

		// Before its paragraph.
		{"runs on", "“The bridge is shut,” said Ada Holm. “It is old.\n\n“Nobody knows how long.”", "Nobody knows", "Ada Holm = Ada Holm"},
		{"colon", "Ada Holm wrote this to the council:\n\n“Nobody knows how long.”", "Nobody knows", "Ada Holm = Ada Holm"},
		{"sentence above", "Ada Holm, the harbour master, sent a letter to the council.\n\n“Nobody knows how long the bridge is shut.”", "Nobody knows", "Ada Holm = Ada Holm"},
		{"furniture between", "“The bridge is shut,” said Ada Holm.\n\nAdvertisement\n\n“Nobody knows how long.”", "Nobody knows", "Ada Holm = Ada Holm"},

		// Pronouns.
		{"only one", full + `“Nobody knows how long,” she said.`, "Nobody knows", "she = Ada Holm"},
		{"of two genders", "Ada Holm met Peter Ohm, and the mayor was there.\n\n“Nobody knows how long,” she said.", "Nobody knows", "she = Ada Holm"},
		{"two that fit", "Ada Holm and Anna Berg closed the bridge.\n\n“Nobody knows how long,” she said.", "Nobody knows", "she = "},
		{"the one who spoke", "“The bridge is shut,” Ada Holm told Anna Berg. “Nobody knows how long,” she added.", "Nobody knows", "she = Ada Holm"},
		{"several", full + `“Nobody knows how long,” they said.`, "Nobody knows", "they = "},

		// Messages and pull-quotes.
		{"message", "The council answered at once.\n\n\"Nobody knows how long the bridge is shut\" #norsund — Ada Holm (@adaholm) March 5, 2024", "Nobody knows", "Ada Holm = Ada Holm"},
		{"signed", "“Nobody knows how long the bridge is shut.”\n\n— Sen. Ada Holm (L-Norsund), in a letter to the council on Monday.", "Nobody knows", "Sen. Ada Holm = Ada Holm"},
		{"heard", `The Courier cut a call in which a woman is heard saying: “Nobody knows how long.”`, "Nobody knows", "a woman = a woman"},
		{"object before", "Peter Ohm was there.\n\nWhen the plan was sent to Mr. Berg, he scorned it, saying “nobody knows how long”.", "nobody knows", "he = "},
		{"pull-quote", "“Nobody knows how long the bridge is shut,” said Ada Holm.\n\nThe ferry runs.\n\n“Nobody knows how long the bridge is shut.”\n\nPeter Ohm sold tickets.", "Nobody knows", "Ada Holm = Ada Holm"},

		// Nobody.
		{"a name of a thing", `The ship that they call the “pride of the northern fleet” sank.`, "pride of the northern", ""},
		{"far away", "Ada Holm said nothing. It rained. It rained on. It stopped. The sign at the bridge, in “plain black letters on white”, is old.", "plain black letters", ""},
		{"passive", `Ada Holm was asked about “the long shut bridge of ours”.`, "the long shut bridge", ""},
		{"narrator", `I said that the “bridge of sighs and rust” was shut.`, "bridge of sighs", ""},
	} {
		if diff := cmp.Diff(row.want, said(t, row.body, row.quote)); diff != "" {
			t.Errorf("%s: %s (-want +got)\n%s", row.name, row.body, diff)
		}
	}
}

// Whatever is read, mentions stand in the text.
func FuzzOf(f *testing.F) {
	f.Add("“A,” said Ada Holm, who, on Monday, told Ohm — “B.\n\n“C”: he — Holm (@h)", 3, "en")
	f.Add("»Nein«, sagte Holm. «Oui», dit-elle. \"", 5, "de")
	f.Fuzz(func(t *testing.T, body string, at int, language string) {
		if at < 0 || at >= len(body) {
			return
		}
		r := readBody(body, language)
		a, ok := r.Of(text.Span{Start: at, End: at + 1})
		if ok && (a.Speaker.Start < 0 || a.Speaker.Len() <= 0 || a.Speaker.End > len(body) || a.Sentence < 0 || a.Sentence >= len(r.sentences)) {
			t.Errorf("%+v is not in the text", a)
		}
	})
}
