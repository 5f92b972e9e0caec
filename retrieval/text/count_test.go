package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWords(t *testing.T) {
	for content, want := range map[string]string{
		"Two words, three.": "Two|words,|three.",
		"“Quoted” — so":     "“Quoted”|—|so",
		"東京は雨だ。風も強い。":       "東京|は雨|だ。|風も強|い。",
		"82番岸壁、費用":          "82|番岸|壁、|費用",
		"彼は「雨だ」と":           "彼は|「雨だ」|と",
		"（NATO）は":           "（NATO）|は",
		"สำนักงานท่าเรือ 77 คน": "สำนัก|งานท่า|เรือ|77|คน",
		"서울은 비가": "서울은|비가",
		"":       "",
		"。。。":    "。。。",
	} {
		var got []string
		for _, w := range Words(content) {
			got = append(got, content[w.Start:w.End])
		}
		if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%q (-want +got)\n%s", content, diff)
		}
	}
}

// manyScripts draws texts of many scripts with what parts them.
func manyScripts() *rapid.Generator[string] {
	return rapid.StringOf(rapid.SampledFrom([]rune("aB1 .,!?\n「」『』（）“”。、！水東京はをカーสำนัที่ ๆ77ກາក្រမ်ြ한국어हिन्दीсреاлُé’\u200d\u0301")))
}

// Words lie within the text, in order, apart, and cover all but white space.
func TestWordsCover(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		content := manyScripts().Draw(t, "content")
		end := 0
		for _, w := range Words(content) {
			if _, ok := w.Of(content); !ok || w.Start < end || strings.TrimSpace(content[end:w.Start]) != "" {
				t.Fatalf("word %v after %d in %q", w, end, content)
			}
			end = w.End
		}
		if strings.TrimSpace(content[end:]) != "" {
			t.Fatalf("nothing covers %q", content[end:])
		}
	})
}

// A text in one script without spaces has a word for so many characters.
func TestCountWordsByCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for letters, per := range map[string]int{"水東京は、。": 2, "สำนกงานทาเรอ่": 5} {
			content := "水"
			if per == 5 {
				content = "ส"
			}
			content += rapid.StringOfN(rapid.SampledFrom([]rune(letters)), 1, 200, -1).Draw(t, "content")
			characters := utf8.RuneCountInString(strings.NewReplacer("、", "", "。", "").Replace(content))
			got, exact := CountWords(content), float64(characters)/float64(per)
			if marks := utf8.RuneCountInString(content) - characters; float64(got) < exact/1.6-1 || float64(got) > exact+float64(marks)+1 {
				t.Fatalf("%q has %d words, by its characters %.1f", content, got, exact)
			}
		}
	})
}

func TestClauses(t *testing.T) {
	for _, tt := range []struct {
		name, content, want string
		most                int
	}{
		{"english", "One, two; three — four: five", "One,|two;|three —|four:|five", 80},
		{"english without marks", "one two three four five", "one two|three four|five", 2},
		{"japanese", "雨が降り、風が吹いた。", "雨が降り、|風が吹いた。", 80},
		{"never in brackets", "市長は「雨だ、風だ」と言い、去った。", "市長は「雨だ、風だ」と言い、|去った。", 80},
		{"unless they are too long", "市長は「雨が降る、風が吹く」と言い、去った。", "市長は「雨が降る、|風が吹く」と言い、|去った。", 6},
		{"thai", "สวัสดีครับ ผมชื่อ 77 คน", "สวัสดีครับ|ผมชื่อ 77 คน", 80},
		{"arabic", "قال، ثم ذهب؛ وعاد", "قال،|ثم ذهب؛|وعاد", 80},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range Clauses(tt.content, Span{0, len(tt.content)}, tt.most) {
				got = append(got, tt.content[s.Start:s.End])
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, "|")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Passages lie apart, in order, cover the body, and hold no more than they may.
func checkPassages(t interface{ Fatalf(string, ...any) }, body string, most int) {
	end := 0
	for _, p := range CutPassages(body, FindBlocks(body), most) {
		if _, ok := p.Of(body); !ok || p.Start < end || strings.TrimSpace(body[end:p.Start]) != "" {
			t.Fatalf("passage %v after %d in %q", p, end, body)
		}
		if n := CountWords(body[p.Start:p.End]); n > most+1 {
			t.Fatalf("passage %q has %d words, not %d", body[p.Start:p.End], n, most)
		}
		end = p.End
	}
	if strings.TrimSpace(body[end:]) != "" {
		t.Fatalf("nothing covers %q", body[end:])
	}
}

func TestCutPassagesBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkPassages(t, manyScripts().Draw(t, "body"), rapid.IntRange(1, 20).Draw(t, "most"))
	})
}

func FuzzCutPassages(f *testing.F) {
	f.Add("市長は「雨だ。」と言った。สำนักงานท่าเรือ 77 คน. One, two.", 5)
	f.Fuzz(func(t *testing.T, body string, most int) {
		if most < 1 || most > 200 || !utf8.ValidString(body) {
			return
		}
		checkPassages(t, body, most)
	})
}
