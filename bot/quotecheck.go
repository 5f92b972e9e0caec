package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/answers/align"
	"dateline/bot/quotes"
	"dateline/retrieval"
)

// checkName is the message command's name, which is shown as it is.
const checkName = "Check quote"

// maxQuotations bounds how many quotations of a message are checked.
const maxQuotations = 5

// checked is a quotation of a message with what was found of it.
type checked struct {
	answers.Check
	named string // whom the message says to have said it
}

// checkQuote tells a member whether the library holds what a message quotes; all
// of the message where it quotes nothing.
func (b *Bot) checkQuote(ctx context.Context, r *request) (message, error) {
	content := r.target.Text()
	quoted := quotes.In(content)
	whole := len(quoted) == 0
	if whole {
		quoted = []quotes.Quotation{{Text: content}}
	}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return message{}, err
	}
	var found []checked
	for _, q := range quoted[:min(len(quoted), maxQuotations)] {
		check, err := lib.Quote(ctx, "", q.Text, answers.Claim{})
		if errors.Is(err, retrieval.ErrInvalid) {
			continue // nothing in it that could be looked up
		}
		if err != nil {
			return message{}, fmt.Errorf("check a quote: %w", err)
		}
		found = append(found, checked{check, q.Named()})
	}
	if len(found) == 0 {
		return message{}, refuse("no_text")
	}
	m := renderChecks(r.say, found, max(len(quoted)-maxQuotations, 0))
	if whole {
		m.head = r.say.say("quote_none") + "\n\n" + m.head
	}
	return m, nil
}

// checksRoom leaves room beside the verdicts for what is said of all of them.
const checksRoom = maxContent - 400

// renderChecks shows of each quotation the verdict and how it differs, and where
// they stand; of those that there is no room for, and of those left before, how
// many they are.
func renderChecks(v voice, checks []checked, left int) message {
	head := ""
	var excerpts []answers.Excerpt
	var said []*answers.Attribution
	room := maxContent * 3 / 4 / len(checks)
	for i, c := range checks {
		part := verdict(v, c, room)
		if size(head)+size(part) > checksRoom {
			left += len(checks) - i
			break
		}
		head += part + "\n\n"
		for _, match := range c.Matches {
			excerpts, said = append(excerpts, match.Excerpt), append(said, match.Said)
		}
	}
	embeds := renderExcerpts(v, excerpts)
	for i, who := range said {
		if who != nil {
			embeds[i].Fields = attributed(v, who)
		}
	}
	if left > 0 {
		head += v.say("quotes_left", "Count", left)
	}
	return message{head: strings.TrimSpace(head)}.with(v, embeds, "excerpts_left")
}

// verdict says how a quotation stands to the library: first that the message
// names another speaker, where it does. How it differs has what is left of the
// room.
func verdict(v voice, c checked, room int) string {
	lines := []string{v.say("quote_named", "Quote", clipMarkdown(answers.Inline(c.Quote), room/3))}
	if speaker := anotherSpeaker(c); speaker != "" {
		lines = append(lines, v.say("another_speaker", "Named", clipMarkdown(c.named, maxChoice), "Speaker", clipMarkdown(speaker, maxChoice)))
	}
	lines = append(lines, v.say("verdict_"+string(c.Verdict)))
	if c.TooShort && c.Verdict != align.Absent {
		lines = append(lines, v.say("quote_too_short"))
	}
	if c.Verdict == align.Altered {
		legend := v.say("quote_legend")
		if text := difference(c.Pieces, room-size(strings.Join(lines, "\n"))-size(legend)-2); text != "" {
			lines = append(lines, legend, text)
		}
	}
	return strings.Join(lines, "\n")
}

// anotherSpeaker returns who said a quotation according to the library, where the
// message names somebody else; "" where that cannot be told.
func anotherSpeaker(c checked) (speaker string) {
	for _, match := range c.Matches {
		if match.Said == nil {
			continue
		}
		said := match.Said.Speaker
		if !quotes.Another(c.named, cmp.Or(said.Name, said.Text)) {
			return ""
		}
		speaker = cmp.Or(speaker, said.Text+said.Known())
	}
	return speaker
}

// difference returns a quote with what the article has struck through, and what
// the quote has in its place in bold; nothing when that would be too long.
func difference(pieces []align.Piece, room int) string {
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
	text := isolate(strings.Join(strings.Fields(b.String()), " "))
	if size(text) > room {
		return ""
	}
	return text
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
