package posts

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
)

// MaxDigests is how many digests a server has, and points how many main points
// one has.
const (
	MaxDigests = 20
	points     = 5
)

// digests posts the digests that are due.
func (p *Poster) digests(ctx, work context.Context) {
	all, err := p.records.AllDigests(work)
	if err != nil {
		p.log.Error("digests cannot be listed", "error", err)
	}
	for _, d := range all {
		p.do(ctx, work, duty{
			name: digestName(d), guild: d.Guild, log: p.log.With("channel", d.Channel),
			post: func(ctx context.Context) error { return p.digest(ctx, d) },
			end:  func(ctx context.Context) error { return p.records.EndDigest(ctx, d.Num) },
		})
	}
}

func digestName(d record.Digest) string { return "digest " + strconv.FormatInt(d.Num, 10) }

// digest posts a digest if it is due.
func (p *Poster) digest(ctx context.Context, d record.Digest) error {
	set, say, err := p.host.Settings(ctx, d.Guild)
	if err != nil {
		return err
	}
	zone, _ := Zone(set.Timezone)
	now := p.host.Now()
	due := Next(d.Plan, d.Last, zone)
	if now.Before(due) {
		return nil
	}
	for next := due; !now.Before(next); next = Next(d.Plan, next, zone) {
		due = next // what was missed is told together
	}
	lib, err := p.host.Library(ctx, d.Library, d.Guild)
	if err != nil {
		return err
	}
	news, err := lib.News(ctx, d.Seq)
	if err != nil {
		return err
	}
	if len(news.Articles) > 0 {
		summary, err := lib.Digest(ctx, answers.Topic{
			Text: d.Topic, Limit: points, Today: now.In(zone),
			Filter: retrieval.Filter{Articles: news.Articles, Outlets: d.Outlets},
		})
		if err != nil {
			return err
		}
		if summary.Pending != nil {
			return nil // what cannot be searched yet would never be told
		}
		if len(summary.Sentences) > 0 {
			if err := p.postDigest(ctx, set, say, d, summary, due); err != nil {
				return err
			}
		}
	}
	return p.records.Digested(ctx, d.Num, now, news.Seq)
}

// postDigest posts the main points of what is new since the last digest.
func (p *Poster) postDigest(ctx context.Context, set record.Settings, say show.Voice, d record.Digest, s answers.Summary, due time.Time) error {
	at, err := p.open(ctx, set, d.Channel)
	if err != nil {
		return err
	}
	title := say.Say("digest_title", "Day", say.Day(due.Format(time.DateOnly)))
	m := show.Message{Head: "**" + title + "**"}
	if about := about(d.Plan, show.MaxFieldName); about != "" {
		m.Head += " · " + about
	}
	m = m.With(say, show.Digest(say, s), "excerpts_left")
	if set.NoPictures {
		m = m.WithoutPictures()
	}
	nonce := fmt.Sprintf("g%s-%s", strconv.FormatInt(d.Num, 36), strconv.FormatInt(due.Unix(), 36))
	_, _, err = p.send(ctx, at, say, show.Clip(title, show.MaxThreadName), nonce, posting{Message: m})
	return err
}

// about says what a digest is of, "" for all that is new: topic and outlets, each
// in so many characters.
func about(plan record.Plan, limit int) string {
	var parts []string
	if plan.Topic != "" {
		parts = append(parts, show.ClipMarkdown(answers.Inline(plan.Topic), limit))
	}
	if len(plan.Outlets) > 0 {
		parts = append(parts, show.ClipMarkdown(answers.Inline(strings.Join(plan.Outlets, ", ")), limit))
	}
	return strings.Join(parts, " · ")
}

// DigestLine says when a digest is posted, where and of what, and what keeps it
// from being so; zone is the server's.
func (p *Poster) DigestLine(v show.Voice, d record.Digest, zone string) string {
	where, _ := Zone(zone)
	line := fmt.Sprintf("**%d** <#%s> · %s, %02d:%02d %s", d.Num, d.Channel, v.Say("choice_every_"+d.Every), d.At/60, d.At%60, where)
	if about := about(d.Plan, show.MaxChoice/3); about != "" {
		line += " · " + about
	}
	line += " · " + v.Say("digest_next", "When", timestamp(Next(d.Plan, d.Last, where)))
	if p.rests.Muted(digestName(d)) {
		line = "⚠ " + line + " · " + v.Say("post_muted")
	}
	return line
}

// DigestList lists digests, all of those that a server can have.
func (p *Poster) DigestList(v show.Voice, digests []record.Digest, zone string) []*discordgo.MessageEmbed {
	lines := make([]string, len(digests))
	for i, d := range digests {
		lines[i] = p.DigestLine(v, d, zone)
	}
	var embeds []*discordgo.MessageEmbed
	for len(lines) > 0 {
		embed := &discordgo.MessageEmbed{Color: show.ColourQuoted}
		if len(embeds) == 0 {
			embed.Title = v.Say("digest_list")
		}
		lines = lines[len(lines)-show.Fill(embed, lines, "\n"):]
		embeds = append(embeds, embed)
	}
	return embeds
}
