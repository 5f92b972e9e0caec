package bot

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/retrieval/text"
)

func TestMarkdown(t *testing.T) {
	tests := map[string]struct {
		text string
		bold []text.Span
		want string
	}{
		"plain":          {text: "The U.S. said so at 10 p.m.", want: "The U.S. said so at 10 p.m."},
		"emphasis":       {text: "*a* _b_ ~~c~~ `d` ||e||", want: "\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\` \\|\\|e\\|\\|"},
		"masked link":    {text: "[here](https://evil.example)", want: `\[here\](https\://evil.example)`},
		"mentions":       {text: "@everyone <@1> <#2> <@&3>", want: `\@everyone \<\@1\> \<\#2\> \<\@&3\>`},
		"heading":        {text: "# one\n-# two", want: "\\# one\n\\-\\# two"},
		"lists":          {text: "- a\n + b\n1. c\n22) d", want: "\\- a\n \\+ b\n1\\. c\n22\\) d"},
		"no list":        {text: "x - y + 1. z", want: "x - y + 1. z"},
		"emoji by name":  {text: "so :smile: said: no", want: `so \:smile: said: no`},
		"backslash":      {text: `C:\*`, want: `C\:\\\*`},
		"bold":           {text: "they met", bold: []text.Span{{Start: 5, End: 8}}, want: "they **met**"},
		"bold, touching": {text: "abc", bold: []text.Span{{Start: 1, End: 2}, {Start: 0, End: 1}}, want: "**ab**c"},
		"bold, outside":  {text: "abc", bold: []text.Span{{Start: -1, End: 2}, {Start: 2, End: 9}, {Start: 1, End: 1}}, want: "abc"},
		"bold, split":    {text: "é", bold: []text.Span{{Start: 0, End: 1}}, want: "é"},
		"bold and stars": {text: "a *b* c", bold: []text.Span{{Start: 2, End: 5}}, want: `a **\*b\*** c`},
		"control":        {text: "a\x00b\x07\tc", want: "ab\tc"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, markdown(test.text, test.bold)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// shown reads Markdown as Discord does, as far as the bot uses it: escapes and
// bold. It fails where something else would be made of a character.
func shown(t *rapid.T, text string) (plain, bold string) {
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

func withoutControls(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}

// nasty draws text that means something to Discord, or to a renderer.
func nasty() *rapid.Generator[string] {
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

// spansOf draws spans that may lie anywhere.
func spansOf(t *rapid.T, content string) []text.Span {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) text.Span {
		start := rapid.IntRange(-2, len(content)+2).Draw(t, "start")
		return text.Span{Start: start, End: start + rapid.IntRange(-1, 12).Draw(t, "length")}
	}), 0, 6).Draw(t, "spans")
}

func TestMarkdownShowsTheText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := nasty().Draw(t, "text")
		spans := spansOf(t, text)
		plain, bold := shown(t, markdown(text, spans))
		if want := withoutControls(text); plain != want {
			t.Errorf("shown as %q, want %q", plain, want)
		}
		want := ""
		for _, s := range boldSpans(text, spans) {
			want += withoutControls(text[s.Start:s.End])
		}
		if bold != want {
			t.Errorf("bold %q, want %q", bold, want)
		}
	})
}
