package manner

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// lines are those of a file in testdata that are not empty or comments.
func lines(t *testing.T, name string) []string {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

func TestChatter(t *testing.T) {
	count := 0
	for _, line := range lines(t, "chatter.txt") {
		want, messages, _ := strings.Cut(line, ":")
		for text := range strings.SplitSeq(messages, " | ") {
			text = strings.TrimSpace(text)
			count++
			got := Read(text, botNames)
			if got.Kind.String() != want {
				t.Errorf("%q is %v %q, want %s", text, got.Kind, got.Question, want)
			}
			if got.Kind != Unclear && got.Kind != Question && got.Question != "" {
				t.Errorf("%q is %v and asks %q", text, got.Kind, got.Question)
			}
		}
	}
	if count < 200 {
		t.Errorf("only %d messages", count)
	}
}

func TestMatterStays(t *testing.T) {
	all := lines(t, "keep.txt")
	for _, text := range all {
		got := Read(text, botNames)
		if got.Question != text || got.Kind != Question {
			t.Errorf("%q became %v %q", text, got.Kind, got.Question)
		}
	}
	if len(all) < 60 {
		t.Errorf("only %d messages", len(all))
	}
}

// TestMannersAround takes each of the manners off each of the questions.
func TestMannersAround(t *testing.T) {
	for _, line := range lines(t, "around.txt") {
		manners, questions, ok := strings.Cut(line, " => ")
		if !ok {
			t.Fatalf("%q names no questions", line)
		}
		for around := range strings.SplitSeq(manners, " | ") {
			for q := range strings.SplitSeq(questions, " | ") {
				text := strings.Replace(around, "{}", q, 1)
				if got := Read(text, botNames); got.Question != q || got.Kind != Question {
					t.Errorf("%q became %v %q, want %q", text, got.Kind, got.Question, q)
				}
			}
		}
	}
}

func TestRead(t *testing.T) {
	for _, test := range []struct {
		text string
		want Message
	}{
		{"", Message{Kind: Greeting}},
		{"tell me about Syria", Message{Question: "Syria", Topic: true}},
		{"latest on trump and putin", Message{Question: "trump and putin", Topic: true, Recent: true}},
		{"what's new with hipgnosis and their results?", Message{Question: "hipgnosis and their results?", Topic: true, Recent: true}},
		{"any update on the little boy from pittsburgh", Message{Question: "the little boy from pittsburgh", Topic: true, Recent: true}},
		{"today's news on Brexit", Message{Question: "Brexit", Topic: true, Recent: true}},
		{"news on the ceasefire this week", Message{Question: "the ceasefire this week", Topic: true, Recent: true}},
		{"what did Putin say yesterday, pls", Message{Question: "what did Putin say yesterday"}},
		{"what is happening to oil prices right now?", Message{Question: "what is happening to oil prices", Recent: true}},
		{"ELI5 the debt ceiling lol", Message{Question: "the debt ceiling", Topic: true}},
		{"what happened in Syria??", Message{Question: "what happened in Syria?"}},
		{"¿qué hay de nuevo sobre Ucrania?", Message{Question: "Ucrania?", Topic: true, Recent: true}},
		{"quoi de neuf sur l'Ukraine ?", Message{Question: "l'Ukraine ?", Topic: true, Recent: true}},
		{"was gibt's Neues zu Brexit?", Message{Question: "Brexit?", Topic: true, Recent: true}},
		{"quais as últimas notícias sobre a Ucrânia?", Message{Question: "a Ucrânia?", Topic: true, Recent: true}},
		{"erzähl mir was über Syrien", Message{Question: "Syrien", Topic: true}},
		{"parle-moi de Macron stp", Message{Question: "Macron", Topic: true}},
		{"háblame de Siria", Message{Question: "Siria", Topic: true}},
		{"me fala sobre o Brasil", Message{Question: "o Brasil", Topic: true}},
		{"latest news", Message{Question: "latest news", Kind: Unclear, Recent: true}},
		{"hey, who said that? lol", Message{Question: "who said that?", Kind: Unclear}},
	} {
		got := Read(test.text, botNames)
		got.Language = ""
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, diff)
		}
	}
}

func TestLanguage(t *testing.T) {
	for tag, all := range map[string]string{
		"en": "hi | thanks! | ty | good bot | what are your sources? | help me please | who said that? | what's new with hipgnosis",
		"es": "hola | gracias | buenos días | buen bot | ¿quién eres? | ayuda | ¿por qué?",
		"fr": "merci beaucoup | salut | bonjour | qui es-tu ? | pourquoi ? | aide | quoi de neuf sur l'Ukraine ?",
		"de": "danke | moin | guten Abend | wer bist du? | warum? | Hilfe | erzähl mir was über Syrien",
		"pt": "obrigado | bom dia | quem é você? | por quê? | ajuda | me fala sobre o Brasil",
		"":   "Trump | 😂 | ",
	} {
		for text := range strings.SplitSeq(all, " | ") {
			if got := Read(text, botNames).Language; got != tag {
				t.Errorf("%q is said in %q, want %q", text, got, tag)
			}
		}
	}
}

// TestLongMessages reads hostile messages of the longest kind in good time.
func TestLongMessages(t *testing.T) {
	for _, part := range []string{"hey ", "so ", "thanks ", "what ", "?", "latest on ", "what is the latest ", "@", "(", "\"hi\" ", "😂", "tell me ", "ha", "é"} {
		start := time.Now()
		Read(strings.Repeat(part, 4000/len(part)), botNames)
		if took := time.Since(start); took > time.Second {
			t.Errorf("%q again and again took %v", part, took)
		}
	}
}

// check holds what is true of all messages.
func check(t *testing.T, text string) {
	t.Helper()
	m := Read(text, botNames)
	if !strings.Contains(text, m.Question) {
		t.Errorf("%q is no part of %q", m.Question, text)
	}
	if again := Read(m.Question, botNames); again.Question != m.Question {
		t.Errorf("%q gives %q, and that %q", text, m.Question, again.Question)
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{"", "hi", "Hi Dateline, who won? thx lol", "¿qué hay?", "<@1> \"lol\"", "e\u0301 👩‍🚀 :)", "tell me if he", "pls pls ??", "news on 🇺🇦", "«merci» ?"} {
		f.Add(text)
	}
	f.Fuzz(check)
}

func TestReply(t *testing.T) {
	for kind := Unclear; kind.String() != "unknown"; kind++ {
		if Reply(kind) == "" {
			t.Errorf("no reply to %v", kind)
		}
	}
	if Reply(Question) != "" || Reply(200) != "" {
		t.Error("a reply to what has none")
	}
}

func TestAsking(t *testing.T) {
	for text, want := range map[string][]string{
		"for how much did they sell it":           {"how much"},
		"How many eyes does a box jellyfish have": {"How many"},
		"much in the same manner":                 nil,
		"wie viele Tore schoss er":                {"wie viele"},
		"combien de morts":                        {"combien de"},
		"¿cuánto cuesta?":                         {"cuánto"},
		"who is the CTO":                          {"who"},
	} {
		var got []string
		for _, s := range Asking(text) {
			got = append(got, text[s[0]:s[1]])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
