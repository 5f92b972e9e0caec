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

// actsOnPage is how many acts of a log are shown at a time.
const actsOnPage = 8

// showLog shows what was done to the library, or to an article.
func (b *Bot) showLog(ctx context.Context, r *request) (show.Message, error) {
	article := r.given.Text("article")
	if article != "" {
		// One that was removed is named by its id.
		if _, a, err := b.named(ctx, r, article); err == nil {
			article = a.ID
		}
	}
	return b.logPage(ctx, r, 0, article)
}

// turnLog shows another page. The arguments of its button are the act before
// which it begins, 0 for the newest, and the article.
func (b *Bot) turnLog(ctx context.Context, r *request) (show.Message, error) {
	before, article, err := r.numbered()
	if err != nil {
		return show.Message{}, err
	}
	if strings.HasPrefix(article, hashMark) {
		_, a, err := b.named(ctx, r, article)
		if err != nil {
			return show.Message{}, err
		}
		article = a.ID
	}
	return b.logPage(ctx, r, before, article)
}

func (b *Bot) logPage(ctx context.Context, r *request, before int64, article string) (show.Message, error) {
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	acts, err := lib.Log(ctx, retrieval.LogQuery{Article: article, Before: before, Limit: actsOnPage + 1})
	if err != nil {
		return show.Message{}, fmt.Errorf("read the log: %w", err)
	}
	if len(acts) == 0 {
		return show.Notice(r.say.Say("log_empty")), nil
	}
	return renderLog(r.say, acts, before, article), nil
}

// renderLog shows acts, newest first. One more than a page says that there are
// older ones.
func renderLog(v show.Voice, acts []retrieval.Act, before int64, article string) show.Message {
	older := len(acts) > actsOnPage
	acts = acts[:min(len(acts), actsOnPage)]
	embed := &discordgo.MessageEmbed{Title: v.Say("log_title"), Color: show.ColourQuoted}
	var lines []string
	for _, act := range acts {
		lines = append(lines, actLine(v, act))
	}
	show.Fill(embed, lines, "\n")
	m := show.Message{Embeds: []*discordgo.MessageEmbed{embed}, Private: true}
	turn := func(before int64) string {
		return articleID(show.JoinID("turn-log", strconv.FormatInt(before, 10)), article)
	}
	m.Rows = olderAndNewest(v, before, acts[len(acts)-1].Num, older, turn)
	return m
}

// actLine says in two lines who did what, and when, and to what.
func actLine(v show.Voice, act retrieval.Act) string {
	line := actHead(v, act)
	if what := actObject(v, act); what != "" {
		line += "\n" + what
	}
	return line
}

// actHead says who did what, and when.
func actHead(v show.Voice, act retrieval.Act) string {
	line := fmt.Sprintf("<t:%d:f> · %s · **%s**", act.Time.Unix(), actor(act.By), v.Say("deed_"+string(act.What)))
	if counts := actCounts(v, act); counts != "" {
		line += " · " + counts
	}
	return line + " · `" + act.ID + "`"
}

// actor names who did something. A member is not pinged: no message of the bot
// pings.
func actor(by retrieval.Actor) string {
	if by.Kind == retrieval.ByDiscord && by.ID != "" && strings.Trim(by.ID, "0123456789") == "" {
		return "<@" + by.ID + ">"
	}
	return show.ClipMarkdown(answers.Inline(by.String()), show.MaxChoice)
}

func actCounts(v show.Voice, act retrieval.Act) string {
	var parts []string
	for _, c := range []struct {
		n    int
		text string
	}{{act.Added, "log_added"}, {act.Updated, "log_updated"}, {act.Removed, "log_removed"}, {act.Undone, "log_undone"}} {
		if c.n > 0 {
			parts = append(parts, v.Say(c.text, "Count", c.n))
		}
	}
	return strings.Join(parts, ", ")
}

// actObject returns what an act was done to: its source, or its articles and
// what of them changed.
func actObject(v show.Voice, act retrieval.Act) string {
	var parts []string
	if detail := answers.Inline(act.Detail); detail != "" && act.Detail != act.By.ID {
		parts = append(parts, show.Address(detail, 2*show.MaxChoice))
	}
	if act.What == retrieval.DeedEdit || act.What == retrieval.DeedRemove {
		for _, a := range act.Articles[:min(len(act.Articles), 2)] {
			parts = append(parts, show.ClipMarkdown(a.ID, show.MaxChoice))
			for _, c := range a.Changes {
				parts = append(parts, fieldChange(v, c))
			}
		}
	}
	text := ""
	for _, part := range parts {
		if show.Size(text)+show.Size(part) > maxObject {
			text += " " + show.Ellipsis
			break
		}
		text += " · " + part
	}
	return strings.TrimPrefix(text, " · ")
}

// maxObject bounds what is said of what an act was done to, so that a page of
// acts has room.
const maxObject = 280
