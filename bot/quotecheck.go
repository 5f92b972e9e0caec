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
	"dateline/bot/show"
	"dateline/retrieval"
)

// maxQuotations bounds how many quotations of a message are checked.
const maxQuotations = 5

// checked is a quotation of a message with what was found of it.
type checked struct {
	answers.Check
	named string // whom the message says to have said it
}

// checkQuote tells a member whether the library holds what a message quotes; all
// of the message where it quotes nothing.
func (b *Bot) checkQuote(ctx context.Context, r *request) (show.Message, error) {
	content := r.target.Text()
	quoted := quotes.In(content)
	whole := len(quoted) == 0
	if whole {
		quoted = []quotes.Quotation{{Text: content}}
	}
	lib, err := b.openWithin(ctx, r, retrieval.Filter{})
	if err != nil {
		return show.Message{}, err
	}
	var found []checked
	for _, q := range quoted[:min(len(quoted), maxQuotations)] {
		check, err := lib.Quote(ctx, "", q.Text, answers.Claim{})
		if errors.Is(err, retrieval.ErrInvalid) {
			continue // nothing in it that could be looked up
		}
		if err != nil {
			return show.Message{}, fmt.Errorf("check a quote: %w", err)
		}
		found = append(found, checked{check, q.Named()})
	}
	if len(found) == 0 {
		return show.Message{}, refuse("no_text")
	}
	m := renderChecks(r.say, found, max(len(quoted)-maxQuotations, 0))
	if whole {
		m.Head = r.say.Say("quote_none") + "\n\n" + m.Head
	}
	return m, nil
}

// checksRoom leaves room beside the verdicts for what is said of all of them.
const checksRoom = show.MaxContent - 400

// renderChecks shows of each quotation the verdict and how it differs, and where
// they stand; of those that there is no room for, and of those left before, how
// many they are.
func renderChecks(v show.Voice, checks []checked, left int) show.Message {
	head := ""
	var excerpts []answers.Excerpt
	var said []*answers.Attribution
	room := show.MaxContent * 3 / 4 / len(checks)
	for i, c := range checks {
		part := verdict(v, c, room)
		if show.Size(head)+show.Size(part) > checksRoom {
			left += len(checks) - i
			break
		}
		head += part + "\n\n"
		for _, match := range c.Matches {
			excerpts, said = append(excerpts, match.Excerpt), append(said, match.Said)
		}
	}
	embeds := show.Excerpts(v, excerpts)
	for i, who := range said {
		if who != nil {
			embeds[i].Fields = attributed(v, who)
		}
	}
	if left > 0 {
		head += v.Say("quotes_left", "Count", left)
	}
	return show.Message{Head: strings.TrimSpace(head)}.With(v, embeds, "excerpts_left")
}

// verdict says how a quotation stands to the library: first that the message
// names another speaker, where it does. How it differs has what is left of the
// room.
func verdict(v show.Voice, c checked, room int) string {
	lines := []string{v.Say("quote_named", "Quote", show.ClipMarkdown(answers.Inline(c.Quote), room/3))}
	if speaker := anotherSpeaker(c); speaker != "" {
		lines = append(lines, v.Say("another_speaker", "Named", show.ClipMarkdown(c.named, show.MaxChoice), "Speaker", show.ClipMarkdown(speaker, show.MaxChoice)))
	}
	if c.Verdict == align.Absent && c.Pending != nil {
		return lines[0] + "\n" + v.Say("nothing_found")
	}
	lines = append(lines, v.Say("verdict_"+string(c.Verdict)))
	if c.TooShort && c.Verdict != align.Absent {
		lines = append(lines, v.Say("quote_too_short"))
	}
	if c.Verdict == align.Altered {
		legend := v.Say("quote_legend")
		if text := difference(c.Pieces, room-show.Size(strings.Join(lines, "\n"))-show.Size(legend)-2); text != "" {
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
			b.WriteString(show.Markdown(p.Text, nil))
			continue
		}
		if p.Article != "" {
			b.WriteString(" ~~" + show.Markdown(p.Article, nil) + "~~ ")
		}
		if p.Text != "" {
			b.WriteString("**" + show.Markdown(p.Text, nil) + "**")
		}
	}
	text := show.Isolate(strings.Join(strings.Fields(b.String()), " "))
	if show.Size(text) > room {
		return ""
	}
	return text
}

// attributed shows whose words a quotation is, with the sentence that says so, which
// is shown whole or not at all.
func attributed(v show.Voice, a *answers.Attribution) []*discordgo.MessageEmbedField {
	who := "“" + show.Markdown(a.Speaker.Text, nil) + "”" + show.Markdown(a.Speaker.Known(), nil)
	if a.To != nil {
		who += " → “" + show.Markdown(a.To.Text, nil) + "”"
	}
	if a.When != nil {
		who += ", “" + show.Markdown(a.When.Text, nil) + "”"
	}
	value := show.Isolate(who) + "\n" + show.Quotation(a.Excerpt, nil)
	if show.Size(value) > show.MaxFieldValue {
		return nil
	}
	return []*discordgo.MessageEmbedField{{Name: v.Say("said_by"), Value: value}}
}
