package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/answers/align"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// checkName is the message command's name, which is shown as it is.
const checkName = "Check quote"

// checkQuote tells a member whether the library holds what a message quotes.
func (b *Bot) checkQuote(ctx context.Context, r *request) (message, error) {
	text := quotedIn(r.target.Text())
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return message{}, err
	}
	check, err := lib.Quote(ctx, "", text, answers.Claim{})
	if errors.Is(err, retrieval.ErrInvalid) {
		return message{}, refuse("no_text")
	}
	if err != nil {
		return message{}, fmt.Errorf("check a quote: %w", err)
	}
	return renderCheck(r.say, check), nil
}

// quotedIn returns what a message quotes: its quoted lines, else the longest
// text between quotation marks, else all of it.
func quotedIn(content string) string {
	var quoted []string
	for line := range strings.Lines(content) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), ">"); ok {
			quoted = append(quoted, strings.TrimLeft(rest, "> "))
		}
	}
	if len(quoted) > 0 {
		return strings.Join(quoted, "\n")
	}
	longest := ""
	for _, marks := range []string{"“”", `""`, "«»", "„“"} {
		if s := between(content, marks); len(text.Spellings(s)) > len(text.Spellings(longest)) {
			longest = s
		}
	}
	if len(text.Spellings(longest)) < fewestQuoted {
		return content
	}
	return longest
}

// fewestQuoted is how many words between quotation marks are more than a name.
const fewestQuoted = 3

// between returns the longest part of text between a mark and the next closing
// one.
func between(text, marks string) string {
	opening, width := utf8.DecodeRuneInString(marks)
	closing, _ := utf8.DecodeRuneInString(marks[width:])
	longest := ""
	for {
		from := strings.IndexRune(text, opening)
		if from < 0 {
			return longest
		}
		text = text[from+len(string(opening)):]
		to := strings.IndexRune(text, closing)
		if to < 0 {
			return longest
		}
		if to > len(longest) {
			longest = text[:to]
		}
		text = text[to+len(string(closing)):]
	}
}

// renderCheck shows a verdict, how the quote differs, and where it stands.
func renderCheck(v voice, c answers.Check) message {
	m := message{head: v.say("verdict_" + string(c.Verdict))}
	if c.TooShort && c.Verdict != align.Absent {
		m.head += "\n" + v.say("quote_too_short")
	}
	if c.Verdict == align.Altered {
		m.content = difference(c.Pieces)
	}
	excerpts := make([]answers.Excerpt, len(c.Matches))
	for i, match := range c.Matches {
		excerpts[i] = match.Excerpt
	}
	embeds := renderExcerpts(v, excerpts)
	for i, match := range c.Matches {
		if match.Said != nil {
			embeds[i].Fields = attributed(v, match.Said)
		}
	}
	return m.with(v, embeds, "excerpts_left")
}

// difference returns a quote with what the article has struck through, and what
// the quote has in its place in bold; nothing when that would be too long.
func difference(pieces []align.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Kind == "" {
			b.WriteString(markdown(p.Text, nil))
			continue
		}
		if p.Article != "" {
			b.WriteString(" ~~" + markdown(p.Article, nil) + "~~ ")
		}
		if p.Text != "" {
			b.WriteString("**" + markdown(p.Text, nil) + "**")
		}
	}
	text := strings.Join(strings.Fields(b.String()), " ")
	if size(text) > maxContent*3/4 {
		return ""
	}
	return isolate(text)
}

// attributed shows whose words a quotation is, with the sentence that says so, which
// is shown whole or not at all.
func attributed(v voice, a *answers.Attribution) []*discordgo.MessageEmbedField {
	who := "“" + markdown(a.Speaker.Text, nil) + "”" + markdown(a.Speaker.Known(), nil)
	if a.To != nil {
		who += " → “" + markdown(a.To.Text, nil) + "”"
	}
	if a.When != nil {
		who += ", “" + markdown(a.When.Text, nil) + "”"
	}
	value := isolate(who) + "\n" + quotation(a.Excerpt, nil)
	if size(value) > maxFieldValue {
		return nil
	}
	return []*discordgo.MessageEmbedField{{Name: v.say("said_by"), Value: value}}
}
