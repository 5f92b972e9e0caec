package discordtest

import (
	"strings"
	"unicode"

	"pgregory.net/rapid"
)

// Shown reads Markdown as Discord does, as far as the bot uses it: escapes and
// bold. It fails where something else would be made of a character.
func Shown(t rapid.TB, text string) (plain, bold string) {
	t.Helper()
	var all, strong strings.Builder
	within := false
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		switch {
		case r == '\\' && i+1 < len(runes) && unicode.IsOneOf([]*unicode.RangeTable{unicode.P, unicode.S}, runes[i+1]):
			i++
			r = runes[i]
		case r == '*' && i+1 < len(runes) && runes[i+1] == '*':
			i++
			within = !within
			continue
		case strings.ContainsRune("\\*_~`|<>[]#@", r):
			t.Fatalf("%q is left as it is in %q", r, text)
		}
		all.WriteRune(r)
		if within {
			strong.WriteRune(r)
		}
	}
	if within {
		t.Fatalf("bold is never closed in %q", text)
	}
	return all.String(), strong.String()
}

// WithoutControls is a text without the characters that nobody sees.
func WithoutControls(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}

// Nasty draws text that means something to Discord, or to a renderer.
func Nasty() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			"**", "*", "_", "~~", "`", "```", "||", "[a](https://b.example)", "<@123>", "<#1>", "<:x:1>", "@everyone", "@here",
			"# ", "-# ", "> ", ">>> ", "- ", "1. ", "\n", "\n\n", " ", "\\", ":smile:", "https://example.org/a_b_c(d)",
			"שלום", "مرحبا", "\u202e", "\u2066", "👩‍👩‍👧‍👦", "🇺🇦", "e\u0301", "\x00", "\u200b", "…", "“", "”",
		}),
		rapid.StringN(0, 8, -1),
		rapid.StringMatching(`[A-Za-z]{1,10} `),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "pieces"), "")
	})
}
