package text_test

import (
	"testing"

	"dateline/retrieval/text"
)

func TestSpoken(t *testing.T) {
	type spoken struct {
		language string
		foreign  bool
	}
	for _, c := range []struct {
		question, locale string
		held             []string
		want             spoken
	}{
		{"Who won the election?", "en", []string{"en"}, spoken{"en", false}},
		{"Wie is de burgemeester van Amsterdam?", "en", []string{"en"}, spoken{"nl", true}},
		{"Wer ist der Präsident der Ukraine?", "en", []string{"en"}, spoken{"de", true}},
		{"¿Quién es el presidente de la compañía?", "en", []string{"en"}, spoken{"es", true}},
		{"lumora", "en", []string{"de", "en"}, spoken{"de", false}},
		// The particles of a name tell nothing of who asks about it.
		{"who eliminated james van der beek", "en", []string{"en"}, spoken{"en", false}},
		{"ursula von der leyen speech", "en", []string{"en"}, spoken{"en", false}},
		{"what did oscar de la hoya say", "en", []string{"en"}, spoken{"en", false}},
		{"chi è james van der beek", "", []string{"it"}, spoken{"it", false}},
		// In a language that the library holds they count as any word does.
		{"präsident der ukraine", "en", []string{"en", "de"}, spoken{"de", false}},
	} {
		language, foreign := text.Spoken(c.question, c.locale, c.held)
		if got := (spoken{language, foreign}); got != c.want {
			t.Errorf("%q of %v: %+v, want %+v", c.question, c.held, got, c.want)
		}
	}
}
