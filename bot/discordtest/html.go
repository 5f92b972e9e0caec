package discordtest

import (
	_ "embed"
	"fmt"
	"html"
	"html/template"
	"io"
	"regexp"
	"strings"
)

//go:embed message.html.tmpl
var pageText string

var page = template.Must(template.New("message").Funcs(template.FuncMap{
	"markdown": func(s string) template.HTML { return template.HTML(drawMarkdown(s)) }, //nolint:gosec // its text is escaped first
	"colour": func(n any) template.CSS {
		if p, ok := n.(*int); ok {
			n = *p
		}
		return template.CSS(fmt.Sprintf("#%06x", n)) //nolint:gosec // a number
	},
}).Parse(pageText))

// WriteHTML draws messages as a page close to what members see of them, for a
// look at them and for pictures.
func WriteHTML(w io.Writer, messages ...Message) error {
	if err := page.Execute(w, messages); err != nil {
		return fmt.Errorf("draw messages: %w", err)
	}
	return nil
}

// The Markdown that the bot uses. An escaped character becomes a placeholder
// while the rest is read.
var (
	escaped   = regexp.MustCompile(`\\([[:punct:]])`)
	struck    = regexp.MustCompile(`(?s)~~(.+?)~~`)
	underline = regexp.MustCompile(`(?s)__(.+?)__`)
	address   = regexp.MustCompile(`&lt;(https?://[^\s<>]+?)&gt;`)
	strong    = regexp.MustCompile(`(?s)\*\*(.+?)\*\*`)
	subtext   = regexp.MustCompile(`(?m)^-# (.*)\n?`)
	code      = regexp.MustCompile("`([^`]+)`")
	reference = regexp.MustCompile(`&lt;([@#]&amp;?|@)(\d+)&gt;`)
	moment    = regexp.MustCompile(`&lt;t:\d+:R&gt;`)
)

func drawMarkdown(s string) string {
	var kept []string
	s = escaped.ReplaceAllStringFunc(s, func(match string) string {
		kept = append(kept, html.EscapeString(match[1:]))
		return fmt.Sprintf("\x00%d\x00", len(kept)-1)
	})
	s = html.EscapeString(s)
	s = strong.ReplaceAllString(s, "<strong>$1</strong>")
	s = struck.ReplaceAllString(s, "<s>$1</s>")
	s = underline.ReplaceAllString(s, "<u>$1</u>")
	s = address.ReplaceAllString(s, `<span class="link">$1</span>`)
	s = subtext.ReplaceAllString(s, "<small>$1</small>")
	s = code.ReplaceAllString(s, "<code>$1</code>")
	s = reference.ReplaceAllStringFunc(s, func(match string) string {
		if strings.Contains(match, "#") {
			return `<span class="mention"># channel</span>`
		}
		return `<span class="mention">@somebody</span>`
	})
	s = moment.ReplaceAllString(s, `<span class="moment">in 6 seconds</span>`)
	for i, text := range kept {
		s = strings.ReplaceAll(s, fmt.Sprintf("\x00%d\x00", i), text)
	}
	return strings.ReplaceAll(s, "\n", "<br>\n")
}
