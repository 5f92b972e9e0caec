package retrieval

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"plain", "One. Two! Three?", []string{"One.", "Two!", "Three?"}},
		{"country before a title", "U.S. President X spoke. He left.", []string{"U.S. President X spoke.", "He left."}},
		{"country at the end", "He left the U.S. The ship sank.", []string{"He left the U.S.", "The ship sank."}},
		{"time of day", "It began at 5 p.m. EST on Monday.", []string{"It began at 5 p.m. EST on Monday."}},
		{"time of day at the end", "It began at 5 p.m. They waited.", []string{"It began at 5 p.m.", "They waited."}},
		{"number", "See No. 5 there. The answer is no. 5 people left.", []string{"See No. 5 there.", "The answer is no. 5 people left."}},
		{"month", "On Nov. 17 it rained. It was a cold Nov. Rain fell.", []string{"On Nov. 17 it rained.", "It was a cold Nov.", "Rain fell."}},
		{"initial", "Donald J. Trump met Vladimir V. Putin.", []string{"Donald J. Trump met Vladimir V. Putin."}},
		{"titles", "Mr. A met Dr. B. Sen. C did not.", []string{"Mr. A met Dr. B. Sen. C did not."}},
		{"quoted end", "“Was it so?” he asked. “No.” She left.", []string{"“Was it so?” he asked.", "“No.”", "She left."}},
		{"named speaker", "“Was it so?” Smith said. “No,” said Jones.", []string{"“Was it so?” Smith said.", "“No,” said Jones."}},
		{"ellipsis", "He is \"well-mannered... and kind\". In tweets, he agreed.",
			[]string{"He is \"well-mannered... and kind\".", "In tweets, he agreed."}},
		{"ellipsis before a capital", "I went… Paris was fine.", []string{"I went… Paris was fine."}},
		{"comma quote", "\"I asked him again,\" X told reporters. He smiled.", []string{"\"I asked him again,\" X told reporters.", "He smiled."}},
		{"spaced stops", "THE U.S . WANTS IT . THE END .", []string{"THE U.S . WANTS IT .", "THE END ."}},
		{"company", "Apple Inc. Chief X resigned. He works at Apple Inc. The shares fell.",
			[]string{"Apple Inc. Chief X resigned.", "He works at Apple Inc.", "The shares fell."}},
		{"other scripts", "これは文です。次の文。", []string{"これは文です。", "次の文。"}},
		{"empty", " \n ", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range Sentences(tt.text, Span{0, len(tt.text)}) {
				got = append(got, tt.text[s.Start:s.End])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Sentences must cover everything but white space, in order, whatever comes.
func TestSentencesCover(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.StringOf(rapid.SampledFrom([]rune("aB .!?…\"”“'\n\tU.S9é中"))).Draw(t, "body")
		end := 0
		for _, s := range Sentences(body, Span{0, len(body)}) {
			if s.Start < end || trim(body, Span{end, s.Start}).Len() != 0 || trim(body, s) != s {
				t.Fatalf("sentence %v after %d in %q", s, end, body)
			}
			end = s.End
		}
		if trim(body, Span{end, len(body)}).Len() != 0 {
			t.Fatalf("nothing covers %q", body[end:])
		}
	})
}
