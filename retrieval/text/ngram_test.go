package text

import (
	"slices"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestSequences(t *testing.T) {
	for _, tt := range []struct{ name, content, want string }{
		{"chinese", "奥斯特雷的医院有多少张床？", "奥斯 斯特 特雷 (的) 医院 院有 (多少) 张床"},
		{"japanese", "ベルマルの空港はいつ開業するか", "ベルマル (の) 空港 (は) (いつ) 開業 (する) (か)"},
		{"numbers and Latin stay words", "2023年のNATO会議", "2023 年 (の) nato 会議"},
		{"thai", "ประชากรเท่าไร 77", "ประชา ระชาก ชากร (เท่าไร) 77"},
		{"korean without particles", "서울시의회에서 2023년에 무엇을", "서울 울시 시의 의회 2023 년 (무엇)"},
		{"korean after Latin", "KBS는", "kbs (는)"},
		{"half width", "ﾊﾞｽ", "バス"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, language := range []string{"", "en", "zh", "ja", "th", "ko", "de"} {
				if got := show(NewAnalyzer().Tokens(tt.content, language)); got != tt.want {
					t.Errorf("Tokens(%q, %q) = %s, want %s", tt.content, language, got, tt.want)
				}
			}
		})
	}
}

// Tokens lie within the text, in order, and none begins before the last one ends.
func checkTokens(t interface{ Fatalf(string, ...any) }, content string) {
	end := 0
	for _, tok := range NewAnalyzer().Tokens(content, "") {
		if _, ok := tok.Of(content); !ok || tok.Start < end || tok.Term == "" {
			t.Fatalf("token %v after %d in %q", tok, end, content)
		}
		if _, ok := (Span{tok.Start, tok.End + tok.Shared}).Of(content); !ok {
			t.Fatalf("token %v shares what is not there in %q", tok, content)
		}
		end = tok.End
	}
}

func TestTokensApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkTokens(t, manyScripts().Draw(t, "content")) })
}

func FuzzTokens(f *testing.F) {
	f.Add("奥斯特雷的医院 ประชากร서울에서 KBS는 ﾊﾞｽ１２٣")
	f.Fuzz(func(t *testing.T, content string) {
		if utf8.ValidString(content) {
			checkTokens(t, content)
		}
	})
}

func TestMark(t *testing.T) {
	const content = "東京都は大阪"
	var marked []Span
	for _, tok := range NewAnalyzer().Tokens(content, "ja") {
		if !tok.Stop {
			marked = tok.Mark(marked)
		}
	}
	if want := []Span{{0, 9}, {12, 18}}; !slices.Equal(marked, want) {
		t.Errorf("marked %v, want %v", marked, want)
	}
}
