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
		{"korean particles by what they follow", "가을 국가 결과가 물을", "가을 국가 결과 물"},
		{"korean endings", "발견되었나요 넣었다 넣은", "발견 넣 넣"},
		{"kana that inflect", "何枚を調べるか", "(何枚) (を) 調 (べる) (か)"},
		{"a word in kana", "市のさくら", "市 (の) さく くら"},
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

func TestSyllables(t *testing.T) {
	for _, tt := range []struct{ name, content, want string }{
		{"rows", "sân bay quốc tế", "san_bay bay_quoc quoc_te (te)"},
		{"stop words part", "dân số của thành phố là bao nhiêu", "dan_so (so) (cua) thanh_pho (pho) (la) (bao) (nhieu)"},
		{"punctuation parts", "nhà máy, cầu", "nha_may (may) cau"},
		{"tones tell stop words", "máy bay đo độ ẩm", "may_bay bay_do do_do do_am (am)"},
		{"who writes none means any", "dan so cua Hue la bao nhieu", "dan_so (so) (cua) hue (la) (bao) (nhieu)"},
		{"names", "tổng bí thư Nguyễn Phú Trọng", "tong_bi bi_thu (thu) nguyen_phu phu_trong trong"},
		{"a name by itself", "quân đội Mỹ", "quan_doi (doi) my"},
		{"foreign names and numbers", "Luke Kuechly húc 118 lần", "luke kuechly huc 118 lan"},
		{"abbreviations", "khối EU và TP.HCM", "khoi eu (va) tphcm"},
		{"capitals throughout", "TIN BÃO", "tin_bao bao"},
		{"decomposed", "Ha\u0300 No\u0323\u0302i", "ha_noi noi"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := show(NewAnalyzer().Tokens(tt.content, "vi-VN")); got != tt.want {
				t.Errorf("Tokens(%q) = %s, want %s", tt.content, got, tt.want)
			}
			for _, other := range NewAnalyzer().Tokens(tt.content, "fr") {
				if other.Sequence {
					t.Errorf("row %q in French", other.Term)
				}
			}
		})
	}
}

// Tokens lie within the text, in order, and none begins before the last one ends.
func checkTokens(t interface{ Fatalf(string, ...any) }, content string) {
	checkTokensIn(t, content, "")
	checkTokensIn(t, content, "vi")
}

func checkTokensIn(t interface{ Fatalf(string, ...any) }, content, language string) {
	end := 0
	for _, tok := range NewAnalyzer().Tokens(content, language) {
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
	f.Add("Hà Nội và thành phố Huế")
	f.Add("奥斯特雷的医院 ประชากร서울에서 KBS는 ﾊﾞｽ１２٣")
	f.Fuzz(func(t *testing.T, content string) {
		if utf8.ValidString(content) {
			checkTokens(t, content)
		}
	})
}

func TestMark(t *testing.T) {
	for _, tt := range []struct {
		language, content string
		want              []Span
	}{
		{"ja", "東京都は大阪", []Span{{0, 9}, {12, 18}}},
		{"vi", "sân bay mới và cầu", []Span{{0, 14}, {19, 24}}},
		{"vi", "ông Phú Trọng", []Span{{5, 17}}},
	} {
		var marked []Span
		for _, tok := range NewAnalyzer().Tokens(tt.content, tt.language) {
			if !tok.Stop {
				marked = tok.Mark(marked)
			}
		}
		if !slices.Equal(marked, tt.want) {
			t.Errorf("%q: marked %v, want %v", tt.content, marked, tt.want)
		}
	}
}
