package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/show"
	"dateline/retrieval"
)

// stepsOnPage is how many changes of an article are shown at a time.
const stepsOnPage = 3

// showHistory shows how an article has changed, sentence by sentence.
func (b *Bot) showHistory(ctx context.Context, r *request) (show.Message, error) {
	return b.historyPage(ctx, r, 0, r.given.Text("article"))
}

// turnHistory shows another page. The arguments of its button are the act before
// which it begins, 0 for the newest, and the article.
func (b *Bot) turnHistory(ctx context.Context, r *request) (show.Message, error) {
	before, article, err := r.numbered()
	if err != nil {
		return show.Message{}, err
	}
	return b.historyPage(ctx, r, before, article)
}

func (b *Bot) historyPage(ctx context.Context, r *request, before int64, name string) (show.Message, error) {
	lib, a, err := b.named(ctx, r, name)
	if err != nil {
		return show.Message{}, err
	}
	steps, err := lib.History(ctx, a.ID, retrieval.LogQuery{Before: before, Limit: stepsOnPage + 1})
	if err != nil {
		return show.Message{}, fmt.Errorf("history of an article: %w", err)
	}
	if len(steps) == 0 {
		return show.Notice(r.say.Say("log_empty")), nil
	}
	return renderHistory(r.say, a.Meta, steps, before), nil
}

// renderHistory shows changes of an article, newest first, an embed each. One
// more than a page says that there are older ones.
func renderHistory(v show.Voice, a retrieval.Meta, steps []retrieval.Step, before int64) show.Message {
	older := len(steps) > stepsOnPage
	steps = steps[:min(len(steps), stepsOnPage)]
	m := show.Message{Private: true}
	for _, s := range steps {
		embed := &discordgo.MessageEmbed{Title: show.ClipMarkdown(v.Headline(a), show.MaxTitle), Color: show.ColourQuoted}
		// Each has its share of what all embeds together may have.
		lines := stepLines(v, s)
		room := show.MaxEmbedsTotal/stepsOnPage - show.EmbedSize(embed) - show.MaxChoice
		for i, line := range lines {
			if room -= show.Size(line) + 1; room < 0 {
				embed.Description += "\n" + v.Say("changes_left", "Count", len(lines)-i)
				break
			}
			embed.Description = strings.TrimPrefix(embed.Description+"\n"+line, "\n")
		}
		m.Embeds = append(m.Embeds, embed)
	}
	turn := func(before int64) string {
		return articleID(show.JoinID("turn-history", strconv.FormatInt(before, 10)), a.ID)
	}
	m.Rows = olderAndNewest(v, before, steps[len(steps)-1].Act.Num, older, turn)
	return m
}

// olderAndNewest returns the buttons of what is read from the newest on; there
// are none where all of it is shown.
func olderAndNewest(v show.Voice, before, last int64, older bool, id func(before int64) string) [][]show.Button {
	if before == 0 && !older {
		return nil
	}
	return [][]show.Button{{
		{Label: "◀ " + v.Say("button_newest"), ID: id(0), Off: before == 0},
		{Label: v.Say("button_older") + " ▶", ID: id(last), Off: !older},
	}}
}

// stepLines tell one change: who made it, what changed of the metadata, and the
// sentences that went out and came in, to the letter.
func stepLines(v show.Voice, s retrieval.Step) []string {
	lines := []string{actHead(v, s.Act)}
	for _, a := range s.Act.Articles {
		switch {
		case a.Former == 0:
			lines = append(lines, v.Say("came_in", "Revision", a.Revision))
		case a.Former != a.Revision:
			lines = append(lines, v.Say("revision_after", "Revision", a.Revision, "Former", a.Former))
		}
		for _, c := range a.Changes {
			lines = append(lines, "• "+fieldChange(v, c))
		}
	}
	if s.Damaged {
		lines = append(lines, v.Say("receipt_damaged"))
	}
	for _, c := range s.Sentences {
		if c.Before != "" {
			lines = append(lines, "➖ "+sentence(v, c.Before))
		}
		if c.After != "" {
			lines = append(lines, "➕ "+sentence(v, c.After))
		}
	}
	return lines
}

// sentence returns a sentence of an article, quoted whole or not at all.
func sentence(v show.Voice, text string) string {
	const most = show.MaxEmbedsTotal / stepsOnPage / 2
	if q := show.Quotation(answers.Excerpt{Text: text, End: len(text)}, nil); show.Size(q) <= most {
		return q
	}
	return v.Say("passage_too_long")
}
