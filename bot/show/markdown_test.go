package show

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/bot/discordtest"
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
			if diff := cmp.Diff(test.want, Markdown(test.text, test.bold)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
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
		text := discordtest.Nasty().Draw(t, "text")
		spans := spansOf(t, text)
		plain, bold := discordtest.Shown(t, Markdown(text, spans))
		if want := discordtest.WithoutControls(text); plain != want {
			t.Errorf("shown as %q, want %q", plain, want)
		}
		want := ""
		for _, s := range boldSpans(text, spans) {
			want += discordtest.WithoutControls(text[s.Start:s.End])
		}
		if bold != want {
			t.Errorf("bold %q, want %q", bold, want)
		}
	})
}
